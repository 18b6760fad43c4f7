//! What to search for among timed edges, and the ways to get the result: visit, count, iterate.

use std::{ops::ControlFlow, sync::atomic::AtomicU32};

use super::{
    bundled::Path,
    choose::{Bundled, Choose},
    gather::Gather,
    graph::TemporalGraph,
    kept::{Keeping, Kept, Rule},
    list::List,
    order::TimeOrder,
    strict::Strict,
    tally::Tally,
    untimed::{self, Untimed},
    within::Within,
};
use crate::{
    circuits::{Batch, Ended, Histogram, all::All, bounded::Bounded, found::BatchPool, run::run, search::Iter},
    model::Stop,
};

/// A search for circuits of timed edges; parallel edges make different circuits.
///
/// ```
/// use roundtrip::circuits::{TemporalGraph, TemporalSearch, TimeOrder};
/// // Tail, head, time: 0 pays 1 on day 1, 1 pays 0 on days 2 and 9.
/// let graph = TemporalGraph::from_edges(2, [(0, 1, 1), (1, 0, 2), (1, 0, 9)]);
/// let search = TemporalSearch::new(&graph, TimeOrder::Strict).window(Some(7));
/// for edges in &search {
///     let days: Vec<i64> = edges.iter().map(|&edge| graph.time(edge)).collect();
///     assert_eq!(days, [1, 2]);
/// }
/// assert_eq!(TemporalSearch::new(&graph, TimeOrder::None).count().total(), 2);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct TemporalSearch<'g> {
    graph: &'g TemporalGraph,
    order: TimeOrder,
    window: Option<i64>,
    most: Option<u32>,
    kept: Option<&'g Kept>,
    threads: usize,
    done: Option<&'g AtomicU32>,
}

impl<'g> TemporalSearch<'g> {
    /// A search on one thread, without a window or a bound of the length.
    pub fn new(graph: &'g TemporalGraph, order: TimeOrder) -> Self {
        Self { graph, order, window: None, most: None, kept: None, threads: 1, done: None }
    }

    /// The longest time from the first edge to the last; no effect with [`TimeOrder::None`].
    #[must_use]
    pub fn window(self, window: Option<i64>) -> Self {
        Self { window, ..self }
    }

    /// The most edges of a circuit.
    #[must_use]
    pub fn max_length(self, most: Option<u32>) -> Self {
        Self { most, ..self }
    }

    /// Only circuits in which the size of each edge lets the next one follow it, from the first on; what the last one
    /// leaves is not compared with the first. The first is the one from which on the times can be read without a step
    /// back; if there is none, the earliest, and of those the one that was given first.
    #[must_use]
    pub fn keep(self, kept: Option<&'g Kept>) -> Self {
        Self { kept, ..self }
    }

