//! The hops of a graph as steps of loops; and a loop that is named, found by following its hops.

use std::collections::{BTreeMap, BTreeSet};

use super::{Circuit, Digraph, Limits, Step, prune::Part};
use crate::{
    flow::{FlowGraph, Hop, Node},
    model::Register,
};

/// The loop through these nodes in this order, wherever it begins, if the graph has it. No search: a named loop is
/// found at once, however many others there are.
///
/// ```
/// use roundtrip::{circuits::along, flow::View};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let graph = View::of(&register).flow(&register);
/// let nodes: Vec<_> = ["openai", "oracle", "nvidia"].iter().filter_map(|id| graph.node(id)).collect();
/// assert_eq!(along(&graph, &register, &nodes).map(|found| found.id).as_deref(), Some("nvidia/openai/oracle"));
/// ```
pub fn along(graph: &FlowGraph, register: &Register, nodes: &[Node]) -> Option<Circuit> {
    Hops::new(graph, register).along(nodes)
}

/// A loop begins with the node that is first in the order of the alphabet, in which nodes are numbered.
pub(super) fn begin(nodes: &mut [Node]) {
    let first = nodes.iter().enumerate().min_by_key(|&(_, node)| node).map_or(0, |(at, _)| at);
    nodes.rotate_left(first);
}

/// The hops of a graph by their ends, each as a step.
pub(crate) struct Hops<'a> {
    pub(super) graph: &'a FlowGraph,
    register: &'a Register,
    /// `None` for a structural hop, which is passed and is no step.
    by_ends: BTreeMap<(Node, Node), Option<Step>>,
}

impl<'a> Hops<'a> {
    pub(crate) fn new(graph: &'a FlowGraph, register: &'a Register) -> Self {
        let mut it = Self { graph, register, by_ends: BTreeMap::new() };
        for (at, hop) in graph.hops().iter().enumerate() {
            let step = if hop.structural { None } else { it.step(at, &hop.arcs) };
            it.by_ends.insert((hop.payer, hop.payee), step);
        }
        it
    }

    /// The loop through these nodes in this order.
    pub(crate) fn along(&self, nodes: &[Node]) -> Option<Circuit> {
        let mut nodes = nodes.to_vec();
        begin(&mut nodes);
        let next = nodes.iter().cycle().skip(1);
        let joined = nodes.iter().zip(next).all(|(payer, payee)| self.by_ends.contains_key(&(*payer, *payee)));
        let once = nodes.iter().collect::<BTreeSet<_>>().len() == nodes.len();
        if !joined || !once {
            return None;
        }
        let steps = self.steps(&nodes);
        Circuit::new(self.graph, nodes, steps)
    }

    /// The same loop as one of another graph, by the ids of its nodes, if it is here, leads through whom the view of this
    /// graph asks for, and the limits admit it.
    pub(crate) fn same(&self, circuit: &Circuit, theirs: &FlowGraph, limits: &Limits) -> Option<Circuit> {
        let nodes: Option<Vec<Node>> =
            circuit.nodes.iter().map(|&node| self.graph.node(theirs.id(node).as_str())).collect();
        let through = |own: &Circuit| {
            let mut wanted = self.graph.through().iter();
            wanted.all(|id| own.nodes.iter().any(|&node| self.graph.id(node) == id))
        };
        self.along(&nodes?).filter(|own| through(own) && limits.admit(self.graph, own))
    }

    /// A hop with some of its arcs.
    pub(super) fn step(&self, at: usize, arcs: &[usize]) -> Option<Step> {
        let hop: &Hop = self.graph.hops().get(at)?;
        let own = || arcs.iter().filter_map(|&arc| self.graph.arcs().get(arc));
        debug_assert!(own().all(|arc| arc.payer == hop.payer && arc.payee == hop.payee));
        let deals = own().filter_map(|arc| self.register.deals.get(&arc.deal));
        let status = own().map(|arc| arc.status).max()?;
        Some(Step {
            hop: at,
            arcs: arcs.to_vec(),
            value: self.graph.sum(arcs.iter().copied()),
            status,
            since: own().filter(|arc| arc.status == status).map(|arc| arc.since).min()?,
            sources: self.register.independent_sources(deals),
        })
    }

    /// The hops that are to be searched.
    pub(super) fn digraph(&self, part: &Part<'_>) -> Digraph {
        let vertex = |node: Node| u32::try_from(node).unwrap_or(u32::MAX);
        let hops = self.graph.hops().iter().filter(|hop| part.has(hop));
        let free = |hop: &Hop| self.by_ends.get(&(hop.payer, hop.payee)).is_none_or(Option::is_none);
        let edges = hops.map(|hop| (vertex(hop.payer), vertex(hop.payee), free(hop)));
        Digraph::with_costs(vertex(self.graph.nodes().len()), edges)
    }

    /// The steps between nodes in a ring, structural ones left out.
    pub(super) fn steps(&self, nodes: &[Node]) -> Vec<Step> {
        let next = nodes.iter().cycle().skip(1);
        let pairs = nodes.iter().zip(next);
        pairs.filter_map(|(payer, payee)| self.by_ends.get(&(*payer, *payee))?.clone()).collect()
    }
}
