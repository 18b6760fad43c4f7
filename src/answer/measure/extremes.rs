//! Between which ends the share of money that can go round lies, and what amounts it has there.

use std::{cmp::Reverse, collections::BTreeSet};

use rust_decimal::Decimal;

use crate::{
    answer::{
        Cell, List, Record, Table,
        words::{NONE, as_stated, counted, percent},
    },
    flow::{Group, Hop, Scope},
    measure::{Amounts, Extreme, Figure, Headline, Interval, Intervals, ShareRange},
    model::Currency,
};

/// A line for each reading of the amounts.
pub(super) fn readings(found: &Headline, base: Currency) -> Table {
    let mut table = Table::new(&["amounts", ">paid", ">can go round", ">share"]);
    let mut row = |name: &str, figure: &Figure| {
        let stated = |amount| as_stated(amount, found.unpriced, base);
        table.row([name.to_owned(), stated(figure.total), stated(figure.circulation), percent(figure.share())]);
    };
    row("as stated", &found.stated);
    row("firm only", &found.firm);
    let ends = [
        ("lowest, unlimited hops at what is known", &found.held.lowest),
        ("highest, unlimited hops at what is known", &found.held.highest),
        ("lowest, whatever the amounts", &found.open.lowest),
        ("highest, whatever the amounts", &found.open.highest),
    ];
    for (at, (name, end)) in ends.into_iter().enumerate() {
        let Some(end) = end else { continue };
        let not_beyond = if at % 2 == 0 { "at least" } else { "at most" };
        let shown = |pick: fn(&Amounts) -> Decimal| match end.amounts() {
            None => "without limit".to_owned(),
            Some(_) if !is_measured(found) => "any amount".to_owned(),
            Some(amounts) => base.money(pick(amounts)),
        };
        let (paid, round) = (shown(|amounts| amounts.total), shown(|amounts| amounts.circulation));
        table.row([name.to_owned(), paid, round, share(end, not_beyond)]);
    }
    table
}

/// Whether any amount is stated: else those that attain an extreme are only in proportion, and of no size.
fn is_measured(found: &Headline) -> bool {
    found.paid.stated.is_some_and(|paid| !paid.is_zero()) || found.unpriced == 0
}

/// `not_beyond` leads to what is proven of an end that was not found for certain.
fn share(end: &Extreme, not_beyond: &str) -> String {
    let share = percent(Some(end.share()));
    match end {
        Extreme::Reached(_) => share,
        Extreme::Approached { .. } => format!("towards {share}"),
        Extreme::Open { bound, .. } => format!("{share} found, {not_beyond} {}", percent(Some(*bound))),
    }
}

/// The hops whose amount is left open, and what each extreme takes for it.
pub(super) fn assumptions(scope: &Scope<'_>, found: &Headline, intervals: &Intervals, top: usize) -> Table {
    let mut open: Vec<(usize, &Interval)> = intervals.hops().iter().enumerate().collect();
    open.retain(|(_, hop)| hop.high.is_some_and(|high| high > hop.low));
    open.sort_by_key(|(_, hop)| Reverse(hop.high));
    let states = |hop: &Interval| {
        let own = scope.graph.hops().iter().find(|own| own.payer == hop.payer && own.payee == hop.payee);
        own.map_or_else(|| NONE.to_owned(), |own| stated(scope, own))
    };
    let taken = |end: &Option<Extreme>, at: usize| {
        let amount = end.as_ref().and_then(Extreme::amounts).and_then(|amounts| amounts.amounts.get(at));
        amount.map_or_else(|| NONE.to_owned(), |amount| scope.register.base.money(*amount))
    };
    List::of(&open)
        .shown("hop", |(_, hop)| scope.hop(hop.payer, hop.payee).into())
        .shown("states", |(_, hop)| Cell::from(states(hop)))
        .shown(">at the lowest share", |(at, _)| taken(&found.held.lowest, *at).into())
        .shown(">at the highest share", |(at, _)| taken(&found.held.highest, *at).into())
        .table(top, scope.register.base)
}

/// What a hop states; of what it shares with other hops, what they come to together.
fn stated(scope: &Scope<'_>, hop: &Hop) -> String {
    let (graph, base) = (&scope.graph, scope.register.base);
    let elsewhere = |group: &&Group| {
        let ends = group.arcs.iter().filter_map(|&at| graph.arcs().get(at)).map(|arc| (arc.payer, arc.payee));
        ends.filter(|ends| *ends != (hop.payer, hop.payee)).collect::<BTreeSet<_>>().len()
    };
    let groups = hop.arcs.iter().filter_map(|&at| graph.groups().get(graph.group_of(at)?));
    let shared: Vec<&Group> = groups.filter(|group| elsewhere(group) > 0).collect();
    let own = hop.value.words(base);
    match shared.as_slice() {
        [] => own,
        [one] if hop.arcs.len() == 1 && hop.value.stated.is_none() => {
            format!("a share of {}, with {}", one.value.words(base), counted(elsewhere(one), "other hop"))
        }
        [one, ..] => format!("{own}, of it a share of {}", one.value.words(base)),
    }
}

/// Both ends as data.
pub(super) fn extremes(scope: &Scope<'_>, intervals: &Intervals, range: &ShareRange) -> Record {
    let end = |end: &Option<Extreme>, is_low| end.as_ref().map(|end| extreme(scope, intervals, end, is_low));
    Record::new().with("lowest", end(&range.lowest, true)).with("highest", end(&range.highest, false))
}

/// An extreme, with the amounts that attain it, or, of one that was not found for certain, with what is proven.
fn extreme(scope: &Scope<'_>, intervals: &Intervals, end: &Extreme, is_low: bool) -> Record {
    let name = |hop: &Interval| {
        Record::new().with("payer", Cell::node(scope, hop.payer)).with("payee", Cell::node(scope, hop.payee))
    };
    let reached = |amounts: &Amounts, proven: Option<f64>| {
        let each = intervals.hops().iter().zip(&amounts.amounts);
        Record::new()
            .with("share", Cell::Share(Some(amounts.share())))
            .with("reached", true)
            .with("not_below", Cell::Share(proven.filter(|_| is_low)))
            .with("not_above", Cell::Share(proven.filter(|_| !is_low)))
            .with("paid", amounts.total)
            .with("circulation", amounts.circulation)
            .with("amounts", Cell::list(each.map(|(hop, amount)| name(hop).with("amount", *amount))))
    };
    match end {
        Extreme::Approached { share, growing } => Record::new()
            .with("share", Cell::Share(Some(*share)))
            .with("reached", false)
            .with("growing", Cell::list(growing.iter().map(|&at| intervals.hops().get(at).map(name)))),
        Extreme::Reached(amounts) => reached(amounts, None),
        Extreme::Open { found, bound } => reached(found, Some(*bound)),
    }
}
