//! Who pays whom how much: the input of most figures.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::circuits::components;
use crate::flow::{FlowGraph, Hop};

/// One arc of a [`Network`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Payment {
    /// The vertex that pays.
    pub payer: usize,
    /// The vertex that is paid.
    pub payee: usize,
    /// How much, more than zero.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub amount: Decimal,
}

/// Which end of a hop's range is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// What was stated.
    Stated,
    /// The least that it can be.
    Low,
    /// The most that it can be.
    High,
}

/// Who pays whom how much: one arc a pair, exact decimal amounts, vertices `0..len` with names in order.
///
/// ```
/// use roundtrip::measure::Network;
/// let names = ["a", "b"].map(str::to_owned).to_vec();
/// let net = Network::new(names, [(0, 1, 5.into()), (0, 1, 2.into()), (1, 1, 9.into())]);
/// assert_eq!((net.arcs().len(), net.total()), (1, 7.into()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Network {
    names: Vec<String>,
    arcs: Vec<Payment>,
}

impl Network {
    /// Parallel arcs are added up; arcs from a vertex to itself, amounts that are not above zero and ends that are no
    /// vertex are dropped. Arcs are sorted by (payer, payee). O(arcs · log arcs).
    pub fn new(names: Vec<String>, arcs: impl IntoIterator<Item = (usize, usize, Decimal)>) -> Self {
        let mut sums: BTreeMap<(usize, usize), Decimal> = BTreeMap::new();
        for (payer, payee, amount) in arcs {
            if payer != payee && payer.max(payee) < names.len() && amount > Decimal::ZERO {
                let sum = sums.entry((payer, payee)).or_default();
                *sum = sum.saturating_add(amount);
            }
        }
        let arcs = sums.into_iter().map(|((payer, payee), amount)| Payment { payer, payee, amount }).collect();
        Self { names, arcs }
    }

    /// Of a graph's hops at one end of their range. Structural hops and those that have no figure at this end are left
    /// out: [`Network::unpriced`] and [`Network::unbounded`] count them.
    pub fn of(graph: &FlowGraph, end: Reading) -> Self {
        let names = graph.nodes().iter().map(ToString::to_string).collect();
        let amount = |hop: &Hop| match end {
            Reading::Stated => hop.value.stated,
            Reading::Low => Some(hop.value.low),
            Reading::High => hop.value.high,
        };
        let hops = graph.hops().iter().filter(|hop| !hop.structural);
        Self::new(names, hops.filter_map(|hop| Some((hop.payer, hop.payee, amount(hop)?))))
    }

    /// A network in which every hop of a graph has the amount 1, whatever it states. Structural hops are left out.
    pub fn counting(graph: &FlowGraph) -> Self {
        let names = graph.nodes().iter().map(ToString::to_string).collect();
        let hops = graph.hops().iter().filter(|hop| !hop.structural);
        Self::new(names, hops.map(|hop| (hop.payer, hop.payee, Decimal::ONE)))
    }

    /// How many hops of a graph state no amount, not counting structural ones.
    pub fn unpriced(graph: &FlowGraph) -> usize {
        graph.hops().iter().filter(|hop| !hop.structural && hop.value.stated.is_none()).count()
    }

    /// How many hops of a graph have no upper end, not counting structural ones.
    pub fn unbounded(graph: &FlowGraph) -> usize {
        graph.hops().iter().filter(|hop| !hop.structural && hop.value.high.is_none()).count()
    }

    /// The names of the vertices.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The arcs, by payer and payee.
    pub fn arcs(&self) -> &[Payment] {
        &self.arcs
    }

    /// The number of vertices.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no vertex.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// All that is paid.
    pub fn total(&self) -> Decimal {
        self.arcs.iter().fold(Decimal::ZERO, |sum, arc| sum.saturating_add(arc.amount))
    }

    /// For each vertex, the number of its strongly connected component. Linear.
    pub fn components(&self) -> Vec<usize> {
        components(self.len(), self.arcs.iter().map(|arc| (arc.payer, arc.payee)))
    }
}
