//! What is typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::engine::ArgValueCompleter;

use super::{
    add::AddArgs,
    complete,
    diff::DiffArgs,
    exchange::{ExportArgs, ImportArgs},
    init::InitArgs,
    measure::MeasureArgs,
    rights::RightsArgs,
    roles::RolesArgs,
};

/// Follows the money between companies, clouds and chips, and finds the loops in which it comes back to whoever paid it.
///
/// Answers come from the register that is compiled into the program, from files and folders of your own
/// (`--data`), or from a spreadsheet of deals (CSV). "Circular" describes; it accuses nobody.
#[derive(Debug, Parser)]
#[command(name = "roundtrip", version, propagate_version = true, max_term_width = 100)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write map, loops, tables and pictures of a register into a folder (the main job)
    #[command(after_long_help = REPORT_HELP)]
    Report(ReportArgs),
    /// List the loops in which money comes back to whoever paid it
    #[command(after_long_help = LOOPS_HELP)]
    Loops(LoopsArgs),
    /// All about an entity, a deal, a loop or a source, with its citations
    #[command(after_long_help = SHOW_HELP)]
    Show(ShowArgs),
    /// Draw the map, whole or around one entity, and other diagrams of the same money
    #[command(after_long_help = MAP_HELP)]
    Map(MapArgs),
    /// How much goes round, who is in it, what would break it: figures with their definitions and ranges
    #[command(after_long_help = MEASURE_HELP)]
    Measure(MeasureArgs),
    /// What changed between two dates or two registers: loops, figures, and the deals behind them
    #[command(after_long_help = super::diff::HELP)]
    Diff(DiffArgs),
    /// What is exclusive to whom, in what scope, until when, as of a day
    #[command(after_long_help = super::rights::HELP)]
    Rights(RightsArgs),
    /// Which pairs are several things to each other at once: investor, customer, creditor, landlord, guarantor, ...
    #[command(after_long_help = super::roles::HELP)]
    Roles(RolesArgs),
    /// The arcs behind every number, as rows
    #[command(after_long_help = FLOWS_HELP)]
    Flows(FlowsArgs),
    /// Faults and doubts of the register: what to look at before printing it
    #[command(after_long_help = CHECK_HELP)]
    Check(CheckArgs),
    /// Find loops in a payment ledger: CSV or Parquet with millions of rows
    #[command(after_long_help = SCAN_HELP)]
    Scan(ScanArgs),
    /// Write a view for other programs: Gephi, networkx, Neo4j, spreadsheets, investigators' tools
    #[command(after_long_help = EXPORT_HELP)]
    Export(ExportArgs),
    /// Read another program's file into a register to keep
    #[command(after_long_help = IMPORT_HELP)]
    Import(ImportArgs),
    /// Start a register of your own
    #[command(after_long_help = super::init::HELP)]
    Init(InitArgs),
    /// Add a deal to a register of your own: asks, checks, appends
    #[command(after_long_help = super::add::HELP)]
    Add(AddArgs),
    /// Print a completion script for your shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}

const REPORT_HELP: &str = "\
Examples:
  roundtrip report                         the shipped register, into out/
  roundtrip report -o 2025 --as-of 2025-12-17
  roundtrip report -o mine deals.csv       your own spreadsheet";

const LOOPS_HELP: &str = "\
How to read it:
  A hop is everything one entity pays another; a loop is hops that lead back to where they began.
  The smallest hop bounds what can go all the way round. Where a hop states no amount, neither does
  the loop: only the most it can be is known. A loop has the status of its weakest hop, and a hop that
  of its firmest deal: on that rung the loop still stands, perhaps with less (see --status).

