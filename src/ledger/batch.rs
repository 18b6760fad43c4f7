//! The names in a piece of a ledger.

use super::{
    key::{Key, SHARDS},
    names::Names,
};

/// The names in a piece of a ledger, and their numbers.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) ids: Vec<u32>,
    /// Those that are small numbers, not yet looked up: which, and where they stand.
    pub(super) small: Vec<(u32, u32)>,
    /// The others.
    pub(super) names: Vec<Waiting>,
    /// By shard, those that no earlier block has.
    pub(super) unknown: [Vec<Waiting>; SHARDS],
    /// Where the long names are.
    pub(super) long: Names,
}

/// A name without a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Waiting {
    pub(super) key: Key,
    /// Where the search for it begins.
    pub(super) seat: u64,
    /// Where it stands in its batch.
    pub(super) at: u32,
}

impl Batch {
    /// Forgets the names, but not the memory.
    pub(super) fn clear(&mut self) {
        self.ids.clear();
        self.small.clear();
        self.names.clear();
        self.unknown.iter_mut().for_each(Vec::clear);
        self.long.clear();
    }

    /// The numbers of the names, in the order in which they were added.
    pub(super) fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// Those of one shard that no earlier block has.
    pub(super) fn unknown(&self, shard: usize) -> &[Waiting] {
        &self.unknown[shard]
    }
}
