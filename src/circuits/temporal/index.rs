//! The edges of one cone, small and close together: what the search for circuits from one first edge works in.

use super::{
    cone::{Cone, Step},
    graph::TemporalGraph,
};
use crate::circuits::digraph::span;

/// The edges that can follow a first edge. Vertex 0 is its head.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The first edge.
    pub(super) root: u32,
    /// Edges to other vertices of the cone, for each vertex in order of time.
    first: Vec<u32>,
    ranks: Vec<u32>,
    /// The numbers of the edges in the whole graph.
    pub(super) edges: Vec<u32>,
    pub(super) heads: Vec<u32>,
    /// For each edge, the first edge of its head that is later.
    pub(super) later: Vec<u32>,
    /// Edges home, for each vertex in order of time, and their numbers in the whole graph.
    first_home: Vec<u32>,
    ranks_home: Vec<u32>,
    pub(super) edges_home: Vec<u32>,
    /// For each edge, the first edge home of its head that is later.
    pub(super) later_home: Vec<u32>,
    /// For each vertex, the least number of edges home.
    pub(super) steps_home: Vec<u32>,
}

impl Index {
    pub(super) fn fill(&mut self, graph: &TemporalGraph, root: u32, cone: &Cone<'_>) {
        self.clear(root);
        for &vertex in cone.vertices() {
            for (edge, rank, step) in cone.steps(&graph.out, vertex) {
                match step {
                    Step::Home => {
                        self.edges_home.push(edge);
                        self.ranks_home.push(rank);
                    }
                    Step::On(place) => {
                        self.edges.push(edge);
                        self.ranks.push(rank);
                        self.heads.push(place);
                    }
                }
            }
            self.first.push(length(&self.edges));
            self.first_home.push(length(&self.edges_home));
            self.steps_home.push(cone.steps_home(vertex));
        }
        for (&head, &rank) in self.heads.iter().zip(&self.ranks) {
            self.later.push(after(&self.first, &self.ranks, head, rank));
            self.later_home.push(after(&self.first_home, &self.ranks_home, head, rank));
        }
    }

    fn clear(&mut self, root: u32) {
        self.root = root;
        let Self { first, ranks, edges, heads, later, first_home, ranks_home, edges_home, later_home, steps_home, .. } =
            self;
        for list in [first, ranks, edges, heads, later, first_home, ranks_home, edges_home, later_home, steps_home] {
            list.clear();
        }
        self.first.push(0);
        self.first_home.push(0);
    }

    /// How many vertices there are.
    pub(super) fn len(&self) -> usize {
        self.steps_home.len()
    }

    /// Where the edges of a vertex end.
    #[inline]
    pub(super) fn end(&self, vertex: u32) -> u32 {
        self.first[vertex as usize + 1]
    }

    /// Where the edges home of a vertex end.
    #[inline]
    pub(super) fn end_home(&self, vertex: u32) -> u32 {
        self.first_home[vertex as usize + 1]
    }
}

fn length(list: &[u32]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

/// The first place of a vertex's list with a rank above this one.
fn after(first: &[u32], ranks: &[u32], vertex: u32, rank: u32) -> u32 {
    let all = span(first, vertex);
    let place = all.start + ranks[all].partition_point(|&other| other <= rank);
    u32::try_from(place).unwrap_or(u32::MAX)
}
