//! Circuits in strict time, one for all choices of parallel edges.

use super::{
    choose::Bundled,
    gather::{Gather, Ways},
    index::{Bundle, Index},
    list::List,
    tally::Tally,
};
use crate::circuits::{found::Out, frames::Frame};

/// A path with its earliest edges and its number of choices.
#[derive(Debug, Default)]
pub(super) struct Path {
    list: List,
    tally: Tally,
}

impl Gather for Path {
    type Out = Bundled;

    fn root(&mut self, index: &Index) {
        self.list.root(index);
        self.tally.root(index);
    }

    fn enter(&mut self, index: &Index, bundle: Bundle, at: u32) {
        self.list.enter(index, bundle, at);
        self.tally.enter(index, bundle, at);
    }

    fn leave(&mut self, bundle: Bundle, at: u32) {
        self.list.leave(bundle, at);
        self.tally.leave(bundle, at);
    }

    /// Stored ways home have one edge chosen for each step, so they are of no use here.
    fn single(&self) -> bool {
        false
    }

    fn close(&mut self, index: &Index, _: &[Frame], home: std::ops::Range<u32>, out: &mut Out<'_, Bundled>) -> u32 {
        let count = self.tally.ways(index, home.clone());
        let first = index.numbers(home.start..home.start + 1);
        out.sink.put(self.list.edges(), first, count);
        1
    }

    fn join(&mut self, _: u32, _: &Ways<'_>, _: &mut Bundled) {}
}
