//! Every elementary circuit.
//!
//! D. B. Johnson, *Finding all the elementary circuits of a directed graph*, SIAM J. Comput. 4, 1975, with flat arrays
//! and an explicit stack: O((vertices + edges) · (circuits + 1)) time, O(vertices + edges) memory. The first root of
//! each strongly connected component is its hub: once the hub is removed, most components fall apart, and the pieces
//! are searched one by one.

use std::{borrow::Borrow, sync::Arc};

use super::{
    Digraph,
    components::Components,
    found::{Out, Sink},
    frames::{Frame, split},
    part::{ABSENT, Part},
    roots::Roots,
    run::{Budget, POLL, Problem},
    ways::Ways,
};

/// The search for all circuits of a graph.
#[derive(Debug)]
pub(super) struct All<G, S> {
    graph: G,
    /// The strongly connected components, by their vertices.
    parts: Vec<Vec<u32>>,
    roots: Roots,
    sink: std::marker::PhantomData<fn() -> S>,
}

/// A part of the search.
#[derive(Debug)]
pub(super) enum Task {
    /// A range of components.
    Parts(usize, usize),
    /// All circuits of a part.
    Whole(Arc<Part>),
    /// The circuits through a part's hub that begin with a given path.
    Rooted(Arc<Part>, Vec<Frame>),
}

impl<G: Borrow<Digraph>, S: Sink> All<G, S> {
    pub(super) fn new(graph: G) -> Self {
        let columns = graph.borrow().columns();
        let parts = Components::default().of(columns.first, columns.heads, 0);
        Self { graph, parts, roots: Roots::Busiest, sink: std::marker::PhantomData }
    }

    pub(super) fn rooted_at(self, roots: Roots) -> Self {
        Self { roots, ..self }
    }
}

/// How many small components make one task.
const TOGETHER: usize = 64;

impl<G: Borrow<Digraph> + Sync, S: Sink> Problem for All<G, S> {
    type Task = Task;
    type Scratch = Scratch;
    type Out = S;

    fn tasks(&self) -> Vec<Task> {
        let Roots::Only(root) = self.roots else {
            return vec![Task::Parts(0, self.parts.len())];
        };
        let rooted = Rooted::new(self.graph.borrow(), root);
        let task = |Rooted(part)| {
            let start = part.start();
            Task::Rooted(Arc::new(part), start)
        };
        rooted.map(task).into_iter().collect()
    }

    fn scratch(&self) -> Scratch {
        Scratch { local: vec![ABSENT; self.graph.borrow().len() as usize], ..Scratch::default() }
    }

    fn divide(&self, task: Task) -> (Task, Option<Task>) {
        match task {
            Task::Parts(from, to) if to - from > TOGETHER => {
                (Task::Parts(from, from + TOGETHER), Some(Task::Parts(from + TOGETHER, to)))
            }
            task => (task, None),
        }
    }

    fn run(&self, task: Task, scratch: &mut Scratch, out: &mut Out<'_, S>, budget: &mut Budget<'_>) -> Vec<Task> {
        match task {
            Task::Parts(from, to) => {
                for at in from..to {
                    let graph = self.graph.borrow().columns();
                    let part = Part::new(graph, self.parts[at].clone(), None, |v| v, &mut scratch.local);
                    let mut left = scratch.whole(Arc::new(part), out, budget);
                    if !left.is_empty() {
                        left.push(Task::Parts(at + 1, to));
                        return left;
                    }
                }
                Vec::new()
            }
            Task::Whole(part) => scratch.whole(part, out, budget),
            Task::Rooted(part, path) => {
                scratch.start(&part, &path);
                scratch.search(&part, out, budget).into_iter().map(|path| Task::Rooted(part.clone(), path)).collect()
            }
        }
    }
}

/// The circuits through one vertex.
#[derive(Debug)]
pub(super) struct Rooted(Part);

impl Rooted {
    /// Of a graph; `None` if the vertex is on no circuit.
    pub(super) fn new(graph: &Digraph, vertex: u32) -> Option<Self> {
        let columns = graph.columns();
        let mut parts = Components::default().of(columns.first, columns.heads, 0).into_iter();
        let members = parts.find(|part| part.contains(&vertex))?;
        let mut local = vec![ABSENT; graph.len() as usize];
        Some(Self(Part::new(columns, members, Some(vertex), |v| v, &mut local)))
    }
}

impl Scratch {
    /// Searches the circuits through a vertex, from the start or from a given path; returns the unfinished part of the
    /// search when the budget is spent.
    pub(super) fn run<S: Sink>(
        &mut self,
        rooted: &Rooted,
        path: Option<Vec<Frame>>,
        out: &mut Out<'_, S>,
        budget: &mut Budget<'_>,
    ) -> Vec<Vec<Frame>> {
        let Rooted(part) = rooted;
        self.start(part, &path.unwrap_or_else(|| part.start()));
        self.search(part, out, budget)
    }
}

/// No edge.
const NONE: u32 = u32::MAX;

