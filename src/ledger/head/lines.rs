//! Which line names the columns, and where the rows begin.

use super::{
    known,
    propose::proposal,
    sample::{Line, Sample, trim},
};
use crate::ledger::{
    amount::{self, Signs},
    error::LedgerError,
    how::{How, Told},
    moment,
    reading::{DecimalSign, Reading},
    role::Role,
    times,
};

/// The lines at the beginning of a ledger.
#[derive(Debug)]
pub(super) struct Lines {
    /// Lines above the header, remarks among them.
    pub(super) titles: Vec<String>,
    /// As they stand there.
    pub(super) names: Vec<String>,
    pub(super) has_header: bool,
    /// The first row of data among those of the sample.
    pub(super) first_row: usize,
    /// Where it begins in the text.
    pub(super) start: usize,
}

impl Lines {
    pub(super) fn find(sample: &Sample, text: &[u8], reading: &Reading) -> Result<Self, LedgerError> {
        let rows = &sample.rows;
        if rows.is_empty() {
            return Err(LedgerError::NoHeader);
        }
        let at = table_start(sample, reading.header != Some(false));
        let Some(first) = rows.get(at) else { return Err(LedgerError::NoHeader) };
        let shown = |line: &Line| line.cells[..line.width()].join(" ");
        let mut titles: Vec<String> = rows[..at].iter().map(shown).collect();
        // Where rows have more cells than the header, those at the end of them are empty, and have no name.
        let width = rows[at..].iter().map(Line::width).max().unwrap_or(0);
        let padded = |mut names: Vec<String>| {
            while names.len() < sample.usual().min(width.max(names.len())) {
                names.push(String::new());
            }
            names
        };
        let start_of = |row: usize| row.checked_sub(1).map_or(0, |before| rows[before].end);
        if reading.header.unwrap_or_else(|| is_header(first)) {
            if first.is_broken {
                return Err(LedgerError::HeaderQuote);
            }
            if !first.is_utf8 {
                return Err(LedgerError::HeaderEncoding);
            }
            let mut names = first.cells.clone();
            // A remark sign before the first name is none of it.
            if first.is_comment() {
                let plain = trim(names[0].trim_start_matches(['#', '%', '/'])).to_owned();
                names[0] = plain;
            }
            return Ok(Self { titles, names: padded(names), has_header: true, first_row: at + 1, start: first.end });
        }
        // Collections of graphs name their columns in the last remark.
        if let Some(names) = at.checked_sub(1).and_then(|last| named_by_remark(&rows[last], first.cells.len())) {
            titles.pop();
            return Ok(Self { titles, names, has_header: true, first_row: at, start: start_of(at) });
        }
        let named = [&reading.from, &reading.to, &reading.time, &reading.amount].into_iter().flatten();
        let names_a_value = named.into_iter().any(|name| first.cells.iter().any(|cell| cell == name.trim()));
        let is_list_of_edges = first.cells.len() == 2 && !names_a_value;
        if reading.header.is_none() && !is_list_of_edges {
            let lines = text[start_of(at)..first.end].trim_ascii_end();
            let line = String::from_utf8_lossy(lines).chars().take(80).collect();
            let flags = proposal(&rows[at..], first.cells.len());
            return Err(LedgerError::NoHeaderLine { line, flags });
        }
        let names = (1..=first.cells.len()).map(|column| format!("#{column}")).collect();
        Ok(Self { titles, names, has_header: false, first_row: at, start: start_of(at) })
    }
}

/// Where the table begins: at the first line with about as many cells as most have. Above it are titles and remarks. A remark
/// is none of it unless it may be the header.
fn table_start(sample: &Sample, may_name: bool) -> usize {
    let (rows, usual) = (&sample.rows, sample.usual());
    let filled = |row: &Line| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    // A line that names a payer and a payee is the header, however wide titles and rows are, if all above it say less. Of
    // several it is the one that is as wide as the rows: a title may say from when to when.
    let names = |line: &Line, role: Role| line.guessable().iter().any(|cell| known::is_known(cell, role));
    let says_more = |at: usize| rows[..at].iter().all(|above| above.is_comment() || filled(above) < filled(&rows[at]));
    let names_both = |&at: &usize| {
        let line = &rows[at];
        let both = may_name && names(line, Role::From) && names(line, Role::To);
        both && !line.guessable().iter().any(|cell| is_value(cell)) && says_more(at)
    };
    let headers: Vec<usize> = (0..rows.len()).filter(names_both).collect();
    let as_wide = headers.iter().find(|&&at| rows[at].cells.len() == usual);
    if let Some(&header) = as_wide.or(headers.first()) {
        return header;
    }
    let width = rows.iter().filter(|row| row.cells.len() == usual).map(Line::width).max().unwrap_or(0);
    let begins = |row: &Line| {
        let is_wide = row.cells.len() >= width && filled(row) * 2 >= width && (filled(row) > 1 || width <= 1);
        // A remark is a header only if it says so by its names.
        is_wide && (!row.is_comment() || (may_name && row.guessable().iter().any(|cell| known::is_any(cell))))
    };
    let is_remark = |row: &&Line| row.is_comment();
    rows.iter().position(begins).unwrap_or_else(|| rows.iter().take_while(is_remark).count().min(rows.len() - 1))
}

/// Whether a line names columns: a usual name is in it, or nothing that is a value.
fn is_header(line: &Line) -> bool {
    line.guessable().iter().any(|cell| known::is_any(cell)) || !line.guessable().iter().any(|cell| is_value(cell))
}

/// Whether a text is a number, a time or an address, which no column is called.
fn is_value(cell: &str) -> bool {
    let how = How::new(&Reading::default(), Told::default(), None);
    let is_amount = |decimal| amount::read(cell, decimal, &mut Signs::default()).is_ok();
    let is_hash = cell.len() > 16 && cell.starts_with("0x");
    is_amount(DecimalSign::Point)
        || is_amount(DecimalSign::Comma)
        || is_hash
        || moment::is_clock(cell)
        || times::read(cell.as_bytes(), &how).is_ok()
}

/// The names in a remark, if they are as many as a row has cells: `# FromNodeId  ToNodeId`.
fn named_by_remark(line: &Line, cells: usize) -> Option<Vec<String>> {
    if !line.is_comment() {
        return None;
    }
    let text = line.cells.join("\t");
    let names: Vec<String> = text
        .trim_start_matches(['#', '%', '/', ' '])
        .split(['\t', ' '])
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    (names.len() == cells && names.iter().any(|name| known::is_any(name))).then_some(names)
}
