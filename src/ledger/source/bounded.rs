//! What a workbook unpacks to is bounded before it is read.

use std::io::{self, Read, Seek};

use zip::{ZipArchive, result::ZipError};

use super::refusal::Refusal;

/// The most parts of a workbook.
const MOST_PARTS: usize = 2_000;

/// Unpacks every part once to measure it: small files can unpack to very large ones, and what a part states of itself
/// may be wrong.
///
/// # Errors
/// If its parts unpack to more than `most` bytes, or one of them that is no sheet to more than `most_held`.
pub(crate) fn bounded<F: Read + Seek>(file: F, most: u64, most_held: u64) -> io::Result<F> {
    let fail = |error: ZipError| Refusal::new(format!("it is no workbook that can be unpacked: {error}"));
    let mut archive = ZipArchive::new(file).map_err(fail)?;
    if archive.len() > MOST_PARTS {
        return Err(Refusal::new(format!("the workbook has more than {MOST_PARTS} parts")).into());
    }
    let mut left = most;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(fail)?;
        let name = part.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        let is_sheet = name.starts_with("xl/worksheets/");
        let has_cells = is_sheet || name == "xl/sharedStrings.xml";
        let room = if is_sheet { left } else { left.min(most_held) };
        let mut measure = Measure::default();
        let length = io::copy(&mut part.take(room + 1), &mut measure)?;
        if length > room {
            let says = format!("the workbook unpacks to more than {} MB", room >> 20);
            return Err(Refusal::help(says, "save the sheet of payments as CSV").into());
        }
        left -= length;
        if measure.claim > length {
            return Err(Refusal::new("the workbook is damaged: it claims more texts than it holds").into());
        }
        if has_cells && measure.longest > MOST_RUN {
            return Err(Refusal::new("the workbook is damaged: a text in it has no end").into());
        }
    }
    Ok(archive.into_inner())
}

/// Looks through a part for what would take much memory: the number of texts that it claims to hold, as room for so many
/// is made before they are read, and a text without end.
#[derive(Default)]
struct Measure {
    /// The largest claim.
    claim: u64,
    /// Bytes since the last tag began, and the most of them.
    run: usize,
    longest: usize,
    /// The end of what was looked through, if a claim may go on in the next piece.
    rest: Vec<u8>,
}

/// The most bytes between two tags: a cell of Excel has at most 32,767 characters.
const MOST_RUN: usize = 1 << 20;

const CLAIM: &[u8] = b"uniqueCount";

impl io::Write for Measure {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        // What lies between two tags of one piece is not long.
        self.longest = self.longest.max(self.run + memchr::memchr(b'<', piece).unwrap_or(piece.len()));
        self.run = memchr::memrchr(b'<', piece).map_or(self.run + piece.len(), |at| piece.len() - at);
        self.rest.extend_from_slice(piece);
        let mut kept = self.rest.len().saturating_sub(CLAIM.len());
        for at in memchr::memmem::find_iter(&self.rest, CLAIM) {
            let after = self.rest[at + CLAIM.len()..].iter();
            let signs = b" =\"'\t\r\n+0";
            let mut digits = after.skip_while(|byte| signs.contains(byte)).peekable();
            // More digits than a number holds are more than any part does.
            let mut claim = 0_u64;
            while let Some(digit) = digits.next_if(|byte| byte.is_ascii_digit()) {
                claim = claim.saturating_mul(10).saturating_add((digit - b'0').into());
            }
            self.claim = self.claim.max(claim);
            if digits.peek().is_none() {
                kept = at;
            }
        }
        self.rest.drain(..kept);
        if self.rest.len() > MOST_RUN {
            self.claim = u64::MAX;
            self.rest.clear();
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_claim_is_found_wherever_a_piece_ends() {
        let text = b"<sst count=\"7\" uniqueCount = \"0000123456\"><si>";
        for at in 0..text.len() {
            let mut measure = Measure::default();
            measure.write_all(&text[..at]).expect("in memory");
            measure.write_all(&text[at..]).expect("in memory");
            assert_eq!(measure.claim, 123_456);
        }
        let mut endless = Measure::default();
        io::copy(&mut io::repeat(b'0').take(2 << 20), &mut endless).expect("in memory");
        assert_eq!((endless.claim, endless.longest), (0, 2 << 20));
        endless.write_all(b"uniqueCount=\"").expect("in memory");
        io::copy(&mut io::repeat(b'0').take(2 << 20), &mut endless).expect("in memory");
        assert_eq!(endless.claim, u64::MAX);
    }
}
