//! The names in a piece of a ledger.

use super::{
    accounts::NOBODY,
    key::{Key, SHARDS},
    names::Names,
};

/// The names in a piece of a ledger, and their numbers.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) ids: Vec<u32>,
    /// Names that are small numbers and were not looked up yet: the number and its place in the batch.
    pub(super) small: Vec<(u32, u32)>,
    /// The other names that were not looked up yet.
    pub(super) names: Vec<Waiting>,
    /// By shard, the names that no earlier block has.
    pub(super) unknown: [Vec<Waiting>; SHARDS],
    /// The text of the long names.
    pub(super) long: Names,
}

/// A name that has no number yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Waiting {
    pub(super) key: Key,
    /// Where the search for it begins.
    pub(super) seat: u64,
    /// Its place in the batch.
    pub(super) at: u32,
}

impl Batch {
    /// Removes the names and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.ids.clear();
        self.small.clear();
        self.names.clear();
        self.unknown.iter_mut().for_each(Vec::clear);
        self.long.clear();
    }

    /// Adds nobody.
    pub(super) fn push_nobody(&mut self) {
        self.ids.push(NOBODY);
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
