//! The beginning of a ledger: what parts the cells, which line names the columns, and which column is what.
//!
//! ```text
//! text ─sample→ rows of cells ─lines→ titles, header, first row ─guess→ the columns of each role → Layout
//! ```

mod guess;
mod known;
mod lines;
mod propose;
mod said;
mod sample;

pub(super) use said::Said;
pub(super) use sample::{is_zero_width, trim};

use super::{
    columns::{Chosen, Layout, distinct},
    error::LedgerError,
    how::{How, Told, asked_order},
    profile,
    reading::Reading,
    time_format::TimeFormat,
};
use guess::Guess;
use lines::Lines;
use sample::Sample;

/// How the rows of a text are to be read, and where they begin.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) layout: Layout,
    /// Where the first row begins in the text.
    pub(super) start: usize,
    pub(super) said: Said,
}

/// Reads the beginning of a text; it is all there is if `whole`.
///
/// # Errors
/// If it cannot be told which column is what.
pub(super) fn read(text: &[u8], whole: bool, reading: &Reading, told: Told) -> Result<Head, LedgerError> {
    let (before, separator) = separator_line(text);
    let text = &text[before..];
    let separator = reading.separator.and_then(|sign| u8::try_from(sign).ok()).or(separator);
    let sample = Sample::new(text, whole, separator);
    let lines = Lines::find(&sample, text, reading)?;
    let header = distinct(lines.names.clone());
    let mut said = Said {
        titles: lines.titles.clone(),
        has_header: lines.has_header,
        renamed: header
            .iter()
            .zip(&lines.names)
            .filter(|(own, name)| own != name && !name.is_empty())
            .map(|(own, _)| own.clone())
            .collect(),
        ..Said::default()
    };
    let rows: Vec<Vec<String>> = sample.rows[lines.first_row..].iter().map(|line| line.cells.clone()).collect();
    let table = Named { header, separator: sample.separator, rows: &rows };
    let layout = layout(table, reading, told, &mut said)?;
    Ok(Head { layout, start: before + lines.start, said })
}

/// A table whose columns have names.
pub(super) struct Named<'a> {
    pub(super) header: Vec<String>,
    pub(super) separator: u8,
    /// The first rows, as far as they are known.
    pub(super) rows: &'a [Vec<String>],
}

/// How a table is read.
pub(super) fn layout(table: Named<'_>, reading: &Reading, told: Told, said: &mut Said) -> Result<Layout, LedgerError> {
    let Named { header, separator, rows } = table;
    let recognised = profile::recognised(&header);
    said.profile = recognised.as_ref().map(|(name, _)| *name);
    let unit_of_layout = reading.time_unit.is_none();
    let reading = match recognised {
        Some((_, profile)) => reading.clone().or(profile),
        None => reading.clone(),
    };
    let form = reading.time_format.as_deref().filter(|_| asked_order(&reading).is_none());
    let unknown = |text: &str| LedgerError::TimeFormat { text: text.to_owned() };
    let format = form.map(|text| TimeFormat::new(text).ok_or_else(|| unknown(text))).transpose()?;
    let mut how = How::new(&reading, told, format);
    how.unit_of_layout = unit_of_layout;
    let renamed = said.renamed.clone();
    let guess =
        Guess { header: &header, rows, reading: &reading, how: &how, has_header: said.has_header, renamed: &renamed };
    let columns: Chosen = guess.columns(said)?;
    said.banks = guess.banks(&columns);
    said.dates = guess.unread_times(&columns);
    said.uncounted = guess.uncounted(&columns);
    Ok(Layout::new(header, separator, columns, said.has_header, how))
}

/// The line `sep=;`, by which a spreadsheet says what parts the cells: its length, and the sign.
fn separator_line(text: &[u8]) -> (usize, Option<u8>) {
    let end = memchr::memchr(b'\n', text).map_or(text.len(), |at| at + 1);
    let line = text[..end].trim_ascii();
    let line = line.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(line);
    match line.strip_prefix(b"sep=") {
        Some(&[sign]) => (end, Some(sign)),
        Some([]) => (end, Some(b'\t')),
        _ => (0, None),
    }
}
