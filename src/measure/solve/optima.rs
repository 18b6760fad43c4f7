//! Every optimal circulation at once, from one of them.
//!
//! Two optimal circulations differ by a circulation in the *tight* residual graph: the arcs that have room left (or
//! flow to take back) and whose gain equals the difference of the prices at their ends. So the most that an edge
//! carries in any optimum is what it carries in this one, and the most that can flow through the tight graph from its
//! head back to its tail. What joins two strongly connected components of the tight graph is the same in all optima.
//!
//! Each such flow leads to another optimum, from which the next one starts: where an edge has been empty or full on the
//! way, that end of its range is known.

use super::{
    maximum_flow::{Residual, Room},
    simplex::{Best, Edge},
};
use crate::circuits::components;

/// All optima of a circulation problem.
pub(in crate::measure) struct Optima {
    edges: Vec<Tight>,
    /// Of the edges that can carry more or less.
    residual: Residual,
}

/// An edge, what it carries in one optimum, and its number in the residual graph if others can differ.
#[derive(Clone, Copy)]
struct Tight {
    edge: Edge,
    flow: i128,
    open: Option<usize>,
}

impl Optima {
    /// From one optimum, and the prices that prove it.
    pub(in crate::measure) fn new(len: usize, edges: &[Edge], best: &Best) -> Self {
        let is_tight = |edge: &Edge| edge.gain + best.price[edge.tail] == best.price[edge.head];
        let rooms = |edge: &Edge, flow: i128| ((edge.capacity - flow).unsigned_abs(), flow.unsigned_abs());
        let tight = edges.iter().zip(&best.flow).filter(|(edge, _)| is_tight(edge));
        let arcs = tight.flat_map(|(edge, &flow)| {
            let (more, less) = rooms(edge, flow);
            let along = (more > 0).then_some((edge.tail, edge.head));
            along.into_iter().chain((less > 0).then_some((edge.head, edge.tail)))
        });
        let component = components(len, arcs);
        let mut inside = Vec::new();
        let one = |(edge, &flow): (&Edge, &i128)| {
            let open = is_tight(edge) && component[edge.tail] == component[edge.head];
            let open = open.then(|| {
                let (along, against) = rooms(edge, flow);
                inside.push(Room { tail: edge.tail, head: edge.head, along, against });
                inside.len() - 1
            });
            Tight { edge: *edge, flow, open }
        };
        let edges = edges.iter().zip(&best.flow).map(one).collect();
        Self { edges, residual: Residual::new(len, &inside) }
    }

    /// Of every circulation within the capacities, whatever it gains.
    pub(in crate::measure) fn any(len: usize, edges: &[Edge]) -> Self {
        let edges: Vec<Edge> = edges.iter().map(|edge| Edge { gain: 0, ..*edge }).collect();
        Self::new(len, &edges, &Best { flow: vec![0; edges.len()], price: vec![0; len] })
    }

    /// The least and the most that an edge carries.
    pub(in crate::measure) fn range(&mut self, at: usize) -> (i128, i128) {
        (self.least(at), self.most(at))
    }

    /// The most that an edge carries. A maximum flow, if it is not full already: on to an optimum in which it carries
    /// that.
    pub(in crate::measure) fn most(&mut self, at: usize) -> i128 {
        let Tight { edge, flow, open } = self.edges[at];
        let Some(open) = open else { return flow };
        let (more, flow) = self.residual.room(open);
        self.residual.set_room(open, 0, 0);
        let gained = self.residual.push(edge.head, edge.tail, more);
        self.residual.set_room(open, more - gained, flow + gained);
        i128::try_from(flow + gained).unwrap_or(i128::MAX)
    }

    /// The least that an edge carries. A maximum flow, if it is not empty already: on to an optimum in which it carries
    /// that.
    pub(in crate::measure) fn least(&mut self, at: usize) -> i128 {
        let Tight { edge, flow, open } = self.edges[at];
        let Some(open) = open else { return flow };
        let (more, flow) = self.residual.room(open);
        self.residual.set_room(open, 0, 0);
        let lost = self.residual.push(edge.tail, edge.head, flow);
        self.residual.set_room(open, more + lost, flow - lost);
        i128::try_from(flow - lost).unwrap_or(i128::MAX)
    }
}

/// A circulation problem in which each vertex is cut in two: for each one, an edge leads from the half that is paid to the
/// half that pays. That of vertex `v` is the edge `edges.len() + v`.
pub(in crate::measure) fn halved(len: usize, edges: &[Edge]) -> Vec<Edge> {
    let most = edges.iter().map(|edge| edge.capacity).sum();
    let own = edges.iter().map(|edge| Edge { tail: len + edge.tail, ..*edge });
    let through = (0..len).map(|vertex| Edge { tail: vertex, head: len + vertex, capacity: most, gain: 0 });
    own.chain(through).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::measure::solve::simplex::best;

    proptest! {
        /// Of networks too large to try every optimum: whatever was asked before, the answer is that of a fresh start.
        #[test]
        fn ranges_do_not_depend_on_what_was_asked_before(
            arcs in prop::collection::vec((0..30_usize, 0..30_usize, 1..40_i128, 1..3_i128), 20..150),
        ) {
            let arcs = arcs.into_iter().filter(|(tail, head, ..)| tail != head);
            let edges: Vec<Edge> =
                arcs.map(|(tail, head, capacity, gain)| Edge { tail, head, capacity, gain }).collect();
            let optimum = best(30, &edges);
            let mut kept = [Optima::new(30, &edges, &optimum), Optima::any(30, &edges)];
            for at in 0..edges.len() {
                let fresh = [Optima::new(30, &edges, &optimum), Optima::any(30, &edges)];
                for (kept, mut fresh) in kept.iter_mut().zip(fresh) {
                    let (low, high) = kept.range(at);
                    prop_assert_eq!((low, high), (fresh.least(at), fresh.most(at)));
                    prop_assert!(0 <= low && low <= high && high <= edges[at].capacity);
                }
                let (low, high) = kept[0].range(at);
                prop_assert!(low <= optimum.flow[at] && optimum.flow[at] <= high);
            }
        }
    }
}
