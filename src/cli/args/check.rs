//! What is typed after `roundtrip check`.

use std::path::PathBuf;

use clap::Args;

use super::{output::OutputArgs, shared::DataArgs};

#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArgs {
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    pub(in crate::cli) registers: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    /// The register as it stood that day [default: the register's own date]
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) as_of: Option<String>,
    /// Only this doubt (repeatable): conflict, contradicted, single-source, weak, unread, ...
    #[arg(long, value_name = "DOUBT", value_delimiter = ',')]
    pub(in crate::cli) doubt: Vec<String>,
    /// What adding up announced amounts would count twice, deal by deal, and the total without it
    #[arg(long, conflicts_with = "doubt")]
    pub(in crate::cli) double_counting: bool,
    /// What should have happened by the day and is not recorded, and figures older than so many days [default: 180]
    #[arg(
        long,
        value_name = "DAYS",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "180",
        conflicts_with_all = ["doubt", "double_counting"]
    )]
    pub(in crate::cli) stale: Option<u16>,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}
