//! One cell: where it ends, what its quotes mean, and the number in it.

use memchr::memchr;

use super::error::Flaw;

/// How a cell is quoted, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quotes {
    /// Not.
    None,
    /// Around it.
    Around,
    /// Quoted, with doubled quotes inside that stand for one each.
    Doubled,
    /// Wrongly: there is text after its closing quote.
    After,
    /// Wrongly: it is never closed.
    Unclosed,
}

/// One cell of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell<'a> {
    /// What is in it, without the quotes around it.
    pub(super) text: &'a [u8],
    /// How it is quoted.
    pub(super) quotes: Quotes,
    /// Whether it ends its row.
    pub(super) is_last: bool,
}

impl Cell<'_> {
    /// Nothing.
    pub(super) const EMPTY: Self = Self { text: b"", quotes: Quotes::None, is_last: true };

    /// Its text with doubled quotes resolved.
    #[cold]
    pub(super) fn undoubled(&self) -> Vec<u8> {
        let mut plain = Vec::with_capacity(self.text.len());
        let mut after_quote = false;
        for &byte in self.text {
            after_quote = byte == b'"' && !after_quote;
            if !after_quote {
                plain.push(byte);
            }
        }
        plain
    }
}

/// Walks over the cells of a text.
#[derive(Debug, Clone)]
pub(super) struct Cells<'a> {
    text: &'a [u8],
    /// Where the next cell begins.
    at: usize,
    separator: u8,
    /// The borders in the 64 bytes at `base`, from `at` on, a bit each.
    borders: u64,
    base: usize,
}

impl<'a> Cells<'a> {
    pub(super) fn new(text: &'a [u8], separator: u8) -> Self {
        Self { text, at: 0, separator, borders: borders(text, 0, separator), base: 0 }
    }

    /// Where the next cell begins, if there is one.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The next cell; at the end of the text an empty one. Only a quote at a cell's very beginning is special, as in
    /// RFC 4180.
    #[expect(clippy::inline_always, reason = "called, it would hand the cell over through memory: half as fast")]
    #[inline(always)]
    pub(super) fn next(&mut self) -> Cell<'a> {
        let at = self.at;
        // The rare case returns numbers, not a cell, so that everything stays in registers.
        let (behind, quotes) = if self.text.get(at) == Some(&b'"') { self.quoted() } else { (at, Quotes::None) };
        let end = self.border();
        self.at = end + 1;
        let is_last = self.text.get(end).is_none_or(|&byte| byte == b'\n');
        let range = match quotes {
            Quotes::Around | Quotes::Doubled => at + 1..behind - 1,
            _ if is_last && end > at && self.text[end - 1] == b'\r' => at..end - 1,
            _ => at..end,
        };
        Cell { text: self.text.get(range).unwrap_or_default(), quotes, is_last }
    }

    /// The next separator or line end, or the end of the text.
    #[inline]
    fn border(&mut self) -> usize {
        while self.borders == 0 {
            self.base += 64;
            if self.base >= self.text.len() {
                return self.text.len();
            }
            self.borders = borders(self.text, self.base, self.separator);
        }
        let border = self.base + self.borders.trailing_zeros() as usize;
        self.borders &= self.borders - 1;
        border
    }

    /// What follows the closing quote of the current cell, and how the cell is quoted. Moves on from there.
    #[cold]
    fn quoted(&mut self) -> (usize, Quotes) {
        let (behind, quotes) = match closing(self.text, self.at) {
            None => (self.text.len(), Quotes::Unclosed),
            Some((close, doubled)) => {
                let ends = match self.text[close + 1..] {
                    [] | [b'\r'] | [b'\n', ..] | [b'\r', b'\n', ..] => true,
                    [byte, ..] => byte == self.separator,
                };
                let quotes = match (ends, doubled) {
                    (false, _) => Quotes::After,
                    (true, true) => Quotes::Doubled,
                    (true, false) => Quotes::Around,
                };
                (close + 1, quotes)
            }
        };
        let base = behind - behind % 64;
        if base > self.base {
            self.base = base;
            self.borders = borders(self.text, base, self.separator);
        }
        self.borders &= u64::MAX << (behind - base);
        (behind, quotes)
    }
}

/// The cells of one row.
pub(super) fn of(row: &[u8], separator: u8) -> impl Iterator<Item = Cell<'_>> {
    let mut cells = Some(Cells::new(row, separator));
    std::iter::from_fn(move || {
        let cell = cells.as_mut()?.next();
        if cell.is_last {
            cells = None;
        }
        Some(cell)
    })
}

