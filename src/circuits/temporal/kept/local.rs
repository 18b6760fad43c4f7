//! The walks around one first edge as a small graph of edges.

use super::walks::{Root, Rule, Walks};

/// The edges on the walks from a first edge back to its tail. Edge 0 is the first edge; vertex 0 is its tail.
#[derive(Debug)]
pub(in crate::circuits::temporal) struct Local {
    pub(super) root: Root,
    /// By their tails, those of a tail in order of time.
    pub(super) edges: Vec<Edge>,
    /// Where the edges that leave each vertex begin.
    first: Vec<u32>,
}

/// An edge on a walk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    /// Its number in the whole graph.
    pub(super) number: u32,
    pub(super) rank: u32,
    pub(super) head: u32,
    /// The least number of edges from here to the end of a walk, with this one.
    pub(super) rest: u32,
}

/// Not a vertex of the local graph.
pub(super) const ABSENT: u32 = u32::MAX;

impl Local {
    /// Around a first edge; none if nothing leads back. `places` has a number for every vertex of the graph and is all
    /// `ABSENT`, before and after.
    pub(super) fn new(rule: &Rule<'_>, edge: u32, walks: &mut Walks, places: &mut [u32]) -> Option<Self> {
        let mut found = Vec::new();
        let root = walks.of(rule, edge, |edge, rest| found.push((edge, rest)))?;
        let mut vertices = Vec::new();
        // The first edge is the first that was found, and leaves the first vertex.
        for &(edge, _) in &found {
            let place = &mut places[rule.graph.tail(edge) as usize];
            if *place == ABSENT {
                *place = length(vertices.len());
                vertices.push(rule.graph.tail(edge));
            }
        }
        found.sort_unstable_by_key(|&(edge, _)| (places[rule.graph.tail(edge) as usize], edge));
        let edges: Vec<Edge> = found
            .iter()
            .map(|&(number, rest)| Edge {
                number,
                rank: rule.graph.ranks[number as usize],
                head: places[rule.graph.head(number) as usize],
                rest,
            })
            .collect();
        let tails = found.chunk_by(|a, b| rule.graph.tail(a.0) == rule.graph.tail(b.0));
        let mut first = vec![0];
        first.extend(tails.scan(0, |end, own| {
            *end += length(own.len());
            Some(*end)
        }));
        for vertex in vertices {
            places[vertex as usize] = ABSENT;
        }
        Some(Self { root, edges, first })
    }

    /// How many vertices there are.
    pub(super) fn len(&self) -> usize {
        self.first.len() - 1
    }

    /// The edges that leave the head of an edge and that time may let follow it.
    #[inline]
    pub(super) fn next(&self, rule: &Rule<'_>, edge: Edge) -> (u32, u32) {
        let (start, end) = (self.first[edge.head as usize], self.first[edge.head as usize + 1]);
        let after = rule.after(&self.root, edge.rank);
        let earlier = self.edges[start as usize..end as usize].partition_point(|next| next.rank <= after);
        (start + length(earlier), end)
    }
}

fn length(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
