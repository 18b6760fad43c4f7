//! A set that breaks every loop and a lower bound, found in one depth-first walk.
//!
//! The local-ratio method (R. Bar-Yehuda and others; for feedback arcs C. Demetrescu and I. Finocchi, *Combinatorial
//! algorithms for feedback problems in directed graphs*, Information Processing Letters 86, 2003): when the walk closes
//! a loop, the smallest weight on it is subtracted from all its arcs, and arcs with nothing left are broken. In the
//! end, broken arcs that lead forward in the order of the remaining graph are restored.

use super::{dual_packing::push, problem::Problem};

/// The groups to remove, in order, and a lower bound on the weight of any set that breaks every loop.
pub(super) fn greedy(problem: &Problem, weight: &[i128]) -> (Vec<usize>, i128) {
    let mut walk = Walk::new(problem, weight);
    for root in 0..problem.len {
        walk.from(root);
    }
    // A vertex finishes after all its successors. An arc to a vertex that finishes later closes a loop.
    let ended = &walk.ended;
    let backward = (0..problem.arcs.len()).filter(|&arc| {
        let (tail, head) = problem.arcs[arc];
        ended[head] >= ended[tail]
    });
    let mut set: Vec<usize> = backward.flat_map(|arc| problem.groups[arc].iter().copied()).collect();
    set.sort_unstable();
    set.dedup();
    (set, walk.bound)
}

struct Walk<'p> {
    problem: &'p Problem,
    out: Vec<Vec<usize>>,
    left: Vec<i128>,
    broken: Vec<bool>,
    /// The next out-arc of each vertex.
    next: Vec<usize>,
    /// The position of each vertex on the path.
    place: Vec<Option<usize>>,
    /// The vertices of the path, each with the arc that led to it; the first with none.
    path: Vec<(usize, Option<usize>)>,
    /// When each vertex finished; 0 if it has not.
    ended: Vec<usize>,
    ends: usize,
    bound: i128,
}

impl<'p> Walk<'p> {
    fn new(problem: &'p Problem, weight: &[i128]) -> Self {
        let mut out = vec![Vec::new(); problem.len];
        for (arc, &(tail, _)) in problem.arcs.iter().enumerate() {
            out[tail].push(arc);
        }
        Self {
            problem,
            out,
            left: weight.to_vec(),
            broken: vec![false; problem.arcs.len()],
            next: vec![0; problem.len],
            place: vec![None; problem.len],
            path: Vec::new(),
            ended: vec![0; problem.len],
            ends: 0,
            bound: 0,
        }
    }

    fn enter(&mut self, vertex: usize, by: Option<usize>) {
        self.place[vertex] = Some(self.path.len());
        self.path.push((vertex, by));
    }

    fn from(&mut self, root: usize) {
        if self.ended[root] == 0 {
            self.enter(root, None);
        }
        while let Some(&(vertex, _)) = self.path.last() {
            let Some(&arc) = self.out[vertex].get(self.next[vertex]) else {
                self.path.pop();
                self.place[vertex] = None;
                self.ends += 1;
                self.ended[vertex] = self.ends;
                continue;
            };
            self.next[vertex] += 1;
            let head = self.problem.arcs[arc].1;
            match self.place[head] {
                _ if self.broken[arc] || self.ended[head] > 0 => {}
                Some(place) => self.closes(place, arc),
                None => self.enter(head, Some(arc)),
            }
        }
    }

    /// Subtracts the smallest weight from the loop, breaks arcs with nothing left, and cuts the path back to its
    /// unbroken part.
    fn closes(&mut self, place: usize, arc: usize) {
        let on_path = self.path[place + 1..].iter().filter_map(|(_, by)| *by);
        let arcs: Vec<usize> = on_path.chain([arc]).collect();
        self.bound += push(self.problem, &mut self.left, &arcs, i128::MAX).0;
        let left = |arc: usize| self.problem.groups[arc].iter().map(|&group| self.left[group]).sum::<i128>();
        // Where groups are shared, every arc may have something left; then the arc with the least is broken.
        let Some(least) = arcs.iter().copied().min_by_key(|&arc| left(arc)) else { return };
        for &group in &self.problem.groups[least] {
            self.left[group] = 0;
        }
        for &arc in arcs.iter().flat_map(|&arc| &self.problem.groups[arc]).flat_map(|&c| &self.problem.members[c]) {
            self.broken[arc] |= self.problem.groups[arc].iter().all(|&group| self.left[group] == 0);
        }
        let gone = self.path.iter().position(|(_, by)| by.is_some_and(|by| self.broken[by]));
        let Some(gone) = gone else { return };
        for (vertex, by) in self.path.split_off(gone) {
            self.place[vertex] = None;
            // Vertices that were entered and not finished will be visited again.
            if let Some(by) = by.filter(|&by| !self.broken[by]) {
                self.next[self.problem.arcs[by].0] -= 1;
            }
        }
        // So will the closing arc, if it is not broken.
        if !self.broken[arc] {
            self.next[self.problem.arcs[arc].0] -= 1;
        }
    }
}
