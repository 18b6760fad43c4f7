//! The number in a cell, as most are: digits and perhaps a point.

use super::cells::ONES;

/// At most sixteen bytes in two registers, the first one lowest, by few and predictable branches.
#[inline]
pub(super) fn pack(bytes: &[u8]) -> (u64, u64) {
    let length = bytes.len() as u64;
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        // From the ninth byte on: the last eight, shifted down past those that are in the first register.
        let gone = 8 * 16_u64.saturating_sub(length);
        let rest = if gone < 64 { u64::from_le_bytes(*last) >> gone } else { 0 };
        return (u64::from_le_bytes(*first), rest);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let rest = u64::from(u32::from_le_bytes(*last)) >> (8 * (8 - length));
        return (u64::from(u32::from_le_bytes(*first)) | rest << 32, 0);
    }
    (bytes.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)), 0)
}

/// A decimal number, exactly: `units` / 10^`places`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) units: i64,
    pub(super) places: u8,
}

/// The most decimals that a number may have: 10^18 is the largest power of ten in 64 bits.
pub(super) const MAX_PLACES: u8 = 18;

/// Reads at most sixteen digits and a point, without a branch on the position of the point, which the processor could not
/// predict.
#[inline]
pub(super) fn plain_number(cell: &[u8]) -> Option<Number> {
    let length = u32::try_from(cell.len()).ok().filter(|length| (1..=16).contains(length))?;
    let (low, high) = pack(cell);
    // The digits behind the point move down over it.
    let points = ONES * u64::from(b'.');
    let (low, high, point) = match (first_zero(low ^ points), first_zero(high ^ points)) {
        (at @ 0..8, _) => (without(low, at) | high << 56, high >> 8, at),
        (_, at @ 0..8) => (low, without(high, at), 8 + at),
        _ => (low, high, length),
    };
    let count = length - u32::from(point < length);
    let (units, places) = (digits(low, high, count)?, length - 1 - point.min(length - 1));
    Some(Number { units: i64::try_from(units).ok()?, places: places.try_into().ok()? })
}

/// The lowest byte that is zero, or 8.
#[inline]
fn first_zero(word: u64) -> u32 {
    (word.wrapping_sub(ONES) & !word & (ONES << 7)).trailing_zeros() / 8
}

/// A word without one of its bytes.
#[inline]
fn without(word: u64, at: u32) -> u64 {
    let below = (1 << (8 * at)) - 1;
    word & below | word >> 8 & !below
}

/// The number that one to sixteen digits are, the first one in the lowest byte of `low` and nothing above the last.
#[inline]
fn digits(low: u64, high: u64, count: u32) -> Option<u64> {
    if count <= 8 {
        return few_digits(low, count);
    }
    Some(eight_digits(low)? * POWERS[count as usize - 8] + few_digits(high, count - 8)?)
}

/// Powers of ten.
const POWERS: [u64; 9] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/// The number that eight digits are, the first one in the lowest byte: pairs, then fours, then all at once.
#[inline]
fn eight_digits(digits: u64) -> Option<u64> {
    let values = digits ^ (ONES * u64::from(b'0'));
    if (values.wrapping_add(ONES * 6) | values) & (ONES * 0xf0) != 0 {
        return None;
    }
    let pairs = values.wrapping_mul(10 << 8 | 1) >> 8 & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100 << 16 | 1) >> 16 & 0x0000_ffff_0000_ffff;
    Some(fours.wrapping_mul(10_000 << 32 | 1) >> 32)
}

/// The number that one to eight digits are, the first one in the lowest byte and nothing above the last.
#[inline]
pub(super) fn few_digits(digits: u64, count: u32) -> Option<u64> {
    let zeros = (ONES * u64::from(b'0')).checked_shr(8 * count).unwrap_or(0);
    eight_digits(digits.checked_shl(64_u32.checked_sub(8 * count)?)? | zeros)
}

/// Reads digits with at most one point and perhaps a sign, if they fit in 64 bits; spaces around them do not matter.
pub(super) fn signed_number(cell: &[u8]) -> Option<Number> {
    let (negative, digits) = match cell.trim_ascii() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        all => (false, all),
    };
    let (mut units, mut places, mut point) = (0_i64, 0_u8, false);
    for &byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            // Counted down: the least number has no positive counterpart.
            units = units.checked_mul(10)?.checked_sub(i64::from(digit))?;
            places = places.checked_add(u8::from(point))?;
        } else if byte == b'.' && !point {
            point = true;
        } else {
            return None;
        }
    }
    let units = if negative { units } else { units.checked_neg()? };
    (digits.len() > usize::from(point) && places <= MAX_PLACES).then_some(Number { units, places })
}
