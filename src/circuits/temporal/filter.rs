//! What is asked of a circuit beyond how its times lie.

use super::{choose::Bundled, graph::TemporalGraph};
use crate::circuits::{Batch, Histogram};

/// Looks at each circuit that was found.
#[derive(Debug)]
pub(super) struct Filter<'g> {
    pub(super) graph: &'g TemporalGraph,
    /// The fewest edges.
    pub(super) least: usize,
    /// For each vertex, whether it is one of those that a circuit must pass through one of; none if it need not.
    pub(super) through: Option<Vec<bool>>,
    /// Whether circuits come from their latest edge on and are to begin with their earliest.
    pub(super) turns: bool,
}

impl Filter<'_> {
    /// Whether a circuit is wanted; if so, it begins where it should.
    pub(super) fn accepts(&self, edges: &mut [u32]) -> bool {
        if edges.len() < self.least || !self.passes(edges) {
            return false;
        }
        // What was found from its latest edge on begins with a later edge than it ends.
        if self.turns && edges.first() > edges.last() {
            let earliest = (0..edges.len()).min_by_key(|&at| edges[at]).unwrap_or(0);
            edges.rotate_left(earliest);
        }
        true
    }

    fn passes(&self, edges: &[u32]) -> bool {
        let own = |through: &Vec<bool>| edges.iter().any(|&edge| through[self.graph.tail(edge) as usize]);
        self.through.as_ref().is_none_or(own)
    }

    /// Leaves the wanted circuits of a batch.
    pub(super) fn batch(&self, batch: &mut Batch) {
        if self.least > 2 || self.through.is_some() || self.turns {
            batch.retain(|edges| self.accepts(edges));
        }
    }

    /// The same of circuits that stand for all their parallel edges.
    pub(super) fn bundles(&self, bundles: &mut Bundled) {
        if self.least > 2 || self.through.is_some() || self.turns {
            bundles.retain(|edges| self.accepts(edges));
        }
    }

    /// The same of counts, where only the length can tell.
    pub(super) fn counts(&self, counts: &mut Histogram) {
        counts.drop_below(self.least);
    }
}
