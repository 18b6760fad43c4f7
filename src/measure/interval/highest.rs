//! The highest circulation and the highest circular share.
//!
//! Maximise Σf / Σc over circulations f and amounts c with low ≤ c ≤ high and f ≤ c: a linear-fractional programme (A.
//! Charnes and W. W. Cooper, *Programming with linear fractional functionals*, Naval Research Logistics Quarterly 9,
//! 1962). W. Dinkelbach (*On nonlinear fractional programming*, Management Science 13, 1967) solves it by a few linear
//! ones: for a share λ maximise Σf − λΣc; if that is above zero, its optimum has a higher share than λ; if it is zero,
//! λ is the highest. Where no sums are shared, a hop need pay no more than its lower end or what it carries, so c =
//! max(low, f), and the linear programme is a circulation in which a hop gains 1 a unit up to its lower end and 1 − λ
//! beyond: whole numbers again, and the answer an exact fraction. Where sums are shared, `programme.rs` solves it and
//! proves how far from the highest the answer can be.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::{
    CirculationRange, Extreme, Interval, Intervals,
    fraction::{compare, reduced},
    polytope::Polytope,
    programme::Programme,
    rounds::Rounds,
    search::Least,
};
use crate::{
    measure::solve::{
        fraction::Fraction,
        simplex::{self, Edge},
    },
    model::Stop,
};

/// A share is known if none can be above it by more than one part in so many.
const DIGITS: i128 = 10_000_000;

impl Intervals {
    /// The least and the most that the maximum circulation can be. It rises with every amount: so where no sums are
    /// shared, both are at the ends. The search for the least looks at no more than `most` choices of shares, and ends
    /// when it has to stop: with a least that is proven.
    pub fn circulation(&self, most: usize, stop: &Stop) -> CirculationRange {
        self.circulation_from(&self.lowest_circulation(most, stop))
    }

    /// The same, if the amounts of which least goes round are known.
    pub(in crate::measure) fn circulation_from(&self, lowest: &Least) -> CirculationRange {
        let low = lowest.bound.map_or(lowest.circulation, |(part, whole)| part / whole.max(1));
        CirculationRange {
            low: self.scale.amount(low),
            low_is_reached: lowest.bound.is_none(),
            high: self.endless().is_empty().then(|| self.scale.amount(self.most_round(&Rounds::of(self)))),
        }
    }

    /// The most that goes round, or what is proven to be no less than that by a unit, if no loop is without an upper
    /// end.
    fn most_round(&self, rounds: &Rounds) -> i128 {
        let limited = self.polytope.capped(self.polytope.enough());
        let highs: Vec<i128> = limited.hops(self.hops.len()).iter().filter_map(|hop| hop.high).collect();
        let most = rounds.circulation(&highs);
        if limited.groups().is_empty() {
            return most;
        }
        let bound = Programme::new(rounds, &limited).bound((0, 1), &[]).ceil().to_i128();
        bound.map_or(most, |bound| bound.min(most))
    }

