//! What is typed after `roundtrip measure`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::args::{DataArgs, OutputArgs, SearchArgs, ViewArgs};

#[derive(Debug, Args)]
pub(in crate::cli) struct MeasureArgs {
    #[command(subcommand)]
    pub(super) what: What,
}

#[derive(Debug, Subcommand)]
pub(super) enum What {
    /// The most that can be going round: as stated, at the least, at the most, and of firm deals only
    Circulation(ListArgs),
    /// The same figures for each rung and above, or over time with --every
    Ladder(LadderArgs),
    /// Each company: what it passes on, and how much of what it pays can come back
    Companies(ListArgs),
    /// The deals and the hops without which no loop is left
    Breakers(PlainArgs),
    /// Calendar years, with the terms of contracts spread over them
    Annual(AnnualArgs),
    /// Loops that money can have gone round in the order of its dates, and the days between
    Time(LoopsArgs),
    /// If somebody cannot pay: who is hit, in what order, how much
    Clearing(ClearingArgs),
    /// How much goes round each loop, nothing counted twice
    Loops(ListArgs),
    /// Who owns whom, directly and through others
    Ownership(OwnershipArgs),
    /// Whether there are more loops than chance would make
    Null(NullArgs),
    /// Who stands before whom in the flow of money, and how far it flows one way
    Levels(ListArgs),
}

/// Of what, and where to.
#[derive(Debug, Args)]
pub(super) struct PlainArgs {
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    pub(super) registers: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) data: DataArgs,
    #[command(flatten)]
    pub(super) view: ViewArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// Measures with a long list.
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Show only the first N of the list; 0 is all [default: 25 for reading, else all]
    #[arg(long, value_name = "N")]
    pub(super) top: Option<usize>,
    #[command(flatten)]
    pub(super) plain: PlainArgs,
}

/// Measures that look for loops.
#[derive(Debug, Args)]
pub(super) struct LoopsArgs {
    #[command(flatten)]
    pub(super) list: ListArgs,
    #[command(flatten)]
    pub(super) search: SearchArgs,
}

#[derive(Debug, Args)]
pub(super) struct LadderArgs {
    /// The ladder at the end of each month, quarter or year
    #[arg(long, value_enum, value_name = "PERIOD", help_heading = "Over time")]
    pub(super) every: Option<Period>,
    /// From this day on [default: the year of the first deal]
    #[arg(long, value_name = "DATE", requires = "every", help_heading = "Over time")]
    pub(super) from: Option<String>,
    #[command(flatten)]
    pub(super) plain: PlainArgs,
    #[command(flatten)]
    pub(super) search: SearchArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Period {
    /// Twelve a year.
    Month,
    /// Four a year.
    Quarter,
    /// One a year.
    Year,
}

#[derive(Debug, Args)]
pub(super) struct AnnualArgs {
    /// How a contract with a term is spread over its years
    #[arg(long, value_enum, default_value_t = Spread::Straight)]
    pub(super) spread: Spread,
    #[command(flatten)]
    pub(super) plain: PlainArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Spread {
    /// Evenly over its days
    Straight,
    /// All on its first day
    UpFront,
}

#[derive(Debug, Args)]
pub(super) struct ClearingArgs {
    /// Who cannot pay [default: each company in turn]
    #[arg(long, value_name = "ENTITY")]
    pub(super) default: Option<String>,
    /// The part of what it owes that it pays all the same, from 0 to 1
    #[arg(long, value_name = "PART", default_value_t = 0.0, requires = "default", value_parser = part)]
    pub(super) recovery: f64,
    #[command(flatten)]
    pub(super) list: ListArgs,
}

#[derive(Debug, Args)]
pub(super) struct OwnershipArgs {
    /// Only the owners of this company
    #[arg(long, value_name = "ENTITY")]
    pub(super) of: Option<String>,
    #[command(flatten)]
    pub(super) list: ListArgs,
}

fn part(text: &str) -> Result<f64, String> {
    let part: f64 = text.parse().map_err(|_| "write a part such as 0.4".to_owned())?;
    if (0.0..=1.0).contains(&part) { Ok(part) } else { Err("a part lies between 0 and 1".to_owned()) }
}

#[derive(Debug, Args)]
pub(super) struct NullArgs {
    /// Count loops of at most so many hops
    #[arg(long, value_name = "HOPS", default_value_t = 3, value_parser = clap::value_parser!(u32).range(2..=5))]
    pub(super) max_length: u32,
    /// How many random graphs to draw
    #[arg(long, value_name = "N", default_value_t = 999, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(super) samples: u32,
    /// Where the random numbers come from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    #[command(flatten)]
    pub(super) plain: PlainArgs,
}