Examples:
  roundtrip loops                                  every loop today, the largest first
  roundtrip loops --as-of 2025-12-17               as the register stood that day
  roundtrip loops --status signed                  binding contracts only
  roundtrip loops --through nvidia --max-length 3  short loops through Nvidia
  roundtrip loops --without openai                 what is left without OpenAI
  roundtrip loops --kind equity,chips,cloud        no leases, no warrants, no debt
  roundtrip loops --min-amount 1B --priced         hops of at least a billion, stated
  roundtrip loops --class any --format csv         loops of every class, for a spreadsheet
  roundtrip loops --level asset                    with clouds and chips as nodes
  roundtrip loops deals.csv                        of your own spreadsheet, with the columns
                                                   payer,payee,kind,amount,date,status,source

  What if Amazon's talks of December 2025 had been a contract?
  roundtrip loops --as-of 2025-12-17 --status signed --assume amzn_oai_equity_talks_2025=signed

  To watch, in a script that runs every morning:
  roundtrip loops --fail-if 'status >= signed and bottleneck >= 1B and new since 2026-01-01'

Conditions (--where, --fail-if):
  status bottleneck low high length sources unpriced closed class, compared by >= > <= < = !=;
  `through NAME`, `in order`, `new since DATE`; joined by `and`, `or`, `not` and parentheses.
  bottleneck is what the smallest hop states, low and high are the ends of its range. A loop that states no
  amount meets neither `bottleneck >= 1B` nor the contrary: how many these are is said.
  `new since DATE`: the same view had no such loop on the day before.

Exit codes: 0 complete, 1 a loop meets --fail-if, 2 bad usage or data, 3 stopped at --limit or --deadline,
130 interrupted.";

const SHOW_HELP: &str = "\
Examples:
  roundtrip show amazon/openai             a loop: its hops, deals, ranges, dates and sources
  roundtrip show openai                    an entity: what it pays, what it is paid, its loops
  roundtrip show oai_aws_38b               a deal: amounts, history, why it counts or not
  roundtrip show article_a3                a source: what rests on it
  roundtrip show amazon/openai --as-of 2025-12-17 --format markdown";

const MAP_HELP: &str = "\
Examples:
  roundtrip map -o map.svg                              everything on some loop
  roundtrip map --focus openai --hops 1 -o openai.svg   OpenAI and its neighbours
  roundtrip map --highlight nvidia/openai/oracle -o loop.svg
  roundtrip map --diagram loop --highlight nvidia/openai/oracle -o ring.svg
  roundtrip map --diagram gallery --top 9 -o loops.svg  the nine largest loops side by side
  roundtrip map --diagram matrix -o matrix.svg          who pays whom, as a table
  roundtrip map --diagram timeline -o timeline.svg      when each deal came and each loop closed
  roundtrip map --diagram ladder -o ladder.svg          the share that can go round, by how firm the deals are
  roundtrip map --theme dark --size 1920x1080 -o wide.png
  roundtrip map -o page.html                            a page to explore, in one file
  roundtrip map --keep-layout map.svg -o new.svg        bubbles stay where they were
  roundtrip map --format dot | dot -Tpdf -o map.pdf     with Graphviz, if you have it";

const MEASURE_HELP: &str = "\
Each figure is printed with its definition in one line and with what it must not be read as.

Examples:
  roundtrip measure circulation            stated, lowest, highest, and firm deals only
  roundtrip measure ladder                 closed, signed, announced, in talks, rumoured
  roundtrip measure ladder --every month --from 2023-01 --format csv
  roundtrip measure companies --status signed
  roundtrip measure annual                 year by year
  roundtrip measure breakers --format json
  roundtrip measure clearing --default openai --recovery 0.4
  roundtrip measure exposure --investor amazon      what it puts in, and what is bought from it
  roundtrip measure firmness --company openai       what binds, and what does not
  roundtrip measure touch                           without whom fewest loops are left";

const FLOWS_HELP: &str = "\
Every figure of every command can be recomputed from these rows, by anybody's program.

Examples:
  roundtrip flows --format csv -o flows.csv
  roundtrip flows --status signed --format json
  roundtrip flows --through nvidia         only what can lie on a loop through Nvidia";

const CHECK_HELP: &str = "\
Faults keep a register from being loaded and end with exit code 2. Doubts do not: each says what is uncertain and how
it is counted.

