//! The search for circuits in which each payment keeps a share of the one before it.

use std::{
    marker::PhantomData,
    sync::{Arc, atomic::Ordering},
};

use super::{
    local::{ABSENT, Local},
    walks::{Rule, Walks},
};
use crate::circuits::{
    found::{Out, Sink},
    frames::{Frame, split},
    run::{Budget, POLL, Problem},
};

/// The search over edges: from each first edge over what lies on a walk back to its tail.
#[derive(Debug)]
pub(in crate::circuits::temporal) struct Keeping<'g, S> {
    rule: Rule<'g>,
    sink: PhantomData<fn() -> S>,
}

/// A part of the search.
#[derive(Debug)]
pub(in crate::circuits::temporal) enum Task {
    /// A range of first edges.
    Roots(u32, u32),
    /// The circuits of one first edge that begin with a given path.
    Rooted(Arc<Local>, Vec<Frame>),
}

/// How many first edges make one task.
const TOGETHER: u32 = 1 << 10;

impl<'g, S> Keeping<'g, S> {
    pub(in crate::circuits::temporal) fn new(rule: Rule<'g>) -> Self {
        Self { rule, sink: PhantomData }
    }
}

impl<S: Sink> Problem for Keeping<'_, S> {
    type Task = Task;
    type Scratch = Scratch;
    type Out = S;

    fn tasks(&self) -> Vec<Task> {
        vec![Task::Roots(0, self.rule.graph.edges())]
    }

    fn scratch(&self) -> Scratch {
        Scratch { places: vec![ABSENT; self.rule.graph.len() as usize], ..Scratch::default() }
    }

    fn divide(&self, task: Task) -> (Task, Option<Task>) {
        match task {
            Task::Roots(from, to) if to - from > TOGETHER => {
                (Task::Roots(from, from + TOGETHER), Some(Task::Roots(from + TOGETHER, to)))
            }
            task => (task, None),
        }
    }

    fn run(&self, task: Task, scratch: &mut Scratch, out: &mut Out<'_, S>, budget: &mut Budget<'_>) -> Vec<Task> {
        match task {
            Task::Roots(from, to) => {
                if let Some(done) = self.rule.done() {
                    done.fetch_max(from, Ordering::Relaxed);
                }
                for root in from..to {
                    let local = Local::new(&self.rule, root, &mut scratch.walks, &mut scratch.places).map(Arc::new);
                    let spent = budget.spend(scratch.walks.looked);
                    let left = local.map(|local| self.search((&local, None), scratch, out, budget)).unwrap_or_default();
                    if budget.stopped() {
                        return Vec::new();
                    }
                    if spent || !left.is_empty() {
                        return left.into_iter().chain([Task::Roots(root + 1, to)]).collect();
                    }
                }
                Vec::new()
            }
            Task::Rooted(local, path) => self.search((&local, Some(path)), scratch, out, budget),
        }
    }
}

impl<S: Sink> Keeping<'_, S> {
    /// Searches what is around a first edge, from the start or from a given path; returns the unfinished part when the
    /// budget is spent.
    fn search(
        &self,
        (local, path): (&Arc<Local>, Option<Vec<Frame>>),
        scratch: &mut Scratch,
        out: &mut Out<'_, S>,
        budget: &mut Budget<'_>,
    ) -> Vec<Task> {
        let around = Around { rule: &self.rule, local };
        scratch.start(around, path);
        let left = scratch.search(around, out, budget);
        left.into_iter().map(|path| Task::Rooted(local.clone(), path)).collect()
    }
}

/// What is around a first edge.
#[derive(Debug, Clone, Copy)]
struct Around<'a> {
    rule: &'a Rule<'a>,
    local: &'a Local,
}

/// The arrays of one thread.
#[derive(Debug, Default)]
pub(in crate::circuits::temporal) struct Scratch {
    walks: Walks,
    places: Vec<u32>,
    /// Each edge of the path by its place in the local graph, carrying how its time goes.
    path: Vec<Frame>,
    /// The numbers of the edges of the path in the whole graph.
    numbers: Vec<u32>,
    /// For each vertex, whether the path has been there.
    on_path: Vec<bool>,
}

/// Every edge of the path is of the time of the first one.
const LEVEL: u32 = 1;

/// The path has an edge that was given before the first one. So it does not begin with the edge that was given first of
/// its time, and must be one that time tells where to begin: it never steps back, and ends later than it began.
const RISING: u32 = 2;

impl Scratch {
    /// Searches until done or until the budget is spent; returns the unfinished part.
    fn search<S: Sink>(
        &mut self,
        around: Around<'_>,
        out: &mut Out<'_, S>,
        budget: &mut Budget<'_>,
    ) -> Vec<Vec<Frame>> {
        let mut steps = 0;
        while let Some(frame) = self.path.last_mut() {
            steps += 1;
            if frame.next == frame.end {
                self.retreat(around);
            } else {
                let (at, next, time) = (frame.at, frame.next, frame.carried);
                frame.next += 1;
                if let Some(time) = self.fits(around, (at, time), next) {
                    self.enter(around, (next, time), out);
                }
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

    fn start(&mut self, Around { rule, local }: Around<'_>, path: Option<Vec<Frame>>) {
        self.path = path.unwrap_or_else(|| {
            let (next, end) = local.next(rule, local.edges[0]);
            vec![Frame { at: 0, next, end, carried: LEVEL }]
        });
        let edge = |frame: &Frame| local.edges[frame.at as usize];
        self.numbers.clear();
        self.numbers.extend(self.path.iter().map(|frame| edge(frame).number));
        self.on_path.clear();
        self.on_path.resize(local.len(), false);
        for frame in &self.path {
            self.on_path[edge(frame).head as usize] = true;
        }
    }

    /// Whether an edge may follow the path, which ends with an edge; and how the time of the path then goes.
    #[inline]
    fn fits(&self, Around { rule, local }: Around<'_>, (at, time): (u32, u32), next: u32) -> Option<u32> {
        let (edge, next) = (local.edges[at as usize], local.edges[next as usize]);
        let length = u32::try_from(self.path.len()).unwrap_or(u32::MAX);
        if self.on_path[next.head as usize]
            || length.saturating_add(next.rest) > rule.most
            || (time & RISING != 0 && next.rank < edge.rank)
            || !rule.kept.lets(edge.number, next.number)
        {
            return None;
        }
        let level = if next.rank == local.root.rank { time & LEVEL } else { 0 };
        if next.number > local.root.edge {
            Some(time & RISING | level)
        } else {
            // An edge of the first one's time.
            (level != 0).then_some(RISING | LEVEL)
        }
    }

    /// Follows an edge: reports the circuit that closes there, or goes on.
    #[inline]
    fn enter<S: Sink>(&mut self, Around { rule, local }: Around<'_>, (at, time): (u32, u32), out: &mut Out<'_, S>) {
        let edge = local.edges[at as usize];
        self.numbers.push(edge.number);
        if edge.head == 0 {
            if rule.graph.first(&self.numbers) == 0 && rule.late(&self.numbers) {
                out.sink.put(&self.numbers, &[], 1);
            }
            self.numbers.pop();
            return;
        }
        let (next, end) = local.next(rule, edge);
        self.path.push(Frame { at, next, end, carried: time });
        self.on_path[edge.head as usize] = true;
    }

    /// Takes the last edge off the path.
    #[inline]
    fn retreat(&mut self, Around { local, .. }: Around<'_>) {
        self.numbers.pop();
        if let Some(frame) = self.path.pop() {
            self.on_path[local.edges[frame.at as usize].head as usize] = false;
        }
    }
}
