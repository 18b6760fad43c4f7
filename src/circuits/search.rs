//! What to search for and on how many threads, and three ways to get the result: visit, count, iterate.

use std::{collections::VecDeque, ops::ControlFlow};

use super::{
    Digraph, Ended,
    all::All,
    bounded::Bounded,
    found::{Batch, BatchPool, Histogram, Sink},
    roots::Roots,
    run::{Crew, Problem, Rest, run},
};
use crate::model::Stop;

/// A search for the elementary circuits of a digraph.
///
/// ```
/// use roundtrip::circuits::{Digraph, Search};
/// let graph = Digraph::from_edges(4, [(0, 1), (1, 2), (2, 0), (1, 0), (2, 3)]);
/// let lengths: Vec<usize> = Search::all(&graph).iter().map(|circuit| circuit.len()).collect();
/// assert_eq!(lengths.len(), 2);
/// assert_eq!(Search::bounded(&graph, 2).count().total(), 1);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Search<'g> {
    graph: &'g Digraph,
    most: Option<u32>,
    roots: Roots,
    threads: usize,
}

impl<'g> Search<'g> {
    /// For all circuits: Johnson's algorithm, O((vertices + edges) · (circuits + 1)).
    pub fn all(graph: &'g Digraph) -> Self {
        Self { graph, most: None, roots: Roots::Busiest, threads: 1 }
    }

    /// For circuits of at most `most` steps.
    pub fn bounded(graph: &'g Digraph, most: u32) -> Self {
        Self { graph, most: Some(most), roots: Roots::Busiest, threads: 1 }
    }

    /// The number of threads, which changes neither what is found nor the order.
    #[must_use]
    pub fn threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }

    /// From where to search.
    pub(super) fn roots(self, roots: Roots) -> Self {
        Self { roots, ..self }
    }

    fn all_lengths<S: Sink>(&self) -> All<&'g Digraph, S> {
        All::new(self.graph).rooted_at(self.roots)
    }

    fn up_to<S: Sink>(&self, most: u32) -> Bounded<S> {
        Bounded::new(self.graph, most, self.roots)
    }

    /// Calls `visitor` once with the vertices of every circuit, starting from the vertex from which the search found
    /// it. `stop` is asked now and then.
    ///
    /// # Errors
    /// The reason, if the search was ended early: circuits may then be missing.
    pub fn visit(&self, stop: &Stop, visitor: &mut dyn FnMut(&[u32]) -> ControlFlow<()>) -> Result<(), Ended> {
        match self.most {
            None => visit(&self.all_lengths(), self.threads, stop, visitor),
            Some(most) => visit(&self.up_to(most), self.threads, stop, visitor),
        }
    }

    /// How many circuits there are of each length.
    pub fn count(&self) -> Histogram {
        self.count_until(&Stop::never()).0
    }

    /// The same, but ends when `stop` says so: then it also gives the reason, and the counts are those so far.
    pub fn count_until(&self, stop: &Stop) -> (Histogram, Result<(), Ended>) {
        match self.most {
            None => count(&self.all_lengths(), self.threads, stop),
            Some(most) => count(&self.up_to(most), self.threads, stop),
        }
    }

    /// The circuits one after the other, on this thread.
    pub fn iter(&self) -> Box<dyn Iterator<Item = Vec<u32>> + 'g> {
        match self.most {
            None => Box::new(Iter::new(self.all_lengths())),
            Some(most) => Box::new(Iter::new(self.up_to(most))),
        }
    }
}

impl<'g> IntoIterator for &Search<'g> {
    type Item = Vec<u32>;
    type IntoIter = Box<dyn Iterator<Item = Vec<u32>> + 'g>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// How many bytes of circuits may wait for their turn: what stays in the caches.
pub(super) const MOST_BATCHES: usize = if cfg!(test) { 1 << 17 } else { 32 << 20 };

/// Every circuit of a problem to a visitor.
pub(super) fn visit<P: Problem<Out = Batch>>(
    problem: &P,
    threads: usize,
    stop: &Stop,
    visitor: &mut dyn FnMut(&[u32]) -> ControlFlow<()>,
) -> Result<(), Ended> {
    let pool = BatchPool::default();
    run(problem, Crew { threads, held: MOST_BATCHES }, &|batch| pool.change(batch), stop, &mut |batch| {
        let end = batch.iter().try_for_each(&mut *visitor);
        pool.put_back(batch);
        end
    })
}

/// The number of circuits of a problem.
pub(super) fn count<P: Problem<Out = Histogram>>(
    problem: &P,
    threads: usize,
    stop: &Stop,
) -> (Histogram, Result<(), Ended>) {
    let mut sum = Histogram::default();
    let end = run(problem, Crew { threads, held: MOST_BATCHES }, &std::mem::take, stop, &mut |counts| {
        sum.merge(&counts);
        ControlFlow::Continue(())
    });
    (sum, end)
}

/// The circuits of a problem one by one: a new batch is searched when the last one is used up.
pub(super) struct Iter<P: Problem> {
    problem: P,
    rest: Rest<P>,
    /// Batches that were found and not yet read, and the number of the next circuit in the first of them.
    found: VecDeque<Batch>,
    at: usize,
}

impl<P: Problem<Out = Batch>> Iter<P> {
    pub(super) fn new(problem: P) -> Self {
        let rest = Rest::new(&problem);
        Self { problem, rest, found: VecDeque::new(), at: 0 }
    }
}

impl<P: Problem<Out = Batch>> Iterator for Iter<P> {
    type Item = Vec<u32>;

    fn next(&mut self) -> Option<Vec<u32>> {
        loop {
            match self.found.front() {
                Some(batch) => {
                    if let Some(circuit) = batch.get(self.at) {
                        self.at += 1;
                        return Some(circuit.to_vec());
                    }
                    self.found.pop_front();
                    self.at = 0;
                }
                None => self.found.extend(self.rest.few(&self.problem)?),
            }
        }
    }
}
