//! Which of several records of the same money counts in a view (docs/counting.md).

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{View, outcome::Outcome};
use crate::model::{Confirmation, Deal, DealId, Members, Register, Status};

/// What every deal of a register is judged against.
pub(super) struct Precedence<'a> {
    pub(super) view: &'a View,
    pub(super) register: &'a Register,
    pub(super) members: Members<'a>,
    /// The deals that stand, and how firm each of them is.
    standing: BTreeMap<&'a DealId, Status>,
    /// The deals that would carry money if there were no other records.
    candidates: BTreeSet<&'a DealId>,
    /// The deal whose place each deal that stands takes, or that carries its money.
    yields_to: BTreeMap<&'a DealId, &'a DealId>,
    /// Members of totals that gave way to another deal, by that deal, and the other way round.
    adopted: BTreeMap<&'a DealId, Vec<&'a Deal>>,
    adopted_by: BTreeMap<&'a DealId, &'a DealId>,
}

impl<'a> Precedence<'a> {
    /// Judges all deals. `carries` says whether a deal that stands would carry money on its own. Linear in the deals
    /// and their links, up to logarithms.
    pub(super) fn new(view: &'a View, register: &'a Register, carries: impl Fn(&Deal) -> bool) -> Self {
        let standing: BTreeMap<&DealId, Status> =
            register.deals.values().filter_map(|deal| Some((&deal.id, standing(view, deal).ok()?))).collect();
        let stands = |deal: &&Deal| standing.contains_key(&deal.id);
        let candidates = register.deals.values().filter(stands).filter(|deal| carries(deal)).map(|deal| &deal.id);
        let candidates: BTreeSet<&DealId> = candidates.collect();
        let mut precedence = Self {
            view,
            register,
            members: Members::of(register),
            standing,
            candidates,
            yields_to: BTreeMap::new(),
            adopted: BTreeMap::new(),
            adopted_by: BTreeMap::new(),
        };
        precedence.successions();
        precedence.same_money();
        precedence.members_of_what_gave_way();
        precedence
    }

    /// How firm a deal is that stands in the view.
    pub(super) fn status(&self, deal: &Deal) -> Result<Status, Outcome> {
        standing(self.view, deal)
    }

    /// Whether a deal stands and would carry money if there were no other records.
    pub(super) fn could_count(&self, deal: &Deal) -> bool {
        self.candidates.contains(&deal.id)
    }

