//! The highest circular share.
//!
//! Maximise Σf / Σc over circulations f and amounts c with low ≤ c ≤ high and f ≤ c: a linear-fractional programme (A.
//! Charnes and W. W. Cooper, *Programming with linear fractional functionals*, Naval Research Logistics Quarterly 9,
//! 1962). W. Dinkelbach (*On nonlinear fractional programming*, Management Science 13, 1967) solves it by a few linear
//! ones: for a share λ maximise Σf − λΣc; if that is above zero, its optimum has a higher share than λ; if it is zero,
//! λ is the highest. A hop need pay no more than its lower end or what it carries, so c = max(low, f), and the linear
//! programme is a circulation in which a hop gains 1 a unit up to its lower end and 1 − λ beyond: whole numbers again,
//! and the answer an exact fraction.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{
    Amounts, Extreme, Interval, Intervals,
    fraction::{compare, reduced},
};
use crate::measure::solve::{
    scaled_int::Scale,
    simplex::{self, Edge},
};

impl Intervals {
    /// The highest circular share that amounts within the ranges can have, and the amounts that have it; `None` if
    /// nothing is paid in any case. Where a loop has no upper end on any hop, the share approaches 1 as its amounts
    /// grow. Takes a handful of circulations.
    ///
    /// ```
    /// use roundtrip::measure::{Extreme, Intervals};
    /// let names = ["a", "b", "c"].map(str::to_owned).to_vec();
    /// // a pays b something from 10 to 100; b pays back 40 and keeps the rest, but pays c 10.
    /// let hops = [(0, 1, 10.into(), Some(100.into())), (1, 0, 40.into(), Some(40.into())), (1, 2, 10.into(), Some(10.into()))];
    /// let highest = Intervals::new(names, hops).highest_share();
    /// let Some(Extreme::Reached(amounts)) = highest else { panic!("it is reached") };
    /// assert_eq!(amounts.amounts[0], 40.into());
    /// assert_eq!((amounts.circulation, amounts.total), (80.into(), 90.into()));
    /// ```
    pub fn highest_share(&self) -> Option<Extreme> {
        let best = Programme::new(self).solve();
        let endless = self.endless();
        if endless.is_empty() || best.as_ref().is_some_and(|best| best.circulation == best.total) {
            return best.or_else(|| self.nothing_round()).map(Extreme::Reached);
        }
        Some(Extreme::Approached { share: 1.0, growing: endless })
    }
}

/// The ranges in whole numbers.
struct Programme<'a> {
    of: &'a Intervals,
    scale: Scale,
    /// For each hop, its lower end, and the most of what goes round that it can carry.
    ends: Vec<(i128, i128)>,
}

impl<'a> Programme<'a> {
    fn new(of: &'a Intervals) -> Self {
        // Bounded loops carry no more than this, and no more is needed to bring every hop to its lower end.
        let all = of.hops.iter().flat_map(|hop| [Some(hop.low), hop.high]).flatten();
        let enough = all.fold(Decimal::ONE, Decimal::saturating_add);
        let high = |hop: &Interval| hop.high.unwrap_or(enough);
        let scale = Scale::of(&of.hops.iter().flat_map(|hop| [hop.low, high(hop)]).collect::<Vec<_>>());
        let on_a_loop = of.on_a_loop();
        let end =
            |(hop, round): (&Interval, bool)| (scale.whole(hop.low), if round { scale.whole(high(hop)) } else { 0 });
        let ends = of.hops.iter().zip(on_a_loop).map(end).collect();
        Self { of, scale, ends }
    }

    /// The amounts of the highest share; `None` if nothing can go round.
    fn solve(&self) -> Option<Amounts> {
        let mut best = None;
        let mut share = (0, 1);
        loop {
            let flow = self.flow(share);
            let amounts: Vec<i128> = flow.iter().zip(&self.ends).map(|(flow, (low, _))| *flow.max(low)).collect();
            let (part, whole): (i128, i128) = (flow.iter().sum(), amounts.iter().sum());
            // The share rises from round to round and takes finitely many values, each at a vertex of the programme.
            // At the highest one, the next flow has the same share, or is zero where that gains as much.
            if whole == 0 || compare((part, whole), share) != Ordering::Greater {
                return best;
            }
            share = reduced((part, whole));
            best = Some(Amounts {
                amounts: amounts.iter().map(|amount| self.scale.amount(*amount)).collect(),
                circulation: self.scale.amount(part),
                total: self.scale.amount(whole),
            });
        }
    }

    /// The circulation that maximises Σf − λΣc, with λ = part / whole.
    fn flow(&self, (part, whole): (i128, i128)) -> Vec<i128> {
        let edge = |capacity, gain| move |hop: &Interval| Edge { tail: hop.payer, head: hop.payee, capacity, gain };
        let both = |(hop, &(low, high)): (&Interval, &(i128, i128))| {
            let within = edge(low.min(high), whole)(hop);
            let beyond = edge((high - low).max(0), whole - part)(hop);
            [within, beyond]
        };
        let edges: Vec<Edge> = self.of.hops.iter().zip(&self.ends).flat_map(both).collect();
        let flow = simplex::best(self.of.names.len(), &edges).flow;
        flow.chunks(2).map(|both| both.iter().sum()).collect()
    }
}
