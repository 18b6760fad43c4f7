//! Circuits in time, listed: each as its edges.

use super::{
    gather::{Gather, Ways},
    index::{Bundle, Index},
};
use crate::circuits::{
    found::{Batch, Out},
    frames::Frame,
};

/// The edges of a path.
#[derive(Debug, Default)]
pub(super) struct List {
    /// The earliest that can follow of each bundle, by their numbers in the whole graph.
    edges: Vec<u32>,
    /// How many bundles of the path have more than one edge that can follow.
    choices: u32,
    expand: Expand,
}

impl List {
    /// The earliest edges.
    pub(super) fn edges(&self) -> &[u32] {
        &self.edges
    }
}

impl Gather for List {
    type Out = Batch;

    fn root(&mut self, index: &Index) {
        self.edges.clear();
        self.edges.push(index.root);
        self.choices = 0;
    }

    #[inline]
    fn enter(&mut self, index: &Index, bundle: Bundle, at: u32) {
        self.edges.push(index.edges[at as usize]);
        self.choices += u32::from(at + 1 < bundle.end);
    }

    #[inline]
    fn leave(&mut self, bundle: Bundle, at: u32) {
        self.edges.pop();
        self.choices -= u32::from(at + 1 < bundle.end);
    }

    #[inline]
    fn single(&self) -> bool {
        self.choices == 0
    }

    #[inline]
    fn close(&mut self, index: &Index, path: &[Frame], home: std::ops::Range<u32>, out: &mut Out<'_, Batch>) -> u32 {
        if self.choices > 0 {
            return self.expand.run(index, path, home, out);
        }
        for &edge in index.numbers(home.clone()) {
            out.sink.push(&self.edges, &[edge]);
        }
        home.end - home.start
    }

    #[inline]
    fn join(&mut self, edge: u32, ways: &Ways<'_>, out: &mut Batch) {
        self.edges.push(edge);
        let path = self.edges.len();
        for (way, _) in ways.apart() {
            ways.suffixes.edges(way, &mut self.edges);
            out.push(&self.edges, &[]);
            self.edges.truncate(path);
        }
        self.edges.pop();
    }
}

/// Every choice of edges along a path of bundles, in order of time.
#[derive(Debug, Default)]
struct Expand {
    /// For each bundle, where the choice stands and where it ends.
    levels: Vec<(u32, u32)>,
    edges: Vec<u32>,
}

impl Expand {
    /// Each bundle is tried from its earliest arrival to the last edge after which the rest can still follow, so that
    /// each choice leads to a circuit.
    fn run(&mut self, index: &Index, path: &[Frame], home: std::ops::Range<u32>, out: &mut Out<'_, Batch>) -> u32 {
        self.levels.clear();
        self.edges.clear();
        self.edges.push(index.root);
        let mut count = 0;
        // From behind: the last choice of the next bundle must be able to follow an edge.
        let mut before = index.ranks[home.end as usize - 1];
        for (frame, previous) in path.iter().skip(1).zip(path).rev() {
            let bundle = index.bundle_at(previous.next - 1);
            let mut end = bundle.end;
            while index.after(end - 1) >= before {
                end -= 1;
            }
            before = index.ranks[end as usize - 1];
            self.levels.push((frame.at, end));
        }
        self.levels.reverse();
        let depth = self.levels.len();
        let mut chosen: Vec<u32> = Vec::with_capacity(depth);
        loop {
            let after = chosen.last().map_or(0, |&at| index.after(at));
            if chosen.len() == depth {
                for &edge in index.numbers(index.later(home.start, home.end, after)..home.end) {
                    out.sink.push(&self.edges, &[edge]);
                    count = u32::saturating_add(count, 1);
                }
                // There may be more choices than could ever be held.
                if out.offer() && out.ended {
                    return count;
                }
            } else {
                let (start, end) = self.levels[chosen.len()];
                let at = index.later(start, end, after);
                chosen.push(at);
                self.edges.push(index.edges[at as usize]);
                continue;
            }
            // Advance the deepest level that has another choice.
            loop {
                let Some(at) = chosen.pop() else { return count };
                self.edges.pop();
                if at + 1 < self.levels[chosen.len()].1 {
                    chosen.push(at + 1);
                    self.edges.push(index.edges[at as usize + 1]);
                    break;
                }
            }
        }
    }
}
