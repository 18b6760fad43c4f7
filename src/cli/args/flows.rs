//! What is typed after `roundtrip flows`.

use std::path::PathBuf;

use clap::Args;

use super::shared::{DataArgs, OutputArgs, ViewArgs};

#[derive(Debug, Args)]
pub(in crate::cli) struct FlowsArgs {
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    pub(in crate::cli) registers: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    #[command(flatten)]
    pub(in crate::cli) view: ViewArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}
