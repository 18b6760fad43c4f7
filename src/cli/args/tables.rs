//! How files of other programs are to be read, as it is typed after every command that reads a register.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Reading files of other programs")]
pub(in crate::cli) struct TableArgs {
    /// Take their column for ours (repeatable): --rename value=amount,type=kind
    #[arg(long, value_name = "THEIRS=OURS", value_delimiter = ',')]
    pub(in crate::cli) rename: Vec<String>,
    /// Take their word for ours, as a kind or status (repeatable): partnership=services; or leave its rows out: gift=-
    #[arg(long, value_name = "THEIRS=OURS", value_delimiter = ',')]
    pub(in crate::cli) word: Vec<String>,
    /// What holds where a deal says nothing (repeatable): kind=services, status=closed, date=2025
    #[arg(long, value_name = "COLUMN=VALUE", value_delimiter = ',')]
    pub(in crate::cli) set: Vec<String>,
    /// Which sheet of a workbook (repeatable) [default: all that hold deals]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) sheet: Vec<String>,
    /// What parts two cells, if it is told wrongly: , ; | or tab
    #[arg(long, value_name = "SIGN")]
    pub(in crate::cli) separator: Option<String>,
    /// The sign before the decimals: . or ,
    #[arg(long, value_name = "SIGN")]
    pub(in crate::cli) decimal: Option<String>,
    /// Whether 03/04/2025 is the third of April or the fourth of March
    #[arg(long, value_enum, value_name = "ORDER")]
    pub(in crate::cli) days: Option<DayOrder>,
    /// The currency of amounts that name none: EUR
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) currency: Option<String>,
    /// In what amounts are counted that do not say it: thousand, million, billion
    #[arg(long, value_name = "UNIT")]
    pub(in crate::cli) unit: Option<String>,
    /// What a currency was worth in the base currency (repeatable): EUR=1.08@2026-06-30
    #[arg(long, value_name = "CODE=RATE@DAY")]
    pub(in crate::cli) rate: Vec<String>,
    /// What currencies were worth: a table of day, currency and rate
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) rates: Option<PathBuf>,
    /// Two names of one company (repeatable): "Kia Corp=Kia"
    #[arg(long, value_name = "NAME=COMPANY")]
    pub(in crate::cli) same: Vec<String>,
    /// Names that are near to each other, and mean different companies (repeatable): "Kia,Kia Corp"
    #[arg(long, value_name = "NAMES")]
    pub(in crate::cli) distinct: Vec<String>,
    /// A table of such names: name, and company or not
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) aliases: Option<PathBuf>,
}

impl TableArgs {
    /// Whether anything is said of how tables are to be read.
    pub(in crate::cli) fn says_something(&self) -> bool {
        !(self.rename.is_empty() && self.word.is_empty() && self.set.is_empty())
    }
}

/// What stands first in a date of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DayOrder {
    /// The day: 25/03/2025
    DayFirst,
    /// The month: 03/25/2025
    MonthFirst,
}
