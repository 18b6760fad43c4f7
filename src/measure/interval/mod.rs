//! Amounts that are ranges: how much the circulation, and its share, can be (docs/measures.md#interval).
//!
//! The circulation rises with every amount, so its ends are reached at the ends of the amounts. Its *share* does not:
//! more money in a loop raises it, more money that does not return lowers it. Its highest value is found in
//! `highest.rs`, its lowest, a different kind of problem, in `lowest.rs`.

mod fraction;
mod highest;
mod lowest;

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use super::{About, Network, circulation, circulation::share};
use crate::{circuits::components, flow::FlowGraph};

/// What a reader must know of the range of the circular share.
pub const ABOUT: About = About {
    title: "range of the circular share",
    definition: "The least and the most that the circular share can be, whatever each amount is within what its \
                 statement leaves open.",
    method: "Highest: linear-fractional programme (Charnes and Cooper 1962), solved exactly by Dinkelbach's method \
             (1967) over network simplex. Lowest: the amounts are at ends of their ranges, found by branch and bound.",
    caution: "Not a margin of error: nothing says that the middle is more likely than the ends. Where an amount has \
              no upper limit, an extreme may only be approached as the amount grows; the figure then says so.",
};

/// What one hop can pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Interval {
    /// The vertex that pays.
    pub payer: usize,
    /// The vertex that is paid.
    pub payee: usize,
    /// The least.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub low: Decimal,
    /// The most; `None` is unbounded.
    #[serde(serialize_with = "crate::model::exact::option")]
    pub high: Option<Decimal>,
}

/// Who pays whom, from how much to how much: one hop a pair, sorted by (payer, payee).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Intervals {
    names: Vec<String>,
    hops: Vec<Interval>,
}

/// From the least to the most, which may be unbounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CirculationRange {
    /// All hops at their lower ends.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub low: Decimal,
    /// All hops at their upper ends; `None` if some loop has no upper end on any of its hops.
    #[serde(serialize_with = "crate::model::exact::option")]
    pub high: Option<Decimal>,
}

/// An extreme of the circular share.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extreme {
    /// These amounts attain it.
    Reached(Amounts),
    /// No amounts attain it: it is approached as these hops (indices into [`Intervals::hops`]) grow without bound. For
    /// the lowest share any one of them is enough, for the highest they grow together.
    Approached {
        /// The limit: 0 or 1.
        share: f64,
        /// Which hops grow.
        growing: Vec<usize>,
    },
    /// The search for the lowest share was cut short: these amounts have the lowest share that was found.
    Open {
        /// What was found.
        found: Amounts,
        /// No amounts have less than this.
        bound: f64,
    },
}

/// One choice of amounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Amounts {
    /// Of each hop.
    #[serde(serialize_with = "crate::model::exact::list")]
    pub amounts: Vec<Decimal>,
    /// How much of them can go round.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub circulation: Decimal,
    /// Their sum, more than zero.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub total: Decimal,
}

impl Amounts {
    /// The circular share.
    pub fn share(&self) -> f64 {
        share(self.circulation, self.total).unwrap_or(0.0)
    }
}

impl Extreme {
    /// The share itself.
    pub fn share(&self) -> f64 {
        match self {
            Self::Reached(amounts) | Self::Open { found: amounts, .. } => amounts.share(),
            Self::Approached { share, .. } => *share,
        }
    }

    /// The amounts that have it, or the best that were found; `None` if it is only approached.
    pub fn amounts(&self) -> Option<&Amounts> {
        match self {
            Self::Reached(amounts) | Self::Open { found: amounts, .. } => Some(amounts),
            Self::Approached { .. } => None,
        }
    }
}

impl Intervals {
    /// Parallel hops are added up; hops from a vertex to itself and those with an end that is no vertex are dropped. A
    /// lower end below zero is zero, an upper end below the lower one is equal to it.
    pub fn new(names: Vec<String>, hops: impl IntoIterator<Item = (usize, usize, Decimal, Option<Decimal>)>) -> Self {
        let mut sums: BTreeMap<(usize, usize), (Decimal, Option<Decimal>)> = BTreeMap::new();
        for (payer, payee, low, high) in hops {
            if payer == payee || payer.max(payee) >= names.len() {
                continue;
            }
            let low = low.max(Decimal::ZERO);
            let sum = sums.entry((payer, payee)).or_insert((Decimal::ZERO, Some(Decimal::ZERO)));
            sum.0 = sum.0.saturating_add(low);
            sum.1 = sum.1.zip(high).map(|(sum, high)| sum.saturating_add(high.max(low)));
        }
        let hop = |((payer, payee), (low, high))| Interval { payer, payee, low, high };
        Self { names, hops: sums.into_iter().map(hop).collect() }
    }

