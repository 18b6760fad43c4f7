//! The beginning of a text, as rows of cells.

use super::super::cells::{self, Cell, Quotes};

/// Possible separators; among equally good ones the first wins.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// In how many columns something is guessed.
pub(super) const MOST_GUESSED: usize = 2_000;

/// How many rows are looked at.
const MOST: usize = 200;

/// The rows with which a text begins.
#[derive(Debug)]
pub(super) struct Sample {
    pub(super) separator: u8,
    /// Not the blank lines.
    pub(super) rows: Vec<Line>,
}

/// One row.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) cells: Vec<String>,
    /// Where it ends in the text.
    pub(super) end: usize,
    /// Whether a quote of it does not close, or text follows one that does.
    pub(super) is_broken: bool,
    pub(super) is_utf8: bool,
}

impl Line {
    /// The cells in which something is guessed.
    pub(super) fn guessable(&self) -> &[String] {
        &self.cells[..self.cells.len().min(MOST_GUESSED)]
    }

    /// How many cells there are without the empty ones at the end.
    pub(super) fn width(&self) -> usize {
        self.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1)
    }

    /// Whether it is a remark.
    pub(super) fn is_comment(&self) -> bool {
        self.cells.first().is_some_and(|cell| cell.starts_with(['#', '%']) || cell.starts_with("//"))
    }
}

impl Sample {
    /// The rows of a text, of which the last may be cut off unless `whole`. `told` is the separator, if it is known.
    pub(super) fn new(text: &[u8], whole: bool, told: Option<u8>) -> Self {
        let of = |separator| Self { separator, rows: rows(text, whole, separator) };
        if let Some(separator) = told {
            return of(separator);
        }
        let best = SEPARATORS.into_iter().rev().map(of).max_by_key(Self::fit).unwrap_or_else(|| of(b','));
        // A space is in many a name: it is a separator only where nothing else is.
        if best.fit() > (0, 0) {
            return best;
        }
        let spaced = of(b' ');
        if spaced.fit().0 == 100 { spaced } else { best }
    }

    /// The number of cells that most rows have; of equally frequent ones the larger.
    pub(super) fn usual(&self) -> usize {
        let rows = || self.rows.iter().filter(|row| !row.is_comment());
        let count = |own: usize| rows().filter(|row| row.cells.len() == own).count();
        let counts = rows().map(|row| row.cells.len());
        counts.max_by_key(|&own| (count(own), own)).unwrap_or(0)
    }

    /// How well the separator suits: in how many of a hundred rows there is the usual number of cells, if that is more
    /// than one; and how many cells.
    fn fit(&self) -> (usize, usize) {
        let usual = self.usual();
        let rows = || self.rows.iter().filter(|row| !row.is_comment());
        let alike = rows().filter(|row| row.cells.len() == usual).count();
        let share = (100 * alike).checked_div(rows().count()).unwrap_or(0);
        match usual {
            0 | 1 => (0, 0),
            _ => (share, usual),
        }
    }
}

fn rows(text: &[u8], whole: bool, separator: u8) -> Vec<Line> {
    let mut rows = Vec::new();
    let mut cells = cells::Cells::new(text, separator);
    while cells.at() < text.len() && rows.len() < MOST {
        let start = cells.at();
        let mut own: Vec<Cell<'_>> = Vec::new();
        loop {
            let cell = cells.next();
            own.push(cell);
            if cell.is_last {
                break;
            }
        }
        let end = cells.at().min(text.len());
        if end == text.len() && !whole && text[end - 1] != b'\n' {
            break;
        }
        if text[start..end].trim_ascii().is_empty() {
            continue;
        }
        let words = |cell: &Cell<'_>| {
            let text = if cell.quotes == Quotes::Doubled { cell.undoubled() } else { cell.text.to_vec() };
            trim(&String::from_utf8_lossy(&text)).to_owned()
        };
        rows.push(Line {
            cells: own.iter().map(words).collect(),
            end,
            is_broken: own.iter().any(|cell| cell.quotes > Quotes::Doubled),
            is_utf8: std::str::from_utf8(&text[start..end]).is_ok(),
        });
    }
    rows
}

/// Without the spaces around it, those without a width too.
pub(in crate::ledger) fn trim(text: &str) -> &str {
    text.trim_matches(|sign: char| sign.is_whitespace() || is_zero_width(sign))
}

/// A sign that is there and is not seen.
pub(in crate::ledger) fn is_zero_width(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
