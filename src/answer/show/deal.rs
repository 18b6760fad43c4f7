//! The page of a deal.

use jiff::civil::Date;

use super::{
    records,
    seen::{LOOKED_AT, Seen},
    terms,
};
use crate::{
    answer::{
        Answer, Cell, Record, Table, claims,
        words::{self, at_least, plural, thousands, verb},
    },
    circuits::{Circuit, Limits},
    flow::Scope,
    measure::{ABOUT_DEAL, OneDeal, one_deal},
    model::{Currency, Deal, DealId, Installment, Members},
};

/// The most loops looked at for one deal.
const MOST: usize = 200_000;
/// How many loops of a list are named.
const NAMED: usize = 10;

/// A deal: its record, its history, what sources say of it, how it counts, and its loops, of which at most `limit` are
/// looked for.
pub fn deal<'r>(scope: &Scope<'r>, deal: &Deal, limit: Option<usize>) -> Answer<'r> {
    let limits = Limits { count: limit.or(Some(MOST)), looked_at: Some(LOOKED_AT), ..Limits::default() };
    // What is found is followed along its hops and written after that.
    let own = one_deal(scope.register, &scope.view, deal, &limits, &scope.stop.share(0.6));
    let (seen, day) = (Seen::of(scope), scope.view.as_of);
    let mut answer = Answer::of("show", scope);
    answer.complete = own.complete;
    answer.title(format!("{} ({})", deal.title, deal.id));
    answer.text("");
    if deal.is_known_on(day) {
        let deal = &seen.of_day(deal);
        summary(&mut answer, &seen, deal);
        facts(&mut answer, &seen, deal);
        history(&mut answer, deal);
    } else {
        let id = &deal.id;
        answer.text(format!("Nothing is recorded of it by {day}; `roundtrip show {id}` has what came later."));
    }
    said(&mut answer, &seen, &deal.id);
    let claimed = claims::of_deal(scope.register, deal, day);
    claims::side_by_side(&mut answer, scope.register, &claimed);
    if deal.is_known_on(day) {
        disagreements(&mut answer, deal);
    }
    loops(&mut answer, &own, scope.register.base);
    answer.figure("what", "deal");
    answer.figure("deal", records::deal(&seen, deal));
    answer.figure("claims", Cell::list(claimed.iter().map(claims::record)));
    answer.figure("loops", loops_record(&own));
    let beside = deal.on(day);
    let citations = deal.citations().chain(beside.citations_of_terms()).chain(&deal.contradicted_by);
    answer.figure("sources", records::sources(scope.register, citations));
    answer
}

/// Who pays whom, how it stands, and how it counts.
fn summary(answer: &mut Answer<'_>, seen: &Seen<'_, '_>, deal: &Deal) {
    let (register, day) = (seen.scope.register, seen.scope.view.as_of);
    let (payers, payees) = (seen.names(&deal.payers), seen.names(&deal.payees));
    let cite = answer.cite(deal.citations());
    answer.text(format!("{payers} → {payees}: {}, {} {cite}", deal.kind, deal.amount_on(day).words()));
    let status = deal.status_on(day).map_or_else(
        || "nothing is recorded by that day".to_owned(),
        |status| words::status(status, deal.mark_on(day)),
    );
    let count = register.independent_sources([deal]);
    let voices = format!("{count} independent {}", plural(count, "source"));
    answer.text(format!("Status: {status}. Record: {}, {voices}.", deal.confirmation.name()));
    answer.text(format!("In this view: {}.", seen.counted(deal)));
}

