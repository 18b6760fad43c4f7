//! A shard of the accounts: a map from names to numbers, and how it takes in new ones.

use rayon::prelude::*;

use super::{
    accounts::MOST,
    batch::{Batch, Waiting},
    key::{Key, SHARDS, SMALL, Secret},
    names::Names,
    table::{Slot, Table},
};

/// Marks an account that is still numbered by its place among the new ones.
const NEW: u32 = MOST + 1;

/// The accounts of one shard.
#[derive(Debug)]
pub(super) struct Shard {
    own: usize,
    secret: Secret,
    table: Table,
    /// The new accounts of the current block.
    new: Vec<New>,
    /// Their long names.
    pub(super) long: Names,
    /// Their numbers.
    ids: Vec<u32>,
    /// For each unknown name of the block, batch after batch, which of the new accounts it is.
    found: Vec<u32>,
}

/// An account that a block brings, ordered by where it first stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct New {
    batch: usize,
    at: u32,
    /// Its place in [`Shard::new`].
    index: u32,
    pub(super) shard: usize,
    pub(super) key: Key,
}

impl Shard {
    pub(super) fn new(own: usize, secret: Secret) -> Self {
        let (new, long, ids, found) = Default::default();
        Self { own, secret, table: Table::new(secret), new, long, ids, found }
    }

    /// A part of the slot to which a hash points: to have it in the cache.
    #[inline]
    pub(super) fn peek(&self, hash: u64) -> u64 {
        self.table.peek(hash)
    }

    /// The number of a name, or of another long one with the same hash.
    #[inline]
    pub(super) fn alike(&self, hash: u64, key: Key) -> Option<u32> {
        number(self.table.find(hash, |slot| slot.is_like(key)))
    }

    /// The number of a name: a long one stands in `long`, and in `names` by its number.
    #[inline]
    pub(super) fn find(&self, hash: u64, key: Key, long: &Names, names: &Names) -> Option<u32> {
        let is_same = |slot: Slot| !key.is_long() || names.get(slot.id) == long.get(key.place);
        number(self.table.find(hash, |slot| slot.is_like(key) && is_same(slot)))
    }

    /// Adds the unknown names of a block. `small` is the shard's part of [`Small`].
    pub(super) fn take(&mut self, small: &mut [u32], batches: &[&mut Batch]) {
        self.new.clear();
        self.long.clear();
        self.found.clear();
        for (index, batch) in batches.iter().enumerate() {
            for unknown in batch.unknown(self.own) {
                let new = self.take_one(unknown, index, &batch.long, small);
                self.found.push(new);
            }
        }
        self.ids.resize(self.new.len(), 0);
    }

    /// Which of the new accounts a name is.
    fn take_one(&mut self, unknown: &Waiting, batch: usize, long: &Names, small: &mut [u32]) -> u32 {
        let mut key = unknown.key;
        let known = if key.is_small() {
            small[place_in_shard(key.number())].checked_sub(1)
        } else {
            let is_same = |slot: Slot| !key.is_long() || self.new_name(slot.id) == Some(long.get(key.place));
            number(self.table.find(unknown.seat, |slot| slot.is_like(key) && is_same(slot)))
        };
        if let Some(known) = known {
            return known ^ NEW;
        }
        let index = u32::try_from(self.new.len()).unwrap_or(u32::MAX);
        if key.is_small() {
            small[place_in_shard(key.number())] = (NEW | index) + 1;
        } else {
            self.table.add(unknown.seat, key, NEW | index);
        }
        if key.is_long() {
            key.place = self.long.push(long.get(key.place));
        }
        self.new.push(New { batch, at: unknown.at, index, shard: self.own, key });
        index
    }

    /// The long name of a new account.
    fn new_name(&self, id: u32) -> Option<&[u8]> {
        let new = self.new.get((id ^ NEW) as usize)?;
        Some(self.long.get(new.key.place))
    }

    /// The accounts that the block has brought.
    pub(super) fn new_accounts(&self) -> &[New] {
        &self.new
    }

    /// Gives one of them its number.
    pub(super) fn set_number(&mut self, new: New, id: u32) {
        self.ids[new.index as usize] = id;
    }

    /// Notes the numbers of all of them.
    pub(super) fn settle(&mut self, small: &mut [u32]) {
        for (new, &id) in self.new.iter().zip(&self.ids) {
            if new.key.is_small() {
                small[place_in_shard(new.key.number())] = id + 1;
            } else {
                self.table.renumber(self.secret.seat(new.key), NEW | new.index, id);
            }
        }
    }

    /// The numbers of the unknown names of the block, batch after batch, from one of them on.
    pub(super) fn numbers(&self, from: usize) -> impl Iterator<Item = u32> {
        self.found[from..].iter().map(|&new| self.ids[new as usize])
    }
}

fn number(slot: Slot) -> Option<u32> {
    (!slot.is_empty()).then_some(slot.id)
}

/// Where in its shard's part of the small numbers one of them is.
#[inline]
fn place_in_shard(number: u32) -> usize {
    number as usize / SHARDS
}

/// The small numbers: for each that of its account and one more, or 0. The memory is not touched where no account has
/// such a name. Each shard has a part of its own.
#[derive(Debug)]
pub(super) struct Small(Vec<u32>);

impl Small {
    const PART: usize = SMALL / SHARDS;

    pub(super) fn new() -> Self {
        Self(vec![0; SMALL])
    }

    /// The entry of a small number.
    #[inline]
    pub(super) fn get(&self, number: u32) -> u32 {
        self.0[number as usize % SHARDS * Self::PART + place_in_shard(number)]
    }

    /// The parts of the shards.
    pub(super) fn parts(&mut self) -> impl IndexedParallelIterator<Item = &mut [u32]> {
        self.0.par_chunks_mut(Self::PART)
    }
}