Examples:
  roundtrip check                          the shipped register
  roundtrip check my-register/             your own
  roundtrip check --doubt conflict         where sources disagree
  roundtrip check --double-counting        what a total of the press counts twice";

const SCAN_HELP: &str = "\
A loop is a sequence of payments that leads back to where it began, each account once. With --order strict each payment
is later than the one before, and the last at most --window after the first; with --order window they may come in any
order within it; with --order none times play no part. Parallel payments make different loops; --bundle prints one line
for all of them, with the earliest and their number.

Examples:
  roundtrip scan payments.csv --window 3d --max-length 6
  roundtrip scan payments.csv.gz --window 3d --keep 0.9       each payment at least nine tenths of the one before
  roundtrip scan payments.csv --count --window 30d --format json
  roundtrip scan payments.csv --window 7d --top 20 --by amount --format table
  roundtrip scan edges.csv --from src --to dst --order none --max-length 5

Each line is {\"length\":3,\"vertices\":[..],\"rows\":[..],\"times\":[..],\"amounts\":[..],\"bottleneck\":..,\"span\":..}; rows are
data rows, the first is 1. Exit codes: 0 complete, 2 bad usage or data, 3 stopped at --limit or --deadline, 130
interrupted: what was found so far is printed.";

const EXPORT_HELP: &str = "\
An edge is one deal from one payer to one payee, with its kind, status, dates, range of amounts and sources; parallel deals
stay apart. `amount` is what was stated, `amount_min` and `amount_max` what it can be: without a least it is a ceiling, without
a most a floor. What is not known is left out, never written as 0. What a format has no place for is said.

Examples:
  roundtrip export graphml -o deals.graphml
  roundtrip export gexf --status signed -o signed.gexf      for Gephi, with a timeline
  roundtrip export csv -o tables/                           nodes, edges and sources
  roundtrip export xlsx -o deals.xlsx
  roundtrip export ftm -o deals.ftm.json                    FollowTheMoney entities
  roundtrip export mermaid --through nvidia --status closed";

const IMPORT_HELP: &str = "\
Nodes become entities, edges deals, in the TOML that --data reads. An edge needs a kind, a status and a date; it may have
amount, amount_min, amount_max, currency, title, term, deal_id, source_ids and source_urls, as the exported files have
them. Other columns of edges are kept as details. Every fault is reported at once, with its place.

Examples:
  roundtrip import deals.graphml -o register/
  roundtrip import network.gexf --kind services --status closed --rename value=amount,year=date -o register/
  roundtrip import deals.csv -o deals.toml";

/// Which register.
#[derive(Debug, Args)]
pub(super) struct DataArgs {
    /// Register to read instead of the shipped one: a folder or file of TOML, or a CSV of deals. Later ones add to
    /// earlier ones and override them
    #[arg(long = "data", value_name = "PATH", help_heading = "Register")]
    pub(super) data: Vec<PathBuf>,
}

/// The view: the same flags for every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "View")]
pub(super) struct ViewArgs {
    /// The register as it stood that day [default: the register's own date]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// This rung and above: rumoured, in-talks, announced, signed or closed
    #[arg(long, value_name = "RUNG", default_value = "rumoured")]
    pub(super) status: String,
    /// Fold clouds, chips and divisions into their owner (company), or keep them as nodes (asset)
    #[arg(long, value_name = "LEVEL", default_value = "company")]
    pub(super) level: String,
    /// Only deals of these kinds: equity, debt, cloud, chips, lease, ...
    #[arg(long, value_name = "KIND,..", value_delimiter = ',')]
    pub(super) kind: Vec<String>,
    /// Only what can lie on a loop through this entity (repeatable)
    #[arg(long, value_name = "ENTITY", value_delimiter = ',', add = ArgValueCompleter::new(complete::entity))]
    pub(super) through: Vec<String>,
    /// Without this entity or deal (repeatable)
    #[arg(long, value_name = "ENTITY|DEAL", value_delimiter = ',', add = ArgValueCompleter::new(complete::entity_or_deal))]
    pub(super) without: Vec<String>,
    /// What if: the deal has that status (repeatable)
    #[arg(long, value_name = "DEAL=RUNG", value_delimiter = ',', add = ArgValueCompleter::new(complete::assumption))]
    pub(super) assume: Vec<String>,
    /// What if, several at once: a file of deals that are supposed to be dropped, or to have another status or amount
    #[arg(long, value_name = "FILE")]
    pub(super) scenario: Option<PathBuf>,
    /// Count guarantees too
    #[arg(long, value_name = "WHAT")]
    pub(super) include: Option<Include>,
    /// Leave out hops that state less; a hop that states nothing stays
    #[arg(long, value_name = "AMOUNT")]
    pub(super) min_amount: Option<String>,
    /// Leave out hops that state no amount
    #[arg(long)]
    pub(super) priced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Include {
    /// Guarantees and backstops.
    Contingent,
}

/// How long to look for loops.
#[derive(Debug, Args)]
#[command(next_help_heading = "Search")]
pub(super) struct SearchArgs {
    /// Only loops of at most so many hops
    #[arg(long, value_name = "HOPS", value_parser = clap::value_parser!(u32).range(2..))]
    pub(super) max_length: Option<u32>,
    #[command(flatten)]
    pub(super) bounds: BoundArgs,
}

/// When to stop looking.
#[derive(Debug, Args)]
#[command(next_help_heading = "Search")]
pub(super) struct BoundArgs {
    /// Stop after so many loops, and say so
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
    /// Stop after this time, and say so: 500ms, 30s, 2m
    #[arg(long, value_name = "TIME")]
    pub(super) deadline: Option<String>,
}

/// Where to print.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(super) format: Format,
    /// Write into this file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading, fitted to the terminal
    Table,
    /// One JSON document
    Json,
    /// One JSON object a line
    Ndjson,
    /// For a spreadsheet; cells that begin with = + - @ are made harmless
    Csv,
    /// For a newsroom
    Markdown,
}

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    pub(super) registers: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) data: DataArgs,
    /// The folder to write
    #[arg(short, long, value_name = "FOLDER", default_value = "out")]
    pub(super) output: PathBuf,
    /// How many loops get a picture of their own
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub(super) pictures: usize,
    #[command(flatten)]
    pub(super) view: ViewArgs,
    #[command(flatten)]
    pub(super) search: SearchArgs,
}

