//! The same money twice in one register.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    Companies, Whose,
    candidates::{Side, within_a_month},
    evidence::{Evidence, Fit, MONTH},
};
use crate::model::{Confirmation, Deal, DealId, Family, Register, Status};

/// Two deals that may be the same money told twice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Duplicate {
    /// One, the first by its id.
    pub one: DealId,
    /// The other.
    pub other: DealId,
    /// Days between them.
    pub days: i64,
}

impl Duplicate {
    /// What the other one says: `perhaps the same money as D ($5bn, 2025-05-23), 3 days apart`.
    pub fn words(&self, register: &Register) -> String {
        let Some(other) = register.deals.get(&self.other) else {
            return format!("perhaps the same money as {}", self.other);
        };
        let on = other.history.first().map_or_else(String::new, |event| format!(", {}", event.on));
        let apart = match self.days {
            0 => String::new(),
            1 => ", one day apart".to_owned(),
            days => format!(", {days} days apart"),
        };
        format!("perhaps the same money as {} ({}{on}){apart}", self.other, other.amount_on(register.as_of).words())
    }
}

/// Deals of a register between the same two (at the level of companies, near names being one), of one family, with
/// amounts that go together, within a month, and with no word of either about the other.
pub fn duplicates(register: &Register) -> Vec<Duplicate> {
    let companies = Companies::within(register);
    let side = |whose| Side::new(whose, register, &companies, register.as_of);
    let (ours, theirs) = (side(Whose::Ours), side(Whose::Theirs));
    let groups = groups(register);
    let mut found = BTreeSet::new();
    within_a_month(&ours, &theirs, &mut |(one, other), evidence| {
        let Some(((a, _), (b, _))) = ours.leg(one).zip(theirs.leg(other)) else { return };
        let (one, other) = (a.deal, b.deal);
        let told = one.id < other.id && counts(one) && counts(other) && is_suspicious(&evidence);
        if told && groups.get(&one.id) != groups.get(&other.id) {
            found.insert(Duplicate { one: one.id.clone(), other: other.id.clone(), days: evidence.gap });
        }
    });
    found.into_iter().collect()
}

/// Whether a record can count at all.
fn counts(deal: &Deal) -> bool {
    let live = deal.history.iter().rev().find_map(|event| event.status).is_some_and(Status::is_live);
    let moves = !matches!(deal.kind.family(), Family::Stock | Family::Right);
    live && moves && deal.confirmation != Confirmation::False && deal.no_arc.is_none()
}

fn is_suspicious(evidence: &Evidence) -> bool {
    match evidence.fit {
        Fit::Equal => evidence.gap <= MONTH,
        Fit::Overlap | Fit::BothUnknown | Fit::OneUnknown => evidence.same_kind && evidence.gap <= MONTH,
        Fit::Apart => false,
    }
}

/// Deals that speak of each other, directly or through others, have one number.
fn groups(register: &Register) -> BTreeMap<DealId, DealId> {
    let mut around: BTreeMap<&DealId, BTreeSet<&DealId>> = BTreeMap::new();
    for deal in register.deals.values() {
        let one = deal.tranche_of.iter().chain(&deal.part_of).chain(&deal.expands).chain(&deal.reciprocal_of);
        for other in one.chain(&deal.supersedes).chain(&deal.overlaps) {
            around.entry(&deal.id).or_default().insert(other);
            around.entry(other).or_default().insert(&deal.id);
        }
    }
    let mut groups: BTreeMap<DealId, DealId> = BTreeMap::new();
    for start in register.deals.keys() {
        let mut next = vec![start];
        while let Some(at) = next.pop() {
            if groups.contains_key(at) {
                continue;
            }
            groups.insert(at.clone(), start.clone());
            next.extend(around.get(at).into_iter().flatten());
        }
    }
    groups
}