/// The arrays of one thread.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    components: Components,
    local: Vec<u32>,
    path: Vec<Frame>,
    /// The numbers that the path's vertices have in the whole graph.
    names: Vec<u32>,
    ways: Ways,
    /// For each vertex of the path, whether a circuit was found from it.
    found: Vec<bool>,
    blocked: Vec<bool>,
    /// Johnson's B lists: the edges that wait for a vertex to be unblocked, as linked lists through the edges.
    waiting: Vec<u32>,
    next_waiting: Vec<u32>,
    /// For each edge, the vertex that waits by it; `NONE` if it is in no list.
    waits: Vec<u32>,
    /// Vertices to be unblocked.
    free: Vec<u32>,
}

impl Scratch {
    /// All circuits of a part: those through its hub, then those of what is left without it, and so on.
    fn whole<S: Sink>(&mut self, part: Arc<Part>, out: &mut Out<'_, S>, budget: &mut Budget<'_>) -> Vec<Task> {
        let mut parts = vec![part];
        while let Some(part) = parts.pop() {
            #[expect(clippy::cast_possible_truncation, reason = "a part has at most 2^32 edges")]
            let spent = budget.spend(part.edges() as u32);
            let rest: Vec<Arc<Part>> =
                part.without_hub(&mut self.components, &mut self.local).into_iter().map(Arc::new).collect();
            parts.extend(rest.into_iter().rev());
            self.start(&part, &part.start());
            let left = self.search(&part, out, budget);
            if spent || !left.is_empty() {
                let rooted = left.into_iter().map(|path| Task::Rooted(part.clone(), path));
                return rooted.chain(parts.into_iter().rev().map(Task::Whole)).collect();
            }
        }
        Vec::new()
    }

    /// Prepares to continue from a path. Which vertices were blocked is forgotten, and vertices of a path that another
    /// task began are never blocked when they are taken off: this costs some extra search but never misses a circuit.
    fn start(&mut self, part: &Part, path: &[Frame]) {
        self.path.clear();
        self.path.extend_from_slice(path);
        self.names.clear();
        self.names.extend(path.iter().map(|frame| part.names[frame.at as usize]));
        self.ways.start(path, &part.parallel);
        self.found.clear();
        self.found.resize(path.len(), path.len() > 1);
        self.blocked.clear();
        self.blocked.resize(part.names.len(), false);
        for frame in path {
            self.blocked[frame.at as usize] = true;
        }
        self.waiting.clear();
        self.waiting.resize(part.names.len(), NONE);
        self.waits.clear();
        self.waits.resize(part.edges(), NONE);
        self.next_waiting.resize(part.edges().max(self.next_waiting.len()), NONE);
    }

    /// Searches until done or until the budget is spent; returns the unfinished part.
    fn search<S: Sink>(&mut self, part: &Part, out: &mut Out<'_, S>, budget: &mut Budget<'_>) -> Vec<Vec<Frame>> {
        let mut steps = 0;
        while let Some(frame) = self.path.last_mut() {
            if frame.next == frame.end {
                steps += 1;
                self.retreat(part);
                continue;
            }
            let edge = frame.next;
            let head = part.heads[edge as usize];
            frame.next += 1;
            if head == 0 {
                out.sink.put(&self.names, &[], self.ways.over(edge, &part.parallel));
                self.found.pop();
                self.found.push(true);
                steps += 1;
            } else if !self.blocked[head as usize] {
                self.blocked[head as usize] = true;
                let (next, end) = (part.first[head as usize], part.first[head as usize + 1]);
                self.path.push(Frame { at: head, next, end, carried: 0 });
                self.names.push(part.names[head as usize]);
                self.ways.enter(edge, &part.parallel);
                self.found.push(false);
                steps += end - next;
            }
            if steps > POLL {
                budget.spend(steps);
                steps = 0;
                if budget.stopped() {
                    return Vec::new();
                }
                if budget.offer(out) {
                    return split(&self.path);
                }
            }
        }
        budget.spend(steps);
        Vec::new()
    }

    /// Takes the last vertex off the path. If a circuit was found through it, it is unblocked; otherwise it stays
    /// blocked until one of its successors is unblocked.
    fn retreat(&mut self, part: &Part) {
        let (Some(frame), Some(found)) = (self.path.pop(), self.found.pop()) else {
            return;
        };
        self.names.pop();
        self.ways.leave();
        if found {
            self.unblock(frame.at);
            if let Some(before) = self.found.last_mut() {
                *before = true;
            }
            return;
        }
        for edge in part.first[frame.at as usize]..part.first[frame.at as usize + 1] {
            let head = part.heads[edge as usize] as usize;
            if self.waits[edge as usize] == NONE {
                self.waits[edge as usize] = frame.at;
                self.next_waiting[edge as usize] = self.waiting[head];
                self.waiting[head] = edge;
            }
        }
    }

    fn unblock(&mut self, vertex: u32) {
        self.free.push(vertex);
        while let Some(vertex) = self.free.pop() {
            if !std::mem::take(&mut self.blocked[vertex as usize]) {
                continue;
            }
            let mut edge = std::mem::replace(&mut self.waiting[vertex as usize], NONE);
            while edge != NONE {
                let waits = std::mem::replace(&mut self.waits[edge as usize], NONE);
                self.free.push(waits);
                edge = self.next_waiting[edge as usize];
            }
        }
    }
}
