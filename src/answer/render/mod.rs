//! An answer in each format, one file each.

mod csv;
mod error;
mod grid;
mod json;
mod look;
mod markdown;
mod safe;
mod text;
mod wrap;

use std::io;

use super::{answer::Answer, table::Table};
pub use error::WriteError;
pub use look::Look;
pub(crate) use safe::{is_formula, visible};
pub(crate) use wrap::wrap as wrapped;

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal, or a plain text file.
    Text,
    /// For a newsroom.
    Markdown,
    /// One document.
    Json,
    /// One JSON value a line.
    Ndjson,
    /// For a spreadsheet.
    Csv,
}

/// Writes an answer. `look` is for text only: no other format depends on where it goes.
///
/// # Errors
/// If the answer has no rows and is to be a table, or if `out` takes no more.
pub fn write(answer: Answer<'_>, format: Format, look: Look, out: &mut dyn io::Write) -> Result<(), WriteError> {
    match format {
        Format::Text => Ok(out.write_all(text::text(&answer.for_readers(), look).as_bytes())?),
        Format::Markdown => Ok(out.write_all(markdown::page(&answer.for_readers()).as_bytes())?),
        Format::Json => Ok(json::document(answer, out)?),
        Format::Ndjson => Ok(json::lines(answer, out)?),
        Format::Csv => csv::table(answer, out),
    }
}

impl Table {
    /// The table alone, for a terminal or a plain text file.
    pub fn text(&self, look: Look) -> String {
        grid::table(self, look)
    }

    /// The table alone, for a newsroom.
    pub fn markdown(&self) -> String {
        markdown::rows(self, 0)
    }
}
