//! `roundtrip measure NAME`: the figures of a view, each beside what it is and what it must not be read as. What is typed
//! after each name stands here beside the question that it asks; [`QUESTIONS`] lists them all.

use clap::{Args, Subcommand, ValueEnum};
use clap_complete::engine::ArgValueCompleter;

use super::{
    args::{LimitArgs, ListArgs, PlainArgs, SearchArgs},
    ask as asked, clock, complete,
    outcome::{End, Failure},
    view::{day, entity, limits, refuse_unheeded},
};
use crate::{
    answer::{
        Answer,
        measure::{self, QUESTIONS},
    },
    circuits::Limits,
    flow::{Level, Node, Scope},
    measure::{Every, PathLimits, Sampling, Spreading},
    terminal::Terminal,
};

#[derive(Debug, Args)]
pub(super) struct MeasureArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
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
    #[command(after_long_help = include_str!("args/help/measure-exposure.txt"))]
    Exposure(ExposureArgs),
    /// How much of a supplier's backlog comes from customers it has funded itself
    #[command(after_long_help = include_str!("args/help/measure-backlog.txt"))]
    Backlog(BacklogArgs),
    /// Which commitments are binding, and which are letters of intent, options, ceilings, talks or undisclosed
    #[command(after_long_help = include_str!("args/help/measure-firmness.txt"))]
    Firmness(CompanyArgs),
    /// How much of what a company is paid comes from outside all loops
    #[command(after_long_help = include_str!("args/help/measure-outside.txt"))]
    Outside(CompanyArgs),
    /// Which company or deal the most loops depend on, and how much of the money touches each company
    #[command(after_long_help = include_str!("args/help/measure-touch.txt"))]
    Touch(TouchArgs),
    /// Which chips and clouds carry the money, and which loops depend on whose chips
    #[command(after_long_help = include_str!("args/help/measure-assets.txt"))]
    Assets(AssetsArgs),
    /// On whose word: the money by nearest source, single sources, old pages, disagreements
    #[command(after_long_help = include_str!("args/help/measure-sources.txt"))]
    Sources(CompanyArgs),
    /// Whether there are more loops than chance would make
    Null(NullArgs),
    /// All ways in which money can go from one company to another, the most that can pass first
    #[command(after_long_help = include_str!("args/help/measure-paths.txt"))]
    Paths(PathsArgs),
    /// Each company's level in the flow of money (trophic level), and how far the money runs in one direction
    Levels(ListArgs),
}

#[derive(Debug, Args)]
struct TimeArgs {
    /// circular-funding, cross-investment, reciprocal-trade or any
    #[arg(long, value_name = "CLASS", default_value = "circular-funding")]
    class: String,
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    search: SearchArgs,
}

/// Measures that need every loop.
#[derive(Debug, Args)]
struct WholeArgs {
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    bounds: LimitArgs,
}

