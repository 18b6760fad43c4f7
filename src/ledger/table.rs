//! A hash table from keys to numbers.

use super::key::{Key, Secret};

/// A key with its number, or nothing: all zero, as the length of a name is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Slot {
    low: u64,
    high: u32,
    pub(super) id: u32,
}

impl Slot {
    #[inline]
    pub(super) fn is_empty(self) -> bool {
        self.high == 0
    }

    /// Whether the key is equal: certain for a short name, by its hash for a long one.
    #[inline]
    pub(super) fn is_like(self, key: Key) -> bool {
        self.low == key.low && self.high == key.high
    }
}

/// An open-addressing table with a power of two of slots and linear probing. Four slots share a cache line, so that
/// most searches wait for memory once. At most five of eight slots are taken.
#[derive(Debug)]
pub(super) struct Table {
    secret: Secret,
    slots: Vec<Slot>,
    taken: usize,
}

impl Table {
    pub(super) fn new(secret: Secret) -> Self {
        Self { secret, slots: vec![Slot::default(); 16], taken: 0 }
    }

    /// Where the search for a hash begins.
    #[expect(clippy::cast_possible_truncation, reason = "the low bits are wanted")]
    #[inline]
    fn start(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    /// Part of the slot to which a hash points, to bring it into the cache.
    #[inline]
    pub(super) fn peek(&self, hash: u64) -> u64 {
        self.slots[self.start(hash)].low
    }

    /// The matching slot, or an empty one.
    #[inline]
    pub(super) fn find(&self, hash: u64, is: impl Fn(Slot) -> bool) -> Slot {
        self.slots[self.search(hash, is)]
    }

    /// The first matching or free slot from where a hash points.
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

    /// Adds a key that is not there.
    pub(super) fn add(&mut self, hash: u64, key: Key, id: u32) {
        let at = self.search(hash, |_| false);
        self.slots[at] = Slot { low: key.low, high: key.high, id };
        self.taken += 1;
        if self.taken * 8 > self.slots.len() * 5 {
            self.grow();
        }
    }

    /// Gives a key that is there another number.
    pub(super) fn renumber(&mut self, hash: u64, from: u32, to: u32) {
        let at = self.search(hash, |slot| slot.id == from);
        self.slots[at].id = to;
    }

    fn grow(&mut self) {
        let larger = vec![Slot::default(); self.slots.len() * 2];
        for slot in std::mem::replace(&mut self.slots, larger) {
            if !slot.is_empty() {
                let hash = self.secret.seat(Key { low: slot.low, high: slot.high, place: 0 });
                let at = self.search(hash, |_| false);
                self.slots[at] = slot;
            }
        }
    }
}
