//! The parallel edges of each pair of vertices.

use crate::circuits::Digraph;

/// Edges by their ends, those of a pair together and in order of time.
#[derive(Debug)]
pub(super) struct Bundles {
    /// The pairs, each one edge that stands for its parallel edges.
    graph: Digraph,
    /// Where the edges of each pair begin, and where the last ones end.
    starts: Vec<u32>,
    edges: Vec<u32>,
}

impl Bundles {
    /// Of (tail, head, edge). O(edges · log edges).
    pub(super) fn new(len: u32, mut list: Vec<(u32, u32, u32)>) -> Self {
        list.sort_unstable();
        let length = |list: &[_]| u32::try_from(list.len()).unwrap_or(u32::MAX);
        let pairs = || list.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
        let mut starts = vec![0];
        starts.extend(pairs().scan(0, |end, own| {
            *end += length(own);
            Some(*end)
        }));
        let graph = Digraph::of_bundles(len, pairs().map(|own| (own[0].0, own[0].1, length(own))));
        Self { graph, starts, edges: list.iter().map(|&(.., edge)| edge).collect() }
    }

    /// The graph of the pairs, each one edge.
    pub(super) fn graph(&self) -> &Digraph {
        &self.graph
    }

    /// The edges of a pair; empty if there are none.
    pub(super) fn between(&self, tail: u32, head: u32) -> &[u32] {
        let Some(pair) = self.graph.columns().edge(tail, head) else {
            return &[];
        };
        &self.edges[self.starts[pair] as usize..self.starts[pair + 1] as usize]
    }

    /// The edges of each step of a circuit of vertices.
    pub(super) fn steps<'b>(&'b self, circuit: &'b [u32]) -> impl Iterator<Item = &'b [u32]> {
        let next = circuit.iter().cycle().skip(1);
        circuit.iter().zip(next).map(|(&tail, &head)| self.between(tail, head))
    }
}
