//! `measure backlog`: how much of a supplier's backlog rests on customers that it has funded.

use std::cmp::Reverse;

use super::deals::{arc_record, arcs_table};
use crate::{
    answer::{
        Answer, Cell, List, Record, Table,
        catalogue::stated_by,
        words::{self, counted, part, percent, sum, verb},
    },
    flow::{Arc, Node, Scope},
    measure::{self, ABOUT_BACKLOG, Customer, Ratio, Supplier},
    model::{Backlog, Family, Register},
};

/// Of all suppliers, or of one with its deals.
pub fn backlog<'r>(scope: &Scope<'r>, supplier: Option<Node>, top: usize) -> Answer<'r> {
    let mut all = measure::backlog(scope);
    let size = |one: &Supplier<'_>| {
        (one.customers.is_empty(), one.stated.is_none(), Reverse(one.bought.value.stated), one.supplier)
    };
    all.retain(|one| supplier.is_none_or(|only| only == one.supplier));
    all.sort_by_key(size);
    let mut answer = Answer::figures("measure-backlog", scope, &[&ABOUT_BACKLOG]);
    answer.title(title(scope, &all, supplier));
    suppliers(&mut answer, scope, &all, top);
    answer.table("Who they are", customers(scope, &all));
    for sentence in all.iter().flat_map(|one| sentences(scope, one)) {
        answer.says(sentence);
    }
    deals(&mut answer, scope, &all, supplier.is_some());
    answer
}

fn title(scope: &Scope<'_>, all: &[Supplier<'_>], only: Option<Node>) -> String {
    match (only, all) {
        (Some(_), [one]) => format!("{}: {}", scope.name(one.supplier), finding(one)),
        (Some(only), _) => {
            format!("{}: no funding of a customer of its own is recorded, and no backlog", scope.name(only))
        }
        (None, _) => {
            let funding = all.iter().filter(|one| !one.bought.is_empty()).count();
            let (suppliers, sell) = (counted(funding, "supplier"), verb(funding, "sells", "sell"));
            format!("{suppliers} {sell} to customers whom they have funded themselves")
        }
    }
}

/// What is found of one supplier.
fn finding(one: &Supplier<'_>) -> String {
    let Some(share) = one.share() else {
        return "no purchase by a customer whom it has funded is recorded".to_owned();
    };
    let share = match one.stated {
        Some(_) => format!("{} of its stated backlog", part(share)),
        None => format!("{} of what its recorded sales state; no backlog is recorded", percent(share.stated)),
    };
    format!("what customers whom it has funded buy from it is {share}")
}

/// A line for each supplier, with its backlog and on whose word it stands.
fn suppliers(answer: &mut Answer<'_>, scope: &Scope<'_>, all: &[Supplier<'_>], top: usize) {
    let mut table =
        Table::new(&["supplier", ">funded customers", ">they buy", ">of it firm", "stated backlog", ">share"]);
    for one in all {
        table.listed(top, || {
            [
                scope.name(one.supplier).to_owned(),
                words::thousands(one.funded().count()),
                sum(&one.bought, scope.register.base),
                sum(&one.firm, scope.register.base),
                match one.stated {
                    Some(record) => format!("{} {}", statement(scope, record), answer.cite(&record.cite)),
                    None => format!("none recorded; all recorded purchases: {}", sum(&one.all, scope.register.base)),
                },
                share(one),
            ]
        });
    }
    answer.table("", table);
    answer.rows("suppliers", all.iter().map(|one| record(scope, one)).collect::<Vec<_>>());
}

/// The share of a supplier, in words.
fn share(one: &Supplier<'_>) -> String {
    match (one.share(), one.stated) {
        (None, Some(_)) => "none recorded".to_owned(),
        (None, None) => words::NONE.to_owned(),
        (Some(ratio), Some(_)) => part(ratio),
        (Some(ratio), None) => {
            let of = if one.all.unstated > 0 { "of what is stated" } else { "as recorded" };
            ratio.stated.map_or_else(|| "unknown".to_owned(), |_| format!("{} {of}", percent(ratio.stated)))
        }
    }
}

fn statement(scope: &Scope<'_>, record: &Backlog) -> String {
    let total = record.total.map_or_else(|| "unstated".to_owned(), |total| total.words(scope.register.base));
    format!("{total}, {} of {}, {}", record.metric, scope.register.name(&record.holder), record.on)
}

/// What a reader must know before the share is printed.
fn sentences(scope: &Scope<'_>, one: &Supplier<'_>) -> Vec<String> {
    let name = scope.name(one.supplier);
    let mut out = Vec::new();
    if let Some(record) = one.stated {
        let agreed = || one.customers.iter().filter(|own| !own.funded.is_empty()).filter_map(|own| own.agreed);
        match (agreed().map(|(first, _)| first).min(), agreed().map(|(_, last)| last).max()) {
            (Some(first), Some(last)) => out.push(format!(
                "{name}: the backlog is as of {}, the contracts date from {first} to {last}; what was delivered before \
                 that day is still in the contracts but no longer in the backlog.",
                record.on
            )),
            _ => out.push(format!("{name}: no customer that it has funded is recorded.")),
        }
        out.extend(one.customers.iter().filter(|own| !own.later.is_empty()).map(|own| {
            format!(
                "{name}: what {} agreed to buy after {} is not in that backlog: {} ({}).",
                scope.name(own.customer),
                record.on,
                sum(&own.later, scope.register.base),
                Cell::list(&own.later.deals).words(scope.register.base)
            )
        }));
    }
    out.extend(one.customers.iter().filter(|own| own.funded.is_empty()).map(|own| {
        format!(
            "{name} guarantees what {} owes ({}) but has not funded it: what it buys, {}, is in no sum.",
            scope.name(own.customer),
            Cell::list(&own.guaranteed.deals).words(scope.register.base),
            sum(&own.bought, scope.register.base)
        )
    }));
    out.extend(one.statements.iter().filter_map(|record| about_customer(scope, one, record)));
    out
}

/// What was said of one customer's part.
fn about_customer(scope: &Scope<'_>, one: &Supplier<'_>, record: &Backlog) -> Option<String> {
    let customer = record.counterparty.as_ref()?;
    let funded = one.customers.iter().any(|own| scope.graph.id(own.customer) == customer);
    Some(format!(
        "{}: {} says {} of its {} is with {}, on {}{}.",
        scope.name(one.supplier),
        stated_by(scope.register, &record.cite),
        record.share.as_deref().unwrap_or("an unstated part"),
        record.metric,
        scope.register.name(customer),
        record.on,
        if funded { "" } else { "; that it has funded this customer is not recorded" }
    ))
}

fn customers(scope: &Scope<'_>, all: &[Supplier<'_>]) -> Table {
    let rows: Vec<(Node, &Customer)> =
        all.iter().flat_map(|one| one.customers.iter().map(move |own| (one.supplier, own))).collect();
    List::of(&rows)
        .shown("supplier", |(supplier, _)| Cell::node(scope, *supplier))
        .shown("customer", |(_, own)| Cell::node(scope, own.customer))
        .shown(">was funded with", |(_, own)| (&own.funded).into())
        .shown(">guaranteed", |(_, own)| (&own.guaranteed).into())
        .shown(">buys", |(_, own)| (&own.bought).into())
        .shown("contracts", |(_, own)| Cell::list(&own.bought.deals))
        .shown("last", |(_, own)| own.agreed.map(|(_, last)| last).into())
        .table(usize::MAX, scope.register.base)
}

