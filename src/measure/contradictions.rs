//! Where records of a register that are linked with each other contradict each other.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Finding;
use crate::model::{Confirmation, Deal, DealId, EntityId, Family, Installment, Mark, Members, Range, Register, Status};

/// Says every contradiction as of a day: of what kind, of which deal, and what exactly. Linear in the deals and their links,
/// up to logarithms.
pub(super) fn contradictions(
    register: &Register,
    members: &Members<'_>,
    as_of: Date,
    say: &mut impl FnMut(Finding, &str, String),
) {
    for deal in register.deals.values().filter(|deal| deal.confirmation != Confirmation::False) {
        for other in linked(register, &deal.overlaps) {
            same_money(register, deal, other, as_of, say);
        }
        if deal.status_on(as_of).is_some_and(Status::is_live) {
            total(register, members, deal, as_of, say);
            closed(deal, as_of, say);
        }
    }
    for deal in register.deals.values() {
        for old in linked(register, &deal.supersedes) {
            succession(deal, old, as_of, say);
        }
    }
}

fn linked<'a>(register: &'a Register, ids: &'a [DealId]) -> impl Iterator<Item = &'a Deal> {
    ids.iter().filter_map(|id| register.deals.get(id))
}

/// Two records of the same money between different companies.
fn same_money(
    register: &Register,
    deal: &Deal,
    other: &Deal,
    as_of: Date,
    say: &mut impl FnMut(Finding, &str, String),
) {
    let is_there = |one: &Deal| one.status_on(as_of).is_some();
    if other.confirmation == Confirmation::False || !is_there(deal) || !is_there(other) {
        return;
    }
    let owners = |ids: &[EntityId]| ids.iter().map(|id| register.owner_on(id, as_of).clone()).collect::<BTreeSet<_>>();
    let names = |ids: &[EntityId]| ids.iter().map(|id| register.name(id)).collect::<Vec<_>>().join(", ");
    for (verb, own, theirs) in [("pays", &deal.payees, &other.payees), ("is paid by", &deal.payers, &other.payers)] {
        if !own.is_empty() && !theirs.is_empty() && owners(own).is_disjoint(&owners(theirs)) {
            let says = format!(
                "{verb} {}, and {}, of which it is said to be the same money, {verb} {}",
                names(own),
                other.id,
                names(theirs)
            );
            say(Finding::ForeignOverlap, deal.id.as_str(), says);
        }
    }
}

/// A deal that is to take the place of one which is firmer on that day.
fn succession(deal: &Deal, old: &Deal, as_of: Date, say: &mut impl FnMut(Finding, &str, String)) {
    let id = deal.id.as_str();
    let own_end = old.history.iter().find(|event| event.status == Some(Status::Superseded)).map(|event| event.on);
    if let Some(end) = own_end {
        // Only what was known by the day can be doubted.
        let (day, was) = (end.day(), old.reached_by(end.day()));
        let softer = deal.confirmation == Confirmation::False || deal.reached_by(day) < was;
        if let (true, true, Some(was)) = (day <= as_of, softer, was) {
            let own = reached(deal, day);
            say(
                Finding::SoftSuccessor,
                id,
                format!("{own} when {} ended, by its own history, on {end}; that was {}", old.id, was.words()),
            );
        }
        return;
    }
    let began = deal.history.first().is_some_and(|event| event.on.day() <= as_of);
    if let Some(status) = old.status_on(as_of).filter(|status| status.is_live() && began) {
        let own = reached(deal, as_of);
        say(
            Finding::SoftSuccessor,
            id,
            format!("{own}, and is to take the place of {}, which is {} and counts", old.id, status.words()),
        );
    }
}

/// How far a deal has come, in a sentence about it.
fn reached(deal: &Deal, day: Date) -> String {
    match deal.status_on(day) {
        _ if deal.confirmation == Confirmation::False => "is false".to_owned(),
        Some(status) if status.is_live() => format!("is {}", status.words()),
        Some(status) => format!("has ended ({})", status.words()),
        None => "was not there yet".to_owned(),
    }
}