/// What else the record says.
fn facts(answer: &mut Answer<'_>, seen: &Seen<'_, '_>, deal: &Deal) {
    let register = seen.scope.register;
    let name = |id| register.name(id).to_owned();
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: Option<String>| {
        lines.extend(value.map(|value| (name.to_owned(), value)));
    };
    put("What", deal.target.as_ref().map(name));
    put("On behalf of", deal.on_behalf_of.as_ref().map(name));
    put(
        "Amount",
        Some(format!("{} as stated; {} in {}", deal.amount, deal.value.words(seen.scope.register.base), register.base)),
    );
    put("In the contract's currency", deal.original.clone());
    put("Of a round", deal.round.then(|| "the amount is the whole round's; the payer's share is unknown".to_owned()));
    put("Term", deal.term.clone());
    put("Chips", (!deal.chips.is_empty()).then(|| seen.names(&deal.chips)));
    put("Cloud", deal.cloud.as_ref().map(name));
    put("Stake", deal.stake.clone());
    put("Conditions", deal.conditions.clone());
    for (what, others) in related(seen, deal) {
        put(what, others);
    }
    put("Note", deal.note.clone());
    for (key, value) in &deal.extra {
        put(&key.replace('_', " "), Some(value.clone()));
    }
    for right in &deal.rights {
        put("Right", Some(right.to_string()));
    }
    for part in &deal.installments {
        put("Paid in part", Some(installment(part)));
    }
    answer.heading("The record");
    let cite = answer.cite(deal.citations());
    answer.text(format!("As the deal's sources give it {cite}.{}", undated(seen.scope)));
    for (name, value) in lines {
        answer.item(format!("{name}: {value}"));
    }
    for (name, value) in terms::lines(answer, seen.scope, deal) {
        answer.item(format!("{name}: {value}"));
    }
}

/// What a reader of an earlier day must know of a text without a date.
pub(super) fn undated(scope: &Scope<'_>) -> String {
    let (day, written) = (scope.view.as_of, scope.register.as_of);
    if day >= written {
        return String::new();
    }
    format!(" Texts without a date are of {written} and may speak of what came after {day}.")
}

