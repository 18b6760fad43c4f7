//! The rows of the linear programme: short loops among the arcs that are not yet broken.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::problem::Problem;

/// The out-arcs of each vertex.
pub(super) struct CycleRows<'p> {
    problem: &'p Problem,
    out: Vec<Vec<usize>>,
}

/// A loop: its length and its arcs in order.
pub(super) type Ring = (u64, Vec<usize>);

impl<'p> CycleRows<'p> {
    pub(super) fn new(problem: &'p Problem) -> Self {
        let mut out = vec![Vec::new(); problem.len];
        for (at, &(tail, _)) in problem.arcs.iter().enumerate() {
            out[tail].push(at);
        }
        Self { problem, out }
    }

    /// The shortest loop through a vertex that is shorter than `below`, by Dijkstra's algorithm; arcs without a length
    /// are skipped.
    pub(super) fn through(&self, vertex: usize, below: u64, length: &dyn Fn(usize) -> Option<u64>) -> Option<Ring> {
        let mut reached: Vec<Option<(u64, usize)>> = vec![None; self.problem.len];
        let mut queue = BinaryHeap::from([Reverse((0, vertex))]);
        while let Some(Reverse((so_far, at))) = queue.pop() {
            let first = so_far == 0 && at == vertex && reached[vertex].is_none();
            if at == vertex && !first {
                break;
            }
            if !first && reached[at].is_some_and(|(known, _)| known < so_far) {
                continue;
            }
            for &arc in &self.out[at] {
                let head = self.problem.arcs[arc].1;
                let Some(there) = length(arc).map(|length| so_far.saturating_add(length)) else { continue };
                if there < below && reached[head].is_none_or(|(known, _)| there < known) {
                    reached[head] = Some((there, arc));
                    queue.push(Reverse((there, head)));
                }
            }
        }
        let total = reached[vertex]?.0;
        let mut arcs = Vec::new();
        let mut at = vertex;
        loop {
            let arc = reached[at]?.1;
            arcs.push(arc);
            at = self.problem.arcs[arc].0;
            if at == vertex {
                break;
            }
        }
        arcs.reverse();
        Some((total, arcs))
    }

    /// The shortest loop of all.
    pub(super) fn shortest(&self, length: &dyn Fn(usize) -> Option<u64>) -> Option<Ring> {
        let mut best: Option<Ring> = None;
        for vertex in 0..self.problem.len {
            let below = best.as_ref().map_or(u64::MAX, |(known, _)| *known);
            best = self.through(vertex, below, length).or(best);
        }
        best
    }
}
