//! Circuits in time, counted without visiting each.
//!
//! Along a path of bundles, the number of ways to arrive at each time is computed by merging two sorted lists; so the
//! choices of parallel edges are never enumerated one by one.

use super::{
    gather::{Gather, Ways},
    index::{Bundle, Index},
};
use crate::circuits::{
    found::{Histogram, Out},
    frames::Frame,
};

/// For each bundle of a path, its edges that can be reached, each with the number of ways to reach it.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// (rank after which an edge may follow, ways) of all bundles in one flat list.
    arrivals: Vec<(u32, u128)>,
    /// The start of each bundle's entries.
    starts: Vec<u32>,
    choices: u32,
}

impl Tally {
    /// The arrivals at the end of the path.
    #[inline]
    fn last(&self) -> &[(u32, u128)] {
        let start = self.starts.last().map_or(0, |&start| start as usize);
        &self.arrivals[start..]
    }

    /// The number of ways in which the path closes by some edges to the root.
    #[inline]
    pub(super) fn ways(&self, index: &Index, home: std::ops::Range<u32>) -> u128 {
        let (mut next, mut ways, mut sum) = (0, 0, 0);
        let arrivals = self.last();
        for edge in home {
            let rank = index.ranks[edge as usize];
            while arrivals.get(next).is_some_and(|arrival| arrival.0 < rank) {
                ways += arrivals[next].1;
                next += 1;
            }
            sum += ways;
        }
        sum
    }
}

impl Gather for Tally {
    type Out = Histogram;

    fn root(&mut self, _: &Index) {
        self.arrivals.clear();
        self.arrivals.push((0, 1));
        self.starts.clear();
        self.starts.push(0);
        self.choices = 0;
    }

    #[inline]
    fn enter(&mut self, index: &Index, bundle: Bundle, at: u32) {
        let start = self.starts.last().map_or(0, |&start| start as usize);
        let end = self.arrivals.len();
        let (mut next, mut ways) = (start, 0);
        for edge in at..bundle.end {
            let rank = index.ranks[edge as usize];
            while next < end && self.arrivals[next].0 < rank {
                ways += self.arrivals[next].1;
                next += 1;
            }
            self.arrivals.push((index.after(edge), ways));
        }
        self.starts.push(u32::try_from(end).unwrap_or(u32::MAX));
        self.choices += u32::from(at + 1 < bundle.end);
    }

    #[inline]
    fn leave(&mut self, bundle: Bundle, at: u32) {
        if let Some(start) = self.starts.pop() {
            self.arrivals.truncate(start as usize);
        }
        self.choices -= u32::from(at + 1 < bundle.end);
    }

    #[inline]
    fn single(&self) -> bool {
        self.choices == 0
    }

    #[inline]
    fn close(
        &mut self,
        index: &Index,
        path: &[Frame],
        home: std::ops::Range<u32>,
        out: &mut Out<'_, Histogram>,
    ) -> u32 {
        let sum = self.ways(index, home.clone());
        out.sink.add(path.len() + 1, sum);
        home.end - home.start
    }

    #[inline]
    fn join(&mut self, _: u32, ways: &Ways<'_>, out: &mut Histogram) {
        let path = self.starts.len() + 1;
        for (_, length) in ways.apart() {
            out.add(path + length as usize, 1);
        }
    }
}
