//! `roundtrip loops`: which loops are there?

use std::io::Write as _;

use super::{
    args::{By, Format, LoopsArgs},
    ask::put,
    clock, data,
    outcome::{End, Failure},
    twice, view,
};
use crate::{
    answer::{self, Alarm, FoundLoops, Listing, LoopsAsk, Phrase, might_match, would_bring_loops},
    circuits::{Condition, InvalidCondition, Limits, Order},
    flow::{Scope, View},
    model::{Register, Status},
    terminal::Terminal,
};

/// How many loops a table shows unless asked for more.
const TABLE_TOP: usize = 25;

pub(super) fn run(args: &LoopsArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let stop = clock::start(&args.data.deadline)?;
    let register = data::read(&args.registers, &args.data, terminal)?;
    let view = view::view(&args.view, &register, terminal)?;
    let order = args.sort.parse().map_err(|error| view::unknown_word(&error))?;
    let mut limits = view::limits(&args.search, &args.class)?;
    limits.by_deal = args.by == Some(By::Deal);
    // What is wrong with a condition is said before a long search.
    let only = phrase("--where", args.only.as_deref(), &register, &view)?;
    let fail_if = phrase("--fail-if", args.fail_if.as_deref(), &register, &view)?;
    let scope = Scope::new(&register, view).until(stop);
    for phrase in [&only, &fail_if].into_iter().flatten() {
        view::warn_of_named(&phrase.condition, &scope, terminal)?;
        warn_of_never(phrase, &scope, &limits, terminal)?;
    }
    let is_shipped = args.registers.is_empty() && args.data.data.is_empty();
    // Where time is short, what was asked for comes before what stands beside it.
    let is_short = args.data.deadline.is_given();
    if !is_short {
        twice::warn(is_shipped, &scope, terminal)?;
    }
    let ask = LoopsAsk { limits, order, only };
    let top = top(args);
    // An alarm is of every loop. To write all that can be found takes longer than to find it.
    let found = if ask.order == Order::Amount && fail_if.is_none() && top != usize::MAX {
        FoundLoops::largest(&scope, &ask, top, 1.0)
    } else {
        FoundLoops::search(&scope, &ask, if top == usize::MAX { 0.3 } else { 1.0 })
    };
    let complete = found.circuits.complete;
    if let Some(unknown) = might_match(found.unknown, complete) {
        writeln!(terminal.err, "note: {unknown}")?;
    }
    let how_many = found.how_many();
    let nothing = complete && found.circuits.list.is_empty();
    let listing = Listing::new(top, &scope.stop);
    let end = put(answer::loops(&found, &listing), &args.output, terminal)?;
    if !complete && !matches!(args.output.format, Format::Table | Format::Markdown) {
        writeln!(terminal.err, "note: {how_many}")?;
    }
    if nothing && let Some(words) = would_bring_loops(&scope, &ask) {
        writeln!(terminal.err, "note: {words}")?;
    }
    let cut = listing.said(&found.circuits);
    if let Some(cut) = &cut {
        writeln!(terminal.err, "note: listed are {cut}")?;
    }
    let end = if cut.is_some() { End::Limited } else { end };
    let cut = if is_short { twice::warn(is_shipped, &scope, terminal)? } else { None };
    let end = cut.unwrap_or(end);
    let Some(phrase) = &fail_if else { return Ok(end) };
    sound(&Alarm::of(phrase, &scope, &found.circuits), complete, terminal)
}

/// How many loops are listed.
fn top(args: &LoopsArgs) -> usize {
    match (args.top, args.output.format) {
        (Some(0), _) => usize::MAX,
        (Some(top), _) => top,
        (None, Format::Table) if args.output.output.is_none() => TABLE_TOP,
        (None, _) => usize::MAX,
    }
}

/// A condition of the command line.
fn phrase(flag: &'static str, text: Option<&str>, register: &Register, view: &View) -> Result<Option<Phrase>, Failure> {
    let Some(text) = text else { return Ok(None) };
    match Condition::parse(text, register, view) {
        Ok(condition) => Ok(Some(Phrase { text: text.to_owned(), condition })),
        Err(InvalidCondition { text, errors }) => Err(Failure::Phrase { flag, text, errors }),
    }
}

/// Says that no loop can meet a condition because the flags leave out those that could.
fn warn_of_never(phrase: &Phrase, scope: &Scope<'_>, limits: &Limits, terminal: &mut Terminal) -> Result<(), Failure> {
    let can = |view: &View, limits: &Limits| phrase.condition.can_be_met(view, &scope.graph, limits);
    if can(&scope.view, limits) {
        return Ok(());
    }
    let (any_class, any_length) =
        (Limits { class: None, ..limits.clone() }, Limits { max_length: None, ..limits.clone() });
    let any_status = scope.view.clone().status(Status::Rumoured);
    let help = if can(&scope.view, &any_class) {
        ": with --class any one could"
    } else if can(&any_status, limits) {
        ": with a lower --status one could"
    } else if can(&scope.view, &any_length) {
        ": with a longer --max-length one could"
    } else {
        ""
    };
    Ok(writeln!(terminal.err, "warning: no loop of this view can meet `{}`{help}", phrase.text)?)
}

/// Says which loops meet `--fail-if`; the run has then failed.
fn sound(alarm: &Alarm<'_>, complete: bool, terminal: &mut Terminal) -> Result<End, Failure> {
    let rings = !alarm.loops.is_empty();
    let what = if rings { "alarm" } else { "note" };
    writeln!(terminal.err, "{what}: {}", alarm.lines().join("\n"))?;
    if let Some(unknown) = might_match(alarm.unknown, complete) {
        writeln!(terminal.err, "note: {unknown}")?;
    }
    Ok(match (rings, complete) {
        (true, _) => End::Gate,
        (false, true) => End::Done,
        (false, false) => End::Limited,
    })
}
