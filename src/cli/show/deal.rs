//! The page of a deal.

use super::{Context, LOOKED_AT, counted, head, names, status_words};
use crate::{
    circuits::{Circuit, Limits},
    cli::{
        loops::{least, plural},
        page::Page,
        table::Table,
    },
    measure::{ABOUT_DEAL, OneDeal, one_deal},
    model::{Deal, DealId, Members, Stop},
};

pub(super) fn page(context: &Context<'_>, deal: &Deal, own: &OneDeal) -> Page {
    let register = context.register;
    let mut page = Page::new(format!("{} ({})", deal.title, deal.id));
    page.text(head(context));
    page.text("");
    let (payers, payees) = (names(register, &deal.payers), names(register, &deal.payees));
    let cite = page.notes.cite(deal.sources());
    let amount = deal.amount_on(context.view.as_of);
    page.text(format!("{payers} → {payees}: {}, {} {cite}", deal.kind, amount.words()));
    let status = deal.status_on(context.view.as_of).map_or_else(
        || "nothing is recorded by that day".to_owned(),
        |status| status_words(status, deal.mark_on(context.view.as_of)),
    );
    page.text(format!("Status: {status}. Record: {}, {}.", deal.confirmation.name(), voices(context, deal)));
    page.text(format!("In this view: {}.", counted(context, deal)));
    facts(context, deal, &mut page);
    history(deal, &mut page);
    claims(context, &deal.id, &mut page);
    disagreements(deal, &mut page);
    loops(own, &mut page);
    page
}

/// How many independent sources.
fn voices(context: &Context<'_>, deal: &Deal) -> String {
    let count = context.register.independent_sources([deal]);
    format!("{count} independent {}", plural(count, "source"))
}

/// What else the record says.
fn facts(context: &Context<'_>, deal: &Deal, page: &mut Page) {
    let register = context.register;
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: Option<String>| {
        lines.extend(value.map(|value| (name.to_owned(), value)));
    };
    let link = |id: &DealId| register.deals.get(id).map_or_else(|| id.to_string(), |d| format!("{} ({id})", d.title));
    let members = Members::of(register);
    let ids = |deals: &[&Deal]| deals.iter().map(|deal| deal.id.clone()).collect::<Vec<_>>();
    let links = |ids: &[DealId]| (!ids.is_empty()).then(|| ids.iter().map(link).collect::<Vec<_>>().join("; "));
    put("What", deal.target.as_ref().map(|id| register.name(id).to_owned()));
    put("On behalf of", deal.on_behalf_of.as_ref().map(|id| register.name(id).to_owned()));
    put("Amount", Some(format!("{} as stated; {} in {}", deal.amount, deal.value.words(), register.base)));
    put("In the contract's currency", deal.original.clone());
    put("Of a round", deal.round.then(|| "the amount is the whole round's; the payer's share is unknown".to_owned()));
    put("Term", deal.term.clone());
    put("Chips", (!deal.chips.is_empty()).then(|| names(register, &deal.chips)));
    put("Cloud", deal.cloud.as_ref().map(|id| register.name(id).to_owned()));
    put("Quantity", deal.quantity.clone());
    put("Stake", deal.stake.clone());
    put("Conditions", deal.conditions.clone());
    put("Tranche of", deal.tranche_of.as_ref().map(link));
    put("Tranches", links(&ids(members.tranches(&deal.id))));
    put("Part of", deal.part_of.as_ref().map(link));
    put("Parts", links(&ids(members.parts(&deal.id))));
    put("Supersedes", links(&deal.supersedes));
    let own: Vec<DealId> =
        register.deals.values().filter(|d| d.supersedes.contains(&deal.id)).map(|d| d.id.clone()).collect();
    put("Superseded by", links(&own));
    put("Expands", deal.expands.as_ref().map(link));
    put("Same money as", links(&deal.overlaps));
    put("Other half", deal.reciprocal_of.as_ref().map(link));
    put("Note", deal.note.clone());
    for (key, value) in &deal.extra {
        put(&key.replace('_', " "), Some(value.clone()));
    }
    for right in &deal.rights {
        put("Right", Some(right.to_string()));
    }
    for part in &deal.installments {
        let on = part.on.map_or_else(|| "undated".to_owned(), |on| on.to_string());
        let note = part.note.as_ref().map_or_else(String::new, |note| format!(" ({note})"));
        put("Paid in part", Some(format!("{} {on}{note}", part.amount.words())));
    }
    page.heading("The record");
    let cite = page.notes.cite(deal.sources());
    page.text(format!("As the deal's sources give it {cite}."));
    for (name, value) in lines {
        page.item(format!("{name}: {value}"));
    }
}