/// The deals on either side: what these customers buy, and with what they were funded.
fn deals(answer: &mut Answer<'_>, scope: &Scope<'_>, all: &[Supplier<'_>], shown: bool) {
    let pair = |supplier: Node, customer: Node| {
        let own = all.iter().find(|one| one.supplier == supplier);
        own.is_some_and(|own| own.customers.iter().any(|one| one.customer == customer))
    };
    let concerned = |arc: &&Arc| match arc.family() {
        Family::Purchase => pair(arc.payee, arc.payer),
        _ => pair(arc.payer, arc.payee),
    };
    let arcs: Vec<&Arc> = scope.graph.arcs().iter().filter(concerned).collect();
    if shown {
        let of = |family: Family| arcs.iter().copied().filter(move |arc| arc.family() == family);
        answer.table("What these customers buy", arcs_table(scope, of(Family::Purchase)));
        answer.table("With what they were funded", arcs_table(scope, of(Family::Investment)));
    } else {
        answer.says("Add --of NAME for the deals of one of them.");
    }
    answer.figure("deals", Cell::list(arcs.into_iter().map(|arc| arc_record(scope, arc))));
}

fn record(scope: &Scope<'_>, one: &Supplier<'_>) -> Record {
    let customer = |own: &Customer| {
        Record::new()
            .with("customer", Cell::node(scope, own.customer))
            .with("funded", &own.funded)
            .with("guaranteed", &own.guaranteed)
            .with("bought", &own.bought)
            .with("later", &own.later)
    };
    let of = if one.stated.is_some() { "stated backlog" } else { "recorded purchases" };
    Record::new()
        .with("supplier", Cell::node(scope, one.supplier))
        .with("bought", &one.bought)
        .with("firm", &one.firm)
        .with("share", Cell::Part(one.share().unwrap_or(Ratio { stated: None, low: None, high: None })))
        .with("of", of)
        .with("whole", one.whole())
        .with("backlog", said(scope.register, one.stated))
        .with("statements", Cell::list(one.statements.iter().map(|&record| said(scope.register, Some(record)))))
        .with("customers", Cell::list(one.customers.iter().map(customer)))
}

/// A statement: the same columns for every supplier, with one or without.
fn said(register: &Register, record: Option<&Backlog>) -> Record {
    let total = record.and_then(|record| record.total);
    Record::new()
        .with("holder", record.map(|record| &record.holder))
        .with("metric", record.map(|record| &record.metric))
        .with("stated", Cell::Money(total.and_then(|total| total.stated)))
        .with("low", total.map(|total| total.low))
        .with("high", Cell::Money(total.and_then(|total| total.high)))
        .with("counterparty", record.and_then(|record| record.counterparty.as_ref()))
        .with("share", record.and_then(|record| record.share.as_ref()))
        .with("on", record.map(|record| record.on))
        .with("sources", Cell::list(register.nearest(record.into_iter().flat_map(|record| &record.cite))))
}