#[derive(Debug, Args)]
pub(super) struct LoopsArgs {
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    pub(super) registers: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) data: DataArgs,
    /// circular-funding, cross-investment, reciprocal-trade or any
    #[arg(long, value_name = "CLASS", default_value = "circular-funding")]
    pub(super) class: String,
    /// What comes first: amount, length, closed or status
    #[arg(long, value_name = "ORDER", default_value = "amount")]
    pub(super) sort: String,
    /// Show only the first N; 0 is all [default: 25 in a table, else all]
    #[arg(long, value_name = "N")]
    pub(super) top: Option<usize>,
    /// List only loops that meet this: 'status >= signed and bottleneck >= 1B'
    #[arg(long = "where", value_name = "CONDITION")]
    pub(super) only: Option<String>,
    /// End with exit code 1 if a listed loop meets this: 'new since 2026-01-01'
    #[arg(long, value_name = "CONDITION")]
    pub(super) fail_if: Option<String>,
    /// Every choice of parallel deals is a loop of its own
    #[arg(long, value_name = "WHAT")]
    pub(super) by: Option<By>,
    #[command(flatten)]
    pub(super) view: ViewArgs,
    #[command(flatten)]
    pub(super) search: SearchArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum By {
    /// Single deals instead of hops
    Deal,
}