/// The deals to which it stands in some relation.
fn related(seen: &Seen<'_, '_>, deal: &Deal) -> [(&'static str, Option<String>); 9] {
    let register = seen.scope.register;
    let link = |id: &DealId| register.deals.get(id).map_or_else(|| id.to_string(), |d| format!("{} ({id})", d.title));
    let links = |ids: &[DealId]| (!ids.is_empty()).then(|| ids.iter().map(link).collect::<Vec<_>>().join("; "));
    let members = Members::of(register);
    let known = |other: &&Deal| other.is_known_on(seen.scope.view.as_of);
    let ids = |deals: &[&Deal]| deals.iter().copied().filter(known).map(|deal| deal.id.clone()).collect::<Vec<_>>();
    let after: Vec<&Deal> = register.deals.values().filter(|other| other.supersedes.contains(&deal.id)).collect();
    [
        ("Tranche of", deal.tranche_of.as_ref().map(link)),
        ("Tranches", links(&ids(members.tranches(&deal.id)))),
        ("Part of", deal.part_of.as_ref().map(link)),
        ("Parts", links(&ids(members.parts(&deal.id)))),
        ("Supersedes", links(&deal.supersedes)),
        ("Superseded by", links(&ids(&after))),
        ("Expands", deal.expands.as_ref().map(link)),
        ("Same money as", links(&deal.overlaps)),
        ("Other half", deal.reciprocal_of.as_ref().map(link)),
    ]
}

fn installment(part: &Installment) -> String {
    let on = part.on.map_or_else(|| "undated".to_owned(), |on| on.to_string());
    let note = part.note.as_ref().map_or_else(String::new, |note| format!(" ({note})"));
    format!("{} {on}{note}", part.amount.words())
}

fn history(answer: &mut Answer<'_>, deal: &Deal) {
    let mut table = Table::new(&["on", "status", "amount", "note", "sources"]);
    for event in &deal.history {
        let status = match (event.status, event.mark) {
            (Some(status), mark) => words::status(status, mark),
            (None, Some(mark)) => mark.name().to_owned(),
            (None, None) => String::new(),
        };
        let cite = answer.cite(if event.cite.is_empty() { &deal.cite } else { &event.cite });
        let amount = event.amount.as_ref().map_or_else(String::new, |(amount, _)| amount.words());
        table.row([event.on.to_string(), status, amount, event.note.clone().unwrap_or_default(), cite]);
    }
    answer.table("History", table);
}

/// What single sources say of it.
fn said(answer: &mut Answer<'_>, seen: &Seen<'_, '_>, deal: &DealId) {
    let mut table = Table::new(&["claim", "says", "states", "status", "held", "source"]);
    for claim in seen.claims_of(deal) {
        table.row([
            claim.id.clone(),
            claim.says.clone(),
            claim.states().unwrap_or_default(),
            claim.status.clone().unwrap_or_default(),
            claim.held.clone().unwrap_or_default(),
            answer.cite_pages([&claim.cite]),
        ]);
    }
    if !table.rows.is_empty() {
        answer.table("Claims", table);
    }
}

/// Where sources differ.
fn disagreements(answer: &mut Answer<'_>, deal: &Deal) {
    if deal.conflict.is_none() && deal.contradicted_by.is_empty() {
        return;
    }
    answer.heading("Where sources disagree");
    if let Some(conflict) = &deal.conflict {
        answer.item(conflict.clone());
    }
    for citation in &deal.contradicted_by {
        let (source, cite) = (&citation.source, answer.cite([citation]));
        answer.item(format!("{source} says otherwise {cite}"));
    }
}

/// The loops that it lies on, those that it formed, and those that would be gone without it.
fn loops(answer: &mut Answer<'_>, own: &OneDeal, base: Currency) {
    if own.complete && own.on.is_empty() && own.formed.as_ref().is_none_or(|(_, formed)| formed.is_empty()) {
        return;
    }
    let count = |count| at_least(own.complete, count);
    let number = |list: &[Circuit]| format!("{} {}", count(list.len()), plural(list.len(), "loop"));
    answer.heading("Loops");
    answer.text(format!(
        "It lies on {} of any class, of {}; without it {} would be gone.",
        number(&own.on),
        count(own.all),
        count(own.gone.len())
    ));
    if !own.complete {
        answer.text("The search was stopped before all loops were found: the lists are not whole.");
    }
    answer.text(format!("{} {}", ABOUT_DEAL.definition, ABOUT_DEAL.caution));
    if let Some((day, formed)) = &own.formed {
        list(answer, &format!("On {day}, when it came, it formed {}", number(formed)), formed, base);
    }
    list(answer, &format!("Without it {} would be gone", number(&own.gone)), &own.gone, base);
}

/// The first loops of a list, the largest.
fn list(answer: &mut Answer<'_>, heading: &str, circuits: &[Circuit], base: Currency) {
    if circuits.is_empty() {
        return;
    }
    let mut table = Table::new(&["loop", ">hops", "bottleneck", "status"]);
    for circuit in circuits.iter().take(NAMED) {
        let hops = circuit.length().to_string();
        table.row([circuit.id.clone(), hops, circuit.bottleneck.words(base), circuit.standing()]);
    }
    answer.table(heading, table);
    if let Some(more) = circuits.len().checked_sub(NAMED).filter(|more| *more > 0) {
        let are = verb(more, "is", "are");
        let loops = format!("{} more {}", thousands(more), plural(more, "loop"));
        answer.text(format!("These are the largest; {loops} {are} in --format json."));
    }
}

fn loops_record(own: &OneDeal) -> Record {
    let ids = |list: &[Circuit]| Cell::list(list.iter().map(|circuit| &circuit.id));
    let came = |(day, formed): &(Date, Vec<Circuit>)| {
        // Its name before it was said that loops form and deals close.
        Record::new().with("came", *day).with("formed", ids(formed)).with("closed", ids(formed))
    };
    Record::new()
        .with("complete", own.complete)
        .with("all", own.all)
        .with("on", ids(&own.on))
        .with("gone_without", ids(&own.gone))
        .with("when_it_came", own.formed.as_ref().map(came))
}
