//! A text → blocks of whole rows, cut into pieces for the threads.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter, memrchr};

use super::{LedgerError, cells, head::Head};

/// The longest row, in bytes. Only an unclosed quote makes a longer one.
const MAX_ROW: usize = 1 << 24;

/// How much of the beginning is looked at to tell what the columns are.
const HEAD: usize = 1 << 16;

/// A part of the text that begins with a row and ends with one.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The text, followed by old bytes: the memory is not cleared for each block.
    buffer: Vec<u8>,
    len: usize,
    /// Where its pieces end.
    cuts: Vec<usize>,
    /// The lines on which its pieces begin, from 1.
    lines: Vec<u64>,
}

/// Rows of a block, for one thread.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) text: &'a [u8],
    /// The line on which they begin, from 1.
    pub(super) line: u64,
}

impl Block {
    /// Its pieces, each of whole rows.
    pub(super) fn pieces(&self) -> Vec<Rows<'_>> {
        let starts = std::iter::once(0).chain(self.cuts.iter().copied());
        let texts = starts.zip(&self.cuts).map(|(start, &end)| &self.buffer[start..end]);
        texts.zip(&self.lines).map(|(text, &line)| Rows { text, line }).collect()
    }

    fn text(&self) -> &[u8] {
        &self.buffer[..self.len]
    }

    fn append(&mut self, text: &[u8]) {
        let end = self.len + text.len();
        if self.buffer.len() < end {
            self.buffer.resize(end, 0);
        }
        self.buffer[self.len..end].copy_from_slice(text);
        self.len = end;
    }
}

/// Cuts a text into blocks as it is read. At most two blocks are in memory at a time: the one that is being read and
/// the one that is being used.
pub(super) struct Blocks<R> {
    source: R,
    /// The bytes of a piece, and how many pieces make a block.
    piece: usize,
    pieces: usize,
    /// What was read after the last whole row.
    rest: Vec<u8>,
    at_end: bool,
    /// The line on which `rest` begins, from 1.
    line: u64,
}

impl<R: Read> Blocks<R> {
    pub(super) fn new(source: R, piece: usize, pieces: usize) -> Self {
        Self { source, piece, pieces, rest: Vec::new(), at_end: false, line: 1 }
    }

    /// Reads the beginning of the text, as much of it as `read` needs to tell where the first row begins; what is before
    /// that is removed from the text. `read` is also told whether that is all there is.
    pub(super) fn head(
        &mut self,
        read: impl Fn(&[u8], bool) -> Result<Head, LedgerError>,
    ) -> Result<Head, LedgerError> {
        let mut block = Block::default();
        let mut wanted = self.piece.max(HEAD);
        loop {
            self.fill(&mut block, wanted)?;
            let text = block.text();
            let mark = if text.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
            let result = read(&text[mark..], self.at_end);
            // A quote that does not close may only be cut off.
            let is_cut = matches!(result, Err(LedgerError::HeaderQuote | LedgerError::NoHeader)) && !self.at_end;
            if !is_cut {
                let head = result?;
                let start = mark + head.start;
                self.rest.extend_from_slice(&text[start..]);
                self.line += line_ends(&text[..start]);
                return Ok(head);
            }
            wanted = self.longer(wanted)?;
        }
    }

    /// Reads the next block into the given one; false at the end of the text.
    pub(super) fn next(&mut self, block: &mut Block, separator: u8) -> Result<bool, LedgerError> {
        block.len = 0;
        block.append(&self.rest);
        self.rest.clear();
        let mut wanted = self.piece * self.pieces;
        loop {
            self.fill(block, wanted)?;
            cut(&block.buffer[..block.len], separator, self.piece, &mut block.cuts);
            if self.at_end && block.cuts.last().copied().unwrap_or(0) < block.len {
                block.cuts.push(block.len);
            }
            if let Some(&end) = block.cuts.last() {
                self.rest.extend_from_slice(&block.text()[end..]);
                block.len = end;
                self.number(block);
                return Ok(true);
            }
            if self.at_end {
                return Ok(false);
            }
            wanted = self.longer(wanted)?;
        }
    }

    /// Reads until there are `wanted` bytes or no more.
    fn fill(&mut self, block: &mut Block, wanted: usize) -> Result<(), LedgerError> {
        while block.len < wanted && !self.at_end {
            // Grows with the text, so that a short one needs little memory.
            let room = wanted.min((2 * block.len).max(1 << 16));
            if block.buffer.len() < room {
                block.buffer.resize(room, 0);
            }
            match self.source.read(&mut block.buffer[block.len..room]) {
                Ok(0) => self.at_end = true,
                Ok(more) => block.len += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(source) => return Err(LedgerError::Io { path: None, source }),
            }
        }
        Ok(())
    }

    /// Twice the length, up to the longest row.
    fn longer(&self, wanted: usize) -> Result<usize, LedgerError> {
        if wanted > 2 * MAX_ROW { Err(LedgerError::LongRow { line: self.line }) } else { Ok(wanted * 2) }
    }

    /// Records the lines on which the pieces begin.
    fn number(&mut self, block: &mut Block) {
        block.lines.clear();
        let mut start = 0;
        for &end in &block.cuts {
            block.lines.push(self.line);
            self.line += line_ends(&block.buffer[start..end]);
            start = end;
        }
    }
}

pub(super) fn line_ends(text: &[u8]) -> u64 {
    memchr_iter(b'\n', text).count() as u64
}

/// Where pieces of at least `piece` bytes can end: after line ends that are not in quotes. The last cut is the last
/// such line end. Linear; without quotes in the text only the places around the cuts are looked at.
fn cut(text: &[u8], separator: u8, piece: usize, cuts: &mut Vec<usize>) {
    cuts.clear();
    let (mut at, mut last) = (0, 0);
    loop {
        // Up to the next quoted cell, every line end ends a row.
        let quote = next_quoted(text, at, separator);
        let plain = at..quote.unwrap_or(text.len());
        if let Some(length) = memrchr(b'\n', &text[plain]) {
            last = at + length + 1;
            let from = |cuts: &[usize]| (cuts.last().copied().unwrap_or(0) + piece - 1).max(at);
            while let Some(length) = text.get(from(cuts)..last).and_then(|rest| memchr(b'\n', rest)) {
                cuts.push(from(cuts) + length + 1);
            }
        }
        match quote.and_then(|quote| cells::closing(text, quote)) {
            Some((close, _)) => at = close + 1,
            None => break,
        }
    }
    if last > cuts.last().copied().unwrap_or(0) {
        cuts.push(last);
    }
}

/// The next quote at the beginning of a cell, from outside of quotes.
fn next_quoted(text: &[u8], from: usize, separator: u8) -> Option<usize> {
    let begins = |quote: usize| quote == 0 || [separator, b'\n'].contains(&text[quote - 1]);
    memchr_iter(b'"', &text[from..]).map(|quote| from + quote).find(|&quote| begins(quote))
}
