//! Which hops of a graph can lie on a wanted loop. The rest is not searched: it may hold more loops than anybody could
//! list, none of them wanted.

use super::{Class, Limits};
use crate::{
    flow::{FlowGraph, Hop, Node},
    model::Family,
};

/// The part of a graph that is searched.
pub(super) struct Part<'a> {
    graph: &'a FlowGraph,
    limits: &'a Limits,
    /// The component of each node.
    component: Vec<usize>,
    /// Whether a component can contain loops of the wanted class that pass through all the required nodes.
    wanted: Vec<bool>,
}

impl<'a> Part<'a> {
    pub(super) fn of(graph: &'a FlowGraph, limits: &'a Limits, through: &[Node]) -> Self {
        let component = graph.components();
        let count = component.iter().max().map_or(0, |most| most + 1);
        let (mut invests, mut buys) = (vec![false; count], vec![false; count]);
        for hop in graph.hops() {
            if let Some(own) = inside(&component, hop) {
                for arc in graph.arcs_of(hop) {
                    let family = if arc.family() == Family::Purchase { &mut buys } else { &mut invests };
                    family[own] = true;
                }
            }
        }
        let class = |own: usize| limits.class != Some(Class::CircularFunding) || invests[own] && buys[own];
        let joined = |own: usize| through.iter().all(|&node| component.get(node) == Some(&own));
        let wanted = (0..count).map(|own| class(own) && joined(own)).collect();
        Self { graph, limits, component, wanted }
    }

    /// Whether a hop can lie on a wanted loop. A loop of investments only has no hop that includes a purchase, unless
    /// single deals are chosen.
    pub(super) fn has(&self, hop: &Hop) -> bool {
        let mut arcs = self.graph.arcs_of(hop);
        let class = match self.limits.class {
            None | Some(Class::CircularFunding) => true,
            Some(_) if hop.structural => true,
            Some(_) if self.limits.by_deal => arcs.any(|arc| self.limits.choose(arc)),
            Some(_) => arcs.all(|arc| self.limits.choose(arc)),
        };
        class && inside(&self.component, hop).is_some_and(|own| self.wanted[own])
    }
}

/// The component in which a hop lies; what joins two of them is on no loop.
fn inside(component: &[usize], hop: &Hop) -> Option<usize> {
    let of = |node: Node| component.get(node).copied();
    of(hop.payer).filter(|_| of(hop.payer) == of(hop.payee))
}
