//! `roundtrip show`: all about one thing, on a page that a journalist can work from.

mod deal;
mod entity;
mod json;
mod ring;
mod source;

use std::collections::BTreeMap;

use super::{
    args::{Format, ShowArgs},
    clock, data,
    outcome::{End, Failure},
    output,
    page::Page,
    terminal::Terminal,
    view,
};
use crate::{
    flow::{FlowGraph, Level, Outcome, View, outcomes},
    load::nearest,
    model::{Deal, DealId, EntityKind, Register, Stop},
};

/// A page asks for no bound, and has an end all the same: so many loops are looked at, whether they are its own or not.
const LOOKED_AT: u64 = 2_000_000;

/// What a page is made from.
struct Context<'a> {
    register: &'a Register,
    view: View,
    graph: FlowGraph,
    outcomes: BTreeMap<DealId, Outcome>,
}

/// What was named: its page, the same as JSON, and whether all its loops are known.
struct Shown {
    page: Page,
    document: serde_json::Value,
    complete: bool,
}

impl<'a> Context<'a> {
    fn of(register: &'a Register, view: View) -> Self {
        let (graph, outcomes) = (view.flow(register), outcomes(&view, register));
        Self { register, view, graph, outcomes }
    }
}

pub(super) fn run(args: &ShowArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let clock = clock::start(Some(&args.bounds))?;
    let register = data::read(&[], &args.data, terminal)?;
    let view = view::view(&args.view, &register, terminal)?;
    let context = Context::of(&register, view);
    let Shown { mut page, document, complete } = look_up(&context, args, &clock)?;
    page.sources(&register);
    let text = match args.output.format {
        Format::Table => page.plain(terminal.width),
        Format::Markdown => page.markdown(),
        Format::Json => output::json(&document)?,
        Format::Ndjson => output::ndjson([document])?,
        Format::Csv => {
            return Err(Failure::help("a page is no table", "use --format json, or `loops` and `flows` for CSV"));
        }
    };
    output::put(&text, args.output.output.as_deref(), terminal)?;
    Ok(if complete { End::Done } else { End::Limited })
}

/// Looks for a deal, a loop, an entity or a source of that name.
fn look_up(context: &Context<'_>, args: &ShowArgs, clock: &Stop) -> Result<Shown, Failure> {
    let (register, what) = (context.register, args.what.as_str());
    let whole = |page, document| Shown { page, document, complete: true };
    if let Some(deal) = register.deals.get(what) {
        let loops = deal::loops_of(context, deal, args.bounds.limit, &clock.share(0.6));
        let (page, document) = (deal::page(context, deal, &loops), json::deal(context, deal, &loops));
        return Ok(Shown { page, document, complete: loops.complete });
    }
    if what.contains('/') {
        let circuit = ring::find(context, what)?;
        return Ok(whole(ring::page(context, &circuit), json::ring(context, &circuit)));
    }
    if register.named(what).len() > 1 {
        view::entity(register, what)?;
    }
    if let Some(entity) = register.find_entity(what) {
        // A chip or cloud is only seen where assets stand alone; at company level the page would be its owner's.
        let folded = entity.kind != EntityKind::Company && context.view.level == Level::Company;
        let alone = folded.then(|| Context::of(register, View { level: Level::Asset, ..context.view.clone() }));
        let context = alone.as_ref().unwrap_or(context);
        let loops = entity::loops_of(context, entity, args.bounds.limit, clock);
        let (page, document) = (entity::page(context, entity, &loops), json::entity(context, entity, &loops));
        return Ok(Shown { page, document, complete: loops.complete });
    }
    if let Some(source) = register.sources.get(what) {
        return Ok(whole(source::page(context, source), json::source(context, source)));
    }
    let names = view::names(register);
    let ids = register.deals.keys().map(DealId::as_str);
    let sources = register.sources.keys().map(crate::model::SourceId::as_str);
    let help = nearest(what, names.chain(ids).chain(sources)).map_or_else(
        || "name an entity, a deal, a source, or a loop such as amazon/openai".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Err(Failure::help(format!("there is no `{what}` in this register"), help))
}

/// The head of every page: what is looked at.
fn head(context: &Context<'_>) -> String {
    format!("{}, {}.", context.register.title, view::words(&context.view))
}

/// Why a deal does not count, or how it does, in a few words.
fn counted(context: &Context<'_>, deal: &Deal) -> String {
    outcome_words(context.register, context.view.as_of, context.outcomes.get(&deal.id))
}

/// What became of a deal in a view, in a few words.
pub(super) fn outcome_words(register: &Register, day: jiff::civil::Date, outcome: Option<&Outcome>) -> String {
    match outcome {
        None | Some(Outcome::NotYet) => format!("not there yet on {day}"),
        Some(Outcome::Counts(legs)) => {
            let sum: Vec<String> = legs.iter().map(|(.., value)| value.words()).take(1).collect();
            match (legs.len(), sum.first()) {
                (1, Some(words)) => format!("counts as {words}"),
                (n, Some(words)) => format!("counts as {n} arcs, each {words}"),
                _ => "left out by the view".to_owned(),
            }
        }
        Some(Outcome::False) => "does not count: the report is wrong".to_owned(),
        Some(Outcome::Ended(status)) => format!("does not count: {}", status.words()),
        Some(Outcome::Below(status)) => format!("below the view's rung: {}", status.words()),
        Some(Outcome::NoFlow(family)) => format!("no arc: {}", no_flow(*family)),
        Some(Outcome::NoArc(reason)) => format!("no arc: {reason}"),
        Some(Outcome::Overlaps(other)) => format!("does not count beside {other}: the same money"),
        Some(Outcome::Succeeds(other)) => {
            format!("does not count while {other} stands, whose place it is to take")
        }
        Some(Outcome::InTranches) => "its tranches count instead".to_owned(),
        Some(Outcome::InParts) => "each party's part counts instead".to_owned(),
        Some(Outcome::Within(owner)) => format!("no arc: within {}", register.name(owner)),
    }
}

fn no_flow(family: crate::model::Family) -> &'static str {
    use crate::model::Family;
    match family {
        Family::Contingent => "a guarantee, counted only with --include contingent",
        Family::Transfer => "the money leaves to the sellers",
        Family::Stock => "a stake, no payment",
        Family::Right => "a right, no payment",
        Family::Investment | Family::Purchase => "no money moves",
    }
}

/// Names of entities in a sentence: `A, B and C`.
fn names<'a>(register: &Register, ids: impl IntoIterator<Item = &'a crate::model::EntityId>) -> String {
    let names: Vec<&str> = ids.into_iter().map(|id| register.name(id)).collect();
    match names.as_slice() {
        [] => "an unnamed buyer".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `signed`, `announced, conditional`.
fn status_words(status: crate::model::Status, mark: Option<crate::model::Mark>) -> String {
    let mark = mark.map_or_else(String::new, |mark| format!(", {}", mark.name()));
    format!("{status}{mark}")
}
