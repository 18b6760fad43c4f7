//! What is typed after `roundtrip rights`.

use std::path::PathBuf;

use clap::Args;

use super::{output::OutputArgs, shared::DataArgs};

#[derive(Debug, Args)]
pub(in crate::cli) struct RightsArgs {
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    pub(in crate::cli) registers: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    /// As they stood that day [default: the register's own date]
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) as_of: Option<String>,
    /// Only those that this entity has or gave
    #[arg(long, value_name = "ENTITY")]
    pub(in crate::cli) of: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}
