//! Circuits within a window, in any order of time.
//!
//! Each set of edges is found once, from its earliest edge (among equal times, the one that was given first). That edge
//! and the later ones within the window form a small graph, in which the circuits through the edge are searched as if
//! there were no times.

use std::{
    marker::PhantomData,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use super::{bundles::Bundles, choose::Choose, graph::TemporalGraph};
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
    graph: &'g TemporalGraph,
    window: Option<i64>,
    most: Option<u32>,
    done: Option<&'g AtomicU32>,
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
    /// Searches within a window and a bound of the length; tells how many first edges are done.
    pub(super) fn new(
        graph: &'g TemporalGraph,
        (window, most): (Option<i64>, Option<u32>),
        done: Option<&'g AtomicU32>,
    ) -> Self {
        Self { graph, window, most, done, choose: PhantomData }
    }

    /// The graph around a first edge; `None` if it is on no circuit. Vertex 0 is its tail, vertex 1 its head.
    fn local(&self, root: u32, scratch: &mut Scratch, steps: &mut u32) -> Option<Local> {
        let graph = self.graph;
        let (tail, head) = (graph.tail(root), graph.head(root));
        let first = graph.ranks[root as usize];
        let until = graph.until(first, self.window);
        let back = graph.into.between(tail, first - 1, until);
        if graph.into.edges[back].last().is_none_or(|&edge| edge < root) {
            return None;
        }
        let mut list = Vec::new();
        let mut places = vec![tail, head];
        scratch.place[tail as usize] = 0;
        scratch.place[head as usize] = 1;
        // Vertices are met in the order of their distance; none is further away than the longest circuit reaches.
        let (mut at, mut level, mut left) =
            (1, places.len(), self.most.map_or(u32::MAX, |most| most.saturating_sub(1)));
        while let Some(&vertex) = places.get(at) {
            if at == level {
                (level, left) = (places.len(), left - 1);
            }
            if left == 0 {
                break;
            }
            for place in graph.out.between(vertex, first - 1, until) {
                let (edge, end) = (graph.out.edges[place], graph.out.ends[place]);
                *steps = steps.saturating_add(1);
                if edge < root {
                    continue;
                }
                if scratch.place[end as usize] == ABSENT {
                    scratch.place[end as usize] = u32::try_from(places.len()).unwrap_or(ABSENT);
                    places.push(end);
                }
                list.push((u32::try_from(at).unwrap_or(ABSENT), scratch.place[end as usize], edge));
            }
            at += 1;
        }
        for &vertex in &places {
            scratch.place[vertex as usize] = ABSENT;
        }
        let closes = list.iter().any(|&(_, end, _)| end == 0);
        list.push((0, 1, root));
        if !closes {
            return None;
        }
        let bundles = Bundles::new(u32::try_from(places.len()).unwrap_or(ABSENT), list);
        let inner = inner(bundles.graph(), self.most)?;
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

/// Not in the local graph.
const ABSENT: u32 = u32::MAX;

/// The arrays of one thread.
pub(super) struct Scratch {
    /// For each vertex, its place in the local graph.
    place: Vec<u32>,
    any: all::Scratch,
    short: bounded::Scratch,
}

impl<C: Choose> Problem for Within<'_, C> {
    type Task = Task;
    type Scratch = Scratch;
    type Out = C;

    fn tasks(&self) -> Vec<Task> {
        vec![Task::Roots(0, self.graph.edges())]
    }

    fn scratch(&self) -> Scratch {
        Scratch {
            place: vec![ABSENT; self.graph.len() as usize],
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
                if let Some(done) = self.done {
                    done.fetch_max(from, Ordering::Relaxed);
                }
                for root in from..to {
                    let mut steps = 1;
                    let local = self.local(root, scratch, &mut steps).map(Arc::new);
                    let spent = budget.spend(steps);
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
    let mut hand = |found: &mut C::Found| C::expand(found, &local.bundles, out);
    let mut found = Out::new(&mut hand);
    let left = match &local.inner {
        Inner::Any(rooted) => scratch.any.run(rooted, path, &mut found, budget),
        Inner::Short(index) => scratch.short.run(index, path, &mut found, budget),
    };
    found.hand_over();
    left.into_iter().map(|path| Task::Rooted(local.clone(), path)).collect()
}
