//! Which deals of two registers run between the same two, so that they are compared at all.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Span, civil::Date};

use super::{
    Companies, Whose,
    evidence::{Evidence, MONTH},
    legs::{Leg, Told},
};
use crate::model::{Family, Register};

/// The deals of one register, and between whom.
pub(super) struct Side<'r> {
    pub(super) told: Vec<Told<'r>>,
    /// Those of one deal stand together.
    pub(super) legs: Vec<Leg>,
}

/// Up to how many legs between the same two are all compared; of more, only those of near days.
const FEW: usize = 200;

/// Stands for a payer whom nobody names.
const NOBODY: usize = usize::MAX;

impl<'r> Side<'r> {
    pub(super) fn new(whose: Whose, register: &'r Register, companies: &Companies, as_of: Date) -> Self {
        let told: Vec<Told<'r>> = register.deals.values().map(|deal| Told::new(whose, register, deal)).collect();
        let legs = told.iter().enumerate().flat_map(|(at, one)| one.legs(at, companies, as_of)).collect();
        Self { told, legs }
    }

    /// A leg with its deal.
    pub(super) fn leg(&self, at: usize) -> Option<(&Told<'r>, &Leg)> {
        let leg = self.legs.get(at)?;
        Some((self.told.get(leg.told)?, leg))
    }

    /// The legs of a deal.
    pub(super) fn legs_of(&self, told: usize) -> impl Iterator<Item = (usize, &Leg)> {
        let from = self.legs.partition_point(|leg| leg.told < told);
        let own = self.legs.iter().enumerate().skip(from);
        own.take_while(move |(_, leg)| leg.told == told)
    }

    /// Days on which the steps of a leg's deal may have been, no two of one step more than a month apart.
    fn days(&self, at: usize) -> impl Iterator<Item = Date> {
        let steps = self.leg(at).into_iter().flat_map(|(told, _)| told.days.iter().copied());
        steps.flat_map(|(first, last)| {
            let later = move |day: &Date| Some(day.saturating_add(Span::new().days(MONTH))).filter(|day| *day < last);
            std::iter::successors(Some(first), later).chain(std::iter::once(last))
        })
    }

    /// Between whom a leg runs, as everything that payer and payee may be known by.
    fn ends(&self, at: usize, turned: bool) -> BTreeSet<(usize, usize)> {
        let Some((told, leg)) = self.leg(at) else { return BTreeSet::new() };
        let unnamed = told.family() == Family::Transfer;
        let from: Vec<usize> = leg.from.iter().copied().chain(unnamed.then_some(NOBODY)).collect();
        let to: Vec<usize> = leg.to.iter().chain(&leg.besides).copied().collect();
        let pairs = from.iter().flat_map(|from| to.iter().map(move |to| (*from, *to)));
        if turned { pairs.map(|(from, to)| (to, from)).collect() } else { pairs.collect() }
    }
}

/// Legs of both sides between the same two, and how they compare.
pub(super) type Compared = BTreeMap<(usize, usize), Evidence>;

/// Every leg of one side beside every leg of the other that runs between the same two, in the same family.
pub(super) fn straight(ours: &Side<'_>, theirs: &Side<'_>) -> Compared {
    let mut found = Compared::new();
    let look = Look { turned: false, few: FEW, comparing: Evidence::of };
    look.each(ours, theirs, &mut |legs, evidence| _ = found.insert(legs, evidence));
    found
}

/// The same, where payer and payee are turned round or the family is another.
pub(super) fn askew(ours: &Side<'_>, theirs: &Side<'_>) -> Compared {
    let mut found = Compared::new();
    for turned in [false, true] {
        let look = Look { turned, few: FEW, comparing: Evidence::askew };
        look.each(ours, theirs, &mut |legs, evidence| _ = found.insert(legs, evidence));
    }
    found
}

/// Calls `say` for legs between the same two, whose days lie within a month, in the same family, with amounts that fit.
pub(super) fn within_a_month(one: &Side<'_>, other: &Side<'_>, say: &mut dyn FnMut((usize, usize), Evidence)) {
    Look { turned: false, few: 0, comparing: Evidence::fitting }.each(one, other, say);
}

/// How two legs compare; `None` if they do not.
type Comparing = fn((&Told<'_>, &Leg), (&Told<'_>, &Leg)) -> Option<Evidence>;

/// What is compared with what.
struct Look {
    /// Whether the other side is read with payer and payee turned round.
    turned: bool,
    /// Up to how many legs between the same two are all compared; of more, only those with days within a month.
    few: usize,
    comparing: Comparing,
}

impl Look {
    /// Calls `say` for each two that compare.
    fn each(&self, ours: &Side<'_>, theirs: &Side<'_>, say: &mut dyn FnMut((usize, usize), Evidence)) {
        let mut between: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for at in 0..theirs.legs.len() {
            for ends in theirs.ends(at, self.turned) {
                between.entry(ends).or_default().push(at);
            }
        }
        let days: BTreeMap<(usize, usize), BTreeSet<(Date, usize)>> = between
            .iter()
            .filter(|(_, legs)| legs.len() > self.few)
            .map(|(ends, legs)| (*ends, legs.iter().flat_map(|leg| theirs.days(*leg).map(|day| (day, *leg))).collect()))
            .collect();
        for at in 0..ours.legs.len() {
            let mut there: BTreeSet<usize> = BTreeSet::new();
            for ends in ours.ends(at, false) {
                match days.get(&ends) {
                    None => there.extend(between.get(&ends).into_iter().flatten()),
                    Some(dated) => {
                        for day in ours.days(at) {
                            let far = |days: i64| day.saturating_add(Span::new().days(days));
                            let near = dated.range((far(-MONTH), 0)..=(far(MONTH), usize::MAX));
                            there.extend(near.map(|(_, leg)| *leg));
                        }
                    }
                }
            }
            for other in there {
                let ends = ours.leg(at).zip(theirs.leg(other));
                if let Some(evidence) = ends.and_then(|(one, other)| (self.comparing)(one, other)) {
                    say((at, other), evidence);
                }
            }
        }
    }
}
