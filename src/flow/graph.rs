//! The graph of money: nodes, arcs, hops.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::{algo::kosaraju_scc, graph::DiGraph};
use serde::Serialize;

use super::{
    arc::{Arc, Node},
    group::{self, Group},
};
use crate::model::{EntityId, Range};

/// All the arcs from one node to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hop {
    /// Who gives.
    pub payer: Node,
    /// Who gets.
    pub payee: Node,
    /// Indices into [`FlowGraph::arcs`], in the order of the deals' ids. None if the hop is structural.
    pub arcs: Vec<usize>,
    /// The sum of its arcs, as far as their groups leave it open; anything if structural.
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
    groups: Vec<Group>,
    /// The innermost group of each arc.
    group_of: Vec<Option<usize>>,
    /// Through whom every loop has to lead.
    through: Vec<EntityId>,
    undecided: usize,
}

/// What a graph is made of.
pub(super) struct Gathered {
    /// Payer, payee and the rest of each arc.
    pub(super) arcs: Vec<(EntityId, EntityId, Arc)>,
    /// Groups of these arcs, which they name by their place, innermost first.
    pub(super) groups: Vec<Group>,
    /// Owner and asset.
    pub(super) ties: BTreeSet<(EntityId, EntityId)>,
}

impl FlowGraph {
    /// Gathers arcs into hops.
    pub(super) fn build(gathered: Gathered) -> Self {
        let Gathered { arcs, mut groups, ties } = gathered;
        let mut order: Vec<usize> = (0..arcs.len()).collect();
        order.sort_by_key(|&at| arcs.get(at).map(|(payer, payee, arc)| (payer, payee, &arc.deal)));
        let mut place = vec![0; arcs.len()];
        for (now, &was) in order.iter().enumerate() {
            if let Some(slot) = place.get_mut(was) {
                *slot = now;
            }
        }
        for at in groups.iter_mut().flat_map(|group| &mut group.arcs) {
            *at = place.get(*at).copied().unwrap_or(0);
        }
        let mut arcs: Vec<Option<_>> = arcs.into_iter().map(Some).collect();
        let arcs: Vec<_> = order.into_iter().filter_map(|at| arcs.get_mut(at)?.take()).collect();
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
            placed.push(Arc { payer, payee, ..arc });
        }
        let (groups, group_of) = group::settled(&mut placed, groups);
        for hop in hops.values_mut() {
            hop.value = group::sum(&placed, &groups, &group_of, &hop.arcs);
        }
        for (owner, asset) in &ties {
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
        Self {
            nodes,
            arcs: placed,
            hops: hops.into_values().collect(),
            groups,
            group_of,
            through: Vec::new(),
            undecided: 0,
        }
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

    /// Arcs whose sum is known though the share of each is open: a round, a loan of several lenders, a total and its
    /// tranches. Nested or apart; one inside another comes before it.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The innermost group of an arc, by their indices.
    pub fn group_of(&self, arc: usize) -> Option<usize> {
        self.group_of.get(arc).copied().flatten()
    }

    /// What some arcs come to together, each named by its index: the least and the most that their groups leave open.
    /// Stated is what they state, and what a group states if all of it is among them. Linear in the groups they are in.
    ///
    /// ```
    /// use roundtrip::{flow::{Group, View}, model::Range};
    /// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
    /// let graph = View::of(&register).flow(&register);
    /// let apart = |group: &Group| group.arcs.iter().map(|&at| graph.arcs()[at].value).fold(Range::ZERO, Range::plus);
    /// // The payers of a round gave the round together, not each of them.
    /// assert!(graph.groups().iter().any(|group| graph.sum(group.arcs.clone()).high < apart(group).high));
    /// ```
    pub fn sum(&self, arcs: impl IntoIterator<Item = usize>) -> Range {
        let mut picked: Vec<usize> = arcs.into_iter().collect();
        picked.sort_unstable();
        picked.dedup();
        group::sum(&self.arcs, &self.groups, &self.group_of, &picked)
    }

    /// Through whom every loop has to lead that the view asks for, as nodes of its day and level: a search lists no
    /// others.
    pub fn through(&self) -> &[EntityId] {
        &self.through
    }

    /// How many hops are kept although it was not found out within a limit whether a loop leads over them and
    /// [through](Self::through) all of those: none, but in graphs made to be hard.
    pub fn undecided(&self) -> usize {
        self.undecided
    }

    /// The same, as a graph of whose loops only those through these entities are asked for.
    /// Of its hops, so many are kept without knowing whether such a loop leads over them.
    pub(super) fn only_through(self, through: Vec<EntityId>, undecided: usize) -> Self {
        Self { through, undecided, ..self }
    }

    /// What some of its own arcs come to together, as [`FlowGraph::sum`] has it.
    pub fn sum_of<'a>(&self, arcs: impl IntoIterator<Item = &'a Arc>) -> Range {
        let key = |arc: &'a Arc| (arc.payer, arc.payee, &arc.deal);
        let place =
            |arc: &'a Arc| self.arcs.binary_search_by(|own| (own.payer, own.payee, &own.deal).cmp(&key(arc))).ok();
        self.sum(arcs.into_iter().filter_map(place))
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

    /// The graph with other values on its arcs and groups, which are named by their index; an arc without one is left
    /// out, and a group without one no longer holds its arcs together. Nodes that nothing touches any more go too.
    pub(crate) fn revalued(
        &self,
        value: impl Fn(usize) -> Option<Range>,
        group: impl Fn(usize) -> Option<Range>,
    ) -> Self {
        let arcs = (0..self.arcs.len()).map(value).collect();
        self.rebuilt(arcs, (0..self.groups.len()).map(group).collect(), |hop| hop.structural)
    }

    /// The graph with only the hops that are kept. Nodes that no hop touches any more go too. What is left of a group
    /// comes to what the others of it leave open.
    pub(super) fn filtered(&self, keep: impl Fn(&Hop) -> bool) -> Self {
        let mut values: Vec<Option<Range>> = vec![None; self.arcs.len()];
        for &at in self.hops.iter().filter(|hop| keep(hop)).flat_map(|hop| &hop.arcs) {
            if let (Some(slot), Some(arc)) = (values.get_mut(at), self.arcs.get(at)) {
                *slot = Some(arc.value);
            }
        }
        let kept = |at: &usize| values.get(*at).is_some_and(Option::is_some);
        let groups = self.groups.iter().map(|group| {
            let left: Vec<usize> = group.arcs.iter().copied().filter(kept).collect();
            let all = left.len() == group.arcs.len();
            Some(if all { group.value } else { Range { stated: None, ..self.sum(left) } })
        });
        let groups = groups.collect();
        self.rebuilt(values, groups, |hop| hop.structural && keep(hop))
    }

    fn rebuilt(&self, values: Vec<Option<Range>>, groups: Vec<Option<Range>>, tied: impl Fn(&Hop) -> bool) -> Self {
        let ends = |payer: Node, payee: Node| (self.id(payer).clone(), self.id(payee).clone());
        let mut place = vec![None; self.arcs.len()];
        let mut arcs = Vec::new();
        for ((arc, value), place) in self.arcs.iter().zip(values).zip(&mut place) {
            if let Some(value) = value {
                *place = Some(arcs.len());
                let (payer, payee) = ends(arc.payer, arc.payee);
                arcs.push((payer, payee, Arc { value, ..arc.clone() }));
            }
        }
        let group = |(group, value): (&Group, Option<Range>)| {
            let arcs = group.arcs.iter().filter_map(|&at| place.get(at).copied().flatten()).collect();
            Some(Group { deal: group.deal.clone(), arcs, value: value?, within: None })
        };
        let groups = self.groups.iter().zip(groups).filter_map(group).collect();
        let ties = self.hops.iter().filter(|hop| tied(hop)).map(|hop| ends(hop.payer, hop.payee)).collect();
        Self {
            through: self.through.clone(),
            undecided: self.undecided,
            ..Self::build(Gathered { arcs, groups, ties })
        }
    }
}
