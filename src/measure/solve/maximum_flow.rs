//! Maximum flow over a plain list of arcs.

use petgraph::{
    algo::dinics,
    graph::{DiGraph, NodeIndex},
};

/// The most that flows from one vertex of `0..len` to another one. Dinitz's algorithm: O(len² · arcs), far less in
/// practice.
pub(in crate::measure) fn maximum_flow(
    len: usize,
    arcs: impl IntoIterator<Item = (usize, usize, u128)>,
    from: usize,
    to: usize,
) -> u128 {
    let mut graph = DiGraph::<(), u128>::new();
    for _ in 0..len {
        graph.add_node(());
    }
    for (tail, head, room) in arcs {
        graph.add_edge(NodeIndex::new(tail), NodeIndex::new(head), room);
    }
    // With one end at both sides petgraph would not come to an end.
    if from == to { 0 } else { dinics(&graph, NodeIndex::new(from), NodeIndex::new(to)).0 }
}
