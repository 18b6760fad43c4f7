//! What is typed after `roundtrip measure`.

use clap::{Args, Subcommand, ValueEnum};

use super::shared::{BoundArgs, ListArgs, PlainArgs, SearchArgs};
use crate::measure::Spreading;

#[derive(Debug, Args)]
pub(in crate::cli) struct MeasureArgs {
    #[command(subcommand)]
    pub(in crate::cli) what: What,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum What {
    /// The most that can be going round: as stated, at the least, at the most, and of firm deals only
    Circulation(ListArgs),
    /// The same figures status by status, from closed deals down to rumours, or over time with --every
    Ladder(LadderArgs),
    /// Each company: what it passes on, and how much of what it pays can come back
    Companies(ListArgs),
    /// The fewest deals, and the fewest hops, whose removal breaks every loop
    Breakers(PlainArgs),
    /// Calendar years, with the terms of contracts spread over them
    Annual(AnnualArgs),
    /// Loops whose dates allow money to have gone round, and the days in between
    Time(TimeArgs),
    /// If one company cannot pay: who is hit, in what order, for how much
    Clearing(ClearingArgs),
    /// How much goes round each loop, with nothing counted twice
    Loops(WholeArgs),
    /// Who owns whom, directly and through others
    Ownership(OwnershipArgs),
    /// What an investor puts into companies, what they buy from it in return, and what is left
    #[command(after_long_help = include_str!("help/measure-exposure.txt"))]
    Exposure(ExposureArgs),
    /// How much of a supplier's backlog comes from customers it has funded itself
    #[command(after_long_help = include_str!("help/measure-backlog.txt"))]
    Backlog(BacklogArgs),
    /// Which commitments are binding, and which are letters of intent, options, ceilings, talks or undisclosed
    #[command(after_long_help = include_str!("help/measure-firmness.txt"))]
    Firmness(CompanyArgs),
    /// How much of what a company is paid comes from outside all loops
    #[command(after_long_help = include_str!("help/measure-outside.txt"))]
    Outside(CompanyArgs),
    /// Which company or deal the most loops depend on, and how much of the money touches each company
    #[command(after_long_help = include_str!("help/measure-touch.txt"))]
    Touch(TouchArgs),
    /// Which chips and clouds carry the money, and which loops depend on whose chips
    #[command(after_long_help = include_str!("help/measure-assets.txt"))]
    Assets(AssetsArgs),
    /// On whose word: the money by nearest source, single sources, old pages, disagreements
    #[command(after_long_help = include_str!("help/measure-sources.txt"))]
    Sources(CompanyArgs),
    /// Whether there are more loops than chance would make
    Null(NullArgs),
    /// Each company's level in the flow of money (trophic level), and how far the money runs in one direction
    Levels(ListArgs),
}

impl What {
    /// Whether clouds and chips that stand apart from their owners would break what is measured. The others look at
    /// loops as such, or at deals one by one.
    pub(in crate::cli) fn is_between_companies(&self) -> bool {
        !matches!(self, Self::Time(_) | Self::Ownership(_) | Self::Firmness(_) | Self::Assets(_) | Self::Sources(_))
    }

