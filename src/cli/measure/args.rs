//! What is typed after `roundtrip measure`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::args::{BoundArgs, DataArgs, OutputArgs, SearchArgs, ViewArgs};

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
    Time(TimeArgs),
    /// If somebody cannot pay: who is hit, in what order, how much
    Clearing(ClearingArgs),
    /// How much goes round each loop, nothing counted twice
    Loops(WholeArgs),
    /// Who owns whom, directly and through others
    Ownership(OwnershipArgs),
    /// What an investor puts into companies, what they buy from it in return, and what is left
    #[command(after_long_help = EXPOSURE_HELP)]
    Exposure(ExposureArgs),
    /// How much of a supplier's backlog rests on customers that it has funded itself
    #[command(after_long_help = BACKLOG_HELP)]
    Backlog(BacklogArgs),
    /// What binds, and what is a letter of intent, an option, a ceiling, talk or undisclosed
    #[command(after_long_help = FIRMNESS_HELP)]
    Firmness(CompanyArgs),
    /// How much of what a company is paid comes from outside all loops
    #[command(after_long_help = OUTSIDE_HELP)]
    Outside(CompanyArgs),
    /// Without whom, or which deal, fewest loops are left, and how much of the money touches whom
    #[command(after_long_help = TOUCH_HELP)]
    Touch(TouchArgs),
    /// Which chips and clouds carry the money, and which loops hang on whose chips
    #[command(after_long_help = ASSETS_HELP)]
    Assets(AssetsArgs),
    /// On whose word: what is stated by nearest source, single sources, old pages, disagreements
    #[command(after_long_help = SOURCES_HELP)]
    Sources(CompanyArgs),
    /// Whether there are more loops than chance would make
    Null(NullArgs),
    /// Who stands before whom in the flow of money, and how far it flows one way
    Levels(ListArgs),
}

impl What {
    /// Whether clouds and chips that stand apart from their owners would break what is measured. The others look at
    /// loops as such, or at deals one by one.
    pub(super) fn is_between_companies(&self) -> bool {
        !matches!(self, Self::Time(_) | Self::Ownership(_) | Self::Firmness(_) | Self::Assets(_) | Self::Sources(_))
    }