#[derive(Debug, Args)]
struct LadderArgs {
    /// The ladder at the end of each month, quarter or year
    #[arg(long, value_enum, value_name = "PERIOD", help_heading = "Over time")]
    every: Option<Period>,
    /// From this day on [default: the year of the first deal]
    #[arg(long, value_name = "DATE", requires = "every", help_heading = "Over time")]
    from: Option<String>,
    #[command(flatten)]
    plain: PlainArgs,
    #[command(flatten)]
    search: SearchArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Period {
    /// Twelve a year.
    Month,
    /// Four a year.
    Quarter,
    /// One a year.
    Year,
}

#[derive(Debug, Args)]
struct AnnualArgs {
    /// How a contract with a term is spread over its years
    #[arg(long, value_enum, default_value_t = Spread::Straight)]
    spread: Spread,
    /// Only what this company pays and is paid, year by year, with its deals
    #[arg(long = "of", alias = "company", value_name = "ENTITY")]
    company: Option<String>,
    #[command(flatten)]
    plain: PlainArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Spread {
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
struct ClearingArgs {
    /// Who cannot pay [default: each company in turn]
    #[arg(long, value_name = "ENTITY")]
    default: Option<String>,
    /// The part of what it owes that it pays all the same, from 0 to 1; of several, a row for each: 0,0.25,0.5
    #[arg(long, value_name = "PART", default_value = "0", requires = "default", value_delimiter = ',', value_parser = part)]
    recovery: Vec<f64>,
    /// Of what others have who cannot pay because of it, the part left to their creditors; or several
    #[arg(long, value_name = "PART", default_value = "1", requires = "default", value_delimiter = ',', value_parser = part)]
    salvage: Vec<f64>,
    #[command(flatten)]
    list: ListArgs,
}

/// Measures of all companies or one.
#[derive(Debug, Args)]
struct CompanyArgs {
    /// Only this company, with its deals
    #[arg(long = "of", alias = "company", value_name = "ENTITY")]
    company: Option<String>,
    #[command(flatten)]
    list: ListArgs,
}

#[derive(Debug, Args)]
struct TouchArgs {
    /// circular-funding, cross-investment, reciprocal-trade or any
    #[arg(long, value_name = "CLASS", default_value = "circular-funding")]
    class: String,
    /// Take out at most N deals, those on most loops first
    #[arg(long, value_name = "N", default_value_t = 200)]
    removals: usize,
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    search: SearchArgs,
}

#[derive(Debug, Args)]
struct AssetsArgs {
    /// This seller's buyers one by one, and its chips and clouds only
    #[arg(long = "of", alias = "company", value_name = "ENTITY")]
    of: Option<String>,
    /// circular-funding, cross-investment, reciprocal-trade or any
    #[arg(long, value_name = "CLASS", default_value = "circular-funding")]
    class: String,
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    search: SearchArgs,
}

#[derive(Debug, Args)]
struct BacklogArgs {
    /// Only this supplier, with every deal
    #[arg(long = "of", aliases = ["company", "supplier"], value_name = "ENTITY")]
    supplier: Option<String>,
    #[command(flatten)]
    list: ListArgs,
}

#[derive(Debug, Args)]
struct ExposureArgs {
    /// Only this investor, with every company and deal
    #[arg(long = "of", aliases = ["company", "investor"], value_name = "ENTITY")]
    investor: Option<String>,
    /// What comes back may go round loops of at most N hops [default: of any length]
    #[arg(long, value_name = "HOPS", value_parser = clap::value_parser!(u32).range(2..))]
    max_length: Option<u32>,
    #[command(flatten)]
    list: ListArgs,
}

#[derive(Debug, Args)]
struct OwnershipArgs {
    /// Only the owners of this company
    #[arg(long = "of", alias = "company", value_name = "ENTITY")]
    of: Option<String>,
    #[command(flatten)]
    list: ListArgs,
}

fn part(text: &str) -> Result<f64, String> {
    let part: f64 = text.parse().map_err(|_| "write a part such as 0.4".to_owned())?;
    if (0.0..=1.0).contains(&part) { Ok(part) } else { Err("a part lies between 0 and 1".to_owned()) }
}

#[derive(Debug, Args)]
struct NullArgs {
    /// Count loops of at most N hops
    #[arg(long, value_name = "HOPS", default_value_t = 3, value_parser = clap::value_parser!(u32).range(2..=5))]
    max_length: u32,
    /// How many random graphs to draw
    #[arg(long, value_name = "N", default_value_t = 999, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    samples: u32,
    /// Where the random numbers come from
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    plain: PlainArgs,
}

#[derive(Debug, Args)]
struct PathsArgs {
    /// Who pays
    #[arg(value_name = "A", add = ArgValueCompleter::new(complete::entity))]
    payer: String,
    /// Who is paid
    #[arg(value_name = "B", add = ArgValueCompleter::new(complete::entity))]
    payee: String,
    /// Paths of at most N hops
    #[arg(long, value_name = "HOPS", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..))]
    max_length: u32,
    /// Only paths whose dates do not decrease, so that one payment can have followed the other
    #[arg(long)]
    in_order: bool,
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    bounds: LimitArgs,
}

pub(super) fn run(args: &MeasureArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let mut ask = |name: &str, plain: &PlainArgs, question: asked::Question<'_>| {
        let declared = QUESTIONS.iter().find(|one| one.name == name);
        let between_companies = declared.is_some_and(|one| one.between_companies);
        refuse_unheeded(&format!("measure {name}"), &plain.view, declared.map_or(&[], |one| one.unheeded))?;
        asked::ask(plain, clock::start(&plain.data.deadline)?, terminal, &|scope| {
            if between_companies && scope.view.level == Level::Asset {
                return Err(assets_apart());
            }
            question(scope)
        })
    };
    match &args.what {
        What::Circulation(own) => ask("circulation", &own.plain, &|scope| Ok(measure::circulation(scope, own.shown()))),
        What::Ladder(own) => ask("ladder", &own.plain, &|scope| ladder(own, scope)),
        What::Companies(own) => ask("companies", &own.plain, &|scope| Ok(measure::companies(scope, own.shown()))),
        What::Breakers(own) => ask("breakers", own, &|scope| Ok(measure::feedback_set(scope))),
        What::Annual(own) => ask("annual", &own.plain, &|scope| annual(own, scope)),
        What::Time(own) => ask("time", &own.list.plain, &|scope| time(own, scope)),
        What::Clearing(own) => ask("clearing", &own.list.plain, &|scope| clearing(own, scope)),
        What::Loops(own) => ask("loops", &own.list.plain, &|scope| loops(own, scope)),
        What::Ownership(own) => ask("ownership", &own.list.plain, &|scope| ownership(own, scope)),
        What::Exposure(own) => ask("exposure", &own.list.plain, &|scope| exposure(own, scope)),
        What::Backlog(own) => ask("backlog", &own.list.plain, &|scope| backlog(own, scope)),
        What::Firmness(own) => ask("firmness", &own.list.plain, &|scope| of_company(own, scope, measure::firmness)),
        What::Outside(own) => {
            ask("outside", &own.list.plain, &|scope| of_company(own, scope, measure::external_inflow))
        }
        What::Touch(own) => ask("touch", &own.list.plain, &|scope| touch(own, scope)),
        What::Assets(own) => ask("assets", &own.list.plain, &|scope| assets(own, scope)),
        What::Sources(own) => ask("sources", &own.list.plain, &|scope| of_company(own, scope, measure::sources)),
        What::Null(own) => ask("null", &own.plain, &|scope| Ok(null(own, scope))),
        What::Paths(own) => ask("paths", &own.list.plain, &|scope| paths(own, scope)),
        What::Levels(own) => ask("levels", &own.plain, &|scope| Ok(measure::trophic_levels(scope, own.shown()))),
    }
}

/// What goes round goes from company to company: money that is paid to a cloud and spent by its owner does not stop there.
fn assets_apart() -> Failure {
    let help = "take --level company, or leave --level out: what leads from a cloud to its owner carries any amount";
    Failure::help("this is measured between companies", help)
}

/// The node of a company that is named, if one is.
fn company(scope: &Scope<'_>, text: Option<&str>) -> Result<Option<Node>, Failure> {
    text.map(|text| node(scope, text)).transpose()
}

/// The node of a company, or of a cloud's or a chip's owner.
fn node(scope: &Scope<'_>, text: &str) -> Result<Node, Failure> {
    let id = entity(scope.register, text)?;
    let missing = || {
        let message = format!("{} pays nobody and is paid nothing in this view", scope.register.name(&id));
        Failure::help(message, format!("see `roundtrip show {id}`"))
    };
    scope.node(&id).ok_or_else(missing)
}

/// A measure of all companies or one.
fn of_company<'r>(
    args: &CompanyArgs,
    scope: &Scope<'r>,
    measure: fn(&Scope<'r>, Option<Node>, usize) -> Answer<'r>,
) -> Result<Answer<'r>, Failure> {
    Ok(measure(scope, company(scope, args.company.as_deref())?, args.list.shown()))
}

fn annual<'r>(args: &AnnualArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    Ok(measure::annual(scope, company(scope, args.company.as_deref())?, args.spread.into()))
}

