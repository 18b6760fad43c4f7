//! Strongly connected components of a plain list of arcs.

use petgraph::{algo::kosaraju_scc, graph::DiGraph};

/// For each vertex of `0..len`, the number of its strongly connected component; arcs with an end beyond them are
/// ignored. Linear.
pub(super) fn components(len: usize, arcs: impl IntoIterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut graph = DiGraph::<(), ()>::with_capacity(len, 0);
    let at: Vec<_> = (0..len).map(|_| graph.add_node(())).collect();
    for (tail, head) in arcs {
        if let (Some(&tail), Some(&head)) = (at.get(tail), at.get(head)) {
            graph.add_edge(tail, head, ());
        }
    }
    let mut component = vec![0; len];
    for (number, members) in kosaraju_scc(&graph).into_iter().enumerate() {
        for member in members {
            if let Some(slot) = component.get_mut(member.index()) {
                *slot = number;
            }
        }
    }
    component
}
