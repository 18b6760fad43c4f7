//! What a page is made from: a view, and what became of every deal in it.

use std::collections::BTreeMap;

use super::standing::outcome_words;
use crate::{
    answer::words,
    flow::{Outcome, Scope, outcomes},
    model::{Claim, Deal, DealId, EntityId},
};

/// A page asks for no bound, and has an end all the same: so many loops are looked at, whether they are its own or not.
pub(super) const LOOKED_AT: u64 = 2_000_000;

/// A view, and what became of every deal in it.
pub(super) struct Seen<'s, 'r> {
    pub(super) scope: &'s Scope<'r>,
    outcomes: BTreeMap<DealId, Outcome>,
}

impl<'s, 'r> Seen<'s, 'r> {
    pub(super) fn of(scope: &'s Scope<'r>) -> Self {
        Self { scope, outcomes: outcomes(&scope.view, scope.register) }
    }

    /// Why a deal does not count, or how it does, in a few words.
    pub(super) fn counted(&self, deal: &Deal) -> String {
        outcome_words(self.scope, self.outcomes.get(&deal.id))
    }

    /// Why a deal that is recorded between two parties of the view is no payment from the one to the other.
    pub(super) fn why_not_between(&self, deal: &Deal, payer: &EntityId, payee: &EntityId) -> String {
        let Some(Outcome::Counts(legs)) = self.outcomes.get(&deal.id) else { return self.counted(deal) };
        let name = |id| self.scope.register.name(id);
        if legs.iter().any(|(from, to, _)| (from, to) == (payer, payee)) {
            return "left out by the view".to_owned();
        }
        let mut parts = self.scope.register.deals.values().filter(|part| part.part_of.as_ref() == Some(&deal.id));
        if let Some(part) = parts.find(|part| part.payers.iter().any(|id| self.at_level(id) == payer)) {
            return format!("the part of {} is a deal of its own, {}", name(payer), part.id);
        }
        let others: Vec<String> = legs.iter().map(|(from, to, _)| format!("{} → {}", name(from), name(to))).collect();
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        match words::and(&others) {
            none if none.is_empty() => self.counted(deal),
            others => format!("counts between others: {others}"),
        }
    }

    /// Whether a deal is in the sums of the view, or not there yet.
    pub(super) fn in_sums(&self, deal: &Deal) -> bool {
        matches!(self.outcomes.get(&deal.id), Some(Outcome::Counts(_) | Outcome::NotYet))
    }

    /// The record of a deal as of the day, without its ties to deals of which nothing was known by then.
    pub(super) fn of_day(&self, deal: &Deal) -> Deal {
        let Scope { register, view, .. } = self.scope;
        let known = |id: &DealId| register.deals.get(id).is_some_and(|other| other.is_known_on(view.as_of));
        let mut own = deal.on(view.as_of);
        for link in [&mut own.tranche_of, &mut own.part_of, &mut own.expands, &mut own.reciprocal_of] {
            *link = link.take().filter(known);
        }
        own.supersedes.retain(known);
        own.overlaps.retain(known);
        own
    }

    /// What had been claimed of a deal by the day, as far as pages are dated.
    pub(super) fn claims_of(&self, deal: &DealId) -> Vec<&'r Claim> {
        let Scope { register, view, .. } = self.scope;
        register.claims_by(view.as_of).filter(|claim| claim.deal.as_ref() == Some(deal)).collect()
    }

    /// The entity that stands for this one in the view: between companies, its owner.
    pub(super) fn at_level<'e>(&'e self, id: &'e EntityId) -> &'e EntityId {
        self.scope.view.party(self.scope.register, id)
    }

    /// Names of entities in a sentence: `A, B and C`.
    pub(super) fn names<'e>(&self, ids: impl IntoIterator<Item = &'e EntityId>) -> String {
        let names: Vec<&str> = ids.into_iter().map(|id| self.scope.register.name(id)).collect();
        if names.is_empty() { "an unnamed buyer".to_owned() } else { words::and(&names) }
    }

    /// A deal that is not in the sums, in a line.
    pub(super) fn not_in_sums(&self, deal: &Deal, cite: &str) -> String {
        format!(
            "{} ({}), {}: {} {cite}",
            deal.title,
            deal.id,
            deal.amount_on(self.scope.view.as_of).words(),
            self.counted(deal)
        )
    }
}
