//! Totals and rounds: what a deal carries itself when others carry a part of it, and which arcs add up to it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    View,
    arc::Arc,
    group::{Bounds, Group},
    outcome::Outcome,
    parties::{self, Pairs},
    precedence::Precedence,
};
use crate::model::{Deal, DealId, EntityId, Range, Register};

/// A deal that counts, and what it is made up of.
pub(super) struct Split<'a> {
    deal: &'a Deal,
    /// What all of it comes to.
    whole: Range,
    /// Between whom the deal itself carries money.
    own: Pairs<'a>,
    /// What each of these pairs can come to.
    each: Range,
    /// The tranches and parts that take their sums out of it, with these sums.
    takers: Vec<(&'a Deal, Bounds)>,
    /// The deal's own arcs are not in the view: what it carries itself is anything that its members leave.
    is_left_out: bool,
}

impl<'a> Split<'a> {
    pub(super) fn of(precedence: &Precedence<'a>, deal: &'a Deal) -> Self {
        let Precedence { view, register, .. } = *precedence;
        let whole = view.value(deal);
        let takers: Vec<(&Deal, Bounds)> =
            precedence.taking(deal).map(|member| (member, carried(precedence, member))).collect();
        let has_own_part = |payer: &EntityId| {
            takers.iter().any(|(part, _)| part.tranche_of.is_none() && is_part_of(view, register, deal, part, payer))
        };
        let taken = takers.iter().map(|(_, sum)| *sum).fold(Bounds::ZERO, Bounds::plus);
        // Where every payer has a part of its own and these are too little, the payers gave the rest as well.
        let is_short = !deal.round && taken.high.is_some_and(|taken| taken < whole.low);
        let all_have_parts = is_short && deal.payers.iter().all(has_own_part);
        let own = parties::pairs(view, register, deal, |payer| all_have_parts || !has_own_part(payer));
        let mut split = Self { deal, whole, own, each: whole, takers, is_left_out: false };
        split.each = split.left_for_each(view);
        split
    }

    /// The same without arcs of its own.
    pub(super) fn left_out(self) -> Self {
        Self { is_left_out: true, ..self }
    }

    /// Whether others than those that are named may have given some of it.
    fn is_open(&self) -> bool {
        self.deal.round || self.own.left_out || self.own.within.is_some()
    }

    /// What its members leave for each pair of the deal itself.
    fn left_for_each(&self, view: &View) -> Range {
        let taken = self.takers.iter().map(|(_, sum)| *sum).fold(Bounds::ZERO, Bounds::plus);
        let high = self.whole.high.map(|high| high.saturating_sub(taken.low).max(Decimal::ZERO));
        let said = |(member, _): &(&Deal, Bounds)| view.value(member).stated;
        let all_say = self.takers.iter().all(|member| said(member).is_some());
        let rest = self.whole.stated.map(|whole| whole.saturating_sub(self.takers.iter().filter_map(said).sum()));
        // What the members state makes up what the total states: they are all of it, whatever each leaves open. A member
        // that states nothing takes nothing out of what is stated.
        if !self.takers.is_empty() && all_say && rest.is_some_and(|rest| rest <= Decimal::ZERO) {
            return Range::ZERO;
        }
        if self.is_open() || self.own.ends.len() > 1 {
            return Range::share_of(high);
        }
        if self.takers.is_empty() {
            return self.whole;
        }
        let low = taken.high.map_or(Decimal::ZERO, |taken| self.whole.low.saturating_sub(taken).max(Decimal::ZERO));
        let fits = |rest: &Decimal| *rest > Decimal::ZERO && *rest >= low && high.is_none_or(|high| *rest <= high);
        Range { stated: rest.filter(fits), low, high }
    }

    /// What becomes of the deal itself.
    pub(super) fn outcome(&self) -> Outcome {
        if self.own.ends.is_empty() || self.each.high.is_some_and(|high| high.is_zero()) {
            let in_tranches = self.takers.iter().any(|(member, _)| member.tranche_of.is_some());
            return match self.own.within {
                Some(owner) if self.takers.is_empty() => Outcome::Within(owner.clone()),
                _ if in_tranches => Outcome::InTranches,
                _ if self.own.left_out && self.own.ends.is_empty() => Outcome::LeftOut,
                _ => Outcome::InParts,
            };
        }
        let leg = |(payer, payee): &(&EntityId, &EntityId)| ((*payer).clone(), (*payee).clone(), self.each);
        Outcome::Counts(self.own.ends.iter().map(leg).collect())
    }
}

/// Whether a recorded part of a round is what this payer of it gives: its own, or that of a division of one owner.
fn is_part_of(view: &View, register: &Register, round: &Deal, part: &Deal, payer: &EntityId) -> bool {
    let owner = |id: &EntityId| register.owner_on(id, view.as_of).clone();
    part.payers.iter().any(|own| own == payer || !round.payers.contains(own) && owner(own) == owner(payer))
}

