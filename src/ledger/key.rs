//! A name in sixteen bytes, and its hash.

use std::hash::{BuildHasher, RandomState};

use super::cells::{few_digits, pack};

/// A name: itself if it is short, else a hash of it and its place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The first eight bytes, or the hash.
    pub(super) low: u64,
    /// Three more bytes and in the highest the length, or [`Key::LONG`].
    pub(super) high: u32,
    /// Where the long name is.
    pub(super) place: u32,
}

impl Key {
    /// The most bytes of a short name.
    pub(super) const MOST: usize = 11;
    const LONG: u32 = u32::MAX;

    #[expect(clippy::cast_possible_truncation, reason = "a short name has eleven bytes at most")]
    #[inline]
    pub(super) fn short(name: &[u8]) -> Self {
        let (low, high) = pack(name);
        Self { low, high: high as u32 | (name.len() as u32) << 24, place: 0 }
    }

    pub(super) fn long(place: u32, hash: u64) -> Self {
        Self { low: hash, high: Self::LONG, place }
    }

    #[inline]
    pub(super) fn is_long(self) -> bool {
        self.high == Self::LONG
    }

    /// The number that the name is, if it has one to eight digits and none of them is a zero that could be left out.
    #[inline]
    pub(super) fn number(self) -> Option<u64> {
        let length = self.high >> 24;
        let is_number = self.high << 8 == 0 && (self.low & 0xff != u64::from(b'0') || length == 1);
        if is_number { few_digits(self.low, length) } else { None }
    }

    /// The bytes of a short name, and how many of them count.
    pub(super) fn bytes(self) -> ([u8; 16], usize) {
        let bytes = (u128::from(self.high) << 64 | u128::from(self.low)).to_le_bytes();
        (bytes, usize::from(bytes[Self::MOST]).min(Self::MOST))
    }
}

/// The hash function: two secret numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Secret(u64, u64);

impl Secret {
    /// Another one each time.
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

    #[inline]
    pub(super) fn hash(self, key: Key) -> u64 {
        if key.is_long() { key.low } else { self.mix(key.low, key.high.into()) }
    }
}
