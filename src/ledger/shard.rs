//! A part of the accounts: a hash table from names to numbers.

use super::{
    intern::{Batch, Unknown},
    key::{Key, Secret},
    names::Names,
};

/// Marks the number of an account that has only its place among the new ones.
const NEW: u32 = 1 << 31;

/// The most accounts that a ledger can have.
pub(super) const MOST: usize = NEW as usize;

/// An account, or nothing: all zero, as the length of a name is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Slot {
    low: u64,
    high: u32,
    /// The number in the ledger; while its block is being numbered, [`NEW`] and its place in [`Shard::new`].
    id: u32,
}

impl Slot {
    #[inline]
    fn is_empty(self) -> bool {
        self.high == 0
    }

    #[inline]
    fn is_like(self, key: Key) -> bool {
        self.low == key.low && self.high == key.high
    }
}

/// The accounts whose hash falls into one shard.
///
/// Four slots of the table share a cache line, and an account is in the first slot from where its hash points that was
/// free: so most lookups wait for the memory once. At most five of eight slots are taken.
#[derive(Debug)]
pub(super) struct Shard {
    own: usize,
    secret: Secret,
    /// A power of two.
    slots: Vec<Slot>,
    taken: usize,
    /// Of the block at hand: the accounts that are new, in the order of their first appearance.
    new: Vec<New>,
    /// Their long names.
    pub(super) long: Names,
    /// Their numbers.
    pub(super) ids: Vec<u32>,
    /// For each unknown name of the block, batch after batch, which of the new accounts it is.
    found: Vec<u32>,
}

/// An account that a block brings, ordered by where it first stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct New {
    batch: usize,
    at: usize,
    pub(super) shard: usize,
    pub(super) key: Key,
}

impl Shard {
    pub(super) fn new(own: usize, secret: Secret) -> Self {
        let slots = vec![Slot::default(); 16];
        let (new, long, ids, found) = Default::default();
        Self { own, secret, slots, taken: 0, new, long, ids, found }
    }

    /// Where the search for a hash begins.
    #[expect(clippy::cast_possible_truncation, reason = "the low bits are wanted")]
    #[inline]
    fn start(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    /// The number of a name: a long one stands in `long`, and in `names` by its number.
    #[inline]
    pub(super) fn find(&self, hash: u64, key: Key, long: &Names, names: &Names) -> Option<u32> {
        let is = |slot: Slot| slot.is_like(key) && (!key.is_long() || names.get(slot.id) == long.get(key.place));
        let slot = self.slots[self.search(hash, is)];
        (!slot.is_empty()).then_some(slot.id)
    }

    /// The first slot from where a hash points that is the right one or free.
    #[inline]
    fn search(&self, hash: u64, is: impl Fn(Slot) -> bool) -> usize {
        let mut at = self.start(hash);
        loop {
            let slot = self.slots[at];
            if slot.is_empty() || is(slot) {
                return at;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Takes in the unknown names of a block.
    pub(super) fn take(&mut self, batches: &[&mut Batch]) {
        self.new.clear();
        self.ids.clear();
        self.long.clear();
        self.found.clear();
        for (index, batch) in batches.iter().enumerate() {
            for unknown in batch.unknown(self.own) {
                let name = batch.long.get(unknown.key.place);
                let new = self.take_one(unknown, name, index);
                self.found.push(new);
            }
        }
    }

    /// Which of the new accounts a name is.
    fn take_one(&mut self, unknown: &Unknown, name: &[u8], batch: usize) -> u32 {
        let mut key = unknown.key;
        let hash = self.secret.hash(key);
        let is = |slot: Slot| slot.is_like(key) && (!key.is_long() || self.new_name(slot.id) == Some(name));
        let at = self.search(hash, is);
        if !self.slots[at].is_empty() {
            return self.slots[at].id & !NEW;
        }
        let new = u32::try_from(self.new.len()).unwrap_or(u32::MAX);
        self.slots[at] = Slot { low: key.low, high: key.high, id: NEW | new };
        if key.is_long() {
            key.place = self.long.push(name);
        }
        self.new.push(New { batch, at: unknown.at, shard: self.own, key });
        self.taken += 1;
        if self.taken * 8 > self.slots.len() * 5 {
            self.grow();
        }
        new
    }

    /// The long name of a new account.
    fn new_name(&self, id: u32) -> Option<&[u8]> {
        let new = self.new.get((id ^ NEW) as usize)?;
        Some(self.long.get(new.key.place))
    }

    /// Twice the slots.
    fn grow(&mut self) {
        let larger = vec![Slot::default(); self.slots.len() * 2];
        for slot in std::mem::replace(&mut self.slots, larger) {
            if !slot.is_empty() {
                let hash = self.secret.hash(Key { low: slot.low, high: slot.high, place: 0 });
                let at = self.search(hash, |_| false);
                self.slots[at] = slot;
            }
        }
    }

    /// The accounts that the block has brought.
    pub(super) fn new_accounts(&self) -> impl Iterator<Item = New> {
        self.new.iter().copied()
    }

    /// Notes the numbers of the new accounts.
    pub(super) fn settle(&mut self) {
        for ((new, &id), at) in self.new.iter().zip(&self.ids).zip(0..) {
            let slot = self.search(self.secret.hash(new.key), |slot| slot.id == NEW | at);
            self.slots[slot].id = id;
        }
    }

    /// The numbers of the unknown names of the block, batch after batch, from one of them on.
    pub(super) fn numbers(&self, from: usize) -> impl Iterator<Item = u32> {
        self.found[from..].iter().map(|&new| self.ids[new as usize])
    }
}
