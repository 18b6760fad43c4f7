//! `roundtrip diff A B`: what changed between two dates or two registers?

mod data;
mod page;

use std::{
    collections::BTreeMap,
    io::Write as _,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    args::{DataArgs, Format, OutputArgs, SearchArgs, ViewArgs},
    clock, data as registers,
    outcome::{End, Failure},
    output,
    terminal::Terminal,
    view,
};
use crate::{
    flow::{Outcome, View, outcomes},
    measure::{Change, ChangeKind, DealChange, DealState, Side, change},
    model::{DealId, Register},
};

pub(super) const HELP: &str = "\
A and B are days of one register, or paths of two registers, or one of each. Every flag of the view counts for both.
With --scenario and neither A nor B, the register as it is is compared with the one that the scenario supposes.

How to read it:
  A loop is born, or has died, if only one side has it. It grew or shrank if its thinnest hop did, was restated if an
  amount came to be stated or its range changed both ways, and firmed or softened if its weakest status did. Behind each
  stand the deals because of which: those on the hops that the other side lacks, or those that changed on its hops.

Examples:
  roundtrip diff 2025-12-17 2026-06-30            between two days
  roundtrip diff 2025-09-01 2025-12-17 --status signed
  roundtrip diff 2025-12-17 2026-06-30 --through amazon --format markdown
  roundtrip diff data/ my-data/                   between two registers, each on its own day
  roundtrip diff --scenario half.toml             what if?
  roundtrip diff 2025-12-17 2026-06-30 --format csv -o changes.csv

Exit codes: 0 compared, 2 bad usage or data, 3 a search stopped at --limit or --deadline, 130 interrupted.";

/// How many rows a table shows unless asked for more.
const SHOWN: usize = 25;

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// Before: a day such as 2025-12-17, or the path of a register
    #[arg(value_name = "A", required_unless_present = "scenario", requires = "after")]
    before: Option<String>,
    /// After: a day, or the path of a register
    #[arg(value_name = "B")]
    after: Option<String>,
    #[command(flatten)]
    data: DataArgs,
    /// circular-funding, cross-investment, reciprocal-trade or any
    #[arg(long, value_name = "CLASS", default_value = "circular-funding")]
    class: String,
    /// Show only the first N of each list; 0 is all [default: 25 in a table or Markdown, else all]
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    view: ViewArgs,
    #[command(flatten)]
    search: SearchArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// One side as it was named, read and looked at.
struct Read {
    register: Register,
    view: View,
}

/// All that is printed.
struct Compared<'a> {
    sides: [&'a Read; 2],
    change: Change,
    top: usize,
}

pub(super) fn run(args: &DiffArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let clock = clock::start(Some(&args.search.bounds))?;
    let [before, after] = match (&args.before, &args.after) {
        (Some(before), Some(after)) => [read(before, args, terminal)?, read(after, args, terminal)?],
        _ => supposed(args, terminal)?,
    };
    let limits = view::limits(&args.search, &args.class, &after.view)?;
    // What is found is compared and written after that.
    let searching = clock.share(0.7);
    let change = change(
        Side { register: &before.register, view: &before.view },
        Side { register: &after.register, view: &after.view },
        &limits,
        &searching,
    );
    let top = match (args.top, args.output.format) {
        (Some(0), _) => usize::MAX,
        (Some(top), _) => top,
        (None, Format::Table | Format::Markdown) => SHOWN,
        (None, _) => usize::MAX,
    };
    let compared = Compared { sides: [&before, &after], change, top };
    let text = match args.output.format {
        Format::Table => page::page(&compared).plain(terminal.width),
        Format::Markdown => page::page(&compared).markdown(),
        Format::Json => data::json(&compared)?,
        Format::Ndjson => output::ndjson(data::loops(&compared))?,
        Format::Csv => data::csv(&compared).csv()?,
    };
    output::put(&text, args.output.output.as_deref(), terminal)?;
    let complete = compared.complete();
    if !complete {
        writeln!(terminal.err, "note: a search was stopped: more may have changed than was found")?;
    }
    Ok(if complete { End::Done } else { End::Limited })
}

/// The register as it is, and as the scenario supposes it.
fn supposed(args: &DiffArgs, terminal: &mut Terminal) -> Result<[Read; 2], Failure> {
    let register = registers::read(&[], &args.data, terminal)?;
    let as_it_is = ViewArgs { scenario: None, ..args.view.clone() };
    let view = view::view(&as_it_is, &register, terminal)?;
    let before = Read { register: register.clone(), view };
    let view = view::view(&args.view, &register, terminal)?;
    Ok([before, Read { register, view }])
}

