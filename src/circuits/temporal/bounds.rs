//! What a search in time keeps to.

use std::sync::{Arc, atomic::AtomicU32};

use super::graph::TemporalGraph;

/// A graph, and which of its circuits a search looks for, whatever their order of time.
#[derive(Debug, Clone)]
pub(super) struct Bounds<'g> {
    pub(super) graph: &'g TemporalGraph,
    /// The longest time from the first edge to the last.
    pub(super) window: Option<i64>,
    /// The most edges of a circuit.
    pub(super) most: Option<u32>,
    /// The rank that the latest edge of a circuit has at least; none if any will do.
    pub(super) since: Option<u32>,
    /// For each edge, whether circuits are searched from it; none if they are from every edge.
    pub(super) roots: Option<Arc<Vec<bool>>>,
    /// About how many first edges are done.
    pub(super) done: Option<&'g AtomicU32>,
}

impl Bounds<'_> {
    /// The first edge within a window that ends late enough.
    pub(super) fn earliest(&self) -> u32 {
        let graph = self.graph;
        let Some(since) = self.since else { return 0 };
        if graph.first_of(since) == graph.edges() {
            graph.edges()
        } else {
            graph.first_of(graph.from(since, self.window))
        }
    }

    /// Whether circuits are searched from an edge.
    #[inline]
    pub(super) fn has_root(&self, edge: u32) -> bool {
        self.roots.as_ref().is_none_or(|roots| roots[edge as usize])
    }

    /// The same for circuits whose edges are all of one time.
    pub(super) fn instant(&self) -> Self {
        Self { window: Some(0), done: None, ..self.clone() }
    }

    /// The most edges of a circuit, as a number that others can be added to.
    pub(super) fn most(&self) -> u32 {
        self.most.unwrap_or(u32::MAX).min(u32::MAX / 2)
    }
}
