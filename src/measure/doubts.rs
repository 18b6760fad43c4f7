//! What is uncertain in a register, and how it is counted all the same.
//!
//! Faults keep a register from being loaded; doubts are what a careful reader would still ask about it.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    Doubt, Finding, SourceTier,
    contradictions::contradictions,
    duplicates,
    facts::contradicting_facts,
    stale::{STALE_AFTER, silent_since},
};
use crate::{
    flow::{Outcome, View, outcomes},
    model::{Confirmation, Deal, EntityId, EntityKind, Members, Range, Register, Status, cited},
};

/// Every doubt about a register as it stood on a day, gravest kind first, then by subject.
pub fn doubts(register: &Register, as_of: Date) -> Vec<Doubt> {
    let view = View::on(register, as_of);
    let outcomes = outcomes(&view, register);
    let members = Members::of(register);
    let mut found = Vec::new();
    let mut say =
        |finding, subject: &str, says: String| found.push(Doubt { finding, subject: subject.to_owned(), says });
    for deal in register.deals.values() {
        let outcome = outcomes.get(&deal.id);
        record(deal, &mut say);
        match outcome {
            Some(Outcome::Counts(legs)) => {
                rest(&members, deal, legs, &view, &mut say);
                word(register, deal, &mut say);
                size(register, deal, as_of, &mut say);
                age(deal, as_of, &mut say);
            }
            Some(Outcome::NoArc(reason)) => say(Finding::NoArc, deal.id.as_str(), reason.clone()),
            Some(Outcome::Overlaps(other)) => {
                say(Finding::Overlap, deal.id.as_str(), format!("the same money as {other}, which counts"));
            }
            _ => {}
        }
    }
    for duplicate in duplicates(register) {
        say(Finding::Duplicate, duplicate.one.as_str(), duplicate.words(register));
    }
    contradictions(register, &members, as_of, &mut say);
    contradicting_facts(register, as_of, &mut say);
    claims(register, &mut say);
    ties(register, &mut say);
    found.sort();
    found.dedup();
    found
}

/// What the record itself says is uncertain.
fn record(deal: &Deal, say: &mut impl FnMut(Finding, &str, String)) {
    let id = deal.id.as_str();
    if deal.confirmation == Confirmation::False {
        say(Finding::FalseRecord, id, deal.note.clone().unwrap_or_else(|| deal.title.clone()));
    }
    for source in cited(&deal.contradicted_by) {
        say(Finding::Contradicted, id, format!("{source} says otherwise"));
    }
    if let Some(conflict) = &deal.conflict {
        say(Finding::Conflict, id, format!("{conflict} (held: {})", deal.amount.words()));
    }
    let coarse: Vec<String> =
        deal.history.iter().map(|event| event.on.to_string()).filter(|on| on.len() != "2025-01-01".len()).collect();
    if !coarse.is_empty() {
        say(Finding::CoarseDate, id, coarse.join(", "));
    }
    if deal.day_unverified {
        let days: Vec<String> = deal.history.iter().map(|event| event.on.to_string()).collect();
        say(Finding::UnverifiedDay, id, days.join(", "));
    }
}

/// What the tranches of a counting total leave open.
fn rest(
    members: &Members<'_>,
    deal: &Deal,
    legs: &[(EntityId, EntityId, Range)],
    view: &View,
    say: &mut impl FnMut(Finding, &str, String),
) {
    let (as_of, base) = (view.as_of, view.currency);
    // What ended before it was as firm as the total takes nothing out of it (docs/counting.md).
    let whole = deal.status_on(as_of);
    let takes = |tranche: &&Deal| match tranche.status_on(as_of) {
        _ if tranche.confirmation == Confirmation::False => false,
        Some(status) if status.is_live() => true,
        Some(status) => status != Status::Superseded && tranche.reached_by(as_of) >= whole,
        None => false,
    };
    let tranches: Vec<&Deal> = members.tranches(&deal.id).iter().copied().filter(takes).collect();
    if tranches.is_empty() {
        return;
    }
    let parts: Vec<_> = tranches.iter().map(|tranche| tranche.value_on(as_of)).collect();
    let rest = match legs {
        [(_, _, each)] => Some(*each),
        _ => deal.value_on(as_of).remainder(&parts),
    };
    if let Some(rest) = rest {
        let names: Vec<&str> = tranches.iter().map(|tranche| tranche.id.as_str()).collect();
        say(Finding::Tranches, deal.id.as_str(), format!("{} beyond {}", rest.words(base), names.join(", ")));
    }
}

