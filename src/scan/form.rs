//! In which of the two forms a line is, and how single values stand in it.

use serde_json::to_writer;

use super::text::put_escaped;
use crate::ledger::Ledger;

/// The form of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A JSON object.
    Json,
    /// A row of a spreadsheet; several values stand in one cell, parted by ` > `.
    Csv,
}

impl Form {
    /// What stands between values of a list.
    pub(super) fn apart(self) -> &'static [u8] {
        match self {
            Self::Json => b",",
            Self::Csv => b" > ",
        }
    }

    pub(super) fn put_text(self, value: &str, out: &mut Vec<u8>) {
        match self {
            // Writing to memory cannot fail.
            Self::Json => drop(to_writer(out, value)),
            Self::Csv => put_escaped(value, out),
        }
    }

    /// A text that may be missing.
    pub(super) fn put_maybe(self, value: Option<&str>, out: &mut Vec<u8>) {
        match (self, value) {
            (_, Some(value)) => self.put_text(value, out),
            (Self::Json, None) => out.extend_from_slice(b"null"),
            (Self::Csv, None) => {}
        }
    }

    pub(super) fn put_time(self, ledger: &Ledger, time: i64, out: &mut Vec<u8>) {
        let quote: &[u8] = if self == Self::Json && ledger.dated() { b"\"" } else { b"" };
        out.extend_from_slice(quote);
        ledger.put_time(time, out);
        out.extend_from_slice(quote);
    }
}