/// A total or a round against what is recorded of its tranches and parts.
fn total(
    register: &Register,
    members: &Members<'_>,
    deal: &Deal,
    as_of: Date,
    say: &mut impl FnMut(Finding, &str, String),
) {
    let id = deal.id.as_str();
    for (what, all) in [("tranches", members.tranches(&deal.id)), ("parts", members.parts(&deal.id))] {
        let live = |member: &&Deal| {
            member.confirmation != Confirmation::False && member.status_on(as_of).is_some_and(Status::is_live)
        };
        let own: Vec<&Deal> = all.iter().copied().filter(live).collect();
        let names = |deals: &[&Deal]| deals.iter().map(|deal| deal.id.as_str()).collect::<Vec<_>>().join(", ");
        let values: Vec<Range> = own.iter().map(|member| member.value_on(as_of)).collect();
        let (sum, most) = (values.iter().filter_map(|own| own.stated).sum::<Decimal>(), deal.value_on(as_of).high);
        if let Some(most) = most.filter(|most| sum > *most) {
            let (sum, most) = (register.base.money(sum), register.base.money(most));
            say(Finding::Exceeds, id, format!("its {what} state {sum} of {most}: {}", names(&own)));
        }
        rungs(deal, &own, as_of, say);
        let (waiting, free): (Vec<&Deal>, Vec<&Deal>) = own.iter().copied().partition(|member| waits(member, as_of));
        match (waits(deal, as_of), waiting.is_empty(), free.is_empty()) {
            (true, _, false) => {
                say(Finding::Conditions, id, format!("it waits for something, and {} for nothing", names(&free)));
            }
            // Where something else is open of the total, that may wait for nothing.
            (false, false, true) if deal.value_on(as_of).remainder(&values).is_none() => {
                say(Finding::Conditions, id, format!("it waits for nothing, and {} for something", names(&waiting)));
            }
            _ => {}
        }
    }
}

/// Whether a deal waits for something on a day.
fn waits(deal: &Deal, as_of: Date) -> bool {
    deal.conditions.is_some() || deal.mark_on(as_of) == Some(Mark::Conditional)
}

/// Members that are softer than their total, and such that wait for something and are yet firmer than one that does not.
fn rungs(deal: &Deal, members: &[&Deal], as_of: Date, say: &mut impl FnMut(Finding, &str, String)) {
    let Some(whole) = deal.status_on(as_of) else { return };
    for member in members {
        let Some(status) = member.status_on(as_of) else { continue };
        if status < whole {
            let says = format!("is {}, and {}, which belongs to it, is {}", whole.words(), member.id, status.words());
            say(Finding::Rungs, deal.id.as_str(), says);
        }
        let softer =
            |other: &&&Deal| !waits(other, as_of) && other.status_on(as_of).is_some_and(|other| other < status);
        if let Some(other) = members.iter().find(softer).filter(|_| waits(member, as_of)) {
            let (own, its) = (status.words(), other.status_on(as_of).map_or("not there", Status::words));
            let says = format!(
                "{} waits for something and is {own}; {}, which waits for nothing, is {its}",
                member.id, other.id
            );
            say(Finding::Rungs, deal.id.as_str(), says);
        }
    }
}

/// A deal that has been paid, of which the record does not say how much, or not how much of it in cash.
fn closed(deal: &Deal, as_of: Date, say: &mut impl FnMut(Finding, &str, String)) {
    let id = deal.id.as_str();
    let family = deal.kind.family();
    if let Some(in_kind) = deal.extra("in_kind").filter(|_| family == Family::Investment && !deal.kind.in_kind()) {
        say(Finding::CashInKind, id, format!("{}; its details say: {in_kind}", deal.kind));
    }
    let value = deal.value_on(as_of);
    let open = value.low.is_zero() && value.stated.is_some() && value.high.is_none_or(|high| !high.is_zero());
    let is_paid = deal.status_on(as_of) == Some(Status::Closed) && deal.mark_on(as_of).is_none();
    if !open || !is_paid || !matches!(family, Family::Investment | Family::Purchase) {
        return;
    }
    let closed = deal.since(Status::Closed, as_of).map_or_else(String::new, |on| format!(", closed on {on}"));
    let paid = installments(deal).map_or_else(String::new, |paid| format!("; its installments come to {paid}"));
    say(Finding::ClosedRange, id, format!("{}{closed}{paid}", deal.amount_on(as_of).words()));
}

/// What the installments of a deal come to, if all are stated, and in one currency.
fn installments(deal: &Deal) -> Option<String> {
    let currency = deal.installments.first()?.amount.currency;
    let one = |part: &Installment| part.amount.range().stated.filter(|_| part.amount.currency == currency);
    let sum: Decimal = deal.installments.iter().map(one).sum::<Option<Decimal>>()?;
    Some(currency.money(sum))
}
