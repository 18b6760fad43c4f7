//! What is typed after `roundtrip schema`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(in crate::cli) struct SchemaArgs {
    /// What to describe, such as `register` or `measure exposure`; without it, what can be described is listed
    #[arg(value_name = "WHAT", num_args = 0..)]
    pub(in crate::cli) what: Vec<String>,
    /// Write it to a file instead of printing it
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}