/// On whose word a counting deal rests.
fn word(register: &Register, deal: &Deal, say: &mut impl FnMut(Finding, &str, String)) {
    let sources = register.source_ids(deal);
    let names = || sources.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ");
    if register.independent_sources([deal]) <= 1 {
        say(Finding::SingleSource, deal.id.as_str(), names());
    }
    let (read, named) = (SourceTier::read(register, deal), SourceTier::named(register, deal));
    if !named.is_near() && named != SourceTier::Nobody {
        say(Finding::Weak, deal.id.as_str(), names());
    } else if named.is_near() && !read.is_near() {
        say(Finding::Unread, deal.id.as_str(), names());
    }
}

/// How much a counting deal comes to.
fn size(register: &Register, deal: &Deal, as_of: Date, say: &mut impl FnMut(Finding, &str, String)) {
    let id = deal.id.as_str();
    let value = deal.value_on(as_of);
    if deal.round || deal.payers.len() > 1 || deal.payees.len() > 1 {
        say(Finding::Shares, id, format!("{} of {} parties", value.words(register.base), deal.payers.len().max(2)));
    }
    let Some(stated) = value.stated else {
        return say(Finding::Unpriced, id, deal.extra("amount_text").unwrap_or("no amount is stated").to_owned());
    };
    for party in deal.payers.iter().chain(&deal.payees) {
        let owner = register.owner_on(party, as_of);
        let worth = register.entities.get(owner).and_then(|entity| entity.valuation_on(as_of));
        if let Some((on, worth)) = worth.and_then(|v| Some((v.on, v.worth.stated?)))
            && stated > worth
        {
            let name = register.name(owner);
            say(
                Finding::Outlier,
                id,
                format!(
                    "{} is more than {name} was worth, {} on {on}",
                    register.base.money(stated),
                    register.base.money(worth)
                ),
            );
        }
    }
}

/// How long nothing was heard of a counting deal.
fn age(deal: &Deal, as_of: Date, say: &mut impl FnMut(Finding, &str, String)) {
    if let Some((status, last)) = silent_since(deal, as_of, STALE_AFTER) {
        say(Finding::Stale, deal.id.as_str(), format!("{} since {last}", status.words()));
    }
}

/// Claims that state another amount than any that the register holds for the deal.
fn claims(register: &Register, say: &mut impl FnMut(Finding, &str, String)) {
    for claim in &register.claims {
        let (Some(deal), Some((amount, value))) =
            (claim.deal.as_ref().and_then(|id| register.deals.get(id)), &claim.amount)
        else {
            continue;
        };
        let changes = deal.history.iter().filter_map(|event| event.amount.as_ref().map(|(_, value)| *value));
        let held: BTreeSet<_> = changes.chain([deal.value]).map(|v| (v.stated, v.low, v.high)).collect();
        if !held.contains(&(value.stated, value.low, value.high)) {
            let why = claim.held.as_deref().map_or_else(String::new, |held| format!(" ({held})"));
            let says = format!("claim {}: {}; held: {}{why}", claim.id, amount.words(), deal.amount.words());
            say(Finding::Claims, deal.id.as_str(), says);
        }
    }
}

/// Ties that name another maker, operator or parent than the entity's own record.
fn ties(register: &Register, say: &mut impl FnMut(Finding, &str, String)) {
    for tie in &register.ties {
        let owned = matches!(tie.relation.as_str(), "makes" | "operates" | "has_division") && tie.from != tie.to;
        let Some(entity) = register.entities.get(&tie.to).filter(|entity| owned && entity.kind != EntityKind::Product)
        else {
            continue;
        };
        if entity.owners.iter().all(|owner| owner.of != tie.from) {
            say(
                Finding::Ties,
                tie.to.as_str(),
                format!("{} {} it, by a tie", tie.from, tie.relation.replace('_', " ")),
            );
        }
    }
}
