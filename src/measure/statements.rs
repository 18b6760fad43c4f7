//! What is stated of some arcs: of each by itself, or of several as one sum.

use std::collections::BTreeMap;

use crate::{
    flow::{FlowGraph, Group},
    model::Range,
};

/// Arcs of which one amount is stated, or none is.
pub(super) struct Statement {
    /// One arc, or all of a group whose sum is stated and says more than they do.
    pub(super) arcs: Vec<usize>,
    /// What they come to.
    pub(super) value: Range,
}

/// Divides the picked arcs, whose places are in order, by what is stated of them, each arc once. A round that is picked whole is one statement of its
/// sum; if only some of its payers are picked, nothing is stated of what they gave. What the statements state adds up to
/// what [`FlowGraph::sum`] states of the arcs. Linear in the graph, times the depth of its groups.
pub(super) fn statements(graph: &FlowGraph, picked: &[usize]) -> Vec<Statement> {
    let groups = graph.groups();
    let more = groups.iter().zip(parts(graph));
    let says_more: Vec<bool> = more
        .map(|(group, parts)| group.value.stated.is_some() && group.value != parts && is_whole(group, picked))
        .collect();
    // The outermost of the groups around an arc that says more.
    let around = |arc: usize| {
        let up = std::iter::successors(graph.group_of(arc), |&at| groups.get(at)?.within);
        up.filter(|&at| says_more.get(at) == Some(&true)).last()
    };
    let mut found: Vec<Statement> = Vec::new();
    let mut place: BTreeMap<usize, usize> = BTreeMap::new();
    for &at in picked {
        let Some(arc) = graph.arcs().get(at) else { continue };
        let group = around(at);
        let known = group.and_then(|group| place.get(&group)).and_then(|&known| found.get_mut(known));
        if let Some(known) = known {
            known.arcs.push(at);
            continue;
        }
        let value = group.and_then(|group| groups.get(group)).map_or(arc.value, |group| group.value);
        place.extend(group.map(|group| (group, found.len())));
        found.push(Statement { arcs: vec![at], value });
    }
    found
}

/// Whether every arc of a group is picked.
pub(super) fn is_whole(group: &Group, picked: &[usize]) -> bool {
    group.arcs.iter().all(|arc| picked.binary_search(arc).is_ok())
}

/// What lies directly in each group, added up as if nothing were known of its sum.
pub(super) fn parts(graph: &FlowGraph) -> Vec<Range> {
    let mut inside: Vec<Range> = vec![Range::ZERO; graph.groups().len()];
    for (at, arc) in graph.arcs().iter().enumerate() {
        if let Some(sum) = graph.group_of(at).and_then(|group| inside.get_mut(group)) {
            *sum = sum.plus(arc.value);
        }
    }
    for (at, group) in graph.groups().iter().enumerate() {
        let parts = inside.get(at).copied().unwrap_or(Range::ZERO);
        let own = if group.value.stated.is_some() { group.value } else { parts };
        if let Some(sum) = group.within.and_then(|outer| inside.get_mut(outer)) {
            *sum = sum.plus(own);
        }
    }
    inside
}
