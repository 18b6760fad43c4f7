//! What is typed after `roundtrip diff`.

use clap::Args;

use super::{
    output::OutputArgs,
    shared::{DataArgs, SearchArgs, ViewArgs},
};

#[derive(Debug, Args)]
pub(in crate::cli) struct DiffArgs {
    /// Before: a day such as 2025-12-17, or the path of a register
    #[arg(value_name = "A", required_unless_present = "scenario", requires = "after")]
    pub(in crate::cli) before: Option<String>,
    /// After: a day, or the path of a register
    #[arg(value_name = "B")]
    pub(in crate::cli) after: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    /// circular-funding, cross-investment, reciprocal-trade or any
    #[arg(long, value_name = "CLASS", default_value = "circular-funding")]
    pub(in crate::cli) class: String,
    /// Show only the first N of each list; 0 is all [default: 25 in a table or Markdown, else all]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) top: Option<usize>,
    #[command(flatten)]
    pub(in crate::cli) view: ViewArgs,
    #[command(flatten)]
    pub(in crate::cli) search: SearchArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}
