//! A directed graph in flat arrays: what the engine sees.

/// A simple digraph on vertices `0..len`: out-edges of a vertex lie together, in order; parallel edges are merged and
/// self-loops dropped. Each edge costs 1 step, or 0 if it is structural.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digraph {
    /// Out-edges of `v` are `first[v]..first[v + 1]`.
    first: Vec<usize>,
    heads: Vec<u32>,
    costs: Vec<u8>,
}

impl Digraph {
    /// A graph of `len` vertices; edges with an end beyond them are ignored. O(edges · log edges).
    pub fn from_edges(len: u32, edges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        Self::with_costs(len, edges.into_iter().map(|(tail, head)| (tail, head, 1)))
    }

    /// The same, each edge with its cost, 0 or 1. Of parallel edges the cheapest stays.
    pub fn with_costs(len: u32, edges: impl IntoIterator<Item = (u32, u32, u8)>) -> Self {
        let mut edges: Vec<(u32, u32, u8)> =
            edges.into_iter().filter(|&(tail, head, _)| tail != head && tail < len && head < len).collect();
        edges.sort_unstable();
        edges.dedup_by_key(|&mut (tail, head, _)| (tail, head));
        let mut first = vec![0; len as usize + 1];
        for &(tail, ..) in &edges {
            first[tail as usize + 1] += 1;
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let (heads, costs) = edges.into_iter().map(|(_, head, cost)| (head, cost)).unzip();
        Self { first, heads, costs }
    }

    /// The number of vertices.
    pub fn len(&self) -> usize {
        self.first.len() - 1
    }

    /// Whether there is no vertex.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of edges.
    pub fn edges(&self) -> usize {
        self.heads.len()
    }

    /// Where the out-edges of a vertex lie.
    pub(super) fn range(&self, vertex: u32) -> std::ops::Range<usize> {
        self.first[vertex as usize]..self.first[vertex as usize + 1]
    }

    /// The head and the cost of an edge.
    pub(super) fn edge(&self, at: usize) -> (u32, u8) {
        (self.heads[at], self.costs[at])
    }

    /// The vertices that an edge leads to from here.
    pub(super) fn heads(&self, vertex: u32) -> &[u32] {
        &self.heads[self.range(vertex)]
    }

    /// The same graph with every edge turned round.
    pub(super) fn reversed(&self) -> Self {
        let vertices = 0..u32::try_from(self.len()).unwrap_or(u32::MAX);
        let turned = vertices.clone().flat_map(|tail| {
            self.range(tail).map(move |at| {
                let (head, cost) = self.edge(at);
                (head, tail, cost)
            })
        });
        Self::with_costs(vertices.end, turned)
    }
}
