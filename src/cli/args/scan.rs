//! What is typed after `roundtrip scan`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::reading::ReadingArgs;
use crate::{
    answer::Refusal,
    scan::{By, Format},
    terminal::endings,
};

#[derive(Debug, Args)]
pub(in crate::cli) struct ScanArgs {
    #[command(flatten)]
    pub(in crate::cli) reading: ReadingArgs,
    /// Only loops of at least N payments
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..), help_heading = "Loops")]
    pub(in crate::cli) min_length: Option<u32>,
    /// Only loops of at most N payments
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..), help_heading = "Loops")]
    pub(in crate::cli) max_length: Option<u32>,
    /// From the first payment to the last: 30d, 12h, 15m, 90s, 2w, or a plain number in the time column's unit
    #[arg(long, value_name = "TIME", help_heading = "Loops")]
    pub(in crate::cli) window: Option<String>,
    /// How the times of a loop must be ordered [default: strict, or none without a time column]
    #[arg(long, value_enum, value_name = "ORDER", help_heading = "Loops")]
    pub(in crate::cli) order: Option<Order>,
    /// Only loops through one of these accounts; may be repeated
    #[arg(long, value_name = "ACCOUNT", num_args = 1.., help_heading = "Loops")]
    pub(in crate::cli) through: Vec<String>,
    /// Only loops whose last payment is on or after this time: what a run of every night has not seen yet
    #[arg(long, value_name = "TIME", help_heading = "Loops")]
    pub(in crate::cli) closed_since: Option<String>,
    /// Each payment must be at least this share of the one before, such as 0.9, or within two: 0.9..1.1
    #[arg(long, value_name = "SHARE", help_heading = "Loops")]
    pub(in crate::cli) keep: Option<String>,
    /// Drop payments below this amount; with a currency, those in it: "USD 1000"
    #[arg(long, value_name = "AMOUNT", help_heading = "Loops")]
    pub(in crate::cli) min_amount: Vec<String>,
    /// Only count them, by length
    #[arg(long, help_heading = "Output")]
    pub(in crate::cli) count: bool,
    /// One line for all parallel payments along a path; with --count, one of them counts
    #[arg(long, conflicts_with_all = ["keep", "top"], help_heading = "Output")]
    pub(in crate::cli) bundle: bool,
    /// Only the N largest
    #[arg(long, value_name = "N", value_parser = top, conflicts_with = "count", help_heading = "Output")]
    pub(in crate::cli) top: Option<usize>,
    /// What --top ranks by [default: amount, or length without an amount column]
    #[arg(long, value_enum, value_name = "SIZE", requires = "top", help_heading = "Output")]
    pub(in crate::cli) by: Option<Size>,
    /// Draw them into this file, too (.svg, .png, .pdf or .dot): the first dozen found, or those of --top
    #[arg(long, value_name = "FILE", conflicts_with_all = ["count", "bundle"], help_heading = "Output")]
    pub(in crate::cli) draw: Option<PathBuf>,
    /// A font file for letters that the built-in font lacks, in PNG and PDF
    #[arg(long, value_name = "FILE", requires = "draw", help_heading = "Output")]
    pub(in crate::cli) font: Option<PathBuf>,
    /// End with exit code 1 if so many loops are found: any, or a condition such as 'count >= 10'
    #[arg(long, value_name = "CONDITION", help_heading = "Output")]
    pub(in crate::cli) fail_if: Option<String>,
    /// Stop after N loops (reported as incomplete)
    #[arg(long, value_name = "N", help_heading = "Search")]
    pub(in crate::cli) limit: Option<usize>,
    /// Stop after this time (reported as incomplete): 500ms, 30s, 2m
    #[arg(long, value_name = "TIME", help_heading = "Search")]
    pub(in crate::cli) deadline: Option<String>,
    /// Number of threads; does not change the result [default: one per core]
    #[arg(long, value_name = "N", help_heading = "Search")]
    pub(in crate::cli) threads: Option<std::num::NonZeroU16>,
    /// How to print [default: by the ending of --output, else ndjson, or table with --count]
    #[arg(long, value_enum, help_heading = "Output")]
    pub(in crate::cli) format: Option<ScanFormat>,
    /// Write into this file, whole or not at all; - is standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(in crate::cli) output: Option<PathBuf>,
}

/// How the times of a loop must lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Order {
    /// Each payment later than the one before
    Strict,
    /// Each payment not earlier than the one before
    Forward,
    /// In any order within the window
    Window,
    /// Ignore times
    None,
}

/// How loops are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ScanFormat {
    /// For reading, fitted to the terminal
    #[value(alias = "text")]
    Table,
    /// One JSON document
    Json,
    /// One JSON object a line
    #[value(alias = "jsonl")]
    Ndjson,
    /// For a spreadsheet; cells that begin with = + - @ are made harmless
    Csv,
    /// For a newsroom
    #[value(alias = "md")]
    Markdown,
    /// Columns of lists, if the program was built for it
    Parquet,
}

impl ScanFormat {
    const ENDINGS: [(&str, Self); 8] = [
        ("csv", Self::Csv),
        ("json", Self::Json),
        ("ndjson", Self::Ndjson),
        ("jsonl", Self::Ndjson),
        ("md", Self::Markdown),
        ("markdown", Self::Markdown),
        ("txt", Self::Table),
        ("parquet", Self::Parquet),
    ];

    /// How to print into a file; `None` if neither its name nor `--format` says it.
    pub(in crate::cli) fn of(asked: Option<Self>, file: Option<&Path>) -> Result<Option<Self>, Refusal> {
        let value = asked.and_then(|asked| asked.to_possible_value());
        let asked = value.as_ref().map(clap::builder::PossibleValue::get_name).zip(asked);
        let format = endings::format(asked, file, &Self::ENDINGS)?;
        if format == Some(Self::Parquet) && !cfg!(feature = "parquet") {
            let help = "build it with `--features parquet`, or take --format ndjson";
            return Err(Refusal::help("this program was built without Parquet", help));
        }
        Ok(format)
    }

    /// The format that it is for programs; none for readers.
    pub(in crate::cli) fn for_programs(self) -> Option<Format> {
        match self {
            Self::Table | Self::Markdown => None,
            Self::Json => Some(Format::Json),
            Self::Ndjson => Some(Format::Ndjson),
            Self::Csv => Some(Format::Csv),
            #[cfg(feature = "parquet")]
            Self::Parquet => Some(Format::Parquet),
            // Refused before.
            #[cfg(not(feature = "parquet"))]
            Self::Parquet => None,
        }
    }
}

/// How large a loop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Size {
    /// Its smallest payment
    Amount,
    /// From its first payment to its last
    Span,
    /// How many payments
    Length,
}

impl Size {
    /// What it stands for.
    pub(in crate::cli) fn by(self) -> By {
        match self {
            Self::Amount => By::Amount,
            Self::Span => By::Span,
            Self::Length => By::Length,
        }
    }
}

fn top(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("it shows nothing; leave --top out for all".to_owned()),
        Ok(top) => Ok(top),
        Err(_) => Err("not a whole number".to_owned()),
    }
}
