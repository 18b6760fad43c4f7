//! Flags that several commands take.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCompleter;

use super::{output::OutputArgs, tables::TableArgs};
use crate::cli::complete;

/// Which register, and for how long it is asked.
#[derive(Debug, Args)]
pub(in crate::cli) struct DataArgs {
    /// Register to read instead of the shipped one: a folder or file of TOML, or a CSV of deals. Later ones add to
    /// earlier ones and correct them; `shipped` is the shipped one
    #[arg(long = "data", value_name = "PATH", help_heading = "Register")]
    pub(in crate::cli) data: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) tables: TableArgs,
    #[command(flatten)]
    pub(in crate::cli) deadline: DeadlineArgs,
}

/// How long a command may take, from the first byte that it reads to the last that it writes.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct DeadlineArgs {
    /// Stop after this time, and say what is left out: 500ms, 30s, 2m
    #[arg(long, value_name = "TIME", help_heading = "Search")]
    pub(in crate::cli) deadline: Option<String>,
}

impl DeadlineArgs {
    /// Whether there is one.
    pub(in crate::cli) fn is_given(&self) -> bool {
        self.deadline.is_some()
    }
}

/// The view: the same flags for every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "View")]
pub(in crate::cli) struct ViewArgs {
    /// The register as it stood that day [default: the register's own date]
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) as_of: Option<String>,
    /// Only deals of this status or a firmer one: rumoured, in-talks, announced, signed or closed
    #[arg(long, value_name = "STATUS", default_value = "rumoured")]
    pub(in crate::cli) status: String,
    /// Fold clouds, chips and divisions into their owner (company), or keep them as nodes (asset)
    #[arg(long, value_name = "LEVEL", default_value = "company")]
    pub(in crate::cli) level: String,
    /// Only deals of these kinds: equity, debt, cloud, chips, lease, ...
    #[arg(long, value_name = "KIND,..", value_delimiter = ',')]
    pub(in crate::cli) kind: Vec<String>,
    /// Only hops over which a loop leads through this company, cloud or chip, and such loops (repeatable)
    #[arg(long, value_name = "ENTITY", value_delimiter = ',', add = ArgValueCompleter::new(complete::entity))]
    pub(in crate::cli) through: Vec<String>,
    /// Without this entity or deal (repeatable)
    #[arg(long, value_name = "ENTITY|DEAL", value_delimiter = ',', add = ArgValueCompleter::new(complete::entity_or_deal))]
    pub(in crate::cli) without: Vec<String>,
    /// What if this deal had that status? (repeatable)
    #[arg(long, value_name = "DEAL=STATUS", value_delimiter = ',', add = ArgValueCompleter::new(complete::assumption))]
    pub(in crate::cli) assume: Vec<String>,
    /// What if? A file of deals to drop, or to give another status or amount (twice in `diff`)
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) scenario: Vec<PathBuf>,
    /// Also count guarantees, to whom they are owed and to whom they help
    #[arg(long, value_name = "WHAT")]
    pub(in crate::cli) include: Option<Include>,
    /// Drop hops whose stated amount is below this; undisclosed hops are kept
    #[arg(long, value_name = "AMOUNT")]
    pub(in crate::cli) min_amount: Option<String>,
    /// Drop hops that state no amount
    #[arg(long)]
    pub(in crate::cli) priced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Include {
    /// Guarantees and backstops.
    Contingent,
}

/// Which loops to look for, and how many.
#[derive(Debug, Args)]
#[command(next_help_heading = "Search")]
pub(in crate::cli) struct SearchArgs {
    /// Only loops of at most N hops
    #[arg(long, value_name = "HOPS", value_parser = clap::value_parser!(u32).range(2..))]
    pub(in crate::cli) max_length: Option<u32>,
    #[command(flatten)]
    pub(in crate::cli) bounds: LimitArgs,
}

/// How many loops to look for.
#[derive(Debug, Args)]
#[command(next_help_heading = "Search")]
pub(in crate::cli) struct LimitArgs {
    /// Stop after N loops (reported as incomplete)
    #[arg(long, value_name = "N")]
    pub(in crate::cli) limit: Option<usize>,
}

/// Of what, and where to.
#[derive(Debug, Args)]
pub(in crate::cli) struct PlainArgs {
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    pub(in crate::cli) registers: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    #[command(flatten)]
    pub(in crate::cli) view: ViewArgs,
    #[command(flatten)]
    pub(in crate::cli) output: OutputArgs,
}

/// Measures with a long list.
#[derive(Debug, Args)]
pub(in crate::cli) struct ListArgs {
    /// Show only the first N of the list; 0 is all [default: 25 for reading, else all]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) top: Option<usize>,
    #[command(flatten)]
    pub(in crate::cli) plain: PlainArgs,
}

impl ListArgs {
    /// How many rows of a list are shown.
    pub(in crate::cli) fn shown(&self) -> usize {
        self.plain.output.shown(self.top)
    }
}
