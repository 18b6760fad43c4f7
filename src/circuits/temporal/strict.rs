//! Circuits in strictly increasing time.
//!
//! For each first edge, the cone of what can follow it and still lead home within the window is found from both sides, and
//! searched by its own small index, in which every edge knows where the later edges of its head begin. The
//! problem is that of 2SCENT (Kumar and Calders, PVLDB 11, 2018); see also Blanuša, Atasu and Ienne (arXiv 2301.01068).

use std::{marker::PhantomData, sync::Arc};

use super::{
    cone::{Cones, Start},
    graph::TemporalGraph,
    index::Index,
};
use crate::circuits::{
    found::Sink,
    frames::{Frame, split},
    run::{Budget, POLL, Problem},
};

/// The search for circuits in strictly increasing time.
#[derive(Debug)]
pub(super) struct Strict<'g, S> {
    graph: &'g TemporalGraph,
    window: Option<i64>,
    most: u32,
    sink: PhantomData<fn() -> S>,
}

impl<'g, S> Strict<'g, S> {
    pub(super) fn new(graph: &'g TemporalGraph, window: Option<i64>, most: Option<u32>) -> Self {
        Self { graph, window, most: most.unwrap_or(u32::MAX / 2), sink: PhantomData }
    }
}

/// A part of the search.
#[derive(Debug)]
pub(super) enum Task {
    /// The first edges from one to another.
    Roots(u32, u32),
    /// The circuits from one first edge, from a path on.
    Rooted(Arc<Index>, Vec<Frame>),
}

/// So many first edges are one task.
const TOGETHER: u32 = 1 << 10;

impl<S: Sink> Problem for Strict<'_, S> {
    type Task = Task;
    type Scratch = Scratch;
    type Out = S;

    fn tasks(&self) -> Vec<Task> {
        vec![Task::Roots(0, self.graph.edges())]
    }

    fn scratch(&self) -> Scratch {
        Scratch { cones: Cones::new(self.graph.len()), ..Scratch::default() }
    }

    fn divide(&self, task: Task) -> (Task, Option<Task>) {
        match task {
            Task::Roots(from, to) if to - from > TOGETHER => {
                (Task::Roots(from, from + TOGETHER), Some(Task::Roots(from + TOGETHER, to)))
            }
            task => (task, None),
        }
    }

    fn run(&self, task: Task, scratch: &mut Scratch, out: &mut S, budget: &mut Budget<'_>) -> Vec<Task> {
        match task {
            Task::Roots(from, to) => {
                for root in from..to {
                    let mut steps = 1;
                    let mut left = Vec::new();
                    let mut index = std::mem::take(&mut scratch.index);
                    if self.index(root, &mut scratch.cones, &mut index, &mut steps) {
                        scratch.begin(&index, self.most, out);
                        left = scratch.search(&index, self.most, out, budget);
                    }
                    if budget.spend(steps) || !left.is_empty() {
                        let index = Arc::new(index);
                        let rooted = left.into_iter().map(|path| Task::Rooted(index.clone(), path));
                        return rooted.chain([Task::Roots(root + 1, to)]).collect();
                    }
                    scratch.index = index;
                }
                Vec::new()
            }
            Task::Rooted(index, path) => {
                scratch.resume(&index, &path);
                let left = scratch.search(&index, self.most, out, budget);
                left.into_iter().map(|path| Task::Rooted(index.clone(), path)).collect()
            }
        }
    }
}

impl<S> Strict<'_, S> {
    /// Fills the index of a first edge; whether anything leads home.
    fn index(&self, root: u32, cones: &mut Cones, index: &mut Index, steps: &mut u32) -> bool {
        let (tail, head) = (self.graph.tail(root), self.graph.head(root));
        let rank = self.graph.ranks[root as usize];
        let until = self.graph.until(rank, self.window);
        let start = Start { tail, head, rank, until, most: self.most - 1 };
        let Some(cone) = cones.of(self.graph, start, steps) else {
            return false;
        };
        index.fill(self.graph, root, &cone);
        true
    }
}

/// The arrays of one thread.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    cones: Cones,
    index: Index,
    path: Vec<Frame>,
    /// The edges of the path, by their numbers in the whole graph.
    edges: Vec<u32>,
    on_path: Vec<bool>,
}

/// The first edge: it is not in the index.
const ROOT: u32 = u32::MAX;

impl Scratch {
    fn begin<S: Sink>(&mut self, index: &Index, most: u32, out: &mut S) {
        self.resume(index, &[Frame { at: ROOT, next: 0, end: index.end(0), spent: 1 }]);
        if most >= 2 {
            for &home in &index.edges_home[..index.end_home(0) as usize] {
                out.put(&self.edges, Some(home));
            }
        }
    }

    fn resume(&mut self, index: &Index, path: &[Frame]) {
        self.path.clear();
        self.path.extend_from_slice(path);
        self.edges.clear();
        self.on_path.clear();
        self.on_path.resize(index.len(), false);
        for frame in path {
            let (edge, vertex) = match frame.at {
                ROOT => (index.root, 0),
                at => (index.edges[at as usize], index.heads[at as usize]),
            };
            self.edges.push(edge);
            self.on_path[vertex as usize] = true;
        }
    }

    /// Goes on until done, or until the budget is spent: then returns what is left.
    fn search<S: Sink>(&mut self, index: &Index, most: u32, out: &mut S, budget: &mut Budget<'_>) -> Vec<Vec<Frame>> {
        let mut steps = 0;
        while let Some(frame) = self.path.last_mut() {
            if frame.next == frame.end {
                if frame.at != ROOT {
                    self.on_path[index.heads[frame.at as usize] as usize] = false;
                }
                self.path.pop();
                self.edges.pop();
                continue;
            }
            let at = frame.next;
            frame.next += 1;
            let head = index.heads[at as usize];
            let spent = frame.spent + 1;
            steps += 1;
            if self.on_path[head as usize] || spent + index.steps_home[head as usize] > most {
                continue;
            }
            self.edges.push(index.edges[at as usize]);
            for &home in &index.edges_home[index.later_home[at as usize] as usize..index.end_home(head) as usize] {
                out.put(&self.edges, Some(home));
                steps += 1;
            }
            let (next, end) = (index.later[at as usize], index.end(head));
            if next < end && spent + 2 <= most {
                self.on_path[head as usize] = true;
                self.path.push(Frame { at, next, end, spent });
            } else {
                self.edges.pop();
            }
            if steps > POLL {
                let spent = budget.spend(steps);
                steps = 0;
                if budget.stopped() {
                    return Vec::new();
                }
                if spent || out.full() {
                    return split(&self.path);
                }
            }
        }
        budget.spend(steps);
        Vec::new()
    }
}
