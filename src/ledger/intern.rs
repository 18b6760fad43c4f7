//! Names of accounts → numbers in the order of their first appearance, in parallel.
//!
//! The threads look names up while nothing changes; the names that none of the earlier blocks has are then divided by
//! their hash among [`SHARDS`], each taken in by one thread in the order of the rows; and the accounts that are new
//! are numbered in the order of the rows in which they stand. So the numbers depend on nothing but the ledger: not on
//! the number of threads, not on the size of blocks, not on the hash, which is another one in each run so that nobody
//! can write a ledger that makes it slow.

use rayon::prelude::*;

use super::{
    LedgerError,
    key::{Key, Secret},
    names::Names,
    shard::{MOST, Shard},
};

/// Into how many parts the accounts are divided.
const SHARDS: usize = 32;

/// By bits of the hash that the place in the shard does not depend on.
#[inline]
fn shard_of(hash: u64) -> usize {
    (hash >> 40) as usize % SHARDS
}

/// The names in a piece of a ledger, and their numbers.
#[derive(Debug, Default)]
pub(super) struct Batch {
    ids: Vec<u32>,
    /// Not yet looked up.
    waiting: Vec<Key>,
    /// By shard, those that no earlier block has.
    unknown: [Vec<Unknown>; SHARDS],
    /// Where the long names are.
    pub(super) long: Names,
}

/// A name without a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unknown {
    pub(super) key: Key,
    /// Where it stands in its batch.
    pub(super) at: usize,
}

/// How many names wait to be looked up together, so that they wait together for the memory.
const WAITING: usize = 512;

impl Batch {
    /// Forgets the names, but not the memory.
    pub(super) fn clear(&mut self) {
        self.ids.clear();
        self.waiting.clear();
        self.unknown.iter_mut().for_each(Vec::clear);
        self.long.clear();
    }

    /// Adds a name, which is not empty.
    #[inline]
    pub(super) fn push(&mut self, name: &[u8], known: &Interner) {
        self.waiting.push(if name.len() <= Key::MOST {
            Key::short(name)
        } else {
            Key::long(self.long.push(name), known.secret.hash_long(name))
        });
        if self.waiting.len() >= WAITING {
            self.look_up(known);
        }
    }

    /// Finds the numbers of those names that have one.
    pub(super) fn look_up(&mut self, known: &Interner) {
        let mut places = [0; WAITING];
        for (key, place) in self.waiting.iter().zip(&mut places) {
            *place = place_of(*key);
        }
        // In a step of its own, in which nothing else is done, many of these wait for the memory at once.
        let start = self.ids.len();
        self.ids.extend(places.iter().take(self.waiting.len()).map(|&place| known.small[place]));
        for ((&key, place), at) in self.waiting.iter().zip(places).zip(start..) {
            let find = || if place < SMALL { None } else { known.find(key, &self.long) };
            let Some(id) = self.ids[at].checked_sub(1).or_else(find) else {
                self.unknown[shard_of(known.secret.hash(key))].push(Unknown { key, at });
                continue;
            };
            self.ids[at] = id;
        }
        self.waiting.clear();
    }

    /// The numbers of the names, in the order in which they were added.
    pub(super) fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// Those of one shard that no earlier block has.
    pub(super) fn unknown(&self, shard: usize) -> &[Unknown] {
        &self.unknown[shard]
    }
}

/// Every account of a ledger so far.
#[derive(Debug)]
pub(super) struct Interner {
    secret: Secret,
    shards: Vec<Shard>,
    /// The short way, for names that are small numbers, as in many ledgers all are: by the name the number of its
    /// account and one more, or 0 if it has none. The last one stands for all other names.
    small: Vec<u32>,
    names: Names,
}

/// Which numbers are small. The memory is not touched where no account has such a name.
const SMALL: usize = 1 << 24;

/// Where in [`Interner::small`] a name is.
#[inline]
fn place_of(key: Key) -> usize {
    key.number().and_then(|number| usize::try_from(number).ok()).map_or(SMALL, |number| number.min(SMALL))
}

impl Interner {
    pub(super) fn new() -> Self {
        let secret = Secret::new();
        let shards = (0..SHARDS).map(|own| Shard::new(own, secret)).collect();
        Self { secret, shards, small: vec![0; SMALL + 1], names: Names::default() }
    }

    /// The number of a name that an earlier block has.
    fn find(&self, key: Key, long: &Names) -> Option<u32> {
        let hash = self.secret.hash(key);
        self.shards[shard_of(hash)].find(hash, key, long, &self.names)
    }

    /// Numbers the unknown names in the batches of one block, which follow each other in the ledger. O(unknown
    /// names), and O(new accounts · log new accounts).
    pub(super) fn number(&mut self, batches: &mut [&mut Batch]) -> Result<(), LedgerError> {
        let seen = &*batches;
        self.shards.par_iter_mut().for_each(|shard| shard.take(seen));
        self.number_new()?;
        self.shards.par_iter_mut().for_each(Shard::settle);
        // How many unknown names of each shard come before a batch.
        let mut next = [0; SHARDS];
        let before = batches.iter().map(|batch| {
            let before = next;
            next.iter_mut().zip(&batch.unknown).for_each(|(next, unknown)| *next += unknown.len());
            before
        });
        let before: Vec<[usize; SHARDS]> = before.collect();
        batches.par_iter_mut().zip(before).for_each(|(batch, before)| {
            for ((shard, unknown), before) in self.shards.iter().zip(&batch.unknown).zip(before) {
                for (name, id) in unknown.iter().zip(shard.numbers(before)) {
                    batch.ids[name.at] = id;
                }
            }
        });
        Ok(())
    }

    /// Gives the accounts that are new the next numbers.
    fn number_new(&mut self) -> Result<(), LedgerError> {
        let mut new: Vec<_> = self.shards.iter().flat_map(Shard::new_accounts).collect();
        if self.names.len() + new.len() > MOST {
            return Err(LedgerError::TooManyAccounts);
        }
        new.par_sort_unstable();
        for account in new {
            let shard = &mut self.shards[account.shard];
            let (bytes, length) = account.key.bytes();
            let name = if account.key.is_long() { shard.long.get(account.key.place) } else { &bytes[..length] };
            let id = self.names.push(name);
            shard.ids.push(id);
            let place = place_of(account.key);
            if place < SMALL {
                self.small[place] = id + 1;
            }
        }
        Ok(())
    }

    /// The names in the order of their numbers.
    pub(super) fn into_names(self) -> Names {
        self.names
    }
}
