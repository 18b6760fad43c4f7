//! What is typed after `roundtrip export` and `roundtrip import`.

use std::path::PathBuf;

use clap::{
    Args, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

use super::{
    shared::{DataArgs, DeadlineArgs, ViewArgs},
    tables::TableArgs,
};
use crate::exchange::{Format, Source};

/// A format, listed in the help with what it is for.
fn format() -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL.iter().map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(values).try_map(|text| text.parse::<Format>())
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArgs {
    /// For which program
    #[arg(value_name = "FORMAT", value_parser = format())]
    pub(in crate::cli) format: Format,
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    pub(in crate::cli) registers: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    /// Write into this file, or this folder if the format has several files
    #[arg(short, long, value_name = "FILE|FOLDER", help_heading = "Output")]
    pub(in crate::cli) output: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) view: ViewArgs,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum From {
    /// A register: a file or folder of TOML
    Toml,
    /// A spreadsheet of deals, or a folder with nodes.csv and edges.csv
    Csv,
    /// Excel: sheets of nodes and edges, or one of deals
    Xlsx,
    /// SQLite: tables of nodes and edges, or one of deals
    Sqlite,
    /// JSON lines: FollowTheMoney entities, BODS statements, or deals
    Ftm,
    /// GraphML
    Graphml,
    /// GEXF of any version
    Gexf,
    /// JSON: JSON Graph Format, node-link, Cytoscape, BODS, or a list of deals
    Json,
}

impl From {
    /// The format that it stands for.
    pub(in crate::cli) fn source(self) -> Source {
        match self {
            Self::Toml => Source::Toml,
            Self::Csv => Source::Csv,
            Self::Xlsx => Source::Xlsx,
            Self::Sqlite => Source::Sqlite,
            Self::Ftm => Source::Ftm,
            Self::Graphml => Source::GraphMl,
            Self::Gexf => Source::Gexf,
            Self::Json => Source::Json,
        }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportArgs {
    /// The file, or folder
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
    /// What it is [default: by the ending of its name]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(in crate::cli) format: Option<From>,
    /// Kind of the deals that name none: equity, services, ...
    #[arg(long, value_name = "KIND", help_heading = "Where the file does not say")]
    pub(in crate::cli) kind: Option<String>,
    /// Status of the deals that name none
    #[arg(long, value_name = "STATUS", help_heading = "Where the file does not say")]
    pub(in crate::cli) status: Option<String>,
    /// Day of the deals that name none: 2025-03-01, 2025-03 or 2025
    #[arg(long, value_name = "DATE", help_heading = "Where the file does not say")]
    pub(in crate::cli) date: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) tables: TableArgs,
    #[command(flatten)]
    pub(in crate::cli) deadline: DeadlineArgs,
    /// Write into this folder, or this file if its name ends in .toml
    #[arg(short, long, value_name = "FOLDER|FILE", help_heading = "Output")]
    pub(in crate::cli) output: Option<PathBuf>,
}
