//! What to search for among timed edges, and the ways to get the result: visit, count, iterate.

use std::{
    ops::ControlFlow,
    sync::{Arc, atomic::AtomicU32},
};

use super::{
    bounds::Bounds,
    bundled::Path,
    choose::{Bundled, Choose},
    filter::Filter,
    gather::Gather,
    graph::TemporalGraph,
    kept::{Keeping, Kept, Rule},
    list::List,
    order::TimeOrder,
    strict::Strict,
    tally::Tally,
    through,
    untimed::{self, Untimed},
    within::Within,
};
use crate::{
    circuits::{
        Batch, Ended, Histogram,
        all::All,
        bounded::Bounded,
        found::{BatchPool, Held},
        roots::Roots,
        run::{Crew, run},
        search::{Iter, MOST_BATCHES},
    },
    model::Stop,
};

/// How many bytes of what batches were converted into may wait for their turn.
const MOST_HELD: usize = 32 << 20;

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
    least: Option<u32>,
    most: Option<u32>,
    through: Option<&'g [u32]>,
    since: Option<i64>,
    kept: Option<&'g Kept>,
    threads: usize,
    done: Option<&'g AtomicU32>,
}

impl<'g> TemporalSearch<'g> {
    /// A search on one thread, without a window or a bound of the length.
    pub fn new(graph: &'g TemporalGraph, order: TimeOrder) -> Self {
        Self {
            graph,
            order,
            window: None,
            least: None,
            most: None,
            through: None,
            since: None,
            kept: None,
            threads: 1,
            done: None,
        }
    }

    /// The longest time from the first edge to the last; no effect with [`TimeOrder::None`].
    #[must_use]
    pub fn window(self, window: Option<i64>) -> Self {
        Self { window, ..self }
    }

    /// The fewest edges of a circuit.
    #[must_use]
    pub fn min_length(self, least: Option<u32>) -> Self {
        Self { least, ..self }
    }

    /// The most edges of a circuit.
    #[must_use]
    pub fn max_length(self, most: Option<u32>) -> Self {
        Self { most, ..self }
    }

    /// Only circuits that pass through at least one of these vertices; none if there are none. Edges that cannot reach
    /// one of them and come back, or not in time, are not searched.
    #[must_use]
    pub fn through(self, vertices: Option<&'g [u32]>) -> Self {
        Self { through: vertices, ..self }
    }

    /// Only circuits whose latest edge is of this time or a later one: those that a graph without these late edges does
    /// not have. What came too long before is not searched. With [`TimeOrder::None`] too, circuits then begin with their
    /// earliest edge.
    #[must_use]
    pub fn since(self, time: Option<i64>) -> Self {
        Self { since: time, ..self }
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
        let (pool, filter) = (BatchPool::default(), self.filter());
        let finish = |batch: &mut Batch| {
            filter.batch(batch);
            pool.change(batch)
        };
        self.run::<List, Batch, Batch>(MOST_BATCHES, &finish, stop, &mut |batch| {
            let end = batch.iter().try_for_each(&mut *visitor);
            pool.put_back(batch);
            end
        })
    }

    /// The same in batches: each is converted on the thread that found it and then passed to `sink` in order. However slow
    /// that is, no more than about 32 megabytes wait for it.
    ///
    /// # Errors
    /// The reason, if the search was ended early.
    pub fn batches<R: Held>(
        &self,
        finish: &(impl Fn(&Batch) -> R + Sync),
        stop: &Stop,
        sink: &mut dyn FnMut(R) -> ControlFlow<()>,
    ) -> Result<(), Ended> {
        let filter = self.filter();
        let finish = |batch: &mut Batch| {
            filter.batch(batch);
            finish(batch)
        };
        self.run::<List, Batch, R>(MOST_HELD, &finish, stop, sink)
    }

    /// Circuits of vertices: calls `visitor` once for all choices of parallel edges along one path from one first edge,
    /// with the earliest choice and the number of choices (`u64::MAX` is that or more). With [`since`](Self::since),
    /// where edges may come in any order, it is from one latest edge. With [`keep`](Self::keep) each
    /// choice is told by itself, because what may follow an edge depends on its size.
    ///
    /// # Errors
    /// The reason, if the search was ended early.
    pub fn visit_bundles(
        &self,
        stop: &Stop,
        visitor: &mut dyn FnMut(&[u32], u64) -> ControlFlow<()>,
    ) -> Result<(), Ended> {
        let filter = self.filter();
        let finish = |bundled: &mut Bundled| {
            filter.bundles(bundled);
            std::mem::take(bundled)
        };
        self.run::<Path, Bundled, Bundled>(MOST_BATCHES, &finish, stop, &mut |bundled| {
            let mut all = bundled.iter();
            all.try_for_each(|(edges, count)| visitor(edges, u64::try_from(count).unwrap_or(u64::MAX)))
        })
    }

    /// How many circuits there are of each length, counted without visiting each.
    pub fn count(&self) -> Histogram {
        self.count_until(&Stop::never()).0
    }

    /// The same, but ends when `stop` says so: then it also gives the reason, and the counts are those so far.
    pub fn count_until(&self, stop: &Stop) -> (Histogram, Result<(), Ended>) {
        let (mut sum, filter) = (Histogram::default(), self.filter());
        let mut add = |counts: Histogram| {
            sum.merge(&counts);
            ControlFlow::Continue(())
        };
        let end = if self.through.is_none() {
            self.run::<Tally, Histogram, Histogram>(MOST_BATCHES, &std::mem::take, stop, &mut add)
        } else {
            // A count does not tell through which vertices: bundles do.
            let counted = |bundled: &mut Bundled| {
                filter.bundles(bundled);
                bundled.counts()
            };
            self.run::<Path, Bundled, Histogram>(MOST_BATCHES, &counted, stop, &mut add)
        };
        filter.counts(&mut sum);
        (sum, end)
    }

