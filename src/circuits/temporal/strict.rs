//! Circuits in increasing time: each edge later than the one before, or not earlier.
//!
//! For each first edge, the cone of what can follow it and still lead back within the window is found from both sides
//! and searched with an index of its own. Parallel edges form one bundle there: the search runs over vertices, carries
//! the earliest arrival, and expands the choices of edges only when a circuit closes. The problem is that of 2SCENT
//! (Kumar and Calders, PVLDB 11, 2018); the bundles are theirs. See also Blanuša, Atasu and Ienne (arXiv 2301.01068).

use std::{
    marker::PhantomData,
    sync::{Arc, OnceLock, atomic::Ordering},
};

use super::{
    bounds::Bounds,
    cone::{Cones, Start},
    gather::{Gather, Ways},
    index::{Bundle, Index, Place},
    suffix::Suffixes,
};
use crate::circuits::{
    found::{Full, Out},
    frames::{Frame, split},
    run::{Budget, POLL, Problem},
};

/// The search for circuits in increasing time.
#[derive(Debug)]
pub(super) struct Strict<'g, G> {
    bounds: Bounds<'g>,
    ties: bool,
    gather: PhantomData<fn() -> G>,
}

impl<'g, G> Strict<'g, G> {
    pub(super) fn new(bounds: Bounds<'g>) -> Self {
        Self { bounds, ties: false, gather: PhantomData }
    }

    /// Lets edges of one time follow each other. Circuits whose edges are all of one time are not found.
    pub(super) fn with_ties(self) -> Self {
        Self { ties: true, ..self }
    }
}

/// A part of the search.
#[derive(Debug)]
pub(super) enum Task {
    /// A range of first edges.
    Roots(u32, u32),
    /// The circuits of one first edge that begin with a given path.
    Rooted(Arc<Around>, Vec<Frame>),
}

/// What is around a first edge.
#[derive(Debug, Default)]
pub(super) struct Around {
    index: Index,
    /// The ways home from late edges, once the search has been long enough to be worth them; all threads use them.
    suffixes: OnceLock<Suffixes>,
}

/// How many first edges make one task.
const TOGETHER: u32 = 1 << 10;

impl<G: Gather> Problem for Strict<'_, G> {
    type Task = Task;
    type Scratch = Scratch<G>;
    type Out = G::Out;

    fn tasks(&self) -> Vec<Task> {
        vec![Task::Roots(self.bounds.earliest(), self.bounds.graph.edges())]
    }

    fn scratch(&self) -> Scratch<G> {
        Scratch { cones: Cones::new(self.bounds.graph.len()), ..Scratch::default() }
    }

    fn divide(&self, task: Task) -> (Task, Option<Task>) {
        match task {
            Task::Roots(from, to) if to - from > TOGETHER => {
                (Task::Roots(from, from + TOGETHER), Some(Task::Roots(from + TOGETHER, to)))
            }
            task => (task, None),
        }
    }

    fn run(
        &self,
        task: Task,
        scratch: &mut Scratch<G>,
        out: &mut Out<'_, G::Out>,
        budget: &mut Budget<'_>,
    ) -> Vec<Task> {
        match task {
            Task::Roots(from, to) => {
                if let Some(done) = self.bounds.done {
                    done.fetch_max(from, Ordering::Relaxed);
                }
                for root in (from..to).filter(|&root| self.bounds.has_root(root)) {
                    let mut left = Vec::new();
                    let mut around = std::mem::take(&mut scratch.around);
                    if self.index(root, &mut scratch.cones, &mut around.index) {
                        scratch.begin(&around, out);
                        left = scratch.search(&around, out, budget);
                    }
                    if budget.spend(1 + scratch.cones.looked()) || !left.is_empty() {
                        let around = Arc::new(around);
                        let rooted = left.into_iter().map(|path| Task::Rooted(around.clone(), path));
                        return rooted.chain([Task::Roots(root + 1, to)]).collect();
                    }
                    scratch.put_back(around);
                }
                Vec::new()
            }
            Task::Rooted(around, path) => {
                scratch.resume(&around.index, &path);
                let left = scratch.search(&around, out, budget);
                left.into_iter().map(|path| Task::Rooted(around.clone(), path)).collect()
            }
        }
    }
}

impl<G> Strict<'_, G> {
    /// Fills the index of a first edge; says whether anything leads back to its tail.
    fn index(&self, root: u32, cones: &mut Cones, index: &mut Index) -> bool {
        let graph = self.bounds.graph;
        let (tail, head, rank) = (graph.tail(root), graph.head(root), graph.ranks[root as usize]);
        let until = graph.until(rank, self.bounds.window);
        let closing = self.bounds.since.map_or(rank, |since| rank.max(since - 1));
        let (most, slack) = (self.bounds.most(), self.ties.into());
        let start = Start { tail, head, rank, until, closing, most: most.saturating_sub(1), slack };
        let Some(cone) = cones.of(graph, start) else {
            return false;
        };
        index.fill(graph, root, most, &cone);
        true
    }
}

/// The arrays of one thread.
#[derive(Debug, Default)]
pub(super) struct Scratch<G> {
    cones: Cones,
    around: Around,
    /// Each vertex by the place of the edge that reaches it first, carrying the rank after which the next can leave. The
    /// bundle of that edge is the one before the next of the vertex before.
    path: Vec<Frame>,
    gather: G,
    /// The vertices of the path, as a set of bits.
    on_path: Vec<u64>,
    /// How many steps the search from this first edge has taken.
    taken: u32,
    /// The memory of ways home that are no longer needed.
    spare: Suffixes,
}

