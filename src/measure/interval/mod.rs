//! Amounts that are ranges: how much the circulation, and its share, can be (docs/measures.md#interval).
//!
//! Amounts that share a sum, such as those of the payers of a round, are not free of each other: what can be is a
//! polytope (`polytope.rs`), and each extreme is one over all of it. The circulation rises with every amount. Its
//! *share* does not: more money in a loop raises it, more money that does not return lowers it. The highest values are
//! found in `highest.rs`, with a linear programme where sums are shared (`programme.rs`); the lowest, a different kind
//! of problem, in `lowest.rs`.

mod fraction;
mod highest;
mod lowest;
mod polytope;
mod programme;
mod rounds;
mod search;

use rust_decimal::Decimal;
use serde::Serialize;

use self::polytope::{Bounds, Group, Part, Polytope};
use super::{About, circulation::share, solve::scaled_int::Scale};
use crate::{circuits::components, flow::FlowGraph, model::Range};

/// What a reader must know of the range of the circular share.
pub const ABOUT: About = About {
    title: "range of the circular share",
    definition: "The least and the most that the circular share can be, whatever each amount is within what its \
                 statement leaves open. Amounts that share a sum, such as those of the payers of a round, add up to it.",
    method: "Highest: linear-fractional programme (Charnes and Cooper 1962) by Dinkelbach's method (1967), exactly over \
             network simplex or, where sums are shared, over linear programmes whose answer is proven. Lowest: the amounts \
             are at corners of what they can be, found by branch and bound.",
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

/// Who pays whom, from how much to how much: one hop a pair, sorted by (payer, payee). Some of it may be parts of a sum
/// that several hops share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Intervals {
    names: Vec<String>,
    hops: Vec<Interval>,
    #[serde(skip)]
    scale: Scale,
    #[serde(skip)]
    polytope: Polytope,
}

