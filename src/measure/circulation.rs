//! The most that can be going round (docs/measures.md#circulation).

use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::Serialize;

use super::{
    About, Network,
    solve::{
        optima::{Optima, halved},
        scaled_int::Scale,
        simplex::{self, Edge},
    },
};

/// What a reader must know of the maximum circulation.
pub const ABOUT: About = About {
    title: "maximum circulation",
    definition: "The largest amount that can be circulating: a flow in which every company receives as much as it \
                 passes on.",
    method: "Largest circulation within the amounts paid, found exactly by network simplex; it equals what a \
             multilateral set-off would clear (Fleischman and Dini 2021).",
    caution: "Not how much did go round: it is an upper bound and does not say whose dollar came back. Only the \
              total is certain; its split over payments and companies is not, and is given as a range.",
};

/// From the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The least.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub low: Decimal,
    /// The most.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub high: Decimal,
}

impl Span {
    /// Both ends as parts of a whole; `None` if that is nothing.
    pub fn over(self, whole: Decimal) -> Option<(f64, f64)> {
        Some((share(self.low, whole)?, share(self.high, whole)?))
    }
}

/// What is paid, and how much of it can be going round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The maximum circulation, each payment counted.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub circulation: Decimal,
    /// All that is paid.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub total: Decimal,
}

impl Figure {
    /// The circular share; `None` if nothing is paid.
    pub fn share(&self) -> Option<f64> {
        share(self.circulation, self.total)
    }

    /// All that is paid, where so many hops more state no amount; `None` if nobody states any of it, which is not nothing.
    pub fn paid(&self, unpriced: usize) -> Option<Decimal> {
        self.is_stated(unpriced).then_some(self.total)
    }

    /// How much of it can go round; `None` likewise.
    pub fn goes_round(&self, unpriced: usize) -> Option<Decimal> {
        self.is_stated(unpriced).then_some(self.circulation)
    }

    fn is_stated(&self, unpriced: usize) -> bool {
        unpriced == 0 || !self.total.is_zero()
    }
}

/// The maximum circulation of a network.
///
/// ```
/// use roundtrip::measure::{Network, circulation};
/// let names = ["a", "b", "c"].map(str::to_owned).to_vec();
/// let net = Network::new(names, [(0, 1, 100.into()), (1, 0, 13.into()), (1, 2, 40.into())]);
/// let most = circulation(&net);
/// assert_eq!(most.total(), 26.into());
/// assert_eq!(most.arcs()[0].high, 13.into());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circulation<'n> {
    network: &'n Network,
    scale: Scale,
    edges: Vec<Edge>,
    best: simplex::Best,
}

/// Finds the maximum circulation exactly: amounts are integers in the finest unit that any of them has. Only arcs
/// within a strongly connected component can carry any of it. 100,000 random arcs take about a second, 200 arcs some 30
/// microseconds.
pub fn circulation(network: &Network) -> Circulation<'_> {
    let amounts: Vec<Decimal> = network.arcs().iter().map(|arc| arc.amount).collect();
    let scale = Scale::of(&amounts);
    let component = network.components();
    let edge = |arc: &super::Payment| {
        let round = component.get(arc.payer) == component.get(arc.payee);
        let capacity = if round { scale.whole(arc.amount) } else { 0 };
        Edge { tail: arc.payer, head: arc.payee, capacity, gain: 1 }
    };
    let edges: Vec<Edge> = network.arcs().iter().map(edge).collect();
    let best = simplex::best(network.len(), &edges);
    Circulation { network, scale, edges, best }
}

impl<'n> Circulation<'n> {
    /// The network whose circulation it is.
    pub fn network(&self) -> &'n Network {
        self.network
    }

    /// How much goes round, each payment counted.
    pub fn total(&self) -> Decimal {
        self.scale.amount(self.best.flow.iter().sum())
    }

    /// The same beside all that is paid.
    pub fn figure(&self) -> Figure {
        Figure { circulation: self.total(), total: self.network.total() }
    }

    /// What remains of every payment when one maximum circulation is taken out: a network without loops. Its total is
    /// certain, its split over payments is not.
    pub fn residual(&self) -> Network {
        let left = self.network.arcs().iter().zip(&self.best.flow);
        let left = left.map(|(arc, flow)| (arc.payer, arc.payee, arc.amount.saturating_sub(self.scale.amount(*flow))));
        Network::new(self.network.names().to_vec(), left)
    }

    /// For each arc of the network, the least and the most of it that goes round in any maximum circulation. A maximum
    /// flow or two for each arc on which the optima can differ.
    pub fn arcs(&self) -> Vec<Span> {
        let mut optima = Optima::new(self.network.len(), &self.edges, &self.best);
        (0..self.edges.len()).map(|at| self.span(optima.range(at))).collect()
    }

    /// For each vertex, the least and the most that it passes on in any maximum circulation. A maximum flow or two for
    /// each vertex on which the optima can differ.
    pub fn through(&self) -> Vec<Span> {
        let len = self.network.len();
        let edges = halved(len, &self.edges);
        let mut passes = vec![0; len];
        for (edge, flow) in self.edges.iter().zip(&self.best.flow) {
            passes[edge.tail] += flow;
        }
        let best = simplex::Best {
            flow: [self.best.flow.as_slice(), &passes].concat(),
            price: [self.best.price.as_slice(), &self.best.price].concat(),
        };
        let mut optima = Optima::new(2 * len, &edges, &best);
        (0..len).map(|vertex| self.span(optima.range(self.edges.len() + vertex))).collect()
    }

    fn span(&self, (low, high): (i128, i128)) -> Span {
        Span { low: self.scale.amount(low), high: self.scale.amount(high) }
    }
}

/// A part over a whole, as a ratio; `None` if the whole is nothing.
pub(super) fn share(part: Decimal, whole: Decimal) -> Option<f64> {
    if whole.is_zero() { None } else { part.checked_div(whole)?.to_f64() }
}