/// A day of the register of `--data`, or a register of its own.
fn read(text: &str, args: &DiffArgs, terminal: &mut Terminal) -> Result<Read, Failure> {
    if Path::new(text).exists() {
        if !args.data.data.is_empty() {
            let help = "name days to compare within --data, or leave --data out";
            return Err(Failure::help(format!("`{text}` is a register, and so is --data"), help));
        }
        let register = registers::read(&[PathBuf::from(text)], &args.data, terminal)?;
        let view = view::view(&args.view, &register, terminal)?;
        return Ok(Read { register, view });
    }
    let day = view::day(text).map_err(|_| {
        let help = "write a day such as 2025-12-17, or the path of a folder or file that exists";
        Failure::help(format!("`{text}` is neither a day nor a register"), help)
    })?;
    if args.view.as_of.is_some() {
        let help = "leave --as-of out, or compare two registers with it";
        return Err(Failure::help(format!("`{text}` and --as-of are two days for one side"), help));
    }
    let register = registers::read(&[], &args.data, terminal)?;
    let mut view = view::view(&args.view, &register, terminal)?;
    if let Some(first) = register.first_day().filter(|first| day < *first) {
        writeln!(terminal.err, "warning: on {day} there was no deal yet; the first is of {first}")?;
    }
    if day > register.as_of {
        writeln!(terminal.err, "warning: the register ends on {}; nothing is known of {day}", register.as_of)?;
    }
    view.as_of = day;
    Ok(Read { register, view })
}

impl Compared<'_> {
    /// Whether every loop of both sides is known; else there are at least so many changes.
    fn complete(&self) -> bool {
        self.change.totals.iter().all(|total| total.complete)
    }

    /// What a deal is called, on the side that knows it.
    fn title<'s>(&'s self, id: &'s DealId) -> &'s str {
        let known = self.sides.iter().rev().find_map(|side| side.register.deals.get(id));
        known.map_or(id.as_str(), |deal| &deal.title)
    }

    /// How a deal stood before and stands after, in words.
    fn stands(&self, change: &DealChange) -> [String; 2] {
        let [before, after] = self.sides;
        let mut was = words(before, &change.deal, change.before.as_ref(), &[]);
        let mut is = words(after, &change.deal, change.after.as_ref(), &change.successors);
        // The same deal between others: a party came to belong to somebody.
        let parties = |side: &Read, state: Option<&DealState>| {
            let name = |id| side.register.name(id).to_owned();
            let arcs = state.map(|state| state.arcs.as_slice()).unwrap_or_default();
            arcs.iter()
                .map(|(payer, payee, _)| format!("{} → {}", name(payer), name(payee)))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let (old, new) = (parties(before, change.before.as_ref()), parties(after, change.after.as_ref()));
        if old != new && !old.is_empty() && !new.is_empty() {
            was += &format!("; {old}");
            is += &format!("; {new}");
        }
        [was, is]
    }

    /// For each deal, how many loops are born, have died and changed otherwise because of it, alone or with others.
    fn behind(&self) -> BTreeMap<&DealId, [usize; 3]> {
        let mut counts: BTreeMap<&DealId, [usize; 3]> = BTreeMap::new();
        for change in &self.change.loops {
            for deal in &change.deals {
                let [born, died, other] = counts.entry(deal).or_default();
                *match change.kinds.first() {
                    Some(ChangeKind::Born) => born,
                    Some(ChangeKind::Died) => died,
                    _ => other,
                } += 1;
            }
        }
        counts
    }
}

/// `signed, $38bn`; or why it does not count.
fn words(side: &Read, id: &DealId, state: Option<&DealState>, successors: &[DealId]) -> String {
    let Some(state) = state else {
        let known = side.register.deals.contains_key(id);
        return if known { "not there yet" } else { "not in the register" }.to_owned();
    };
    let mark = state.mark.map_or_else(String::new, |mark| format!(" ({})", mark.name()));
    let mut text = format!("{}{mark}, {}", state.status.words(), state.value.words());
    if !successors.is_empty() {
        let ids: Vec<&str> = successors.iter().map(DealId::as_str).collect();
        text += &format!("; its place took {}", ids.join(", "));
    } else if state.arcs.is_empty() && state.status.is_live() {
        match outcomes(&side.view, &side.register).get(id) {
            None | Some(Outcome::Counts(_)) => text += "; left out by the view",
            outcome => text += &format!("; {}", super::show::outcome_words(&side.register, side.view.as_of, outcome)),
        }
    } else if let [(.., value)] = state.arcs.as_slice()
        && *value != state.value
    {
        text += &format!("; counts as {}", value.words());
    }
    text
}
