//! What is typed after `roundtrip reconcile`.

use std::path::PathBuf;

use clap::Args;

use super::{output::OutputArgs, shared::DeadlineArgs, tables::TableArgs};

#[derive(Debug, Args)]
pub(in crate::cli) struct ReconcileArgs {
    /// Our register: a file, a folder, or `shipped`
    #[arg(value_name = "OURS")]
    pub(in crate::cli) ours: PathBuf,
    /// Theirs: any file that the program reads, or `shipped`
    #[arg(value_name = "THEIRS")]
    pub(in crate::cli) theirs: PathBuf,
    /// Write what we could take over from them into this file (TOML), to be accepted line by line
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) proposals: Option<PathBuf>,
    /// Show only the first N of each list; 0 is all [default: 25 in a table or Markdown, else all]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) top: Option<usize>,
    #[command(flatten)]
    pub(in crate::cli) tables: TableArgs,
    #[command(flatten)]
    pub(in crate::cli) deadline: DeadlineArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}