    /// The deal to which this one yields.
    pub(super) fn yields_to(&self, deal: &Deal) -> Option<&'a DealId> {
        self.yields_to.get(&deal.id).copied()
    }

    /// Whether a deal is to take the place of another.
    pub(super) fn is_to_replace(&self, deal: &'a Deal, other: &DealId) -> bool {
        self.replaces(deal).into_iter().any(|old| old == other)
    }

    fn status_of(&self, id: &DealId) -> Option<Status> {
        self.standing.get(id).copied()
    }

    fn firmer_or_as_firm(&self, one: &DealId, other: &DealId) -> bool {
        self.status_of(one) >= self.status_of(other)
    }

    /// A deal that is to take the place of one that still stands waits, unless it is firmer than that, or is supposed to be
    /// as firm: then the other gives way. Without a supposition the register's own days have settled that.
    fn successions(&mut self) {
        for (&id, deal) in self.candidates.iter().filter_map(|id| Some((id, self.register.deals.get(*id)?))) {
            let supposed = |old: &DealId| self.view.assume.contains_key(id) || self.view.assume.contains_key(old);
            let is_firmer = |old: &DealId| self.status_of(id) > self.status_of(old);
            let gives_way = |old: &&DealId| is_firmer(old) || supposed(old) && self.firmer_or_as_firm(id, old);
            let replaced = self.replaces(deal);
            match replaced.iter().copied().find(|old| !gives_way(old)) {
                Some(old) => drop(self.yields_to.insert(id, old)),
                None => self.yields_to.extend(replaced.into_iter().map(|old| (old, id))),
            }
        }
    }

    /// The deals that stand and whose place this one is to take, through others that do not stand too.
    fn replaces(&self, deal: &'a Deal) -> Vec<&'a DealId> {
        let (mut found, mut waiting, mut seen) = (Vec::new(), vec![deal], BTreeSet::new());
        while let Some(at) = waiting.pop() {
            for old in at.supersedes.iter().filter_map(|id| self.register.deals.get(id)) {
                if !seen.insert(&old.id) {
                    continue;
                }
                if self.candidates.contains(&old.id) {
                    found.push(&old.id);
                } else if old.confirmation != Confirmation::False {
                    waiting.push(old);
                }
            }
        }
        found.sort();
        found
    }

    /// Of deals that describe the same money the firmest counts; of two that are as firm, the one that is named by the
    /// other.
    fn same_money(&mut self) {
        let mut others: BTreeMap<&DealId, Vec<&DealId>> = BTreeMap::new();
        for deal in self.register.deals.values() {
            for other in &deal.overlaps {
                others.entry(&deal.id).or_default().push(other);
                others.entry(other).or_default().push(&deal.id);
            }
        }
        let depth = depths(self.register);
        let mut order: Vec<&DealId> = others.keys().copied().filter(|id| self.candidates.contains(id)).collect();
        order.sort_by_key(|id| (Reverse(self.status_of(id)), depth.get(id).copied(), *id));
        let mut counting: BTreeSet<&DealId> = BTreeSet::new();
        for id in order {
            if self.yields_to.contains_key(id) {
                continue;
            }
            let same = others.get(id).into_iter().flatten();
            match same.copied().filter(|other| counting.contains(other)).min() {
                Some(other) => drop(self.yields_to.insert(id, other)),
                None => drop(counting.insert(id)),
            }
        }
    }

    /// Tranches and parts of a total that gave way do so too, unless they are firmer than what took its place: then they
    /// are tranches of that.
    fn members_of_what_gave_way(&mut self) {
        let heirs = self.heirs();
        let mut yielding = Vec::new();
        for deal in self.register.deals.values() {
            let Some(reached) = self.reached(deal) else { continue };
            let mut between = Vec::new();
            let gave_way = self.over(deal).skip(1).find_map(|total| {
                between.push(total);
                heirs.get(&total.id).copied()
            });
            let Some(heir) = gave_way.filter(|heir| **heir != deal.id) else { continue };
            // A member of a member that is taken over stays with that one, however soft it is.
            let is_taken_over =
                |total: &&Deal| !self.yields_to.contains_key(&total.id) && self.reached(total) > self.status_of(heir);
            if between.iter().any(is_taken_over) {
                continue;
            }
            if Some(reached) > self.status_of(heir) {
                self.adopted.entry(heir).or_default().push(deal);
                self.adopted_by.insert(&deal.id, heir);
            } else if !self.yields_to.contains_key(&deal.id) && self.candidates.contains(&deal.id) {
                yielding.push((&deal.id, heir));
            }
        }
        self.yields_to.extend(yielding);
    }

    /// How firm a deal is that stands, or was before it lapsed or was cancelled.
    fn reached(&self, deal: &Deal) -> Option<Status> {
        match standing(self.view, deal) {
            Ok(status) => Some(status),
            Err(Outcome::Ended(Status::Lapsed | Status::Cancelled)) => deal.reached_by(self.view.as_of),
            Err(_) => None,
        }
    }

    /// Who counts in the place of a deal that gave way: the deal of the same money, or the one that superseded it.
    fn heirs(&self) -> BTreeMap<&'a DealId, &'a DealId> {
        let counts = |id: &DealId| self.candidates.contains(id) && !self.yields_to.contains_key(id);
        let mut heirs: BTreeMap<&DealId, &DealId> = BTreeMap::new();
        for deal in self.register.deals.values().filter(|deal| counts(&deal.id)) {
            let (mut waiting, mut seen) = (vec![deal], BTreeSet::new());
            while let Some(at) = waiting.pop() {
                for old in at.supersedes.iter().filter_map(|id| self.register.deals.get(id)) {
                    let gone = old.status_on(self.view.as_of) == Some(Status::Superseded)
                        || self.yields_to.get(&old.id) == Some(&&deal.id);
                    if gone && seen.insert(&old.id) {
                        heirs.entry(&old.id).or_insert(&deal.id);
                        waiting.push(old);
                    }
                }
            }
        }
        for (&id, &other) in &self.yields_to {
            if counts(other) {
                heirs.entry(id).or_insert(other);
            }
        }
        heirs
    }

    /// The deals that take their sums out of a total or a round: its tranches and parts, and those that it took over.
    pub(super) fn taking<'s>(&'s self, total: &'s Deal) -> impl Iterator<Item = &'a Deal> + 's {
        let is_tranche = |member: &&Deal| member.tranche_of.as_ref() == Some(&total.id);
        let is_own = move |member: &&Deal| is_tranche(member) || member.part_of.as_ref() == Some(&total.id);
        let parts = self.members.parts(&total.id).iter().copied().filter(move |part| !is_tranche(part));
        let own = self.members.tranches(&total.id).iter().copied().chain(parts);
        let adopted = self.adopted.get(&total.id).into_iter().flatten().copied();
        // A member of a member that was taken over comes with that one.
        let outermost =
            |deal: &&Deal| !self.over(deal).skip(1).any(|over| self.adopted_by.get(&over.id) == Some(&&total.id));
        own.chain(adopted.filter(move |deal| !is_own(deal)).filter(outermost))
            .filter(|member| member.id != total.id && self.takes(member, total))
    }

    /// A deal, the total or round that it belongs to, and so on upwards.
    fn over(&self, deal: &'a Deal) -> impl Iterator<Item = &'a Deal> + use<'a> {
        let (register, mut seen) = (self.register, BTreeSet::new());
        std::iter::successors(Some(deal), move |at| {
            seen.insert(&at.id);
            at.belongs_to().and_then(|id| register.deals.get(id)).filter(|over| !seen.contains(&over.id))
        })
    }

    /// Whether a member takes its sum out of its total: it stands, or it ended having been as firm as that.
    fn takes(&self, member: &Deal, total: &Deal) -> bool {
        if member.confirmation == Confirmation::False {
            return false;
        }
        if let Some(other) = self.yields_to.get(&member.id) {
            // What another member carries must not be taken out twice.
            let elsewhere = |id: &DealId| self.register.deals.get(id).is_none_or(|other| !self.is_under(other, total));
            return **other != total.id && elsewhere(other);
        }
        let has_ended = !self.standing.contains_key(&member.id);
        self.reached(member).is_some_and(|reached| !has_ended || Some(reached) >= self.status_of(&total.id))
    }

    /// Whether a deal belongs to a total, or to a member of it, or was taken over by one.
    fn is_under(&self, deal: &'a Deal, total: &Deal) -> bool {
        let mut over = self.over(deal);
        over.any(|at| {
            at.part_of.as_ref() == Some(&total.id)
                || self.adopted_by.get(&at.id) == Some(&&total.id)
                || at.belongs_to() == Some(&total.id)
        })
    }
}

