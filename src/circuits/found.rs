//! Where a search puts what it finds.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// What a search does with a circuit.
pub(super) trait Sink: Full {
    /// A circuit: its path, and what follows it; and in how many ways parallel edges make it.
    fn put(&mut self, path: &[u32], rest: &[u32], ways: u128);

    /// Circuits of a path, which is made in so many ways, and one vertex more: each with its number of ways from there.
    #[inline]
    fn put_each(&mut self, path: &[u32], ways: u128, ends: impl Iterator<Item = (u32, u64)>) {
        for (end, own) in ends {
            self.put(path, &[end], ways.saturating_mul(u128::from(own)));
        }
    }
}

/// What is handed over when there is enough of it.
pub(super) trait Full: Default + Send {
    /// Whether it is time to hand over.
    fn full(&self) -> bool;

    /// Empties it but keeps its memory.
    fn clear(&mut self);
}

/// What is made of circuits and waits until those that come before are handed on.
pub trait Held: Send {
    /// About how many bytes of memory it takes.
    fn held(&self) -> usize;
}

impl Held for usize {
    fn held(&self) -> usize {
        size_of::<Self>()
    }
}

impl<T: Held> Held for Vec<T> {
    fn held(&self) -> usize {
        self.iter().map(Held::held).sum()
    }
}

impl<A: Held, B: Held> Held for (A, B) {
    fn held(&self) -> usize {
        self.0.held() + self.1.held()
    }
}

/// Collects what a task finds and hands it over in batches, so that a task that finds a lot needs no more memory than
/// one that finds little.
pub(super) struct Out<'h, S> {
    pub(super) sink: S,
    /// Says whether more is wanted.
    hand: &'h mut dyn FnMut(&mut S) -> bool,
    /// Whether nobody wants more.
    pub(super) ended: bool,
}

impl<'h, S: Full> Out<'h, S> {
    pub(super) fn new(hand: &'h mut dyn FnMut(&mut S) -> bool) -> Self {
        Self { sink: S::default(), hand, ended: false }
    }

    /// Hands over if there is enough; says whether it did.
    #[inline]
    pub(super) fn offer(&mut self) -> bool {
        let full = self.sink.full();
        if full {
            self.hand_over();
        }
        full
    }

    /// Hands over what there is.
    pub(super) fn hand_over(&mut self) {
        self.ended |= !(self.hand)(&mut self.sink);
        self.sink.clear();
    }
}

/// Circuits in one flat list.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Batch {
    items: Vec<u32>,
    /// Where each circuit ends.
    ends: Vec<u32>,
}

/// About how many numbers a batch holds: few enough to stay in the cache between the thread that finds them and the one
/// that reads them.
const BATCH: usize = 1 << 14;

impl Sink for Batch {
    #[inline]
    fn put(&mut self, path: &[u32], rest: &[u32], _: u128) {
        self.push(path, rest);
    }
}

impl Full for Batch {
    #[inline]
    fn full(&self) -> bool {
        self.items.len() >= BATCH
    }

    fn clear(&mut self) {
        self.items.clear();
        self.ends.clear();
    }
}

impl Held for Batch {
    fn held(&self) -> usize {
        size_of::<u32>() * (self.items.capacity() + self.ends.capacity())
    }
}

impl Batch {
    /// Adds a circuit in two parts.
    #[inline]
    pub(super) fn push(&mut self, path: &[u32], rest: &[u32]) {
        if self.items.is_empty() {
            // A little more than makes it full, so that it does not grow.
            self.items.reserve(BATCH + BATCH / 4 + path.len() + rest.len());
            self.ends.reserve(BATCH / 4);
        }
        self.items.extend_from_slice(path);
        self.items.extend_from_slice(rest);
        #[expect(clippy::cast_possible_truncation, reason = "a full batch is handed over long before")]
        self.ends.push(self.items.len() as u32);
    }

