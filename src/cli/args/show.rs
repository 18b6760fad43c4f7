//! What is typed after `roundtrip show`.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::{
    output::OutputArgs,
    shared::{DataArgs, LimitArgs, ViewArgs},
};
use crate::cli::complete;

#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArgs {
    /// An entity, a deal, a source, two entities (`openai/oracle`), or a loop of more (`nvidia/openai/oracle`)
    #[arg(value_name = "WHAT", add = ArgValueCompleter::new(complete::anything))]
    pub(in crate::cli) what: String,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    #[command(flatten)]
    pub(in crate::cli) view: ViewArgs,
    #[command(flatten)]
    pub(in crate::cli) bounds: LimitArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}
