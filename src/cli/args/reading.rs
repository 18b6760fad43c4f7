//! How a ledger is to be read, as it is typed after `roundtrip scan`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(in crate::cli) struct ReadingArgs {
    /// The ledger: files, folders or globs of CSV, JSON lines, workbooks or Parquet, plain or compressed; - is standard input
    #[arg(value_name = "LEDGER", required = true)]
    pub(in crate::cli) ledger: Vec<PathBuf>,
    /// Column of the payer: its heading, its position (#3), or several that name one account (Bank+Account)
    #[arg(long, value_name = "COLUMN", help_heading = "Reading")]
    pub(in crate::cli) from: Option<String>,
    /// Column of the payee
    #[arg(long, value_name = "COLUMN", help_heading = "Reading")]
    pub(in crate::cli) to: Option<String>,
    /// Column of the time, or two (Date+Time); none for no time
    #[arg(long, value_name = "COLUMN", help_heading = "Reading")]
    pub(in crate::cli) time: Option<String>,
    /// Column of the amount; none for no amount
    #[arg(long, value_name = "COLUMN", help_heading = "Reading")]
    pub(in crate::cli) amount: Option<String>,
    /// Column of the currency; none to compare all amounts
    #[arg(long, value_name = "COLUMN", help_heading = "Reading")]
    pub(in crate::cli) currency: Option<String>,
    /// No line names the columns: they are #1, #2 and so on
    #[arg(long, help_heading = "Reading")]
    pub(in crate::cli) no_header: bool,
    /// What parts two cells, if it is told wrongly: , ; | or tab
    #[arg(long, value_name = "SIGN", help_heading = "Reading")]
    pub(in crate::cli) separator: Option<String>,
    /// How the text is encoded, if not in UTF-8 or UTF-16: windows-1252
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub(in crate::cli) encoding: Option<String>,
    /// Which sheet of a workbook [default: the first]
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub(in crate::cli) sheet: Option<String>,
    /// The sign before the decimals: . or ,
    #[arg(long, value_name = "SIGN", help_heading = "Reading")]
    pub(in crate::cli) decimal: Option<String>,
    /// How times are written: %d.%m.%Y %H:%M, day-first, month-first, yyyymmdd, yymmdd or ddmmyyyy
    #[arg(long, value_name = "FORM", help_heading = "Reading")]
    pub(in crate::cli) time_format: Option<String>,
    /// What one step of a time is that is a number: second, ms, us, ns, minute, hour, day, week, excel
    #[arg(long, value_name = "UNIT", help_heading = "Reading")]
    pub(in crate::cli) time_unit: Option<String>,
    /// Which names are one account: exact, or fold (whatever their case, spaces and accents' form)
    #[arg(long, value_enum, value_name = "HOW", help_heading = "Reading")]
    pub(in crate::cli) names: Option<NamesArg>,
    /// Names that mean nobody, beside NULL, N/A, unknown and the like: M,cash
    #[arg(long, value_name = "LIST", value_delimiter = ',', help_heading = "Reading")]
    pub(in crate::cli) nobody: Vec<String>,
    /// What becomes of rows that lack something [default: skip without a payer or payee, else refuse]
    #[arg(long, value_enum, value_name = "HOW", help_heading = "Reading")]
    pub(in crate::cli) incomplete: Option<IncompleteArg>,
    /// What becomes of negative amounts [default: refuse]
    #[arg(long, value_enum, value_name = "HOW", help_heading = "Reading")]
    pub(in crate::cli) negative: Option<NegativeArg>,
    /// A file that says all of this (--explain writes one), or the name of a known layout
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub(in crate::cli) profile: Option<String>,
    /// Print how the ledger is read, as a profile, and search nothing
    #[arg(long, help_heading = "Reading")]
    pub(in crate::cli) explain: bool,
    /// Who owns which account, so that loops are between owners: a table of account, owner, and perhaps from and to (days)
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub(in crate::cli) owners: Option<PathBuf>,
    /// What currencies were worth, so that all amounts are compared: a table of day, currency and rate
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub(in crate::cli) rates: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum NamesArg {
    /// Those that are equal sign by sign
    Exact,
    /// Those that are equal whatever their case, spaces and the form of their accents
    Fold,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum IncompleteArg {
    /// Leave them out, and say how many
    Skip,
    /// They are faults
    Refuse,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum NegativeArg {
    /// They are faults
    Refuse,
    /// The payee pays the payer
    Reverse,
    /// Leave them out, and say how many
    Skip,
}
