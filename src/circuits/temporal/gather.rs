//! What a search carries along its path, and what it makes of a circuit: a list, or a count.
//!
//! ```text
//!      path of the search               edge     ways home of that edge
//!      root ───► a ───► b ───► c  ────────────►  x ───► y ───► root       joined: shares no vertex with the path
//!                                                └────► b ───► root       not joined: b is on the path
//! ```

use super::{
    index::{Bundle, Index},
    suffix::Suffixes,
};
use crate::circuits::{
    found::{Full, Out},
    frames::Frame,
};

/// What is gathered along a path of bundles.
pub(super) trait Gather: Default + Send {
    /// Where it goes.
    type Out: Full;

    /// The path is its first edge.
    fn root(&mut self, index: &Index);

    /// A bundle is added to the path; its edges from a place on can follow.
    fn enter(&mut self, index: &Index, bundle: Bundle, at: u32);

    /// The last bundle is taken off; its edges from this place on could follow.
    fn leave(&mut self, bundle: Bundle, at: u32);

    /// Whether there is only one choice of edges along the path.
    fn single(&self) -> bool;

    /// The path closes by some edges to the root. Returns how much work that was.
    fn close(&mut self, index: &Index, path: &[Frame], home: std::ops::Range<u32>, out: &mut Out<'_, Self::Out>)
    -> u32;

    /// The path is joined with an edge and each of its ways home that is short enough and shares no vertex with the
    /// path.
    fn join(&mut self, edge: u32, ways: &Ways<'_>, out: &mut Self::Out);
}

/// Ways home, to be joined with a path.
pub(super) struct Ways<'s> {
    pub(super) suffixes: &'s Suffixes,
    pub(super) range: std::ops::Range<u32>,
    pub(super) on_path: &'s [u64],
    /// The most edges that a way may have.
    pub(super) most: u32,
}

impl Ways<'_> {
    /// The ways that share no vertex with the path and are short enough, each with its length.
    #[inline]
    pub(super) fn apart(&self) -> impl Iterator<Item = (u32, u32)> {
        self.range.clone().filter_map(|way| {
            let length = self.suffixes.apart(way, self.on_path)?;
            (length <= self.most).then_some((way, length))
        })
    }
}