#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// An entity, a deal, a loop (`amazon/openai`) or a source
    #[arg(value_name = "WHAT", add = ArgValueCompleter::new(complete::anything))]
    pub(super) what: String,
    #[command(flatten)]
    pub(super) data: DataArgs,
    #[command(flatten)]
    pub(super) view: ViewArgs,
    #[command(flatten)]
    pub(super) bounds: BoundArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Picture {
    /// A picture that any browser shows
    Svg,
    /// The graph for Graphviz
    Dot,
    /// A page to explore: one file, no network
    Html,
    /// Pixels, two for each px unless --size says how many
    #[cfg(feature = "png")]
    Png,
    /// A page for a printer, text as text
    #[cfg(feature = "pdf")]
    Pdf,
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Diagram {
    /// Companies as bubbles, money as arrows
    Map,
    /// One loop as a ring of numbered steps: that of --highlight, else the largest
    Loop,
    /// The largest loops side by side
    Gallery,
    /// Who pays whom, as a table
    Matrix,
    /// When each deal came and each loop closed
    Timeline,
    /// How much can go round as softer deals are let in
    Ladder,
}

/// Who places bubbles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Layout {
    /// Our own: the same on every machine
    Own,
    /// In layers
    #[value(name = "graphviz:dot")]
    Dot,
    /// By springs
    #[value(name = "graphviz:neato")]
    Neato,
    /// By forces
    #[value(name = "graphviz:fdp")]
    Fdp,
    /// By forces, for many
    #[value(name = "graphviz:sfdp")]
    Sfdp,
    /// On circles
    #[value(name = "graphviz:circo")]
    Circo,
}

/// Colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Theme {
    /// On white
    Light,
    /// On black
    Dark,
    /// On white, told apart in grey too
    Print,
}

/// How a picture looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "Look")]
pub(super) struct LookArgs {
    /// Colours
    #[arg(long, value_enum, value_name = "THEME", default_value_t = Theme::Light)]
    pub(super) theme: Theme,
    /// Its heading [default: computed from the data]
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// A page of that many px, such as 1600x900: what is drawn is arranged for its shape
    #[arg(long, value_name = "WxH")]
    pub(super) size: Option<String>,
    /// Leave out the list of sources
    #[arg(long)]
    pub(super) no_sources: bool,
}

#[derive(Debug, Args)]
pub(super) struct MapArgs {
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    pub(super) registers: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) data: DataArgs,
    /// Only this entity and what lies near it
    #[arg(long, value_name = "ENTITY", add = ArgValueCompleter::new(complete::entity))]
    pub(super) focus: Option<String>,
    /// How near, with --focus
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    pub(super) hops: usize,
    /// Show this loop in colour and the rest in grey
    #[arg(long, value_name = "LOOP")]
    pub(super) highlight: Option<String>,
    /// Draw every entity, not only those on some loop
    #[arg(long)]
    pub(super) all: bool,
    /// What to draw
    #[arg(long, value_enum, value_name = "DIAGRAM", default_value_t = Diagram::Map)]
    pub(super) diagram: Diagram,
    /// How many loops, with --diagram gallery
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub(super) top: usize,
    /// Which loops: circular-funding, cross-investment, reciprocal-trade or any
    #[arg(long, value_name = "CLASS", default_value = "circular-funding")]
    pub(super) class: String,
    #[command(flatten)]
    pub(super) look: LookArgs,
    /// Where the bubbles of a map go: our own search, or an installed Graphviz
    #[arg(long, value_enum, value_name = "LAYOUT", default_value_t = Layout::Own, help_heading = "Look")]
    pub(super) layout: Layout,
    /// Leave bubbles where this earlier map, drawn as SVG, has them: a small change of the data then moves little
    #[arg(long, value_name = "FILE", conflicts_with = "layout", help_heading = "Look")]
    pub(super) keep_layout: Option<PathBuf>,
    #[command(flatten)]
    pub(super) view: ViewArgs,
    #[command(flatten)]
    pub(super) search: SearchArgs,
    /// How to draw [default: by the ending of --output, else svg]
    #[arg(long, value_enum, help_heading = "Output")]
    pub(super) format: Option<Picture>,
    /// A font, as a file, for letters that the one carried lacks, in PNG and PDF
    #[cfg(any(feature = "png", feature = "pdf"))]
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(super) font: Option<PathBuf>,
    /// Write into this file, whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct FlowsArgs {
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

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    pub(super) registers: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) data: DataArgs,
    /// The register as it stood that day [default: the register's own date]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// Only this doubt (repeatable): conflict, contradicted, single-source, ...
    #[arg(long, value_name = "DOUBT", value_delimiter = ',')]
    pub(super) doubt: Vec<String>,
    /// What adding up announced amounts would count twice, deal by deal, and the honest total
    #[arg(long, conflicts_with = "doubt")]
    pub(super) double_counting: bool,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, Args)]
