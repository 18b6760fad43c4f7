//! How long to search for the least set.

/// How long to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchBudget {
    /// At most so many partial sets are looked at in each component; then the answer is heuristic.
    pub nodes: usize,
    /// At most so many optimal sets are listed.
    pub sets: usize,
    /// A component of more arcs than this gets a heuristic answer at once.
    pub arcs: usize,
}

impl Default for SearchBudget {
    /// Seconds at the worst on a component of 250 arcs, half a minute on one of 500. The shipped register needs
    /// milliseconds.
    fn default() -> Self {
        Self { nodes: 10_000, sets: 100, arcs: 500 }
    }
}
