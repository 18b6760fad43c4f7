//! What is typed after `roundtrip list`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{output::OutputArgs, shared::DataArgs};

#[derive(Debug, Args)]
pub(in crate::cli) struct CatalogueArgs {
    /// What to list
    #[arg(value_name = "WHAT", value_enum)]
    pub(in crate::cli) what: Catalogue,
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    pub(in crate::cli) registers: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    /// The register as it stood that day [default: the register's own date]
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) as_of: Option<String>,
    /// Show only the first N of the list; 0 is all
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(in crate::cli) top: usize,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

/// What a register holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Catalogue {
    /// Companies, clouds, chips and products, with their ids
    Entities,
    /// Deals, with their ids
    Deals,
    /// Sources, with their ids
    Sources,
    /// The kinds of deals that there are
    Kinds,
    /// Revenue, cash and other figures of companies, by period
    Figures,
    /// How much of whose revenue comes from which customer
    Customers,
}
