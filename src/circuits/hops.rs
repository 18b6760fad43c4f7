//! The hops of a graph as steps of loops; and a loop that is named, found by following its hops.

use std::{cell::OnceCell, collections::BTreeSet};

use super::{Circuit, Limits, Step};
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
    /// Where the hops of each node begin, which pays them; they are sorted by who is paid.
    first: Vec<usize>,
    /// Each hop as a step, made when a loop first needs it.
    steps: Vec<OnceCell<Option<Step>>>,
}

impl<'a> Hops<'a> {
    pub(crate) fn new(graph: &'a FlowGraph, register: &'a Register) -> Self {
        let hops = graph.hops();
        let first = (0..=graph.nodes().len()).map(|payer| hops.partition_point(|hop| hop.payer < payer)).collect();
        Self { graph, register, first, steps: hops.iter().map(|_| OnceCell::new()).collect() }
    }

    /// The hop from one node to another, by its number.
    pub(super) fn between(&self, payer: Node, payee: Node) -> Option<usize> {
        let (from, to) = (*self.first.get(payer)?, *self.first.get(payer + 1)?);
        let own = self.graph.hops().get(from..to)?;
        own.binary_search_by_key(&payee, |hop| hop.payee).ok().map(|at| from + at)
    }

    /// A hop with all of its arcs; none if it is structural, because that is passed and is no step.
    pub(super) fn whole(&self, at: usize) -> Option<&Step> {
        let hop = self.graph.hops().get(at)?;
        let step = || if hop.structural { None } else { self.step(at, &hop.arcs) };
        self.steps.get(at)?.get_or_init(step).as_ref()
    }

    /// The loop through these nodes in this order.
    pub(crate) fn along(&self, nodes: &[Node]) -> Option<Circuit> {
        let mut nodes = nodes.to_vec();
        begin(&mut nodes);
        let next = nodes.iter().cycle().skip(1);
        let joined = nodes.iter().zip(next).all(|(payer, payee)| self.between(*payer, *payee).is_some());
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

    /// The steps between nodes in a ring, structural ones left out.
    fn steps(&self, nodes: &[Node]) -> Vec<Step> {
        let next = nodes.iter().cycle().skip(1);
        let pairs = nodes.iter().zip(next);
        pairs.filter_map(|(&payer, &payee)| self.whole(self.between(payer, payee)?)).cloned().collect()
    }
}
