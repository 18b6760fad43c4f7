//! From which edges a search for circuits through some vertices need not begin.

use super::graph::{Side, TemporalGraph};
use crate::circuits::components::components;

/// Never, for arrivals; out of reach, for steps.
const NEVER: u32 = u32::MAX;

/// For each vertex, whether it is one of these. Numbers beyond the graph are nobody's.
pub(super) fn marks(graph: &TemporalGraph, vertices: &[u32]) -> Vec<bool> {
    let mut marks = vec![false; graph.len() as usize];
    for &vertex in vertices {
        if let Some(mark) = marks.get_mut(vertex as usize) {
            *mark = true;
        }
    }
    marks
}

/// For each edge, whether it can lie on a circuit through a wanted vertex, whatever the times: its strongly connected
/// component must have one, no more steps away than a circuit may have edges. Linear, but for a sort of each vertex's
/// edges.
pub(super) fn edges(graph: &TemporalGraph, wanted: &[bool], most: u32) -> Vec<bool> {
    let ends = |edge| (graph.tail(edge) as usize, graph.head(edge) as usize);
    let component = components(graph.len() as usize, (0..graph.edges()).map(ends));
    let mut joined = vec![false; component.iter().max().map_or(0, |last| last + 1)];
    for (&own, &wanted) in component.iter().zip(wanted) {
        joined[own] |= wanted;
    }
    let (from, to) = (steps(&graph.out, wanted, most), steps(&graph.into, wanted, most));
    let has = |edge| {
        let (tail, head) = ends(edge);
        let inside = component[tail] == component[head] && joined[component[tail]];
        inside && from[tail].saturating_add(to[head]) < most
    };
    (0..graph.edges()).map(has).collect()
}

/// The number of steps from the nearest wanted vertex to each vertex, along one side of the edges; `NEVER` from `most`
/// on.
fn steps(side: &Side, wanted: &[bool], most: u32) -> Vec<u32> {
    let mut steps = vec![NEVER; wanted.len()];
    let mut level: Vec<u32> = (0..).zip(wanted).filter(|&(_, &wanted)| wanted).map(|(vertex, _)| vertex).collect();
    let mut depth = 0;
    while !level.is_empty() && depth < most {
        let mut next = Vec::new();
        for vertex in level {
            if steps[vertex as usize] == NEVER {
                steps[vertex as usize] = depth;
                next.extend(side.ends[side.between(vertex, 0, u32::MAX)].iter().copied());
            }
        }
        (level, depth) = (next, depth + 1);
    }
    steps
}

/// For each edge, whether a walk in order of time that begins with it comes to a wanted vertex within the window; edges of
/// one time may follow each other if `ties`. Linear, but for a sort of the edges of each time.
///
/// The edges are swept from the last to the first, so that what is known of a vertex is the earliest arrival at a wanted
/// one by edges that leave it later.
pub(super) fn in_time(graph: &TemporalGraph, wanted: &[bool], window: Option<i64>, ties: bool) -> Vec<bool> {
    let mut arrival = vec![NEVER; wanted.len()];
    let mut reaches = vec![false; graph.ranks.len()];
    let (mut open, mut end) = (Vec::new(), graph.ranks.len());
    while let Some(rank) = graph.ranks[..end].last().copied() {
        let start = graph.ranks[..end].partition_point(|&other| other < rank);
        let own = |edge: &u32| {
            let (tail, head) = (graph.tail(*edge) as usize, graph.head(*edge) as usize);
            if wanted[tail] || wanted[head] { rank } else { arrival[head] }
        };
        #[expect(clippy::cast_possible_truncation, reason = "edges are numbered by 32 bits")]
        let mut of_rank: Vec<(u32, u32)> = (start as u32..end as u32).map(|edge| (own(&edge), edge)).collect();
        of_rank.sort_unstable();
        let until = graph.until(rank, window);
        for (first, edge) in of_rank {
            reaches[edge as usize] |= first <= until;
            // The earliest come first: a vertex is improved once at most.
            open.push(graph.tail(edge));
            while let Some(vertex) = open.pop() {
                if first >= arrival[vertex as usize] {
                    continue;
                }
                arrival[vertex as usize] = first;
                if ties {
                    for place in graph.into.between(vertex, rank - 1, rank) {
                        reaches[graph.into.edges[place] as usize] |= first <= until;
                        open.push(graph.into.ends[place]);
                    }
                }
            }
        }
        end = start;
    }
    reaches
}

/// For each edge, whether an edge at a wanted vertex lies within the window that begins with it, or ends with it.
pub(super) fn in_window(graph: &TemporalGraph, wanted: &[bool], window: Option<i64>, ends: bool) -> Vec<bool> {
    let touches = |&edge: &u32| wanted[graph.tail(edge) as usize] || wanted[graph.head(edge) as usize];
    let touched: Vec<u32> = (0..graph.edges()).filter(touches).map(|edge| graph.ranks[edge as usize]).collect();
    let near = |&rank: &u32| {
        let (from, until) = if ends { (graph.from(rank, window), rank) } else { (rank, graph.until(rank, window)) };
        let next = touched.partition_point(|&other| other < from);
        touched.get(next).is_some_and(|&other| other <= until)
    };
    graph.ranks.iter().map(near).collect()
}
