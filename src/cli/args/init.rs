//! What is typed after `roundtrip init`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(in crate::cli) struct InitArgs {
    /// The folder to make; what is in it already is left alone, so it must be empty
    #[arg(value_name = "FOLDER")]
    pub(in crate::cli) folder: PathBuf,
    /// What the register is about
    #[arg(long, value_name = "TEXT", default_value = "A register of deals")]
    pub(in crate::cli) title: String,
    /// The day as of which it speaks [default: today]
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) as_of: Option<String>,
    /// Three letters of the currency in which ranges are
    #[arg(long, value_name = "CODE", default_value = "USD")]
    pub(in crate::cli) base: String,
}