    /// When to stop, of a measure that can be stopped.
    pub(super) fn bounds(&self) -> Option<&BoundArgs> {
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

const EXPOSURE_HELP: &str = "\
How to read it:
  \"Puts in\" is cash: equity, loans, contributions; warrants, credits and assets are said apart.
  \"Buys from it\" is what the same companies buy from the investor. \"Per dollar\" is the second
  over the first. \"Firm\" is what is signed or closed, waits for no condition and is not paused.
  \"Left\" is what was put in less what is bought; where more is bought than was put in, it says
  so. Undisclosed amounts open the range, they are not zero.

Examples:
  roundtrip measure exposure                          every investor that sells to companies it funds
  roundtrip measure exposure --investor nvidia        company by company, with the deals
  roundtrip measure exposure --investor amazon --format markdown
  roundtrip measure exposure --investor nvidia --max-length 3 --status signed";

const BACKLOG_HELP: &str = "\
How to read it:
  \"They buy\" sums the contracts of customers in whom the supplier has put money, shares, credits
  or warrants, or for whom it stands surety (apart, in no sum). \"Share\" is that over the backlog
  that the supplier stated, with its date and source; where no backlog is recorded, over all
  purchases from it that are. The two are of different days and of whole contracts, so a share
  is an indication: the sentences above the table say what came after the day of the backlog.

Examples:
  roundtrip measure backlog
  roundtrip measure backlog --supplier microsoft      with every deal
  roundtrip measure backlog --status signed --format markdown
  roundtrip measure backlog --as-of 2025-12-31";

const FIRMNESS_HELP: &str = "\
How to read it:
  Each line is a rung of the ladder, the firmest first, with what waits for a condition or is
  paused apart. Firm is what is signed or closed, waits for nothing, and is stated as one
  figure. A letter of intent stands on `announced`. A ceiling (\"up to\", an option) is shown with
  the ceiling, which nobody owes; undisclosed deals are counted, not valued.

Examples:
  roundtrip measure firmness                          all deals, and company by company
  roundtrip measure firmness --company openai         its promises, deal by deal
  roundtrip measure firmness --company oracle --kind chips,cloud,lease --format markdown";

const OUTSIDE_HELP: &str = "\
How to read it:
  Two readings. \"Over hops on no loop\": payers to whom the money can in no way come back.
  \"Cannot go round\": of all that is stated, what is left when as much as possible goes round; a
  range, because there is more than one way. The second is never less than what the first
  states. Ordinary revenue is not in the register at all.

Examples:
  roundtrip measure outside                           every company that is on a loop
  roundtrip measure outside --company nvidia          with the deals on either side
  roundtrip measure outside --company nvidia --status signed --format markdown";

const ASSETS_HELP: &str = "\
How to read it:
  \"Over its chips\" are the loops whose hop into the seller carries a sale of chips. \"Left\" counts
  the loops through the seller again without these sales: what hangs on them is the difference.
  With --of, the same for each buyer alone: whether one customer's going to another maker would
  break the loops. Below is a line for each chip and each cloud: what is bought as it alone, what
  together with others (the whole amount, so a ceiling), and other deals that name it.

Examples:
  roundtrip measure assets
  roundtrip measure assets --of nvidia          buyer by buyer
  roundtrip measure assets --of amazon --status signed
  roundtrip show mi450                          the deals of one chip

Exit codes: 0 complete, 3 stopped at --limit or --deadline: the loops that were found are \"at least\" so many,
and what is left of them is not known.";

const SOURCES_HELP: &str = "\
How to read it:
  Each table divides the same money anew, so that its lines add up to the whole. The nearest
  source of a deal counts: a filing, a party's own word, a named publisher, pages that repeat
  others. \"Independent\" are sources that share neither publisher nor wire story. What rests on
  one source, what its sources disagree about, and what articles claim against what is held
  follow deal by deal.

Examples:
  roundtrip measure sources
  roundtrip measure sources --company openai
  roundtrip measure sources --status signed --format markdown
  roundtrip check --doubt single-source,conflict,claims      the same doubts, deal by deal";

const TOUCH_HELP: &str = "\
How to read it:
  \"Left without it\" counts the loops again without that company. \"Money that touches it\" is what
  it pays and is paid; every payment touches two companies, so that the shares must not be added
  up. \"Circular money\" is its part of the most that can be going round: a range, because there
  is more than one way. The second table takes out single deals.

Examples:
  roundtrip measure touch
  roundtrip measure touch --status signed --format markdown
  roundtrip measure touch --max-length 3 --top 10
  roundtrip measure touch --class any --deadline 10s

Exit codes: 0 complete, 3 stopped at --limit or --deadline: the loops that were found are \"at least\" so many,
and what is left of them is not known.";

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
    pub(super) top: Option<usize>,
    #[command(flatten)]
    pub(in crate::cli) plain: PlainArgs,
}

#[derive(Debug, Args)]
pub(super) struct TimeArgs {
    /// circular-funding, cross-investment, reciprocal-trade or any
    #[arg(long, value_name = "CLASS", default_value = "circular-funding")]
    pub(super) class: String,
    #[command(flatten)]
    pub(super) list: ListArgs,
    #[command(flatten)]
    pub(super) search: SearchArgs,
}

/// Measures that need every loop.
#[derive(Debug, Args)]
pub(super) struct WholeArgs {
    #[command(flatten)]
    pub(super) list: ListArgs,
    #[command(flatten)]
    pub(super) bounds: BoundArgs,
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

/// Measures of all companies or one.
#[derive(Debug, Args)]
pub(super) struct CompanyArgs {
    /// Only this company, with its deals
    #[arg(long, value_name = "ENTITY")]
    pub(super) company: Option<String>,
    #[command(flatten)]
    pub(super) list: ListArgs,
}

#[derive(Debug, Args)]
pub(super) struct TouchArgs {
    /// circular-funding, cross-investment, reciprocal-trade or any
    #[arg(long, value_name = "CLASS", default_value = "circular-funding")]
    pub(super) class: String,
    /// Take out at most so many deals, those on most loops first
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(super) removals: usize,
    #[command(flatten)]
    pub(super) list: ListArgs,
    #[command(flatten)]
    pub(super) search: SearchArgs,
}

#[derive(Debug, Args)]
pub(super) struct AssetsArgs {
    /// This seller's buyers one by one, and its chips and clouds only
    #[arg(long, value_name = "ENTITY")]
    pub(super) of: Option<String>,
    /// circular-funding, cross-investment, reciprocal-trade or any
    #[arg(long, value_name = "CLASS", default_value = "circular-funding")]
    pub(super) class: String,
    #[command(flatten)]
    pub(super) list: ListArgs,
    #[command(flatten)]
    pub(super) search: SearchArgs,
}

#[derive(Debug, Args)]
pub(super) struct BacklogArgs {
    /// Only this supplier, with every deal
    #[arg(long, value_name = "ENTITY")]
    pub(super) supplier: Option<String>,
    #[command(flatten)]
    pub(super) list: ListArgs,
}

#[derive(Debug, Args)]
pub(super) struct ExposureArgs {
    /// Only this investor, with every company and deal
    #[arg(long, value_name = "ENTITY")]
    pub(super) investor: Option<String>,
    /// What comes back may go round loops of at most so many hops [default: of any length]
    #[arg(long, value_name = "HOPS", value_parser = clap::value_parser!(u32).range(2..))]
    pub(super) max_length: Option<u32>,
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
