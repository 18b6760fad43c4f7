//! A name in sixteen bytes, and its hash.

use std::hash::{BuildHasher, RandomState};

use super::number::{few_digits, pack};

/// A name: the name itself if it is short, otherwise its hash and its place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The first eight bytes, or the number, or the hash.
    pub(super) low: u64,
    /// Three more bytes and above them the length, or [`Key::SMALL`], or [`Key::LONG`].
    pub(super) high: u32,
    /// Where the long name is.
    pub(super) place: u32,
}

/// Into how many shards the accounts are divided.
pub(super) const SHARDS: usize = 32;

/// The shard of a small number, or of a hash by bits other than those that choose the slot.
#[expect(clippy::cast_possible_truncation, reason = "a few bits are wanted")]
#[inline]
pub(super) fn shard_of(seat: u64) -> usize {
    (seat ^ seat >> 40) as usize % SHARDS
}

/// How many whole numbers are small.
pub(super) const SMALL: usize = 1 << 24;

impl Key {
    /// The most bytes of a short name.
    pub(super) const MOST: usize = 11;
    const SMALL: u32 = u32::MAX - 1;
    const LONG: u32 = u32::MAX;

    /// Of a short name. A small number without zeros in front of it is kept as the number.
    #[expect(clippy::cast_possible_truncation, reason = "a short name has eleven bytes at most")]
    #[inline]
    pub(super) fn short(name: &[u8]) -> Self {
        let (low, high) = pack(name);
        let length = name.len() as u32;
        let is_number = length <= 8 && (low & 0xff != u64::from(b'0') || length == 1);
        match is_number.then(|| few_digits(low, length)).flatten() {
            Some(number) if number < SMALL as u64 => Self::small(number as u32),
            _ => Self { low, high: high as u32 | length << 24, place: 0 },
        }
    }

    pub(super) fn small(number: u32) -> Self {
        Self { low: number.into(), high: Self::SMALL, place: 0 }
    }

    pub(super) fn long(place: u32, hash: u64) -> Self {
        Self { low: hash, high: Self::LONG, place }
    }

    #[inline]
    pub(super) fn is_small(self) -> bool {
        self.high == Self::SMALL
    }

    /// The number of a key that is small.
    #[expect(clippy::cast_possible_truncation, reason = "it is small")]
    #[inline]
    pub(super) fn number(self) -> u32 {
        self.low as u32
    }

    #[inline]
    pub(super) fn is_long(self) -> bool {
        self.high == Self::LONG
    }

    /// The bytes of a short name.
    pub(super) fn bytes(self) -> Vec<u8> {
        if self.is_small() {
            return self.low.to_string().into_bytes();
        }
        let bytes = (u128::from(self.high) << 64 | u128::from(self.low)).to_le_bytes();
        bytes.into_iter().take(usize::from(bytes[Self::MOST]).min(Self::MOST)).collect()
    }
}

/// The hash function: two secret numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Secret(u64, u64);

impl Secret {
    /// A new one for each run.
    pub(super) fn new() -> Self {
        let random = RandomState::new();
        Self(random.hash_one(0), random.hash_one(1))
    }

    /// Both halves of a product depend on all bits of its factors.
    #[inline]
    fn mix(self, low: u64, high: u64) -> u64 {
        let product = u128::from(low ^ self.0) * u128::from(high ^ self.1);
        #[expect(clippy::cast_possible_truncation, reason = "the halves are wanted")]
        let (low, high) = (product as u64, (product >> 64) as u64);
        low ^ high
    }

    /// Of a long name.
    pub(super) fn hash_long(self, name: &[u8]) -> u64 {
        name.chunks(16).fold(name.len() as u64, |hash, part| {
            let (low, high) = pack(part);
            self.mix(hash ^ low, hash.rotate_left(32) ^ high)
        })
    }

    /// Where the search for a key begins: its hash, or the small number itself.
    #[inline]
    pub(super) fn seat(self, key: Key) -> u64 {
        if key.is_small() || key.is_long() { key.low } else { self.mix(key.low, key.high.into()) }
    }
}