fn backlog<'r>(args: &BacklogArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    Ok(measure::backlog(scope, company(scope, args.supplier.as_deref())?, args.list.shown()))
}

fn paths<'r>(args: &PathsArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let (payer, payee) = (node(scope, &args.payer)?, node(scope, &args.payee)?);
    let limits = PathLimits { max_length: args.max_length, count: args.bounds.limit, in_time_order: args.in_order };
    Ok(measure::paths(scope, payer, payee, &limits, args.list.shown())?)
}

fn ladder<'r>(args: &LadderArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let Some(period) = args.every else {
        return Ok(measure::ladder(scope, &limits(&args.search, "any")?));
    };
    if args.search.max_length.is_some() || args.search.bounds.limit.is_some() {
        let help = "leave --max-length and --limit out, or leave --every out";
        return Err(Failure::help("over time no loops are counted: --max-length and --limit change nothing", help));
    }
    let every = match period {
        Period::Month => Every::Month,
        Period::Quarter => Every::Quarter,
        Period::Year => Every::Year,
    };
    let from = args.from.as_deref().map(day).transpose()?;
    Ok(measure::ladder_over_time(scope, every, from)?)
}

fn time<'r>(args: &TimeArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let limits = limits(&args.search, &args.class)?;
    Ok(measure::time_order(scope, &limits, args.list.shown()))
}

