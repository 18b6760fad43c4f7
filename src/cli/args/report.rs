//! What is typed after `roundtrip report`.

use std::path::PathBuf;

use clap::Args;

use super::shared::{DataArgs, SearchArgs, ViewArgs};

#[derive(Debug, Args)]
pub(in crate::cli) struct ReportArgs {
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    pub(in crate::cli) registers: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    /// The folder to write
    #[arg(short, long, value_name = "FOLDER", default_value = "out")]
    pub(in crate::cli) output: PathBuf,
    /// Show index.html in the browser when all is written
    #[arg(long)]
    pub(in crate::cli) open: bool,
    /// How many loops get a picture of their own
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub(in crate::cli) pictures: usize,
    /// How many loops loops.csv and loops.json have, the largest first; 0 is all
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    pub(in crate::cli) top: usize,
    /// Draw at most N companies in map and matrix, those on the largest loops; 0 is all
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub(in crate::cli) most: usize,
    #[command(flatten)]
    pub(in crate::cli) view: ViewArgs,
    #[command(flatten)]
    pub(in crate::cli) search: SearchArgs,
}