impl<G: Gather> Scratch<G> {
    /// Keeps the memory of a search that is done.
    fn put_back(&mut self, mut around: Around) {
        if let Some(suffixes) = around.suffixes.take() {
            self.spare = suffixes;
        }
        self.around = around;
    }

    fn begin(&mut self, Around { index, .. }: &Around, out: &mut Out<'_, G::Out>) {
        let place = index.place(0);
        self.resume(index, &[Frame { at: 0, next: place.first, end: place.end, carried: 0 }]);
        let home = index.home(place, 0);
        if index.most >= 2 && !home.is_empty() {
            self.gather.close(index, &self.path, home, out);
        }
    }

    fn resume(&mut self, index: &Index, path: &[Frame]) {
        self.path.clear();
        self.path.extend_from_slice(path);
        self.gather.root(index);
        self.on_path.clear();
        self.on_path.resize(index.len().div_ceil(64), 0);
        self.flip(0);
        self.taken = 0;
        for (frame, before) in path.iter().skip(1).zip(path) {
            let bundle = index.bundle_at(before.next - 1);
            self.gather.enter(index, bundle, frame.at);
            self.flip(bundle.head);
        }
    }

    /// Whether a vertex is on the path.
    #[inline]
    fn has(&self, vertex: u32) -> bool {
        self.on_path[vertex as usize / 64] >> (vertex % 64) & 1 == 1
    }

    /// Puts a vertex on the path, or takes it off.
    #[inline]
    fn flip(&mut self, vertex: u32) {
        self.on_path[vertex as usize / 64] ^= 1 << (vertex % 64);
    }

    /// Searches until done or until the budget is spent; returns the unfinished part.
    fn search(&mut self, around: &Around, out: &mut Out<'_, G::Out>, budget: &mut Budget<'_>) -> Vec<Vec<Frame>> {
        let Around { index, suffixes } = around;
        let mut known = suffixes.get();
        let mut steps = 0;
        while let Some(&Frame { next, end, carried: after, .. }) = self.path.last() {
            steps += 1;
            let bundle = if next < end { index.bundle_at(next) } else { NOTHING };
            if bundle.last <= after {
                self.retreat(index);
                continue;
            }
            self.step_on();
            if !self.has(bundle.head) {
                steps += self.enter((index, known), bundle, after, out);
            }
            if steps > POLL || out.sink.full() {
                self.taken = self.taken.saturating_add(steps);
                if known.is_none() && self.taken > Suffixes::worth(index) {
                    known = Some(suffixes.get_or_init(|| std::mem::take(&mut self.spare).filled(index)));
                }
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

    #[inline]
    fn step_on(&mut self) {
        if let Some(frame) = self.path.last_mut() {
            frame.next += 1;
        }
    }

    /// Follows a bundle from the end of the path over its first edge after a rank: reports the circuits that close
    /// there, and goes on if it can. Returns about how many circuits there were.
    #[inline]
    fn enter(
        &mut self,
        (index, suffixes): (&Index, Option<&Suffixes>),
        bundle: Bundle,
        after: u32,
        out: &mut Out<'_, G::Out>,
    ) -> u32 {
        let place = index.place(bundle.head);
        // The path and this edge have one edge more than the path has vertices.
        let length = u32::try_from(self.path.len()).unwrap_or(u32::MAX) + 1;
        if length + place.steps_home > index.most {
            return 0;
        }
        let at = index.later(bundle.start, bundle.end, after);
        let after = index.after(at);
        if let Some(suffixes) = suffixes
            && at + 1 == bundle.end
            && self.gather.single()
            && let Some(range) = suffixes.of(at)
        {
            let count = range.end - range.start;
            let ways = Ways { suffixes, range, on_path: &self.on_path, most: index.most - length };
            self.gather.join(index.edges[at as usize], &ways, &mut out.sink);
            return count;
        }
        let mut count = 0;
        let next = if length + 2 <= index.most { self.way_on(index, place, after) } else { None };
        let closes = place.last_home > after;
        if closes || next.is_some() {
            self.gather.enter(index, bundle, at);
            self.path.push(Frame { at, next: next.unwrap_or(place.end), end: place.end, carried: after });
            if closes {
                count = self.gather.close(index, &self.path, index.home(place, after), out);
            }
            if next.is_some() {
                self.flip(bundle.head);
            } else {
                self.path.pop();
                self.gather.leave(bundle, at);
            }
        }
        count
    }

    /// The first bundle of a vertex that leads on after an arrival, to a vertex that is not on the path. So a vertex
    /// with no way out is never entered.
    #[inline]
    fn way_on(&self, index: &Index, place: Place, after: u32) -> Option<u32> {
        for (at, bundle) in (place.first..).zip(index.bundles(place.first, place.end)) {
            if bundle.last <= after {
                return None;
            }
            if !self.has(bundle.head) {
                return Some(at);
            }
        }
        None
    }

    /// Takes the last vertex off the path.
    #[inline]
    fn retreat(&mut self, index: &Index) {
        let frame = self.path.pop();
        if let (Some(frame), Some(before)) = (frame, self.path.last()) {
            let bundle = index.bundle_at(before.next - 1);
            self.flip(bundle.head);
            self.gather.leave(bundle, frame.at);
        }
    }
}

/// No bundle.
const NOTHING: Bundle = Bundle { head: 0, last: 0, start: 0, end: 0 };