fn clearing<'r>(args: &ClearingArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let Some(who) = company(scope, args.default.as_deref())? else {
        return Ok(measure::defaults(scope, args.list.shown()));
    };
    let of = |&recovery: &f64| args.salvage.iter().map(move |&salvage| measure::DefaultCase { recovery, salvage });
    let all: Vec<measure::DefaultCase> = args.recovery.iter().flat_map(of).collect();
    Ok(match all.as_slice() {
        [one] => measure::default_of(scope, who, *one, args.list.shown())?,
        all => measure::default_grid(scope, who, all)?,
    })
}

fn assets<'r>(args: &AssetsArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let limits = limits(&args.search, &args.class)?;
    let seller = args.of.as_deref().map(|text| entity(scope.register, text)).transpose()?;
    Ok(measure::assets(scope, seller.as_ref(), &limits, args.list.shown()))
}

fn loops<'r>(args: &WholeArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let limits = Limits { count: args.bounds.limit, ..Limits::default() };
    Ok(measure::forwarding(scope, &limits, args.list.shown())?)
}

fn ownership<'r>(args: &OwnershipArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let company = args.of.as_deref().map(|text| entity(scope.register, text)).transpose()?;
    Ok(measure::ownership(scope, company.as_ref(), args.list.shown())?)
}

fn exposure<'r>(args: &ExposureArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let investor = args.investor.as_deref().map(|text| entity(scope.register, text)).transpose()?;
    Ok(measure::exposure(scope, investor.as_ref(), args.max_length, args.list.shown()))
}

fn touch<'r>(args: &TouchArgs, scope: &Scope<'r>) -> Result<Answer<'r>, Failure> {
    let limits = limits(&args.search, &args.class)?;
    Ok(measure::removal_impact(scope, &limits, args.removals, args.list.shown()))
}

fn null<'r>(args: &NullArgs, scope: &Scope<'r>) -> Answer<'r> {
    let NullArgs { max_length, samples, seed, .. } = *args;
    measure::null_model(scope, &Sampling { max_length, samples, seed, ..Sampling::default() })
}
