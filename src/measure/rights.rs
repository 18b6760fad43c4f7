//! What is exclusive to whom.

use jiff::civil::Date;
use serde::Serialize;

use super::About;
use crate::model::{Confirmation, Deal, EntityId, Event, Grant, InForce, Kind, Register, Right, Status};

/// What a reader must know of it.
pub const ABOUT: About = About {
    title: "rights",
    definition: "What a party to a deal may do that others may not, or may only if that party declines: the scope, \
                 the start, the agreed term, and whether the right is in force on the day.",
    method: "Rights are recorded with the deal that grants them; a deal of the kind `exclusivity` is itself a right. \
             A right is in force from its first day until the day on which it, or its deal, is recorded to have \
             ended. What was agreed for the future (“until 2032”) is shown as agreed. Where a date is known only to \
             the month, or only as before some day, and the day of the view falls within that time, it is not known \
             whether the right is in force.",
    caution: "Contracts are not public: these are reports of them, not legal advice. There may be rights that are \
              not listed.",
};

/// A right as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RightState<'a> {
    /// The deal that gives it.
    pub deal: &'a Deal,
    /// What it is.
    pub right: Right,
    /// Who has it.
    pub holders: Vec<&'a EntityId>,
    /// Who gave it.
    pub bound: Vec<&'a EntityId>,
    /// How it stands.
    pub force: InForce,
}

/// Every right of the register as it stands on a day: those in force first, then by deal, in the order of the files.
/// Records that are false are left out.
///
/// ```
/// use roundtrip::{measure::rights, model::InForce};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let force = |day: &str| {
///     let day = day.parse().expect("a day");
///     let all = rights(&register, day);
///     all.iter().filter(|one| one.force == InForce::Yes).map(|one| one.right.scope.clone()).collect::<Vec<_>>()
/// };
/// assert!(force("2025-12-17").iter().any(|scope| scope.contains("API products")));
/// assert!(!force("2026-06-30").iter().any(|scope| scope.contains("API products")));
/// ```
pub fn rights(register: &Register, day: Date) -> Vec<RightState<'_>> {
    let mut all: Vec<RightState<'_>> = Vec::new();
    for deal in register.deals.values().filter(|deal| deal.confirmation != Confirmation::False) {
        let itself = (deal.kind == Kind::Exclusivity && deal.rights.is_empty()).then(|| exclusivity(deal));
        for right in deal.rights.iter().cloned().chain(itself) {
            let ended = deal.status_on(day).is_some_and(|status| !status.is_live());
            all.push(RightState {
                deal,
                holders: party(register, right.holder.as_ref(), &deal.payers),
                bound: party(register, right.bound.as_ref(), &deal.payees),
                force: if ended { InForce::Ended } else { right.on_day(day) },
                right,
            });
        }
    }
    all.sort_by_key(|one| one.force);
    all
}

/// A deal that is nothing but a right.
fn exclusivity(deal: &Deal) -> Right {
    let lives = |event: &&Event| event.status.is_some_and(Status::is_live);
    Right {
        grant: Grant::Exclusive,
        scope: deal.title.clone(),
        holder: None,
        bound: None,
        on: deal.history.iter().find(lives).map(|event| event.on),
        until: deal.term.clone(),
        ended: None,
        note: deal.note.clone(),
        cite: Vec::new(),
    }
}

/// The named party as the register has it, or those of the deal.
fn party<'a>(register: &'a Register, named: Option<&EntityId>, own: &'a [EntityId]) -> Vec<&'a EntityId> {
    let named = named.and_then(|id| register.entities.get_key_value(id));
    named.map_or_else(|| own.iter().collect(), |(id, _)| vec![id])
}
