//! What is typed after `roundtrip flows`.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::shared::PlainArgs;
use crate::cli::complete;

#[derive(Debug, Args)]
pub(in crate::cli) struct FlowsArgs {
    /// Only what this company, cloud or chip pays
    #[arg(long, value_name = "ENTITY", add = ArgValueCompleter::new(complete::entity))]
    pub(in crate::cli) from: Option<String>,
    /// Only what this one is paid
    #[arg(long, value_name = "ENTITY", add = ArgValueCompleter::new(complete::entity))]
    pub(in crate::cli) to: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) plain: PlainArgs,
}