    /// Of a graph's hops, structural ones left out.
    pub fn of(graph: &FlowGraph) -> Self {
        let names = graph.nodes().iter().map(ToString::to_string).collect();
        let hops = graph.hops().iter().filter(|hop| !hop.structural);
        Self::new(names, hops.map(|hop| (hop.payer, hop.payee, hop.value.low, hop.value.high)))
    }

    /// The same with every hop without an upper end fixed at its lower end: the answer if undisclosed amounts count
    /// only as far as they are known.
    #[must_use]
    pub fn held(&self) -> Self {
        let held = |hop: &Interval| Interval { high: hop.high.or(Some(hop.low)), ..*hop };
        Self { names: self.names.clone(), hops: self.hops.iter().map(held).collect() }
    }

    /// The names of the vertices.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The hops, by payer and payee.
    pub fn hops(&self) -> &[Interval] {
        &self.hops
    }

    /// The least and the most that the maximum circulation can be. It rises with every amount, so both are at the ends.
    pub fn circulation(&self) -> CirculationRange {
        let at = |amount: &dyn Fn(&Interval) -> Decimal| {
            let arcs = self.hops.iter().map(|hop| (hop.payer, hop.payee, amount(hop)));
            circulation(&Network::new(self.names.clone(), arcs)).total()
        };
        let low = at(&|hop| hop.low);
        if !self.endless().is_empty() {
            return CirculationRange { low, high: None };
        }
        // Whatever goes round passes a bounded hop, so no hop carries more than all bounded ones together.
        let bounded = self.hops.iter().filter_map(|hop| hop.high);
        let enough = bounded.fold(Decimal::ZERO, Decimal::saturating_add);
        CirculationRange { low, high: Some(at(&|hop| hop.high.unwrap_or(enough))) }
    }

    /// The hops that lie on a loop none of whose hops has an upper end.
    fn endless(&self) -> Vec<usize> {
        let unbounded = || self.hops.iter().enumerate().filter(|(_, hop)| hop.high.is_none());
        let component = components(self.names.len(), unbounded().map(|(_, hop)| (hop.payer, hop.payee)));
        let round = |hop: &Interval| component.get(hop.payer) == component.get(hop.payee);
        unbounded().filter(|(_, hop)| round(hop)).map(|(at, _)| at).collect()
    }

    /// For each hop, whether it lies on a loop of hops that can pay anything at all.
    fn on_a_loop(&self) -> Vec<bool> {
        let can_pay = |hop: &&Interval| hop.high != Some(Decimal::ZERO);
        let component =
            components(self.names.len(), self.hops.iter().filter(can_pay).map(|hop| (hop.payer, hop.payee)));
        let round = |hop: &Interval| component.get(hop.payer) == component.get(hop.payee);
        self.hops.iter().map(|hop| can_pay(&hop) && round(hop)).collect()
    }

    /// Amounts with no circulation, if the lower ends have none: the lower ends themselves or, if these are all zero,
    /// one hop at its upper end. `None` if nothing can be paid at all.
    fn nothing_round(&self) -> Option<Amounts> {
        let mut amounts: Vec<Decimal> = self.hops.iter().map(|hop| hop.low).collect();
        if amounts.iter().all(Decimal::is_zero) {
            let most = |hop: &Interval| hop.high.unwrap_or(Decimal::ONE);
            let (at, hop) = self.hops.iter().enumerate().max_by_key(|(_, hop)| most(hop))?;
            *amounts.get_mut(at)? = most(hop);
        }
        let total = amounts.iter().copied().fold(Decimal::ZERO, Decimal::saturating_add);
        (!total.is_zero()).then_some(Amounts { amounts, circulation: Decimal::ZERO, total })
    }
}
