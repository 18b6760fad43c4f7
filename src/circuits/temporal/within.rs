//! Circuits within a window, in any order of time.
//!
//! Each set of edges is found once, from its earliest edge (among equal times, the one that was given first). That edge
//! and the later ones within the window form a small graph, in which the circuits through the edge are searched as if
//! there were no times. Where only circuits that end late are wanted, each is found from its latest edge instead: then
//! nothing is searched around the earlier ones.

use std::{
    marker::PhantomData,
    sync::{Arc, atomic::Ordering},
};

use super::{
    bounds::Bounds,
    bundles::Bundles,
    choose::Choose,
    near::{Around, Near},
};
use crate::circuits::{
    Digraph,
    all::{self, Rooted},
    bounded::{self, Index},
    found::Out,
    frames::Frame,
    reach::Reach,
    run::{Budget, Problem},
};

/// The search for circuits within a window.
pub(super) struct Within<'g, C> {
    bounds: Bounds<'g>,
    choose: PhantomData<fn() -> C>,
}

/// A part of the search.
pub(super) enum Task {
    /// A range of first edges.
    Roots(u32, u32),
    /// The circuits of one first edge that begin with a given path.
    Rooted(Arc<Local>, Vec<Frame>),
}

/// What can be on a circuit with a first edge.
pub(super) struct Local {
    bundles: Bundles,
    inner: Inner,
}

/// The search to use: Johnson's algorithm for circuits of any length, an index for bounded ones.
enum Inner {
    Any(Rooted),
    Short(Index),
}

/// How many first edges make one task.
const TOGETHER: u32 = 1 << 8;

impl<'g, C> Within<'g, C> {
    pub(super) fn new(bounds: Bounds<'g>) -> Self {
        Self { bounds, choose: PhantomData }
    }

    /// The graph around a first edge; `None` if it is on no circuit. Vertex 0 is its tail, vertex 1 its head.
    fn local(&self, root: u32, near: &mut Near) -> Option<Local> {
        let (graph, window) = (self.bounds.graph, self.bounds.window);
        let rank = graph.ranks[root as usize];
        let last = self.bounds.since.is_some();
        let (from, until) = if last { (graph.from(rank, window), rank) } else { (rank, graph.until(rank, window)) };
        let around = Around { edge: root, after: from - 1, until, last, most: self.bounds.most().saturating_sub(1) };
        let bundles = near.of(graph, around)?;
        let inner = inner(bundles.graph(), self.bounds.most)?;
        Some(Local { bundles, inner })
    }
}

fn inner(digraph: &Digraph, most: Option<u32>) -> Option<Inner> {
    match most {
        None => Rooted::new(digraph, 0).map(Inner::Any),
        Some(most) => {
            let mut reach = Reach::new(digraph.len());
            let mut reached = reach.around(digraph, &digraph.reversed(), 0, most);
            let names: Vec<u32> = (0..digraph.len()).collect();
            let mut index = Index::default();
            index.fill(digraph, &names, most, &mut reached);
            Some(Inner::Short(index))
        }
    }
}

/// The arrays of one thread.
pub(super) struct Scratch {
    near: Near,
    any: all::Scratch,
    short: bounded::Scratch,
}

impl<C: Choose> Problem for Within<'_, C> {
    type Task = Task;
    type Scratch = Scratch;
    type Out = C;

    fn tasks(&self) -> Vec<Task> {
        let graph = self.bounds.graph;
        vec![Task::Roots(self.bounds.since.map_or(0, |since| graph.first_of(since)), graph.edges())]
    }

    fn scratch(&self) -> Scratch {
        Scratch {
            near: Near::new(self.bounds.graph.len()),
            any: all::Scratch::default(),
            short: bounded::Scratch::default(),
        }
    }

    fn divide(&self, task: Task) -> (Task, Option<Task>) {
        match task {
            Task::Roots(from, to) if to - from > TOGETHER => {
                (Task::Roots(from, from + TOGETHER), Some(Task::Roots(from + TOGETHER, to)))
            }
            task => (task, None),
        }
    }

    fn run(&self, task: Task, scratch: &mut Scratch, out: &mut Out<'_, C>, budget: &mut Budget<'_>) -> Vec<Task> {
        match task {
            Task::Roots(from, to) => {
                if let Some(done) = self.bounds.done {
                    done.fetch_max(from, Ordering::Relaxed);
                }
                for root in (from..to).filter(|&root| self.bounds.has_root(root)) {
                    let local = self.local(root, &mut scratch.near).map(Arc::new);
                    let spent = budget.spend(1 + scratch.near.looked());
                    let left = local.map(|local| search(&local, None, scratch, out, budget)).unwrap_or_default();
                    if spent || !left.is_empty() {
                        return left.into_iter().chain([Task::Roots(root + 1, to)]).collect();
                    }
                }
                Vec::new()
            }
            Task::Rooted(local, path) => search(&local, Some(path), scratch, out, budget),
        }
    }
}

/// Searches a local graph, from the start or from a given path; returns the unfinished part when the budget is spent.
fn search<C: Choose>(
    local: &Arc<Local>,
    path: Option<Vec<Frame>>,
    scratch: &mut Scratch,
    out: &mut Out<'_, C>,
    budget: &mut Budget<'_>,
) -> Vec<Task> {
    let mut hand = |found: &mut C::Found| {
        C::expand(found, &local.bundles, out);
        !out.ended
    };
    let mut found = Out::new(&mut hand);
    let left = match &local.inner {
        Inner::Any(rooted) => scratch.any.run(rooted, path, &mut found, budget),
        Inner::Short(index) => scratch.short.run(index, path, &mut found, budget),
    };
    found.hand_over();
    left.into_iter().map(|path| Task::Rooted(local.clone(), path)).collect()
}
