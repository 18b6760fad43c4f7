//! How long to search for the least set.

/// How long to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchBudget {
    /// The most partial sets to look at in each component; after that the answer is heuristic.
    pub nodes: usize,
    /// The most optimal sets to list.
    pub sets: usize,
    /// The most arcs of a component that is searched; larger ones get a heuristic answer at once.
    pub arcs: usize,
}

impl Default for SearchBudget {
    /// Seconds at worst on a component of 250 arcs, half a minute on one of 500. The shipped register needs
    /// milliseconds.
    fn default() -> Self {
        Self { nodes: 10_000, sets: 100, arcs: 500 }
    }
}
