//! Circuits whose times do not matter: those of the graph with parallel edges merged, each step by any of its edges.

use std::marker::PhantomData;

use super::{bounds::Bounds, bundles::Bundles, choose::Choose};
use crate::circuits::{
    found::Out,
    run::{Budget, Problem},
};

/// A search for circuits of vertices, of each of which every choice of edges is made.
pub(super) struct Untimed<P, C> {
    inner: P,
    bundles: Bundles,
    choose: PhantomData<fn() -> C>,
}

/// The parallel edges of a whole graph, of those that are searched.
pub(super) fn bundles(bounds: &Bounds<'_>) -> Bundles {
    let graph = bounds.graph;
    let edges = (0..graph.edges()).filter(|&edge| bounds.has_root(edge));
    Bundles::new(graph.len(), edges.map(|edge| (graph.tail(edge), graph.head(edge), edge)).collect())
}

impl<P: Problem<Out = C::Found>, C: Choose> Untimed<P, C> {
    pub(super) fn new(inner: P, bundles: Bundles) -> Self {
        Self { inner, bundles, choose: PhantomData }
    }
}

impl<P: Problem<Out = C::Found>, C: Choose> Problem for Untimed<P, C> {
    type Task = P::Task;
    type Scratch = P::Scratch;
    type Out = C;

    fn tasks(&self) -> Vec<P::Task> {
        self.inner.tasks()
    }

    fn scratch(&self) -> P::Scratch {
        self.inner.scratch()
    }

    fn divide(&self, task: P::Task) -> (P::Task, Option<P::Task>) {
        self.inner.divide(task)
    }

    fn run(
        &self,
        task: P::Task,
        scratch: &mut P::Scratch,
        out: &mut Out<'_, C>,
        budget: &mut Budget<'_>,
    ) -> Vec<P::Task> {
        let mut expand = |found: &mut C::Found| {
            C::expand(found, &self.bundles, out);
            !out.ended
        };
        let mut found = Out::new(&mut expand);
        let left = self.inner.run(task, scratch, &mut found, budget);
        found.hand_over();
        left
    }
}