/// What a tranche or a part comes to, with what its own members are known to come to.
fn carried(precedence: &Precedence<'_>, member: &Deal) -> Bounds {
    let own = Bounds::of(precedence.view.value(member));
    let members = precedence.taking(member).map(|inner| precedence.view.value(inner).low).sum::<Decimal>();
    let low = own.low.max(members);
    Bounds { low, high: own.high.map(|high| high.max(low)) }
}

/// The groups of a view: for each total and each round the arcs that add up to it, innermost first.
pub(super) fn groups(splits: &[Split<'_>], arcs: &[(EntityId, EntityId, Arc)]) -> Vec<Group> {
    let mut gathering = Gathering { visible: BTreeMap::new(), sums: BTreeMap::new() };
    for (at, (.., arc)) in arcs.iter().enumerate() {
        gathering.visible.entry(&arc.deal).or_default().push(at);
    }
    let by_id: BTreeMap<&DealId, &Split<'_>> = splits.iter().map(|split| (&split.deal.id, split)).collect();
    let mut over: BTreeMap<&DealId, &DealId> = BTreeMap::new();
    for split in splits {
        for (member, _) in &split.takers {
            // A tranche of one deal that is a part of another is held to the first; in the other it is a given sum.
            if member.tranche_of.as_ref() == Some(&split.deal.id) || !over.contains_key(&member.id) {
                over.insert(&member.id, &split.deal.id);
            }
        }
    }
    let mut groups = Vec::new();
    for id in innermost_first(&by_id, &over) {
        if let Some(split) = by_id.get(id) {
            groups.extend(gathering.gather(split, &over));
        }
    }
    groups
}

/// Deals that are split, members before what they belong to.
fn innermost_first<'s>(
    splits: &BTreeMap<&'s DealId, &'s Split<'s>>,
    over: &BTreeMap<&'s DealId, &'s DealId>,
) -> Vec<&'s DealId> {
    let mut members: BTreeMap<&DealId, Vec<&DealId>> = BTreeMap::new();
    for (&member, &total) in over {
        members.entry(total).or_default().push(member);
    }
    let mut order: Vec<&DealId> = splits.keys().copied().filter(|id| !over.contains_key(id)).collect();
    let mut at = 0;
    while let Some(id) = order.get(at).copied() {
        order.extend(members.get(id).into_iter().flatten().copied());
        at += 1;
    }
    order.reverse();
    order
}

/// What is known of the deals so far.
struct Gathering<'a> {
    /// The arcs of each deal, its members' among them once these are gathered.
    visible: BTreeMap<&'a DealId, Vec<usize>>,
    /// Whether the arcs of a deal are all of it.
    sums: BTreeMap<&'a DealId, bool>,
}

impl<'a> Gathering<'a> {
    /// The group of a deal, if it holds arcs together.
    fn gather(&mut self, split: &'a Split<'a>, over: &BTreeMap<&'a DealId, &'a DealId>) -> Option<Group> {
        let id = &split.deal.id;
        let mut arcs = self.visible.get(id).cloned().unwrap_or_default();
        let mut is_whole = !split.is_open();
        // What is in the sum, and in no arc of the group.
        let mut hidden = Bounds::ZERO;
        if split.is_left_out && !split.own.ends.is_empty() {
            hidden = Bounds::of(split.each);
            is_whole &= hidden == Bounds::ZERO;
        }
        for (member, sum) in &split.takers {
            let held_here = over.get(&member.id) == Some(&id);
            let inner = self.visible.get(&member.id).filter(|_| held_here).cloned().unwrap_or_default();
            if inner.is_empty() {
                hidden = hidden.plus(*sum);
            } else if self.sums.get(&member.id) != Some(&true) {
                hidden = hidden.plus(Bounds { low: Decimal::ZERO, high: sum.high });
            }
            is_whole &= !inner.is_empty() && self.sums.get(&member.id) == Some(&true);
            arcs.extend(inner);
        }
        let is_grouped = !arcs.is_empty() && (split.own.ends.len() > 1 || !split.takers.is_empty());
        let low = hidden.high.filter(|_| !split.is_open()).map(|hidden| split.whole.low.saturating_sub(hidden));
        let value = Range {
            stated: split.whole.stated.filter(|_| is_whole),
            low: low.unwrap_or_default().max(Decimal::ZERO),
            high: split.whole.high.map(|high| high.saturating_sub(hidden.low).max(Decimal::ZERO)),
        };
        self.sums.insert(id, is_whole);
        self.visible.insert(id, arcs.clone());
        is_grouped.then(|| Group { deal: id.clone(), arcs, value, within: None })
    }
}
