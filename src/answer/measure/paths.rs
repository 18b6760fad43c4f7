//! `measure paths A B`: all the ways in which money can go from one company to another.

use super::deals::{COLUMNS, arc_line};
use crate::{
    answer::{
        Answer, Cell, List, Record, Refusal, Table,
        words::{at_least, plural},
    },
    flow::{Hop, Node, Scope},
    measure::{ABOUT_PATHS, Path, PathLimits, Paths, paths as find},
    model::{Currency, DealId, Range, cited},
};

/// Every path from `payer` to `payee`, the most that can pass first.
///
/// # Errors
/// If both are the same: what comes back to whoever paid it is a loop.
pub fn paths<'r>(
    scope: &Scope<'r>,
    payer: Node,
    payee: Node,
    limits: &PathLimits,
    top: usize,
) -> Result<Answer<'r>, Refusal> {
    let (from, to) = (scope.name(payer), scope.name(payee));
    if payer == payee {
        let help = format!("`roundtrip loops --through {}` lists the loops on which it lies", scope.graph.id(payer));
        return Err(Refusal::help(format!("what leads from {from} back to {to} is a loop, not a path"), help));
    }
    let found = find(scope, payer, payee, limits);
    let mut answer = Answer::figures("measure-paths", scope, &[&ABOUT_PATHS]);
    answer.complete = found.complete;
    answer.title(title(from, to, &found, scope.register.base));
    says(&mut answer, limits, &found, scope.register.base);
    answer.table("", table(scope, &found.list, top));
    let table = deals(&mut answer, scope, found.list.iter().take(top));
    answer.table("Hop by hop, with the deals", table);
    answer.figure("from", Cell::node(scope, payer));
    answer.figure("to", Cell::node(scope, payee));
    answer.figure("max_length", limits.max_length);
    answer.figure("complete", found.complete);
    answer.figure("count", found.list.len());
    answer.figure("together", found.together);
    // There may be many: each is made when it is written.
    let own = scope.clone();
    answer.rows("paths", found.list.into_iter().map(move |path| record(&own, &path)));
    Ok(answer)
}

/// A line for each path.
fn table(scope: &Scope<'_>, paths: &[Path], top: usize) -> Table {
    let list = List::of(paths)
        .shown("path", |path| path_words(scope, path).into())
        .shown(">hops", |path| path.hops.len().into())
        .shown("bottleneck", |path| path.bottleneck.into())
        .shown("status", |path| path.status.into())
        .shown("formed on", |path| path.formed_on.into())
        .shown("in order", |path| path.in_time_order.into());
    list.table(top, scope.register.base)
}

fn title(from: &str, to: &str, found: &Paths, base: Currency) -> String {
    let count = found.list.len();
    match found.list.first() {
        None if found.complete => format!("No path leads from {from} to {to}"),
        None => format!("No path from {from} to {to} was found before the search was stopped"),
        Some(first) => format!(
            "{} {} from {from} to {to}; the largest bottleneck is {}",
            at_least(found.complete, count),
            plural(count, "path"),
            first.bottleneck.words(base)
        ),
    }
}

fn says(answer: &mut Answer<'_>, limits: &PathLimits, found: &Paths, base: Currency) {
    let order = if limits.in_time_order { " whose dates do not decrease" } else { "" };
    answer.says(format!(
        "Paths of at most {} {}{order}.",
        limits.max_length,
        plural(limits.max_length as usize, "hop")
    ));
    if !found.complete {
        answer.says("The search was stopped: there may be more paths, and larger ones.");
    }
    if found.together != Range::ZERO {
        let words = found.together.interval(base);
        answer.says(format!("Over all of them together, whatever the dates, this can pass at most: {words}."));
    }
}

/// `nvidia/openai/oracle`.
fn path_words(scope: &Scope<'_>, path: &Path) -> String {
    path.nodes.iter().map(|&node| scope.graph.id(node).as_str()).collect::<Vec<_>>().join("/")
}

fn hops<'s>(scope: &'s Scope<'_>, path: &'s Path) -> impl Iterator<Item = &'s Hop> {
    path.hops.iter().filter_map(|&at| scope.graph.hops().get(at))
}

fn record(scope: &Scope<'_>, path: &Path) -> Record {
    Record::new()
        .with("path", path_words(scope, path))
        .with("length", path.hops.len())
        .with("bottleneck", path.bottleneck)
        .with("status", path.status)
        .with("formed_on", path.formed_on)
        .with("in_time_order", path.in_time_order)
        .with("hops", Cell::list(hops(scope, path).map(|hop| hop_record(scope, hop))))
}

fn hop_record(scope: &Scope<'_>, hop: &Hop) -> Record {
    let deals: Vec<&DealId> = scope.graph.arcs_of(hop).map(|arc| &arc.deal).collect();
    let sources = scope.register.sources_of(deals.iter().filter_map(|id| scope.register.deals.get(*id)));
    Record::new()
        .with("payer", Cell::node(scope, hop.payer))
        .with("payee", Cell::node(scope, hop.payee))
        .with("amount", hop.value)
        .with("sources", Cell::list(cited(sources)))
        .with("deals", Cell::list(deals))
}

/// Each hop of the paths that are shown, once, with what carries it.
fn deals<'p>(answer: &mut Answer<'_>, scope: &Scope<'_>, paths: impl Iterator<Item = &'p Path>) -> Table {
    let mut shown: Vec<usize> = paths.flat_map(|path| path.hops.iter().copied()).collect();
    shown.sort_unstable();
    shown.dedup();
    let mut table = Table::new(&[&COLUMNS[..], &["sources"]].concat());
    for arc in shown.iter().filter_map(|&at| scope.graph.hops().get(at)).flat_map(|hop| scope.graph.arcs_of(hop)) {
        let deal = scope.register.deals.get(&arc.deal);
        let cite = deal.map(|deal| answer.cite(deal.citations())).unwrap_or_default();
        table.row(arc_line(scope, arc).into_iter().chain([cite]));
    }
    table
}
