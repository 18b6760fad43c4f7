//! From which vertices a search begins.

/// From which vertices circuits are searched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Roots {
    /// All, the busiest first: the fastest.
    #[default]
    Busiest,
    /// All in order, if lengths are bounded: each circuit is found from its smallest vertex, and those of a vertex come
    /// before those of the next.
    InOrder,
    /// This one only: no other circuits are found than those through it.
    Only(u32),
}