/// From the least to the most, which may be unbounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CirculationRange {
    /// No amounts have less.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub low: Decimal,
    /// Whether some amounts have no more than that; else the search for them was cut short.
    pub low_is_reached: bool,
    /// No amounts have more; `None` if some loop has no upper end on any of its hops.
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
    /// It is not known, to seven digits, for the search was cut short: these amounts have the best share that was found.
    Open {
        /// What was found.
        found: Amounts,
        /// No amounts have less than this, if it is the lowest share, and none more, if it is the highest.
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

    /// What no share is beyond: the share itself, unless the search for it was cut short.
    pub fn bound(&self) -> f64 {
        if let Self::Open { bound, .. } = self { *bound } else { self.share() }
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
        Self::sharing(names, hops, [])
    }

    /// The same where some of the amounts, which `groups` name by their place, share a sum, which is from the least to
    /// the most. Groups are nested or apart, one inside another before it. What contradicts its amounts is taken for
    /// the nearest to it that does not; a group with an amount that is dropped is dropped too.
    ///
    /// ```
    /// use roundtrip::{measure::Intervals, model::Stop};
    /// let names = ["a", "b", "c"].map(str::to_owned).to_vec();
    /// let (ten, share) = (10.into(), (0.into(), Some(10.into())));
    /// // a and b have invested 10 in c, who knows how much each; c buys for 10 from both.
    /// let hops = [(0, 2, share.0, share.1), (1, 2, share.0, share.1), (2, 0, ten, Some(ten)), (2, 1, ten, Some(ten))];
    /// let open = Intervals::sharing(names, hops, [(vec![0, 1], ten, Some(ten))]);
    /// // Whatever the shares are, 20 of 30 go round.
    /// let range = open.circulation(1000, &Stop::never());
    /// assert_eq!((range.low, range.high), (20.into(), Some(20.into())));
    /// ```
    pub fn sharing(
        names: Vec<String>,
        hops: impl IntoIterator<Item = (usize, usize, Decimal, Option<Decimal>)>,
        groups: impl IntoIterator<Item = (Vec<usize>, Decimal, Option<Decimal>)>,
    ) -> Self {
        let amounts: Vec<_> = hops.into_iter().collect();
        let is_hop = |payer: usize, payee: usize| payer != payee && payer.max(payee) < names.len();
        let mut pairs: Vec<(usize, usize)> = amounts.iter().map(|one| (one.0, one.1)).collect();
        pairs.retain(|&(payer, payee)| is_hop(payer, payee));
        pairs.sort_unstable();
        pairs.dedup();
        let hop = |payer, payee| pairs.binary_search(&(payer, payee)).ok();
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.retain(|(own, ..)| own.iter().all(|&at| amounts.get(at).is_some_and(|one| is_hop(one.0, one.1))));
        let ends = amounts.iter().map(|one| (one.2, one.3)).chain(groups.iter().map(|group| (group.1, group.2)));
        // Room for what is larger than all of it together.
        let ends: Vec<Decimal> = ends.flat_map(|(low, high)| [low.max(Decimal::ZERO), high.unwrap_or(low)]).collect();
        let ends = [ends.as_slice(), ends.as_slice(), &[Decimal::ONE]].concat();
        let scale = if groups.is_empty() { Scale::of(&ends) } else { Scale::fine(&ends) };
        let bounds = |low: Decimal, high: Option<Decimal>| {
            let low = scale.whole(low.max(Decimal::ZERO));
            Bounds { low, high: high.map(|high| scale.whole(high.max(Decimal::ZERO)).max(low)) }
        };
        let mut group_of: Vec<Option<usize>> = vec![None; amounts.len()];
        let mut outermost = group_of.clone();
        let mut all: Vec<Group> = Vec::new();
        for (number, (own, low, high)) in groups.into_iter().enumerate() {
            for at in own {
                match outermost[at] {
                    Some(inner) if inner != number => all[inner].within = Some(number),
                    Some(_) => {}
                    None => group_of[at] = Some(number),
                }
                outermost[at] = Some(number);
            }
            all.push(Group { within: None, bounds: bounds(low, high) });
        }
        let parts = amounts.iter().zip(group_of).filter_map(|(&(payer, payee, low, high), group)| {
            hop(payer, payee).map(|hop| Part::new(Some(hop), group, bounds(low, high)))
        });
        let polytope = Polytope::new(parts.collect(), all);
        Self::within(names, &pairs, scale, polytope)
    }

    fn within(names: Vec<String>, pairs: &[(usize, usize)], scale: Scale, polytope: Polytope) -> Self {
        let hops = pairs.iter().zip(polytope.hops(pairs.len())).map(|(&(payer, payee), bounds)| Interval {
            payer,
            payee,
            low: scale.amount(bounds.low),
            high: bounds.high.map(|high| scale.amount(high)),
        });
        Self { hops: hops.collect(), names, scale, polytope }
    }

    /// Of a graph's arcs and groups, structural hops left out.
    pub fn of(graph: &FlowGraph) -> Self {
        let names = graph.nodes().iter().map(ToString::to_string).collect();
        let ends = |value: Range| (value.low, value.high);
        let arcs = graph.arcs().iter().map(|arc| (arc.payer, arc.payee, arc.value.low, arc.value.high));
        let groups = graph.groups().iter().map(|group| {
            let (low, high) = ends(group.value);
            (group.arcs.clone(), low, high)
        });
        Self::sharing(names, arcs, groups)
    }

    /// The same with every amount that has no upper end fixed at its lower end, whatever else its hop pays: the answer if
    /// undisclosed amounts count only as far as they are known. Where several share a sum without an upper end, the sum
    /// is fixed, and their shares are open.
    #[must_use]
    pub fn held(&self) -> Self {
        let pairs: Vec<(usize, usize)> = self.hops.iter().map(|hop| (hop.payer, hop.payee)).collect();
        Self::within(self.names.clone(), &pairs, self.scale, self.polytope.held())
    }

    /// All that is paid, from the least to the most.
    pub fn total(&self) -> (Decimal, Option<Decimal>) {
        let total = self.polytope.total();
        (self.scale.amount(total.low), total.high.map(|high| self.scale.amount(high)))
    }

    /// The names of the vertices.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The hops, by payer and payee.
    pub fn hops(&self) -> &[Interval] {
        &self.hops
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

    /// Whole amounts of the hops, and what of them goes round.
    fn amounts(&self, amounts: &[i128], circulation: i128) -> Amounts {
        Amounts {
            amounts: amounts.iter().map(|amount| self.scale.amount(*amount)).collect(),
            circulation: self.scale.amount(circulation),
            total: self.scale.amount(amounts.iter().sum()),
        }
    }
}
