//! What is typed after `roundtrip loops`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{
    output::OutputArgs,
    shared::{DataArgs, SearchArgs, ViewArgs},
};

#[derive(Debug, Args)]
pub(in crate::cli) struct LoopsArgs {
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    pub(in crate::cli) registers: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    /// circular-funding, cross-investment, reciprocal-trade or any
    #[arg(long, value_name = "CLASS", default_value = "circular-funding")]
    pub(in crate::cli) class: String,
    /// What comes first: amount, length, formed or status
    #[arg(long, value_name = "ORDER", default_value = "amount")]
    pub(in crate::cli) sort: String,
    /// Show only the first N; 0 is all [default: 25 in a table, else all]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) top: Option<usize>,
    /// List only loops that meet this: 'status >= signed and bottleneck >= 1B'
    #[arg(long = "where", value_name = "CONDITION")]
    pub(in crate::cli) only: Option<String>,
    /// End with exit code 1 if a listed loop meets this: 'new since 2026-01-01'
    #[arg(long, value_name = "CONDITION")]
    pub(in crate::cli) fail_if: Option<String>,
    /// Every choice of parallel deals is a loop of its own
    #[arg(long, value_name = "WHAT")]
    pub(in crate::cli) by: Option<By>,
    #[command(flatten)]
    pub(in crate::cli) view: ViewArgs,
    #[command(flatten)]
    pub(in crate::cli) search: SearchArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum By {
    /// Single deals instead of hops
    Deal,
}
