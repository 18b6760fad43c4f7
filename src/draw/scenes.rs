//! From a graph of money to what is drawn of it: every word and number of a picture is computed here, from the data.

mod arrows;
mod choice;
mod explorer;
mod gallery;
mod ladder;
mod map;
mod matrix;
mod moments;
mod order;
mod ring;
mod timeline;
mod values;
mod words;

pub use choice::MapOptions;
pub use explorer::explorer;
pub use gallery::gallery;
pub use ladder::{ladder, ladder_within};
pub use map::map;
pub use matrix::matrix;
pub use moments::moments;
pub use ring::ring;
pub use timeline::timeline;

use crate::{circuits::Circuit, flow::Scope};

/// What a picture is made from.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The register, how it is looked at, and the money of that view.
    pub scope: &'a Scope<'a>,
    /// Its loops, the most important first.
    pub circuits: &'a [Circuit],
    /// How many it has: if more than these, these are the largest.
    pub found: usize,
    /// Whether that is the number of all its loops, and not only a least one.
    pub complete: bool,
}

impl Subject<'_> {
    /// Whether its loops are the largest of more than could be listed.
    fn has_largest(&self) -> bool {
        !self.complete && self.circuits.len() < self.found
    }
}
