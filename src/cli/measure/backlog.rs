//! `measure backlog`: how much of a supplier's backlog rests on customers that it has funded.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::{
    Ground,
    args::BacklogArgs,
    list, node,
    sheet::{Sheet, maybe, number, percent, range},
    sums::{arc_row, arcs_table, ends, part, sum, sum_json},
};
use crate::{
    cli::{
        loops::plural,
        loops::thousands,
        outcome::{End, Failure},
        table::Table,
        view::entity,
    },
    flow::{Arc, Node},
    measure::{ABOUT_BACKLOG, Customer, Ratio, Sum, Supplier, backlog},
    model::{Backlog, EntityId, Family, Range},
};

pub(super) fn sheet(ground: &Ground<'_>, args: &BacklogArgs) -> Result<(Sheet, End), Failure> {
    let only = args.supplier.as_deref().map(|text| entity(ground.register, text)).transpose()?;
    let only = only.map(|id| node(ground, &id)).transpose()?;
    let mut all = backlog(ground.register, ground.view, ground.graph);
    let size = |one: &Supplier<'_>| {
        (one.customers.is_empty(), one.stated.is_none(), Reverse(one.bought.value.stated), one.supplier)
    };
    all.retain(|one| only.is_none_or(|only| only == one.supplier));
    all.sort_by_key(size);
    let mut sheet = Sheet::new("backlog", "suppliers", &[&ABOUT_BACKLOG]);
    sheet.title(title(ground, &all, only));
    let mut table =
        Table::new(&["supplier", ">funded customers", ">they buy", ">of it firm", "stated backlog", ">share"]);
    for one in all.iter().take(list(&args.list)) {
        table.row([
            ground.name(one.supplier).to_owned(),
            funded(one).count().to_string(),
            sum(&one.bought),
            sum(&one.firm),
            denominator(ground, &mut sheet, one),
            words(one),
        ]);
    }
    sheet.table("", table);
    sheet.table("Who they are", customers(ground, &all));
    for one in &all {
        for sentence in sentences(ground, one) {
            sheet.says(sentence);
        }
        sheet.row(row(ground, one));
    }
    let concerned = |arc: &&Arc| {
        let pair = |supplier, customer| {
            let own = all.iter().find(|one| one.supplier == supplier);
            own.is_some_and(|own| own.customers.iter().any(|one| one.customer == customer))
        };
        match arc.family() {
            Family::Purchase => pair(arc.payee, arc.payer),
            _ => pair(arc.payer, arc.payee),
        }
    };
    let arcs = || ground.graph.arcs().iter().filter(concerned);
    if only.is_some() {
        let of = |family: Family| arcs().filter(move |arc| arc.family() == family);
        sheet.table("What these customers buy", arcs_table(ground, of(Family::Purchase)));
        sheet.table("With what they were funded", arcs_table(ground, of(Family::Investment)));
    } else {
        sheet.says("Add --supplier NAME for the deals of one of them.");
    }
    sheet.figure("deals", arcs().map(|arc| arc_row(ground, arc)).collect::<Vec<_>>());
    Ok((sheet, End::Done))
}

fn title(ground: &Ground<'_>, all: &[Supplier<'_>], only: Option<Node>) -> String {
    let funding = all.iter().filter(|one| !one.bought.is_empty()).count();
    match (only, all) {
        (Some(_), [one]) if one.bought.is_empty() => {
            format!("{}: no purchase by a customer whom it has funded is recorded", ground.name(one.supplier))
        }
        (Some(_), [one]) => {
            let share = if one.stated.is_some() {
                format!("{} of its stated backlog", words(one))
            } else {
                let share = percent(share(one).and_then(|ratio| ratio.stated));
                format!("{share} of what its recorded sales state; no backlog is recorded")
            };
            format!("{}: what customers whom it has funded buy from it is {share}", ground.name(one.supplier))
        }
        (Some(only), _) => {
            format!("{}: no funding of a customer of its own is recorded, and no backlog", ground.name(only))
        }
        (None, _) => format!(
            "{} {} {} to customers whom they have funded themselves",
            thousands(funding),
            plural(funding, "supplier"),
            if funding == 1 { "sells" } else { "sell" }
        ),
    }
}

fn funded<'a>(one: &'a Supplier<'_>) -> impl Iterator<Item = &'a Customer> {
    one.customers.iter().filter(|own| !own.funded.is_empty())
}

/// The share of a supplier, in words.
fn words(one: &Supplier<'_>) -> String {
    match (share(one), one.stated) {
        (None, Some(_)) => "none that is recorded".to_owned(),
        (None, None) => "–".to_owned(),
        (Some(ratio), Some(_)) => part(ratio),
        (Some(ratio), None) => {
            let of = if one.all.unstated > 0 { "of what is stated" } else { "as recorded" };
            ratio.stated.map_or_else(|| "unknown".to_owned(), |_| format!("{} {of}", percent(ratio.stated)))
        }
    }
}

/// What the purchases are a share of: the stated backlog, else all that is recorded.
fn whole(one: &Supplier<'_>) -> Range {
    one.stated.and_then(|record| record.total).unwrap_or(one.all.value)
}