    /// Leaves the circuits that a test accepts, which may change them.
    pub(super) fn retain(&mut self, mut accept: impl FnMut(&mut [u32]) -> bool) {
        let (mut start, mut len, mut kept) = (0, 0, 0);
        for at in 0..self.ends.len() {
            let end = self.ends[at] as usize;
            if accept(&mut self.items[start..end]) {
                self.items.copy_within(start..end, len);
                len += end - start;
                #[expect(clippy::cast_possible_truncation, reason = "no more than before")]
                let own = len as u32;
                self.ends[kept] = own;
                kept += 1;
            }
            start = end;
        }
        self.items.truncate(len);
        self.ends.truncate(kept);
    }

    /// Its circuits, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.items[start as usize..end as usize])
    }

    /// The circuit of this number.
    pub(super) fn get(&self, at: usize) -> Option<&[u32]> {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.ends.get(at).map(|&end| &self.items[start as usize..end as usize])
    }

    /// How many circuits it holds.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// A buffer pool: batches that were read wait here to be filled again, because allocating memory costs more than
/// writing to it.
#[derive(Debug, Default)]
pub(super) struct BatchPool(Mutex<Vec<Batch>>);

impl BatchPool {
    /// Takes a full batch and leaves an empty one in its place.
    pub(super) fn change(&self, batch: &mut Batch) -> Batch {
        std::mem::replace(batch, self.lock().pop().unwrap_or_default())
    }

    /// Returns a batch that was read.
    pub(super) fn put_back(&self, mut batch: Batch) {
        batch.clear();
        self.lock().push(batch);
    }

    /// The pool is sound even if a thread panicked while it held the lock.
    fn lock(&self) -> MutexGuard<'_, Vec<Batch>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many circuits there are of each length.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Histogram {
    by_length: Vec<u128>,
}

impl Histogram {
    /// The number of circuits of each length that occurs.
    pub fn by_length(&self) -> BTreeMap<usize, u128> {
        self.by_length.iter().copied().enumerate().filter(|&(_, count)| count > 0).collect()
    }

    /// The number of circuits of one length.
    pub fn of_length(&self, length: usize) -> u128 {
        self.by_length.get(length).copied().unwrap_or(0)
    }

    /// The number of all circuits.
    pub fn total(&self) -> u128 {
        self.by_length.iter().sum()
    }

    /// Forgets circuits shorter than this.
    pub(super) fn drop_below(&mut self, length: usize) {
        self.by_length.iter_mut().take(length).for_each(|count| *count = 0);
        while self.by_length.pop_if(|count| *count == 0).is_some() {}
    }

    /// So many more of this length.
    #[inline]
    pub(super) fn add(&mut self, length: usize, count: u128) {
        if self.by_length.len() <= length {
            self.by_length.resize(length + 1, 0);
        }
        self.by_length[length] = self.by_length[length].saturating_add(count);
    }

    /// Adds the counts of another one.
    pub(super) fn merge(&mut self, other: &Self) {
        for (length, &count) in other.by_length.iter().enumerate() {
            if count > 0 {
                self.add(length, count);
            }
        }
    }
}

impl Sink for Histogram {
    #[inline]
    fn put(&mut self, path: &[u32], rest: &[u32], ways: u128) {
        self.add(path.len() + rest.len(), ways);
    }

    /// The sum fits: it is the number of some edges times that of others, and there are fewer than 2^32.
    #[inline]
    fn put_each(&mut self, path: &[u32], ways: u128, ends: impl Iterator<Item = (u32, u64)>) {
        let sum: u64 = ends.map(|(_, own)| own).sum();
        self.add(path.len() + 1, ways.saturating_mul(u128::from(sum)));
    }
}

impl Full for Histogram {
    fn full(&self) -> bool {
        false
    }

    fn clear(&mut self) {
        self.by_length.clear();
    }
}

impl Held for Histogram {
    fn held(&self) -> usize {
        size_of::<u128>() * self.by_length.capacity()
    }
}