/// Where the quoted cell that begins at `at` has its closing quote, and whether quotes inside it are doubled.
pub(super) fn closing(text: &[u8], at: usize) -> Option<(usize, bool)> {
    let mut from = at + 1;
    let mut doubled = false;
    loop {
        let quote = from + memchr(b'"', text.get(from..)?)?;
        if text.get(quote + 1) != Some(&b'"') {
            return Some((quote, doubled));
        }
        doubled = true;
        from = quote + 2;
    }
}

const ONES: u64 = u64::from_le_bytes([1; 8]);

/// The separators and line ends in the 64 bytes at `base`, a bit each.
///
/// Eight bytes at a time in a register, which works on every machine; a multiplication then gathers their high bits.
#[inline]
fn borders(text: &[u8], base: usize, separator: u8) -> u64 {
    let rest = text.get(base..).unwrap_or_default();
    let mut last = [0; 64];
    let block = rest.first_chunk::<64>().unwrap_or_else(|| {
        last[..rest.len()].copy_from_slice(rest);
        &last
    });
    let separators = ONES * u64::from(separator);
    let lines = ONES * u64::from(b'\n');
    // The high bit of each byte that is not zero.
    let filled = |word: u64| ((word & !(ONES << 7)) + !(ONES << 7)) | word;
    let mut bits = 0;
    for (at, word) in block.chunks_exact(8).enumerate() {
        let word = word.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
        let hits = !(filled(word ^ separators) & filled(word ^ lines)) & (ONES << 7);
        bits |= ((hits >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * at);
    }
    bits
}

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

impl Number {
    /// Refuses more decimals than any number may have.
    pub(super) fn new(units: i64, places: u8) -> Result<Self, Flaw> {
        if places <= MAX_PLACES { Ok(Self { units, places }) } else { Err(Flaw::TooLarge) }
    }
}

/// Reads digits with at most one point and perhaps a sign; spaces around them do not matter.
#[inline]
pub(super) fn number(cell: &[u8]) -> Result<Number, Flaw> {
    short_number(cell).map_or_else(|| any_number(cell.trim_ascii()), Ok)
}

/// At most sixteen digits and a point, without a branch on the position of the point, which the processor could not
/// predict.
#[inline]
fn short_number(cell: &[u8]) -> Option<Number> {
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

/// Any number that fits.
fn any_number(cell: &[u8]) -> Result<Number, Flaw> {
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        all => (false, all),
    };
    let (mut units, mut places, mut point, mut fits) = (0_i64, 0_u8, false, true);
    for &byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            // Counted down: the least number has no positive counterpart.
            match units.checked_mul(10).and_then(|tens| tens.checked_sub(i64::from(digit))) {
                Some(more) => units = more,
                None => fits = false,
            }
            places = places.saturating_add(u8::from(point));
        } else if byte == b'.' && !point {
            point = true;
        } else {
            return Err(why_no_number(cell));
        }
    }
    if digits.len() == usize::from(point) {
        return Err(why_no_number(cell));
    }
    match if negative { Some(units) } else { units.checked_neg() } {
        Some(units) if fits => Number::new(units, places),
        _ => Err(Flaw::TooLarge),
    }
}

/// The flaw of a cell that is not a plain number.
#[cold]
fn why_no_number(cell: &[u8]) -> Flaw {
    let text = String::from_utf8_lossy(cell);
    let is_digit = |sign: char| sign.is_ascii_digit();
    let is_currency = |sign: char| sign.is_alphabetic() || "$€£¥₹₽₩₿¢".contains(sign);
    let bare = text.trim_matches(|sign: char| is_currency(sign) || " +-.".contains(sign));
    let beside = text.len() - bare.len();
    if text.is_empty() {
        Flaw::Empty
    } else if !text.contains(is_digit) {
        Flaw::NotANumber
    } else if text.parse::<f64>().is_ok() {
        Flaw::Exponent
    } else if bare.chars().all(|sign| is_digit(sign) || sign == '.') && bare.matches('.').count() <= 1 {
        // A currency's code has three letters, and its sign at most three bytes.
        if beside <= 5 && text.contains(is_currency) { Flaw::Currency } else { Flaw::NotANumber }
    } else if bare.chars().all(|sign| is_digit(sign) || ".,'’_ \u{a0}\u{202f}".contains(sign)) {
        Flaw::Separated
    } else {
        Flaw::NotANumber
    }
}
