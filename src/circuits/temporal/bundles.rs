//! The parallel edges of each pair of vertices.

use crate::circuits::Digraph;

/// Edges by their ends, those of a pair together and in order of time.
#[derive(Debug, Default)]
pub(super) struct Bundles {
    /// (tail, head, where its edges begin), in order.
    pairs: Vec<(u32, u32, u32)>,
    edges: Vec<u32>,
}

impl Bundles {
    /// Of (tail, head, edge). O(edges · log edges).
    pub(super) fn new(mut list: Vec<(u32, u32, u32)>) -> Self {
        list.sort_unstable();
        let mut it = Self::default();
        for (at, &(tail, head, edge)) in (0..).zip(&list) {
            if it.pairs.last().is_none_or(|&(t, h, _)| (t, h) != (tail, head)) {
                it.pairs.push((tail, head, at));
            }
            it.edges.push(edge);
        }
        it
    }

    /// The graph of the pairs, each one edge.
    pub(super) fn digraph(&self, len: u32) -> Digraph {
        Digraph::from_edges(len, self.pairs.iter().map(|&(tail, head, _)| (tail, head)))
    }

    /// The edges of a pair; empty if there are none.
    pub(super) fn between(&self, tail: u32, head: u32) -> &[u32] {
        let Ok(at) = self.pairs.binary_search_by_key(&(tail, head), |&(t, h, _)| (t, h)) else {
            return &[];
        };
        let end = self.pairs.get(at + 1).map_or(self.edges.len(), |&(.., start)| start as usize);
        &self.edges[self.pairs[at].2 as usize..end]
    }

    /// The edges of each step of a circuit of vertices.
    pub(super) fn steps<'b>(&'b self, circuit: &[u32]) -> Vec<&'b [u32]> {
        let next = circuit.iter().cycle().skip(1);
        circuit.iter().zip(next).map(|(&tail, &head)| self.between(tail, head)).collect()
    }
}