fn history(deal: &Deal, page: &mut Page) {
    page.heading("History");
    let mut table = Table::new(&["on", "status", "amount", "note", "sources"]);
    for event in &deal.history {
        let status = match (event.status, event.mark) {
            (Some(status), mark) => status_words(status, mark),
            (None, Some(mark)) => mark.name().to_owned(),
            (None, None) => String::new(),
        };
        let cites = if event.cite.is_empty() { &deal.cite } else { &event.cite };
        let cite = page.notes.cite(cites);
        let amount = event.amount.as_ref().map_or_else(String::new, |(amount, _)| amount.words());
        table.row([event.on.to_string(), status, amount, event.note.clone().unwrap_or_default(), cite]);
    }
    page.table(table);
}

/// What single sources say of a deal.
pub(super) fn claims(context: &Context<'_>, deal: &DealId, page: &mut Page) {
    let mut table = Table::new(&["claim", "says", "amount", "status", "held", "source"]);
    for claim in context.register.claims.iter().filter(|claim| claim.deal.as_ref() == Some(deal)) {
        let amount = claim.amount.as_ref().map_or_else(String::new, |(amount, _)| amount.words());
        table.row([
            claim.id.clone(),
            claim.says.clone(),
            amount,
            claim.status.clone().unwrap_or_default(),
            claim.held.clone().unwrap_or_default(),
            page.notes.cite([&claim.cite]),
        ]);
    }
    if !table.rows.is_empty() {
        page.heading("Claims");
        page.table(table);
    }
}

/// Where sources differ.
fn disagreements(deal: &Deal, page: &mut Page) {
    if deal.conflict.is_none() && deal.contradicted_by.is_empty() {
        return;
    }
    page.heading("Where sources disagree");
    if let Some(conflict) = &deal.conflict {
        page.item(conflict.clone());
    }
    for source in &deal.contradicted_by {
        let cite = page.notes.cite([source]);
        page.item(format!("{source} says otherwise {cite}"));
    }
}

/// The most loops looked at for one deal.
const MOST: usize = 200_000;
/// How many loops of a list are named.
const NAMED: usize = 10;

/// The loops of a deal in the view of the page.
pub(super) fn loops_of(context: &Context<'_>, deal: &Deal, limit: Option<usize>, clock: &Stop) -> OneDeal {
    let limits = Limits { count: limit.or(Some(MOST)), looked_at: Some(LOOKED_AT), ..Limits::default() };
    one_deal(context.register, &context.view, deal, &limits, clock)
}

/// The loops that it lies on, those that it closed, and those that would be gone without it.
fn loops(loops: &OneDeal, page: &mut Page) {
    if loops.complete && loops.on.is_empty() && loops.closed.as_ref().is_none_or(|(_, closed)| closed.is_empty()) {
        return;
    }
    let count = |count| least(loops.complete, count);
    let number = |list: &[Circuit]| format!("{} {}", count(list.len()), plural(list.len(), "loop"));
    page.heading("Loops");
    page.text(format!(
        "It lies on {} of any class, of {}; without it {} would be gone.",
        number(&loops.on),
        count(loops.all),
        count(loops.gone.len())
    ));
    if !loops.complete {
        page.text("The search was stopped before all loops were found: the lists are not whole.");
    }
    page.text(format!("{} {}", ABOUT_DEAL.definition, ABOUT_DEAL.caution));
    if let Some((day, closed)) = &loops.closed {
        list(&format!("On {day}, when it came, it closed {}", number(closed)), closed, page);
    }
    list(&format!("Without it {} would be gone", number(&loops.gone)), &loops.gone, page);
}

/// The first loops of a list, the largest.
fn list(heading: &str, circuits: &[Circuit], page: &mut Page) {
    if circuits.is_empty() {
        return;
    }
    page.heading(heading);
    if circuits.len() > NAMED {
        page.text(format!("The largest {NAMED} that were found; --format json has all of them."));
    }
    let mut table = Table::new(&["loop", ">hops", "smallest hop", "status"]);
    for circuit in circuits.iter().take(NAMED) {
        let hops = circuit.length().to_string();
        table.row([circuit.id.clone(), hops, circuit.bottleneck.words(), circuit.status.to_string()]);
    }
    page.table(table);
}
