//! Names of accounts → numbers in the order of their first appearance, in parallel.
//!
//! Threads first look names up while nothing changes. Names that no earlier block has are then divided among
//! [`SHARDS`], each processed by one thread in the order of the rows; and new accounts are numbered in the order of the
//! rows in which they first appear. So the numbers depend on the ledger alone: not on the number of threads, not on the
//! size of blocks, and not on the hash function, which differs from run to run so that nobody can craft a ledger that
//! makes it slow.

use rayon::prelude::*;

use super::{
    accounts::MOST,
    batch::{Batch, Waiting},
    error::LedgerError,
    key::{Key, SHARDS, Secret, shard_of},
    names::Names,
    shard::{New, Shard, Small},
};

/// How many names are looked up together. One at a time, each would wait for memory longer than everything else takes;
/// in a loop that only fetches, a dozen accesses overlap.
const WAITING: usize = 512;

impl Batch {
    /// Adds a name, which is not empty.
    #[inline]
    pub(super) fn push(&mut self, name: &[u8], known: &Interner) {
        let at = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        self.ids.push(0);
        let key = if name.len() <= Key::MOST {
            Key::short(name)
        } else {
            Key::long(self.long.push(name), known.secret.hash_long(name))
        };
        if key.is_small() {
            self.small.push((key.number(), at));
            if self.small.len() >= WAITING {
                self.look_up_small(known);
            }
        } else {
            self.names.push(Waiting { key, seat: known.secret.seat(key), at });
            if self.names.len() >= WAITING {
                self.look_up_names(known);
            }
        }
    }

    /// Ends a batch.
    pub(super) fn look_up(&mut self, known: &Interner) {
        self.look_up_small(known);
        self.look_up_names(known);
    }

    fn look_up_small(&mut self, known: &Interner) {
        for &(number, at) in &self.small {
            self.ids[at as usize] = known.small.get(number);
        }
        for (number, at) in self.small.drain(..) {
            if let Some(id) = self.ids[at as usize].checked_sub(1) {
                self.ids[at as usize] = id;
            } else {
                let seat = number.into();
                self.unknown[shard_of(seat)].push(Waiting { key: Key::small(number), seat, at });
            }
        }
    }

    fn look_up_names(&mut self, known: &Interner) {
        known.fetch(&self.names);
        for name in self.names.drain(..) {
            let own = shard_of(name.seat);
            match known.shards[own].find(name.seat, name.key, &self.long, &known.names) {
                Some(id) => self.ids[name.at as usize] = id,
                None => self.unknown[own].push(name),
            }
        }
    }
}

/// Every account of a ledger so far.
#[derive(Debug)]
pub(super) struct Interner {
    secret: Secret,
    shards: Vec<Shard>,
    small: Small,
    names: Names,
}

impl Interner {
    pub(super) fn new() -> Self {
        let secret = Secret::new();
        let shards = (0..SHARDS).map(|own| Shard::new(own, secret)).collect();
        Self { secret, shards, small: Small::new(), names: Names::default() }
    }

    /// Brings what the names will be compared with into the cache.
    fn fetch(&self, names: &[Waiting]) {
        let mut seen = 0;
        for name in names {
            seen ^= self.shards[shard_of(name.seat)].peek(name.seat);
        }
        let mut alike = [None; WAITING];
        for (alike, name) in alike.iter_mut().zip(names).filter(|(_, name)| name.key.is_long()) {
            *alike = self.shards[shard_of(name.seat)].alike(name.seat, name.key);
        }
        for id in alike.into_iter().flatten() {
            seen ^= self.names.end(id) as u64;
        }
        for id in alike.into_iter().flatten() {
            seen ^= self.names.get(id).first().copied().map_or(0, u64::from);
        }
        std::hint::black_box(seen);
    }

    /// Numbers the unknown names in the batches of one block, which follow each other in the ledger. O(unknown
    /// names), and O(new accounts · log new accounts).
    pub(super) fn number(&mut self, batches: &mut [&mut Batch]) -> Result<(), LedgerError> {
        let seen = &*batches;
        self.shards.par_iter_mut().zip(self.small.parts()).for_each(|(shard, small)| shard.take(small, seen));
        self.number_new()?;
        self.shards.par_iter_mut().zip(self.small.parts()).for_each(|(shard, small)| shard.settle(small));
        // The number of unknown names of each shard before each batch.
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
                    batch.ids[name.at as usize] = id;
                }
            }
        });
        Ok(())
    }

    /// Gives the accounts that are new the next numbers.
    fn number_new(&mut self) -> Result<(), LedgerError> {
        let mut new: Vec<New> = self.shards.iter().flat_map(Shard::new_accounts).copied().collect();
        if self.names.len() + new.len() > MOST as usize {
            return Err(LedgerError::TooManyAccounts);
        }
        new.par_sort_unstable();
        for account in new {
            let shard = &mut self.shards[account.shard];
            let id = if account.key.is_long() {
                self.names.push(shard.long.get(account.key.place))
            } else {
                self.names.push(&account.key.bytes())
            };
            shard.set_number(account, id);
        }
        Ok(())
    }

    /// The names in the order of their numbers.
    pub(super) fn into_names(self) -> Names {
        self.names
    }
}
