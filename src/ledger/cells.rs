//! One cell: where it ends, and what its quotes mean.

use memchr::memchr;

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

/// A byte of 1 in each place.
pub(super) const ONES: u64 = u64::from_le_bytes([1; 8]);

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