    /// When to stop, of a measure that can be stopped.
    pub(in crate::cli) fn bounds(&self) -> Option<&BoundArgs> {
        match self {
            Self::Ladder(args) => Some(&args.search.bounds),
            Self::Time(args) => Some(&args.search.bounds),
            Self::Touch(args) => Some(&args.search.bounds),
            Self::Assets(args) => Some(&args.search.bounds),
            Self::Loops(args) => Some(&args.bounds),
            _ => None,
        }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TimeArgs {
    /// circular-funding, cross-investment, reciprocal-trade or any
    #[arg(long, value_name = "CLASS", default_value = "circular-funding")]
    pub(in crate::cli) class: String,
    #[command(flatten)]
    pub(in crate::cli) list: ListArgs,
    #[command(flatten)]
    pub(in crate::cli) search: SearchArgs,
}

/// Measures that need every loop.
#[derive(Debug, Args)]
pub(in crate::cli) struct WholeArgs {
    #[command(flatten)]
    pub(in crate::cli) list: ListArgs,
    #[command(flatten)]
    pub(in crate::cli) bounds: BoundArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct LadderArgs {
    /// The ladder at the end of each month, quarter or year
    #[arg(long, value_enum, value_name = "PERIOD", help_heading = "Over time")]
    pub(in crate::cli) every: Option<Period>,
    /// From this day on [default: the year of the first deal]
    #[arg(long, value_name = "DATE", requires = "every", help_heading = "Over time")]
    pub(in crate::cli) from: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) plain: PlainArgs,
    #[command(flatten)]
    pub(in crate::cli) search: SearchArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Period {
    /// Twelve a year.
    Month,
    /// Four a year.
    Quarter,
    /// One a year.
    Year,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AnnualArgs {
    /// How a contract with a term is spread over its years
    #[arg(long, value_enum, default_value_t = Spread::Straight)]
    pub(in crate::cli) spread: Spread,
    #[command(flatten)]
    pub(in crate::cli) plain: PlainArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Spread {
    /// Evenly over its days
    Straight,
    /// All on its first day
    UpFront,
}

impl From<Spread> for Spreading {
    fn from(spread: Spread) -> Self {
        match spread {
            Spread::Straight => Self::Straight,
            Spread::UpFront => Self::UpFront,
        }
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ClearingArgs {
    /// Who cannot pay [default: each company in turn]
    #[arg(long, value_name = "ENTITY")]
    pub(in crate::cli) default: Option<String>,
    /// The part of what it owes that it pays all the same, from 0 to 1
    #[arg(long, value_name = "PART", default_value_t = 0.0, requires = "default", value_parser = part)]
    pub(in crate::cli) recovery: f64,
    #[command(flatten)]
    pub(in crate::cli) list: ListArgs,
}

/// Measures of all companies or one.
#[derive(Debug, Args)]
pub(in crate::cli) struct CompanyArgs {
    /// Only this company, with its deals
    #[arg(long = "of", alias = "company", value_name = "ENTITY")]
    pub(in crate::cli) company: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) list: ListArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TouchArgs {
    /// circular-funding, cross-investment, reciprocal-trade or any
    #[arg(long, value_name = "CLASS", default_value = "circular-funding")]
    pub(in crate::cli) class: String,
    /// Take out at most N deals, those on most loops first
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(in crate::cli) removals: usize,
    #[command(flatten)]
    pub(in crate::cli) list: ListArgs,
    #[command(flatten)]
    pub(in crate::cli) search: SearchArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AssetsArgs {
    /// This seller's buyers one by one, and its chips and clouds only
    #[arg(long = "of", alias = "company", value_name = "ENTITY")]
    pub(in crate::cli) of: Option<String>,
    /// circular-funding, cross-investment, reciprocal-trade or any
    #[arg(long, value_name = "CLASS", default_value = "circular-funding")]
    pub(in crate::cli) class: String,
    #[command(flatten)]
    pub(in crate::cli) list: ListArgs,
    #[command(flatten)]
    pub(in crate::cli) search: SearchArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct BacklogArgs {
    /// Only this supplier, with every deal
    #[arg(long = "of", aliases = ["company", "supplier"], value_name = "ENTITY")]
    pub(in crate::cli) supplier: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) list: ListArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ExposureArgs {
    /// Only this investor, with every company and deal
    #[arg(long = "of", aliases = ["company", "investor"], value_name = "ENTITY")]
    pub(in crate::cli) investor: Option<String>,
    /// What comes back may go round loops of at most N hops [default: of any length]
    #[arg(long, value_name = "HOPS", value_parser = clap::value_parser!(u32).range(2..))]
    pub(in crate::cli) max_length: Option<u32>,
    #[command(flatten)]
    pub(in crate::cli) list: ListArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct OwnershipArgs {
    /// Only the owners of this company
    #[arg(long = "of", alias = "company", value_name = "ENTITY")]
    pub(in crate::cli) of: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) list: ListArgs,
}

fn part(text: &str) -> Result<f64, String> {
    let part: f64 = text.parse().map_err(|_| "write a part such as 0.4".to_owned())?;
    if (0.0..=1.0).contains(&part) { Ok(part) } else { Err("a part lies between 0 and 1".to_owned()) }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct NullArgs {
    /// Count loops of at most N hops
    #[arg(long, value_name = "HOPS", default_value_t = 3, value_parser = clap::value_parser!(u32).range(2..=5))]
    pub(in crate::cli) max_length: u32,
    /// How many random graphs to draw
    #[arg(long, value_name = "N", default_value_t = 999, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(in crate::cli) samples: u32,
    /// Where the random numbers come from
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    #[command(flatten)]
    pub(in crate::cli) plain: PlainArgs,
}