    /// The number of threads, which changes neither what is found nor the order.
    #[must_use]
    pub fn threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }

    /// Reports during the search about how many first edges of [`TemporalGraph::edges`] are done. With
    /// [`TimeOrder::None`] there are no first edges, and nothing is told.
    #[must_use]
    pub fn watch(self, done: &'g AtomicU32) -> Self {
        Self { done: Some(done), ..self }
    }

    /// Calls `visitor` with the edges of every circuit, each once: from the earliest on where times matter. `stop` is
    /// asked now and then.
    ///
    /// # Errors
    /// The reason, if the search was ended early: circuits may then be missing.
    pub fn visit(&self, stop: &Stop, visitor: &mut dyn FnMut(&[u32]) -> ControlFlow<()>) -> Result<(), Ended> {
        let pool = BatchPool::default();
        self.run::<List, Batch, Batch>(&|batch| pool.change(batch), stop, &mut |batch| {
            let end = batch.iter().try_for_each(&mut *visitor);
            pool.put_back(batch);
            end
        })
    }

    /// The same in batches: each is converted on the thread that found it and then passed to `sink` in order.
    ///
    /// # Errors
    /// The reason, if the search was ended early.
    pub fn batches<R: Send>(
        &self,
        finish: &(impl Fn(&Batch) -> R + Sync),
        stop: &Stop,
        sink: &mut dyn FnMut(R) -> ControlFlow<()>,
    ) -> Result<(), Ended> {
        self.run::<List, Batch, R>(&|batch| finish(batch), stop, sink)
    }

    /// Circuits of vertices: calls `visitor` once for all choices of parallel edges along one path from one first edge,
    /// with the earliest choice and the number of choices (`u64::MAX` is that or more). With [`keep`](Self::keep) each
    /// choice is told by itself, because what may follow an edge depends on its size.
    ///
    /// # Errors
    /// The reason, if the search was ended early.
    pub fn visit_bundles(
        &self,
        stop: &Stop,
        visitor: &mut dyn FnMut(&[u32], u64) -> ControlFlow<()>,
    ) -> Result<(), Ended> {
        let mut sink = |bundled: Bundled| bundled.iter().try_for_each(|(edges, count)| visitor(edges, count));
        self.run::<Path, Bundled, Bundled>(&std::mem::take, stop, &mut sink)
    }

    /// How many circuits there are of each length, counted without visiting each.
    pub fn count(&self) -> Histogram {
        self.count_until(&Stop::never()).0
    }

    /// The same, but ends when `stop` says so: then it also gives the reason, and the counts are those so far.
    pub fn count_until(&self, stop: &Stop) -> (Histogram, Result<(), Ended>) {
        let mut sum = Histogram::default();
        let end = self.run::<Tally, Histogram, Histogram>(&std::mem::take, stop, &mut |counts| {
            sum.merge(&counts);
            ControlFlow::Continue(())
        });
        (sum, end)
    }

    /// The circuits one after the other, on this thread.
    pub fn iter(&self) -> Box<dyn Iterator<Item = Vec<u32>> + 'g> {
        if let Some(kept) = self.kept {
            return Box::new(Iter::new(self.keeping::<Batch>(kept)));
        }
        match (self.order, self.most) {
            (TimeOrder::Strict, _) => Box::new(Iter::new(self.strict::<List>())),
            (TimeOrder::Forward, _) => {
                Box::new(Iter::new(self.strict::<List>().with_ties()).chain(Iter::new(self.instants::<Batch>())))
            }
            (TimeOrder::Window, most) => {
                Box::new(Iter::new(Within::<Batch>::new(self.graph, (self.window, most), self.done)))
            }
            (TimeOrder::None, most) => {
                let bundles = untimed::bundles(self.graph);
                let digraph = bundles.graph().clone();
                match most {
                    None => Box::new(Iter::new(Untimed::<_, Batch>::new(All::new(digraph), bundles))),
                    Some(most) => Box::new(Iter::new(Untimed::<_, Batch>::new(Bounded::new(&digraph, most), bundles))),
                }
            }
        }
    }

    fn strict<G>(&self) -> Strict<'g, G> {
        Strict::new(self.graph, (self.window, self.most), self.done)
    }

    /// The circuits whose edges are all of one time.
    fn instants<C>(&self) -> Within<'g, C> {
        Within::new(self.graph, (Some(0), self.most), None)
    }

    fn keeping<S>(&self, kept: &'g Kept) -> Keeping<'g, S> {
        Keeping::new(Rule::new((self.graph, kept), self.order, self.window, self.most), self.done)
    }

    fn run<G: Gather<Out = C>, C: Choose, R: Send>(
        &self,
        finish: &(impl Fn(&mut C) -> R + Sync),
        stop: &Stop,
        sink: &mut dyn FnMut(R) -> ControlFlow<()>,
    ) -> Result<(), Ended> {
        let (graph, window) = (self.graph, self.window);
        if let Some(kept) = self.kept {
            return run(&self.keeping::<C>(kept), self.threads, finish, stop, sink);
        }
        match (self.order, self.most) {
            (TimeOrder::Strict, _) => run(&self.strict::<G>(), self.threads, finish, stop, sink),
            (TimeOrder::Forward, _) => {
                run(&self.strict::<G>().with_ties(), self.threads, finish, stop, sink)?;
                run(&self.instants::<C>(), self.threads, finish, stop, sink)
            }
            (TimeOrder::Window, most) => {
                run(&Within::<C>::new(graph, (window, most), self.done), self.threads, finish, stop, sink)
            }
            (TimeOrder::None, most) => {
                let bundles = untimed::bundles(graph);
                let digraph = bundles.graph().clone();
                match most {
                    None => {
                        let problem = Untimed::<_, C>::new(All::new(digraph), bundles);
                        run(&problem, self.threads, finish, stop, sink)
                    }
                    Some(most) => {
                        let problem = Untimed::<_, C>::new(Bounded::new(&digraph, most), bundles);
                        run(&problem, self.threads, finish, stop, sink)
                    }
                }
            }
        }
    }
}

impl<'g> IntoIterator for &TemporalSearch<'g> {
    type Item = Vec<u32>;
    type IntoIter = Box<dyn Iterator<Item = Vec<u32>> + 'g>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
