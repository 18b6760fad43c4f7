//! Where an answer is printed, and in which format.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args, FromArgMatches, ValueEnum, error::ErrorKind};

use crate::{answer::Refusal, terminal::endings};

/// How many rows of a list readers see unless they ask for more.
const SHOWN: usize = 25;

/// Where to print, as it is typed.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
struct OutputFlags {
    /// How to print [default: by the ending of --output, else table]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write into this file, whole or not at all; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Where to print, and how.
#[derive(Debug)]
pub(in crate::cli) struct OutputArgs {
    pub(in crate::cli) format: Format,
    /// A file, or else standard output.
    pub(in crate::cli) output: Option<PathBuf>,
}

impl OutputArgs {
    /// How many rows of a list are shown: what is asked for, where 0 is all; else some for readers and all for programs.
    pub(in crate::cli) fn shown(&self, top: Option<usize>) -> usize {
        match (top, self.format) {
            (Some(0), _) => usize::MAX,
            (Some(top), _) => top,
            (None, Format::Table | Format::Markdown) => SHOWN,
            (None, _) => usize::MAX,
        }
    }
}

impl Args for OutputArgs {
    fn augment_args(command: clap::Command) -> clap::Command {
        OutputFlags::augment_args(command)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        OutputFlags::augment_args_for_update(command)
    }
}

impl FromArgMatches for OutputArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let OutputFlags { format, output } = OutputFlags::from_arg_matches(matches)?;
        let refused = |Refusal { message, help }: Refusal| {
            let help = help.map_or_else(String::new, |help| format!("\nhelp: {help}"));
            clap::Error::raw(ErrorKind::ValueValidation, format!("{message}{help}"))
        };
        let format = Format::of(format, output.as_deref()).map_err(refused)?.unwrap_or(Format::Table);
        Ok(Self { format, output: output.filter(|file| !endings::is_standard_output(file)) })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
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
}

impl Format {
    /// How to print into a file; `None` if neither its name nor `--format` says it.
    pub(in crate::cli) fn of(asked: Option<Self>, file: Option<&Path>) -> Result<Option<Self>, Refusal> {
        const ENDINGS: [(&str, Format); 7] = [
            ("csv", Format::Csv),
            ("json", Format::Json),
            ("ndjson", Format::Ndjson),
            ("jsonl", Format::Ndjson),
            ("md", Format::Markdown),
            ("markdown", Format::Markdown),
            ("txt", Format::Table),
        ];
        let value = asked.and_then(|asked| asked.to_possible_value());
        let asked = value.as_ref().map(clap::builder::PossibleValue::get_name).zip(asked);
        endings::format(asked, file, &ENDINGS)
    }
}
