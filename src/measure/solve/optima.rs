//! Every optimal circulation at once, from one of them.
//!
//! Two optimal circulations differ by a circulation in the *tight* residual graph: the arcs that have room left (or
//! flow to take back) and whose gain equals the difference of the prices at their ends. So the most that an edge
//! carries in any optimum is what it carries in this one, and the most that can flow through the tight graph from its
//! head back to its tail; a vertex likewise, cut in two.

use std::collections::BTreeMap;

use super::{
    maximum_flow::maximum_flow,
    simplex::{Best, Edge},
};
use crate::circuits::components;

/// All optima of a circulation problem.
pub(in crate::measure) struct Optima<'a> {
    len: usize,
    edges: &'a [Edge],
    best: &'a Best,
    /// Component of each vertex in the tight graph: what joins two of them is the same in all optima.
    component: Vec<usize>,
    /// The edges inside each component.
    inside: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Optima<'a> {
    pub(in crate::measure) fn new(len: usize, edges: &'a [Edge], best: &'a Best) -> Self {
        let mut optima = Self { len, edges, best, component: Vec::new(), inside: BTreeMap::new() };
        let arcs = (0..edges.len()).flat_map(|at| optima.tight(at)).map(|(from, to, _)| (from, to));
        optima.component = components(len, arcs);
        for (at, edge) in edges.iter().enumerate() {
            let own = optima.component[edge.tail];
            if own == optima.component[edge.head] {
                optima.inside.entry(own).or_default().push(at);
            }
        }
        optima
    }

    /// The tight arcs that an edge leaves: from, to and how much.
    fn tight(&self, at: usize) -> impl Iterator<Item = (usize, usize, u128)> + use<> {
        let (edge, flow) = (self.edges[at], self.best.flow[at]);
        let tight = edge.gain + self.best.price[edge.tail] == self.best.price[edge.head];
        let both = [(edge.tail, edge.head, edge.capacity - flow), (edge.head, edge.tail, flow)];
        let both = both.map(|(from, to, room)| (from, to, room.unsigned_abs()));
        both.into_iter().filter(move |(.., room)| tight && *room > 0)
    }

    /// The least and the most that an edge carries. One maximum flow each.
    pub(in crate::measure) fn edge(&self, at: usize) -> (i128, i128) {
        let (edge, flow) = (self.edges[at], self.best.flow[at]);
        if self.component[edge.tail] != self.component[edge.head] {
            return (flow, flow);
        }
        let (mut more, mut less) = (0, 0);
        for (from, to, room) in self.tight(at) {
            let way = self.around(to, from, Cut::Edge(at)).min(room);
            if from == edge.tail {
                more = way;
            } else {
                less = way;
            }
        }
        (flow.saturating_sub_unsigned(less), flow.saturating_add_unsigned(more))
    }

    /// The least and the most that flows through a vertex. One maximum flow each.
    pub(in crate::measure) fn through(&self, vertex: usize) -> (i128, i128) {
        let own = self.edges.iter().zip(&self.best.flow).filter(|(edge, _)| edge.tail == vertex);
        let flow: i128 = own.map(|(_, flow)| flow).sum();
        let less = self.around(self.len, vertex, Cut::Vertex(vertex));
        let more = self.around(vertex, self.len, Cut::Vertex(vertex));
        (flow.saturating_sub_unsigned(less), flow.saturating_add_unsigned(more))
    }

    /// The most that flows between two vertices of one component in the tight graph without an edge; or between the
    /// two halves of a vertex, of which the one that is paid has the number `len`.
    fn around(&self, from: usize, to: usize, cut: Cut) -> u128 {
        let inside = self.inside.get(&self.component[from.min(to)]).into_iter().flatten();
        let kept = inside.filter(|&&at| cut != Cut::Edge(at));
        let halved = |&at: &usize| {
            // Who is paid on the edge is paid at the half that is paid, whichever way the residual arc leads.
            let head = self.edges[at].head;
            let paid = if cut == Cut::Vertex(head) { self.len } else { head };
            let half = move |end| if end == head { paid } else { end };
            self.tight(at).map(move |(from, to, room)| (half(from), half(to), room))
        };
        maximum_flow(self.len + 1, kept.flat_map(halved), from, to)
    }
}

/// What is taken out of the tight graph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    Edge(usize),
    Vertex(usize),
}
