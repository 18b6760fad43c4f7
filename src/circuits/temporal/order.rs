//! The orders of time.

/// How the times of a circuit's edges must lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeOrder {
    /// Strictly increasing along the circuit, from its first edge on, all within the window.
    Strict,
    /// Never decreasing along the circuit, from its first edge on, all within the window: edges of one time may follow
    /// each other. A circuit whose edges are all of one time is found once, from the edge that was given first.
    Forward,
    /// Within the window, in any order; each set of edges is found once.
    Window,
    /// Times are ignored.
    None,
}
