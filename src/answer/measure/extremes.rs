//! Between which ends the share of money that can go round lies, and what amounts it has there.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::{
    answer::{
        Cell, List, Record, Table,
        words::{NONE, percent},
    },
    flow::Scope,
    measure::{Amounts, Extreme, Figure, Headline, Interval, Intervals, ShareRange},
    model::Currency,
};

/// A line for each reading of the amounts.
pub(super) fn readings(found: &Headline, base: Currency) -> Table {
    let mut table = Table::new(&["amounts", ">paid", ">can go round", ">share"]);
    let mut row = |name: &str, figure: &Figure| {
        table.row([name.to_owned(), base.money(figure.total), base.money(figure.circulation), percent(figure.share())]);
    };
    row("as stated", &found.stated);
    row("firm only", &found.firm);
    let ends = [
        ("lowest, unlimited hops at what is known", &found.held.lowest),
        ("highest, unlimited hops at what is known", &found.held.highest),
        ("lowest, whatever the amounts", &found.open.lowest),
        ("highest, whatever the amounts", &found.open.highest),
    ];
    for (name, end) in ends {
        let Some(end) = end else { continue };
        let shown = |pick: fn(&Amounts) -> Decimal| {
            end.amounts().map_or_else(|| "without limit".to_owned(), |amounts| base.money(pick(amounts)))
        };
        let (paid, round) = (shown(|amounts| amounts.total), shown(|amounts| amounts.circulation));
        table.row([name.to_owned(), paid, round, share(end)]);
    }
    table
}

fn share(end: &Extreme) -> String {
    let share = percent(Some(end.share()));
    match end {
        Extreme::Reached(_) => share,
        Extreme::Approached { .. } => format!("towards {share}"),
        Extreme::Open { bound, .. } => format!("{share} or less, at least {}", percent(Some(*bound))),
    }
}

/// The hops whose amount is left open, and what each extreme takes for it.
pub(super) fn assumptions(scope: &Scope<'_>, found: &Headline, intervals: &Intervals, top: usize) -> Table {
    let mut open: Vec<(usize, &Interval)> = intervals.hops().iter().enumerate().collect();
    open.retain(|(_, hop)| hop.high.is_some_and(|high| high > hop.low));
    open.sort_by_key(|(_, hop)| Reverse(hop.high));
    let states = |hop: &Interval| {
        let own = scope.graph.hops().iter().find(|own| own.payer == hop.payer && own.payee == hop.payee);
        own.map(|own| own.value)
    };
    let taken = |end: &Option<Extreme>, at: usize| {
        let amount = end.as_ref().and_then(Extreme::amounts).and_then(|amounts| amounts.amounts.get(at));
        amount.map_or_else(|| NONE.to_owned(), |amount| scope.register.base.money(*amount))
    };
    List::of(&open)
        .shown("hop", |(_, hop)| scope.hop(hop.payer, hop.payee).into())
        .shown("states", |(_, hop)| states(hop).into())
        .shown(">at the lowest share", |(at, _)| taken(&found.held.lowest, *at).into())
        .shown(">at the highest share", |(at, _)| taken(&found.held.highest, *at).into())
        .table(top, scope.register.base)
}

/// Both ends as data.
pub(super) fn extremes(scope: &Scope<'_>, intervals: &Intervals, range: &ShareRange) -> Record {
    let end = |end: &Option<Extreme>| end.as_ref().map(|end| extreme(scope, intervals, end));
    Record::new().with("lowest", end(&range.lowest)).with("highest", end(&range.highest))
}

/// An extreme, with the amounts that attain it.
fn extreme(scope: &Scope<'_>, intervals: &Intervals, end: &Extreme) -> Record {
    let name = |hop: &Interval| {
        Record::new().with("payer", Cell::node(scope, hop.payer)).with("payee", Cell::node(scope, hop.payee))
    };
    let reached = |amounts: &Amounts, bound: Option<f64>| {
        let each = intervals.hops().iter().zip(&amounts.amounts);
        Record::new()
            .with("share", Cell::Share(Some(amounts.share())))
            .with("reached", true)
            .with("not_below", Cell::Share(bound))
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