pub(super) struct ScanArgs {
    /// The ledger: CSV, plain or compressed (.gz, .zst), or Parquet if the program was built for it
    #[arg(value_name = "LEDGER")]
    pub(super) ledger: PathBuf,
    /// Column of the payer [default: guessed from the header]
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(super) from: Option<String>,
    /// Column of the payee
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(super) to: Option<String>,
    /// Column of the time: dates, or numbers in seconds
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(super) time: Option<String>,
    /// Column of the amount
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub(super) amount: Option<String>,
    /// Only loops of at most so many payments
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(2..), help_heading = "Loops")]
    pub(super) max_length: Option<u32>,
    /// From the first payment to the last: 30d, 12h, 15m, 90s, 2w, or a plain number in the time column's unit
    #[arg(long, value_name = "TIME", help_heading = "Loops")]
    pub(super) window: Option<String>,
    /// How times must lie [default: strict, or none without a time column]
    #[arg(long, value_enum, value_name = "ORDER", help_heading = "Loops")]
    pub(super) order: Option<Order>,
    /// Each payment at least so much of the one before: 0.9
    #[arg(long, value_name = "SHARE", help_heading = "Loops")]
    pub(super) keep: Option<String>,
    /// Leave out smaller payments
    #[arg(long, value_name = "AMOUNT", help_heading = "Loops")]
    pub(super) min_amount: Option<String>,
    /// Only how many there are of each length
    #[arg(long, help_heading = "Output")]
    pub(super) count: bool,
    /// One line for all parallel payments along a path
    #[arg(long, conflicts_with_all = ["keep", "top", "count"], help_heading = "Output")]
    pub(super) bundle: bool,
    /// Only the N largest
    #[arg(long, value_name = "N", conflicts_with = "count", help_heading = "Output")]
    pub(super) top: Option<usize>,
    /// By what, with --top [default: amount, or length without an amount column]
    #[arg(long, value_enum, value_name = "SIZE", requires = "top", help_heading = "Output")]
    pub(super) by: Option<Size>,
    /// Stop after so many loops, and say so
    #[arg(long, value_name = "N", help_heading = "Search")]
    pub(super) limit: Option<usize>,
    /// Stop after this time, and say so: 500ms, 30s, 2m
    #[arg(long, value_name = "TIME", help_heading = "Search")]
    pub(super) deadline: Option<String>,
    /// On so many threads; the result is the same for any number [default: as many as there are]
    #[arg(long, value_name = "N", help_heading = "Search")]
    pub(super) threads: Option<std::num::NonZeroU16>,
    /// How to print [default: ndjson, or table with --count]
    #[arg(long, value_enum, help_heading = "Output")]
    pub(super) format: Option<Format>,
    /// Write into this file, whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(super) output: Option<PathBuf>,
}

/// How the times of a loop must lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Order {
    /// Each payment later than the one before
    Strict,
    /// In any order within the window
    Window,
    /// Anyhow
    None,
}

/// How large a loop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Size {
    /// Its smallest payment
    Amount,
    /// From its first payment to its last
    Span,
    /// How many payments
    Length,
}

impl Size {
    /// Its name on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Span => "span",
            Self::Length => "length",
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// Of this command only
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}
