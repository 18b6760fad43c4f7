//! What can go, and which arcs it takes with it.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::{
    flow::{FlowGraph, Hop},
    measure::Network,
    model::DealId,
};

/// What is to be least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The money that goes.
    Amount,
    /// How many go.
    Count,
}

/// Arcs and the groups they belong to: hops themselves, or deals. An arc is broken when all its groups are gone; a
/// group of several arcs is gone from all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightedEdgeGroups {
    names: Vec<String>,
    weights: Vec<Decimal>,
    arcs: Vec<(usize, usize, Vec<usize>)>,
}

impl WeightedEdgeGroups {
    /// Groups with a name and a weight each, and arcs, each with its ends and the indices of its groups. An arc
    /// in no group, or that leads from a vertex to itself, is on no loop. A weight below zero is zero.
    pub fn new(
        groups: impl IntoIterator<Item = (String, Decimal)>,
        arcs: impl IntoIterator<Item = (usize, usize, Vec<usize>)>,
    ) -> Self {
        let (names, weights): (Vec<_>, Vec<_>) =
            groups.into_iter().map(|(name, weight)| (name, weight.max(Decimal::ZERO))).unzip();
        let known = |groups: Vec<usize>| {
            let mut groups: Vec<usize> = groups.into_iter().filter(|&at| at < names.len()).collect();
            groups.sort_unstable();
            groups.dedup();
            groups
        };
        let arcs = arcs.into_iter().map(|(tail, head, groups)| (tail, head, known(groups))).collect();
        Self { names, weights, arcs }
    }

    /// The hops of a network, each its own group with the same index.
    pub fn hops(network: &Network, by: By) -> Self {
        let name = |at: usize| network.names().get(at).map_or("", String::as_str);
        let weight = |amount| if by == By::Amount { amount } else { Decimal::ONE };
        let hops = network.arcs().iter();
        let groups = hops.map(|arc| (format!("{} → {}", name(arc.payer), name(arc.payee)), weight(arc.amount)));
        let arcs = network.arcs().iter().enumerate().map(|(at, arc)| (arc.payer, arc.payee, vec![at]));
        Self::new(groups, arcs)
    }

    /// The deals of a graph, in the order of their ids. By amount, only the hops that state one are looked at, and a
    /// deal weighs all that it states, also of several hops together, which may be nothing; by count, all hops but
    /// structural ones.
    pub fn deals(graph: &FlowGraph, by: By) -> Self {
        let priced = |hop: &Hop| hop.value.stated.is_some_and(|stated| stated > Decimal::ZERO);
        let counts = |hop: &&Hop| !hop.structural && (by == By::Count || priced(hop));
        let counted = graph.hops().iter().filter(counts).flat_map(|hop| graph.arcs_of(hop));
        let deals: BTreeSet<&DealId> = counted.map(|arc| &arc.deal).collect();
        let mut arcs: BTreeMap<&DealId, Vec<usize>> = BTreeMap::new();
        for (at, arc) in graph.arcs().iter().enumerate().filter(|(_, arc)| deals.contains(&arc.deal)) {
            arcs.entry(&arc.deal).or_default().push(at);
        }
        let weight = |own: Vec<usize>| match by {
            By::Amount => graph.sum(own).stated.unwrap_or_default(),
            By::Count => Decimal::ONE,
        };
        let weights: BTreeMap<&DealId, Decimal> = arcs.into_iter().map(|(deal, own)| (deal, weight(own))).collect();
        let index: BTreeMap<&DealId, usize> = weights.keys().enumerate().map(|(at, id)| (*id, at)).collect();
        let hop = |hop: &Hop| {
            let own = graph.arcs_of(hop).filter_map(|arc| index.get(&arc.deal).copied());
            (hop.payer, hop.payee, own.collect())
        };
        let arcs: Vec<_> = graph.hops().iter().filter(counts).map(hop).collect();
        Self::new(weights.iter().map(|(id, weight)| (id.to_string(), *weight)), arcs)
    }

    /// The names of the groups: `payer → payee` of hops, ids of deals.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What each group weighs.
    pub fn weights(&self) -> &[Decimal] {
        &self.weights
    }

    /// The arcs: payer, payee, and the indices of the groups.
    pub fn arcs(&self) -> &[(usize, usize, Vec<usize>)] {
        &self.arcs
    }
}
