//! Claims of one matter side by side, wherever they differ, with what is held and why.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    Answer, Cell, Record,
    words::{counted, thousands},
};
use crate::{
    flow::Scope,
    measure::{DiffersIn, Disagreement, Saying, disagreements},
    model::{Deal, EntityId, Register},
};

/// Every matter on the day of a view, one row for each thing that is said of it.
pub fn claims<'r>(scope: &Scope<'r>) -> Answer<'r> {
    let found = disagreements(scope.register, scope.view.as_of);
    let mut answer = Answer::of("claims", scope);
    answer.title("What is claimed, and what is held");
    side_by_side(&mut answer, scope.register, &found);
    let rows = |one: &Disagreement<'_>| {
        let (head, tail) = (matter_record(one), held_record(one));
        let row = |said: &Saying<'_>| head.clone().and(saying_record(said)).and(tail.clone());
        one.said.iter().map(row).collect::<Vec<_>>()
    };
    answer.rows("claims", found.iter().flat_map(rows).collect::<Vec<_>>());
    answer
}

/// Those matters of a register in which a deal's claims are.
pub(super) fn of_deal<'r>(register: &'r Register, deal: &Deal, day: Date) -> Vec<Disagreement<'r>> {
    let of = |one: &Disagreement<'_>| {
        one.said.iter().flat_map(|said| &said.claims).any(|claim| claim.deal.as_ref() == Some(&deal.id))
    };
    disagreements(register, day).into_iter().filter(of).collect()
}

/// Those that speak of an entity, or of something that it owns on the day.
pub(super) fn about<'r>(register: &'r Register, entity: &EntityId, day: Date) -> Vec<Disagreement<'r>> {
    let of = |one: &Disagreement<'_>| one.about.iter().any(|id| *id == entity || register.owner_on(id, day) == entity);
    disagreements(register, day).into_iter().filter(of).collect()
}

/// Sets them side by side: a line for the matter, one for each thing that is said, and one for what is held.
pub(super) fn side_by_side(answer: &mut Answer<'_>, register: &Register, found: &[Disagreement<'_>]) {
    if found.is_empty() {
        return;
    }
    let alike = found.iter().filter(|one| one.differ.is_empty()).count();
    let alike = if alike == 0 { String::new() } else { format!(", {} told alike", thousands(alike)) };
    answer.heading(format!("What is claimed, and what is held: {}{alike}", counted(found.len(), "matter")));
    for one in found {
        answer.text(matter(register, one));
        for said in &one.said {
            let cite = answer.cite_pages(said.claims.iter().map(|claim| &claim.cite));
            answer.item(format!("{} ({}) {cite}", said.says, by(one, said)));
        }
        answer.item(held(one));
    }
}

/// What it is about, and in what its claims differ.
fn matter(register: &Register, one: &Disagreement<'_>) -> String {
    let kind = || one.kind.unwrap_or_default().replace('-', " ");
    let names = || one.about.iter().map(|id| register.name(id)).collect::<Vec<_>>().join(", ");
    let matter = match (one.subject, one.deal) {
        (Some(subject), _) => subject.to_owned(),
        (None, Some(deal)) => format!("{}, {}", deal.id, kind()),
        (None, None) => format!("{}, {}", names(), kind()),
    };
    let differ: Vec<&str> = one.differ.iter().map(|what| what.words()).collect();
    if differ.is_empty() { matter } else { format!("{matter}: {}", differ.join(", ")) }
}

/// What the register holds, and why.
fn held(one: &Disagreement<'_>) -> String {
    let parts: Vec<&str> = one.held.as_deref().into_iter().chain(one.why.iter().copied()).collect();
    if parts.is_empty() {
        return "It is not said what is held.".to_owned();
    }
    format!("In the register: {}", parts.join("; "))
}

/// Who says it; under the status that they give, where they differ in it.
fn by(one: &Disagreement<'_>, said: &Saying<'_>) -> String {
    if !one.differ.contains(&DiffersIn::Statuses) {
        return ids(said).join(", ");
    }
    let mut by: Vec<(Option<&str>, Vec<&str>)> = Vec::new();
    for claim in &said.claims {
        let status = claim.status.as_deref();
        match by.iter_mut().find(|(other, _)| *other == status) {
            Some((_, ids)) => ids.push(&claim.id),
            None => by.push((status, vec![&claim.id])),
        }
    }
    let part = |(status, ids): &(Option<&str>, Vec<&str>)| {
        let status = status.map_or_else(|| "no status".to_owned(), str::to_owned);
        format!("{status}: {}", ids.join(", "))
    };
    by.iter().map(part).collect::<Vec<_>>().join("; ")
}

fn ids<'a>(said: &Saying<'a>) -> Vec<&'a str> {
    said.claims.iter().map(|claim| claim.id.as_str()).collect()
}

/// The statuses that they give, each once.
fn statuses<'a>(said: &Saying<'a>) -> BTreeSet<&'a str> {
    said.claims.iter().filter_map(|claim| claim.status.as_deref()).collect()
}

/// The same as data.
pub(super) fn record(one: &Disagreement<'_>) -> Record {
    matter_record(one).with("said", Cell::list(one.said.iter().map(saying_record))).and(held_record(one))
}

fn matter_record(one: &Disagreement<'_>) -> Record {
    let differ = |what: &DiffersIn| match what {
        DiffersIn::Amounts => "amounts",
        DiffersIn::Days => "days",
        DiffersIn::Percents => "percents",
        DiffersIn::Statuses => "statuses",
        DiffersIn::Words => "words",
    };
    Record::new()
        .with("subject", one.subject)
        .with("deal", one.deal.map(|deal| &deal.id))
        .with("about", Cell::list(one.about.iter().copied()))
        .with("kind", one.kind)
        .with("differs_in", Cell::list(one.differ.iter().map(differ)))
}

fn saying_record(said: &Saying<'_>) -> Record {
    let sources: BTreeSet<_> = said.claims.iter().map(|claim| &claim.cite).collect();
    Record::new()
        .with("says", &said.says)
        .with("claims", Cell::list(ids(said)))
        .with("statuses", Cell::list(statuses(said)))
        .with("sources", Cell::list(sources))
}

fn held_record(one: &Disagreement<'_>) -> Record {
    Record::new().with("held", one.held.clone()).with("why", Cell::list(one.why.iter().copied()))
}