/// How many overlaps a deal declares one after the other: who is named by others comes before those.
fn depths(register: &Register) -> BTreeMap<&DealId, usize> {
    let mut depth: BTreeMap<&DealId, usize> = BTreeMap::new();
    for deal in register.deals.values() {
        let mut open = vec![(deal, false)];
        while let Some((at, is_done)) = open.pop() {
            if is_done {
                let below = at.overlaps.iter().filter_map(|id| depth.get(id)).max();
                let own = below.map_or(0, |below| below + 1);
                depth.insert(&at.id, own);
            } else if !depth.contains_key(&at.id) {
                // Overlaps do not go in circles: the loader has seen to it.
                open.push((at, true));
                open.extend(at.overlaps.iter().filter_map(|id| register.deals.get(id)).map(|deal| (deal, false)));
            }
        }
    }
    depth
}

/// Whether a deal stands in a view at all: there, alive, high enough on the ladder, and not false.
fn standing(view: &View, deal: &Deal) -> Result<Status, Outcome> {
    if deal.confirmation == Confirmation::False {
        return Err(Outcome::False);
    }
    match view.status_of(deal) {
        None => Err(Outcome::NotYet),
        Some(status) if !status.is_live() => Err(Outcome::Ended(status)),
        Some(status) if status < view.status => Err(Outcome::Below(status)),
        Some(status) => Ok(status),
    }
}