fn share(one: &Supplier<'_>) -> Option<Ratio> {
    (!one.bought.is_empty()).then(|| match one.stated {
        Some(_) => Ratio::of(one.bought.value, whole(one)),
        // A part of what is recorded cannot exceed it: the rest alone is open.
        None => Ratio { low: None, high: Some(1.0), ..Ratio::of(one.bought.value, one.all.value) },
    })
}

fn denominator(ground: &Ground<'_>, sheet: &mut Sheet, one: &Supplier<'_>) -> String {
    match one.stated {
        Some(record) => format!("{} {}", statement(ground, record), sheet.cite(&record.cite)),
        None => format!("none recorded; all recorded purchases: {}", sum(&one.all)),
    }
}

fn statement(ground: &Ground<'_>, record: &Backlog) -> String {
    let total = record.total.map_or_else(|| "unstated".to_owned(), |total| total.words());
    format!("{total}, {} of {}, {}", record.metric, ground.register.name(&record.holder), record.on)
}

/// What a reader must know before the share is printed.
fn sentences(ground: &Ground<'_>, one: &Supplier<'_>) -> Vec<String> {
    let name = ground.name(one.supplier);
    let mut out = Vec::new();
    if let Some(record) = one.stated {
        match (one.bought.first, one.bought.last) {
            (Some(first), Some(last)) => out.push(format!(
                "{name}: the backlog is of {}, the contracts of {first} to {last}; what was delivered before that day \
                 is in the contracts and no longer in the backlog.",
                record.on
            )),
            _ => out.push(format!("{name}: no customer that it has funded is recorded.")),
        }
        for customer in one.customers.iter().filter(|customer| !customer.later.is_empty()) {
            out.push(format!(
                "{name}: later than that backlog of {}, and not in it, of what {} buys: {} ({}).",
                record.on,
                ground.name(customer.customer),
                sum(&customer.later),
                ids(&customer.later)
            ));
        }
    }
    for own in one.customers.iter().filter(|own| own.funded.is_empty()) {
        out.push(format!(
            "{name} stands surety for {} ({}) and has not funded it: what it buys, {}, is in no sum.",
            ground.name(own.customer),
            ids(&own.guaranteed),
            sum(&own.bought)
        ));
    }
    for record in &one.statements {
        let Some(customer) = &record.counterparty else { continue };
        let funded = one.customers.iter().any(|own| ground.graph.id(own.customer) == customer);
        out.push(format!(
            "{name}: {} says {} of its {} is with {}, on {}{}.",
            record.cite.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            record.share.as_deref().unwrap_or("an unstated part"),
            record.metric,
            ground.register.name(customer),
            record.on,
            if funded { "" } else { "; that it has funded this customer is not recorded" }
        ));
    }
    out
}

fn ids(sum: &Sum) -> String {
    sum.deals.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn customers(ground: &Ground<'_>, all: &[Supplier<'_>]) -> Table {
    let mut table =
        Table::new(&["supplier", "customer", ">was funded with", ">guaranteed", ">buys", "contracts", "last"]);
    for one in all {
        for own in &one.customers {
            table.row([
                ground.name(one.supplier).to_owned(),
                ground.name(own.customer).to_owned(),
                sum(&own.funded),
                sum(&own.guaranteed),
                sum(&own.bought),
                ids(&own.bought),
                own.bought.last.map_or_else(String::new, |last| last.to_string()),
            ]);
        }
    }
    table
}

fn row(ground: &Ground<'_>, one: &Supplier<'_>) -> Value {
    let id = |node| ground.graph.id(node).as_str();
    // The same columns for every supplier, with a statement or without.
    let record = |record: Option<&Backlog>| {
        let cite = record.map(|record| record.cite.iter().map(ToString::to_string).collect::<Vec<_>>());
        let total = record.and_then(|record| record.total);
        json!({
            "holder": record.map(|record| record.holder.as_str()), "metric": record.map(|record| &record.metric),
            "stated": maybe(total.and_then(|total| total.stated)), "low": total.map(|total| number(total.low)),
            "high": maybe(total.and_then(|total| total.high)),
            "counterparty": record.and_then(|record| record.counterparty.as_ref()).map(EntityId::as_str),
            "share": record.and_then(|record| record.share.as_ref()), "on": record.map(|record| record.on.to_string()),
            "sources": cite.unwrap_or_default(),
        })
    };
    let customer = |own: &Customer| {
        json!({
            "customer": id(own.customer), "funded": sum_json(&own.funded), "guaranteed": sum_json(&own.guaranteed),
            "bought": sum_json(&own.bought), "later": sum_json(&own.later),
        })
    };
    json!({
        "supplier": id(one.supplier), "bought": sum_json(&one.bought), "firm": sum_json(&one.firm),
        "share": ends(share(one).unwrap_or(Ratio { stated: None, low: None, high: None })), "of": if one.stated.is_some() { "stated backlog" } else { "recorded purchases" },
        "whole": range(whole(one)), "backlog": record(one.stated),
        "statements": one.statements.iter().map(|&one| record(Some(one))).collect::<Vec<_>>(),
        "customers": one.customers.iter().map(customer).collect::<Vec<_>>(),
    })
}