    /// The highest circular share that amounts within the ranges can have, and the amounts that have it; `None` if
    /// nothing is paid in any case. Where a loop has no upper end on any hop, the share approaches 1 as its amounts
    /// grow. Takes a handful of circulations or, where sums are shared, of linear programmes; when it has to stop, it has
    /// the best of those so far, and what that proves.
    ///
    /// ```
    /// use roundtrip::{measure::{Extreme, Intervals}, model::Stop};
    /// let names = ["a", "b", "c"].map(str::to_owned).to_vec();
    /// // a pays b something from 10 to 100; b pays back 40 and keeps the rest, but pays c 10.
    /// let hops = [(0, 1, 10.into(), Some(100.into())), (1, 0, 40.into(), Some(40.into())), (1, 2, 10.into(), Some(10.into()))];
    /// let highest = Intervals::new(names, hops).highest_share(&Stop::never());
    /// let Some(Extreme::Reached(amounts)) = highest else { panic!("it is reached") };
    /// assert_eq!(amounts.amounts[0], 40.into());
    /// assert_eq!((amounts.circulation, amounts.total), (80.into(), 90.into()));
    /// ```
    pub fn highest_share(&self, stop: &Stop) -> Option<Extreme> {
        let rounds = Rounds::of(self);
        let endless = self.endless();
        let approached = |growing| Some(Extreme::Approached { share: 1.0, growing });
        // What is paid on no loop keeps the share below 1, however much the others pay.
        let never_all = (0..self.hops.len()).any(|hop| !rounds.on_a_loop(hop) && !self.hops[hop].low.is_zero());
        if never_all && !endless.is_empty() {
            return approached(endless);
        }
        // Bounded loops carry no more than this, and no more is needed to bring every hop to its lower end.
        let limited = self.polytope.capped(self.polytope.enough());
        let best = if limited.groups().is_empty() {
            self.highest_of_free(&rounds, &limited, stop)
        } else {
            self.highest_of_shared(&rounds, &limited, stop)
        };
        if endless.is_empty()
            || best.as_ref().is_some_and(|best| best.amounts().is_some_and(|best| best.circulation == best.total))
        {
            return best.or_else(|| self.nothing_round(&self.lowest_amounts()).map(Extreme::Reached));
        }
        approached(endless)
    }

    /// Some amounts, as low as they can be.
    fn lowest_amounts(&self) -> Vec<i128> {
        let least = self.polytope.least();
        least.by_hop(self.hops.len(), &least.best(|_| 0))
    }

    /// `None` if nothing can go round.
    fn highest_of_free(&self, rounds: &Rounds, limited: &Polytope, stop: &Stop) -> Option<Extreme> {
        let best = self.best_of(&self.ends(rounds, limited, &[]), stop)?;
        let found = self.amounts(&best.amounts, best.part);
        Some(match best.bound {
            None => Extreme::Reached(found),
            Some(bound) => Extreme::Open { found, bound: bound.value() },
        })
    }

    /// Least and most of each hop if its parts of shared sums have these amounts; those that are on no loop need not be
    /// more than the least.
    fn ends(&self, rounds: &Rounds, limited: &Polytope, amounts: &[i128]) -> Vec<(i128, i128)> {
        let mut ends = vec![(0, 0); self.hops.len()];
        for (at, part) in limited.parts().iter().enumerate() {
            let Some(hop) = part.hop else { continue };
            let (low, high) = match (part.group, amounts.get(at)) {
                (Some(_), Some(&amount)) => (amount, amount),
                _ => (part.bounds.low, part.bounds.high.filter(|_| rounds.on_a_loop(hop)).unwrap_or(part.bounds.low)),
            };
            ends[hop].0 += low;
            ends[hop].1 += if rounds.on_a_loop(hop) { high } else { 0 };
        }
        ends
    }

    /// The highest share of amounts that do not share sums; `None` if nothing can go round.
    fn best_of(&self, ends: &[(i128, i128)], stop: &Stop) -> Option<Best> {
        let mut best: Option<Best> = None;
        let mut share = (0, 1);
        let is_open = ends.iter().any(|(low, high)| low < high);
        let least: i128 = ends.iter().map(|(low, _)| low).sum();
        loop {
            let Flow { flow, price } = self.flow(ends, share);
            let amounts: Vec<i128> = flow.iter().zip(ends).map(|(flow, (low, _))| *flow.max(low)).collect();
            let (part, whole): (i128, i128) = (flow.iter().sum(), amounts.iter().sum());
            // The share rises from round to round and takes finitely many values, each at a vertex of the programme.
            // At the highest one, the next flow has the same share, or is zero where that gains as much.
            if whole == 0 || compare((part, whole), share) != Ordering::Greater {
                return best.map(|best| Best { price, ..best });
            }
            let bound = stop.should_stop().then(|| beyond(share, (part, whole), least));
            share = reduced((part, whole));
            let found = Best { amounts, part, share, price: Vec::new(), bound };
            if !is_open {
                // What is lost by a share of what is given is lost whatever flows: for any share, the flow is the same.
                let price = price.iter().map(|price| price * share.1).collect();
                return Some(Best { price, bound: None, ..found });
            }
            if found.bound.is_some() {
                return Some(found);
            }
            best = Some(found);
        }
    }