    /// The circuits one after the other, on this thread.
    pub fn iter(&self) -> Box<dyn Iterator<Item = Vec<u32>> + 'g> {
        let filter = self.filter();
        Box::new(self.found().filter_map(move |mut edges| filter.accepts(&mut edges).then_some(edges)))
    }

    /// What is found, before it is filtered.
    fn found(&self) -> Box<dyn Iterator<Item = Vec<u32>> + 'g> {
        let bounds = self.bounds();
        if let Some(kept) = self.kept {
            return Box::new(Iter::new(Keeping::<Batch>::new(Rule::new(bounds, kept, self.order))));
        }
        match (self.order, self.most) {
            (TimeOrder::Strict, _) => Box::new(Iter::new(Strict::<List>::new(bounds))),
            (TimeOrder::Forward, _) => {
                let instants = Iter::new(Within::<Batch>::new(bounds.instant()));
                Box::new(Iter::new(Strict::<List>::new(bounds).with_ties()).chain(instants))
            }
            (TimeOrder::Window, _) => Box::new(Iter::new(Within::<Batch>::new(bounds))),
            (TimeOrder::None, _) if bounds.since.is_some() => Box::new(Iter::new(Within::<Batch>::new(bounds))),
            (TimeOrder::None, most) => {
                let bundles = untimed::bundles(&bounds);
                let digraph = bundles.graph().clone();
                match most {
                    None => Box::new(Iter::new(Untimed::<_, Batch>::new(All::new(digraph), bundles))),
                    Some(most) => Box::new(Iter::new(Untimed::<_, Batch>::new(
                        Bounded::new(&digraph, most, Roots::Busiest),
                        bundles,
                    ))),
                }
            }
        }
    }

    /// About `held` bytes of results may wait for their turn.
    fn run<G: Gather<Out = C>, C: Choose, R: Held>(
        &self,
        held: usize,
        finish: &(impl Fn(&mut C) -> R + Sync),
        stop: &Stop,
        sink: &mut dyn FnMut(R) -> ControlFlow<()>,
    ) -> Result<(), Ended> {
        let (bounds, crew) = (self.bounds(), Crew { threads: self.threads, held });
        if let Some(kept) = self.kept {
            return run(&Keeping::<C>::new(Rule::new(bounds, kept, self.order)), crew, finish, stop, sink);
        }
        match (self.order, self.most) {
            (TimeOrder::Strict, _) => run(&Strict::<G>::new(bounds), crew, finish, stop, sink),
            (TimeOrder::Forward, _) => {
                run(&Strict::<G>::new(bounds.clone()).with_ties(), crew, finish, stop, sink)?;
                run(&Within::<C>::new(bounds.instant()), crew, finish, stop, sink)
            }
            (TimeOrder::Window, _) => run(&Within::<C>::new(bounds), crew, finish, stop, sink),
            (TimeOrder::None, _) if bounds.since.is_some() => run(&Within::<C>::new(bounds), crew, finish, stop, sink),
            (TimeOrder::None, most) => {
                let bundles = untimed::bundles(&bounds);
                let digraph = bundles.graph().clone();
                match most {
                    None => run(&Untimed::<_, C>::new(All::new(digraph), bundles), crew, finish, stop, sink),
                    Some(most) => {
                        let problem = Untimed::<_, C>::new(Bounded::new(&digraph, most, Roots::Busiest), bundles);
                        run(&problem, crew, finish, stop, sink)
                    }
                }
            }
        }
    }

    fn bounds(&self) -> Bounds<'g> {
        let window = self.window.filter(|_| self.order != TimeOrder::None);
        let mut bounds = Bounds {
            graph: self.graph,
            window,
            most: self.most,
            since: self.since.map(|time| self.graph.since(time)),
            roots: None,
            done: self.done,
        };
        if let Some(vertices) = self.through {
            bounds.roots = Some(Arc::new(self.roots(&bounds, &through::marks(self.graph, vertices))));
        }
        bounds
    }

    /// For each edge, whether a circuit from it on can pass through a wanted vertex.
    fn roots(&self, bounds: &Bounds<'_>, wanted: &[bool]) -> Vec<bool> {
        let graph = self.graph;
        let mut roots = through::edges(graph, wanted, bounds.most());
        let in_time = match self.order {
            TimeOrder::Strict => through::in_time(graph, wanted, bounds.window, false),
            TimeOrder::Forward => through::in_time(graph, wanted, bounds.window, true),
            TimeOrder::Window => {
                let from_latest = bounds.since.is_some() && self.kept.is_none();
                through::in_window(graph, wanted, bounds.window, from_latest)
            }
            TimeOrder::None => return roots,
        };
        roots.iter_mut().zip(in_time).for_each(|(root, in_time)| *root &= in_time);
        roots
    }

    fn filter(&self) -> Filter<'g> {
        Filter {
            graph: self.graph,
            least: self.least.map_or(0, |least| least as usize),
            through: self.through.map(|vertices| through::marks(self.graph, vertices)),
            turns: self.since.is_some(),
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
