//! The graph of money: nodes, arcs, hops.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::{algo::kosaraju_scc, graph::DiGraph};
use serde::Serialize;

use crate::model::{DealId, EntityId, Family, Kind, Mark, Range, Status, When};

/// Index of a node in [`FlowGraph::nodes`]; nodes are in the order of their ids.
pub type Node = usize;

/// One deal between two nodes, counting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arc {
    /// Who gives the value.
    pub payer: Node,
    /// Who gets it.
    pub payee: Node,
    /// By which deal.
    pub deal: DealId,
    /// What kind of deal.
    pub kind: Kind,
    /// How much, in the base currency: of a total, what its tranches leave open; of a round, an unknown share.
    pub value: Range,
    /// Its status on the day.
    pub status: Status,
    /// The mark beside it.
    pub mark: Option<Mark>,
    /// The first day on which it stood at the view's rung or above.
    pub since: When,
}

impl Arc {
    /// Its kind's family.
    pub fn family(&self) -> Family {
        self.kind.family()
    }
}

/// All the arcs from one node to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hop {
    /// Who gives.
    pub payer: Node,
    /// Who gets.
    pub payee: Node,
    /// Indices into [`FlowGraph::arcs`], in the order of the deals' ids. None if the hop is structural.
    pub arcs: Vec<usize>,
    /// The sum of its arcs; anything if structural.
    pub value: Range,
    /// A cloud, chip or division and its owner: carries any amount and counts as no hop of a loop.
    pub structural: bool,
}

/// Who pays whom. No hop leads from a node to itself, and no two hops join the same pair in the same direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowGraph {
    nodes: Vec<EntityId>,
    arcs: Vec<Arc>,
    hops: Vec<Hop>,
}

impl FlowGraph {
    /// Gathers arcs into hops. Payer and payee of an arc are ids here; `ties` are (owner, asset) pairs.
    pub(super) fn build(mut arcs: Vec<(EntityId, EntityId, Arc)>, ties: &BTreeSet<(EntityId, EntityId)>) -> Self {
        arcs.sort_by(|(a, b, x), (c, d, y)| (a, b, &x.deal).cmp(&(c, d, &y.deal)));
        let ends = arcs.iter().flat_map(|(payer, payee, _)| [payer, payee]);
        let tied = ties.iter().flat_map(|(owner, asset)| [owner, asset]);
        let nodes: Vec<EntityId> = ends.chain(tied).cloned().collect::<BTreeSet<_>>().into_iter().collect();
        let index: BTreeMap<&EntityId, Node> = nodes.iter().enumerate().map(|(at, id)| (id, at)).collect();
        let at = |id: &EntityId| index.get(id).copied().unwrap_or(0);
        let mut hops: BTreeMap<(Node, Node), Hop> = BTreeMap::new();
        let mut placed = Vec::with_capacity(arcs.len());
        for (payer, payee, arc) in arcs {
            let (payer, payee) = (at(&payer), at(&payee));
            let hop = hops.entry((payer, payee)).or_insert_with(|| Hop {
                payer,
                payee,
                arcs: Vec::new(),
                value: Range::ZERO,
                structural: false,
            });
            hop.arcs.push(placed.len());
            hop.value = hop.value.plus(arc.value);
            placed.push(Arc { payer, payee, ..arc });
        }
        for (owner, asset) in ties {
            for (payer, payee) in [(at(owner), at(asset)), (at(asset), at(owner))] {
                hops.entry((payer, payee)).or_insert_with(|| Hop {
                    payer,
                    payee,
                    arcs: Vec::new(),
                    value: Range::UNKNOWN,
                    structural: true,
                });
            }
        }
        Self { nodes, arcs: placed, hops: hops.into_values().collect() }
    }

    /// The entities that pay or are paid, in the order of their ids.
    pub fn nodes(&self) -> &[EntityId] {
        &self.nodes
    }

    /// Every deal that counts, in the order of payer, payee and deal.
    pub fn arcs(&self) -> &[Arc] {
        &self.arcs
    }

    /// Every pair with all its deals, in the order of payer and payee.
    pub fn hops(&self) -> &[Hop] {
        &self.hops
    }

    /// The id of a node.
    ///
    /// # Panics
    /// If the node is of another graph.
    pub fn id(&self, node: Node) -> &EntityId {
        #[expect(clippy::indexing_slicing, reason = "documented")]
        &self.nodes[node]
    }

    /// The node of an entity, if it pays or is paid.
    pub fn node(&self, id: &str) -> Option<Node> {
        self.nodes.binary_search_by(|node| node.as_str().cmp(id)).ok()
    }

    /// The arcs of a hop.
    pub fn arcs_of<'a>(&'a self, hop: &'a Hop) -> impl Iterator<Item = &'a Arc> {
        hop.arcs.iter().filter_map(|&at| self.arcs.get(at))
    }

    /// For each node, the number of its strongly connected component: two nodes on a common loop share one, whatever
    /// the number. Linear.
    pub fn components(&self) -> Vec<usize> {
        let mut graph = DiGraph::<(), ()>::with_capacity(self.nodes.len(), self.hops.len());
        let at: Vec<_> = self.nodes.iter().map(|_| graph.add_node(())).collect();
        for hop in &self.hops {
            if let (Some(&payer), Some(&payee)) = (at.get(hop.payer), at.get(hop.payee)) {
                graph.add_edge(payer, payee, ());
            }
        }
        let mut component = vec![0; self.nodes.len()];
        for (number, members) in kosaraju_scc(&graph).into_iter().enumerate() {
            for member in members {
                if let Some(slot) = component.get_mut(member.index()) {
                    *slot = number;
                }
            }
        }
        component
    }

    /// The graph with other values on its arcs, which are named by their index; an arc without one is left out. Nodes
    /// that nothing touches any more go too.
    pub(crate) fn revalued(&self, value: impl Fn(usize) -> Option<Range>) -> Self {
        let ends = |hop: &Hop| (self.id(hop.payer).clone(), self.id(hop.payee).clone());
        let ties = self.hops.iter().filter(|hop| hop.structural).map(ends).collect();
        let arc = |(at, arc): (usize, &Arc)| {
            let arc = Arc { value: value(at)?, ..arc.clone() };
            Some((self.id(arc.payer).clone(), self.id(arc.payee).clone(), arc))
        };
        Self::build(self.arcs.iter().enumerate().filter_map(arc).collect(), &ties)
    }

    /// The graph with only the hops that are kept. Nodes that no hop touches any more go too.
    pub(super) fn filtered(&self, keep: impl Fn(&Hop) -> bool) -> Self {
        let mut arcs = Vec::new();
        let mut ties = BTreeSet::new();
        for hop in self.hops.iter().filter(|hop| keep(hop)) {
            let (payer, payee) = (self.id(hop.payer).clone(), self.id(hop.payee).clone());
            if hop.structural {
                ties.insert((payer, payee));
            } else {
                arcs.extend(self.arcs_of(hop).map(|arc| (payer.clone(), payee.clone(), arc.clone())));
            }
        }
        Self::build(arcs, &ties)
    }
}