    /// The circulation that maximises Σf − λΣc, with λ = part / whole.
    fn flow(&self, ends: &[(i128, i128)], (part, whole): (i128, i128)) -> Flow {
        let edge = |capacity, gain| move |hop: &Interval| Edge { tail: hop.payer, head: hop.payee, capacity, gain };
        let both = |(hop, &(low, high)): (&Interval, &(i128, i128))| {
            let within = edge(low.min(high), whole)(hop);
            let beyond = edge((high - low).max(0), whole - part)(hop);
            [within, beyond]
        };
        let edges: Vec<Edge> = self.hops.iter().zip(ends).flat_map(both).collect();
        let best = simplex::best(self.names.len(), &edges);
        let flow = best.flow.chunks(2).map(|both| both.iter().sum()).collect();
        Flow { flow, price: best.price }
    }

    /// `None` if nothing can go round.
    fn highest_of_shared(&self, rounds: &Rounds, limited: &Polytope, stop: &Stop) -> Option<Extreme> {
        let programme = Programme::new(rounds, limited);
        let mut best: Option<Best> = None;
        loop {
            let share = best.as_ref().map_or((0, 1), |best| best.share);
            // The shares of sums are those of the programme; what is not shared is then exact.
            let amounts = programme.amounts(share);
            let found = amounts.iter().filter_map(|parts| self.best_of(&self.ends(rounds, limited, parts), stop));
            let found = found.reduce(|a, b| if compare(b.share, a.share) == Ordering::Greater { b } else { a });
            match found {
                Some(found) if compare(found.share, share) == Ordering::Greater => best = Some(found),
                _ => break,
            }
            if stop.should_stop() {
                break;
            }
        }
        let Some(Best { amounts, part, share, price, .. }) = best else {
            let nothing = limited.by_hop(self.hops.len(), &limited.best(|_| 1));
            let open = programme.can_exceed((0, 1), &[]);
            return open
                .then(|| Extreme::Open { found: self.amounts(&nothing, rounds.circulation(&nothing)), bound: 1.0 });
        };
        let found = self.amounts(&amounts, part);
        let nearly = (share.0 * DIGITS + share.1, share.1 * DIGITS);
        if !programme.can_exceed(share, &price) || !programme.can_exceed(reduced(nearly), &[]) {
            return Some(Extreme::Reached(found));
        }
        // Of any amounts, no more than this goes round beyond the share, and the total is no less than the least.
        let least = Fraction::of(limited.total().low.into(), 1.into());
        let beyond = least.and_then(|least| programme.bound(share, &price).over(&least));
        let bound = beyond.map_or(1.0, |beyond| found.share() + beyond.value());
        // Nor is the share higher than if nothing were shared.
        let apart = self.best_of(&self.ends(rounds, limited, &[]), stop);
        let apart = apart.map_or(1.0, |apart| match apart.bound {
            Some(bound) => bound.value(),
            None => self.amounts(&apart.amounts, apart.part).share(),
        });
        Some(Extreme::Open { found, bound: bound.min(apart) })
    }
}

/// What flows over each hop, and the prices that prove that no more can be gained.
struct Flow {
    flow: Vec<i128>,
    price: Vec<i128>,
}

/// The best amounts of hops, what goes round of them, their share in lowest terms, and prices that prove it.
struct Best {
    amounts: Vec<i128>,
    part: i128,
    share: (i128, i128),
    price: Vec<i128>,
    /// What no share is above, if the search had to stop before it could tell whether one is above this.
    bound: Option<Fraction>,
}

/// No share is above this, if these amounts, of which `part` of `whole` goes round, are the best for a share λ = p / w and
/// no amounts come to less than `least`: for any others, w·Σf − p·Σc is no larger than for these.
fn beyond((p, w): (i128, i128), (part, whole): (i128, i128), least: i128) -> Fraction {
    let [p, w, part, whole, least] = [p, w, part, whole, least].map(BigInt::from);
    let one = Fraction::one();
    Fraction::of(&p * &least + &w * part - &p * whole, w * least).map_or(one.clone(), |bound| bound.min(one))
}
