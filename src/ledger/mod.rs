//! A payment ledger → compact columns: who paid whom, when and how much, for tens of millions of rows.
//!
//! ```text
//! file ─source→ text ─blocks→ pieces of whole rows ─piece→ cells ─intern→ numbers of accounts ─read→ Ledger
//! ```
//!
//! A ledger is a table with a header: CSV (RFC 4180; parted by `,`, `;`, tab or `|`), plain or compressed by gzip or
//! Zstandard, or Parquet if the crate is built with the feature `parquet`. Reading is parallel in the rayon pool in
//! which it is called, and the result does not depend on how many threads that has.
//!
//! Nothing is guessed, skipped or rounded: any row that cannot be read exactly is a fault, told with its place.
//!
//! ```
//! use roundtrip::ledger::{Columns, from_bytes};
//! let text = b"payer,payee,date,amount\nanna,bert,2025-12-17,12.50\nbert,anna,2025-12-18,3\n";
//! let ledger = from_bytes(text, &Columns::default())?;
//! assert_eq!((ledger.payers(), ledger.payees()), (&[0, 1][..], &[1, 0][..]));
//! assert_eq!((ledger.amounts(), ledger.scale()), (Some(&[1250, 300][..]), 2));
//! assert_eq!(ledger.accounts().name(1), "bert");
//! # Ok::<(), roundtrip::ledger::LedgerError>(())
//! ```

mod accounts;
mod blocks;
mod cells;
mod columns;
mod error;
mod intern;
mod key;
mod names;
mod numbers;
#[cfg(feature = "parquet")]
mod parquet;
mod piece;
mod read;
mod shard;
mod source;
mod table;
#[cfg(test)]
mod tests;
mod times;
#[cfg(feature = "parquet")]
mod value;

use std::path::Path;

pub use accounts::Accounts;
pub use columns::{Columns, Found, Role};
pub use error::{Fault, Flaw, LedgerError, MAX_FAULTS};
pub use times::{TimeForm, decimal, put_decimal};

use crate::model::Stop;
use read::Watch;
use source::{Opened, Source};

/// The rows of a ledger as columns, all in the order of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    payers: Vec<u32>,
    payees: Vec<u32>,
    times: Option<Vec<i64>>,
    time_scale: u32,
    time_form: TimeForm,
    amounts: Option<Vec<i64>>,
    scale: u32,
    accounts: Accounts,
    columns: Found,
}

impl Ledger {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.payers.len()
    }

    /// Who pays, row by row: ids of [`Ledger::accounts`].
    pub fn payers(&self) -> &[u32] {
        &self.payers
    }

    /// Who is paid, row by row.
    pub fn payees(&self) -> &[u32] {
        &self.payees
    }

    /// When, row by row, in 10^-[`time_scale`](Self::time_scale) seconds since 1970 or in the plain numbers' own unit;
    /// none if no column says so.
    pub fn times(&self) -> Option<&[i64]> {
        self.times.as_deref()
    }

    /// The decimals kept of a time, the most that any row has: 0 if all are whole.
    pub fn time_scale(&self) -> u32 {
        self.time_scale
    }

    /// In what form the times are written.
    pub fn time_form(&self) -> TimeForm {
        self.time_form
    }

    /// Whether the times are dates or date-times, and not plain numbers.
    pub fn dated(&self) -> bool {
        self.time_form != TimeForm::Numbers
    }

    /// A time in the form in which the ledger has it: a number as it was, but for zeros at the end of its decimals;
    /// a date if all are dates, else a date-time in UTC.
    pub fn time_words(&self, time: i64) -> String {
        times::words(time, self.time_scale, self.time_form)
    }

    /// Appends the same to a text.
    pub fn put_time(&self, time: i64, out: &mut Vec<u8>) {
        if self.dated() || self.time_scale > 0 {
            out.extend_from_slice(self.time_words(time).as_bytes());
        } else {
            put_decimal(time, 0, out);
        }
    }

    /// How much, row by row, in 10^-[`scale`](Self::scale) of the ledger's currency; none if no column says so.
    pub fn amounts(&self) -> Option<&[i64]> {
        self.amounts.as_deref()
    }

    /// The decimals kept of an amount, the most that any row has.
    pub fn scale(&self) -> u32 {
        self.scale
    }

    /// The accounts, numbered in the order in which they first appear, in each row the payer before the payee.
    pub fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// Which columns of the header were taken for what.
    pub fn columns(&self) -> &Found {
        &self.columns
    }
}

/// Reads a ledger from a file or a pipe.
///
/// `progress` is called between blocks with the bytes read so far and the bytes in all (of the file as it is on disk; 0 if
/// that is unknown, as of a pipe). `stop` is asked there too; if it ends reading, that is [`LedgerError::Stopped`].
///
/// Linear in the size of the ledger; in memory are 26 bytes a row, the names once, and a few dozen megabytes.
///
/// # Errors
/// [`LedgerError`] says what is wrong, and where: faults of rows are collected, the first [`MAX_FAULTS`] one by one.
pub fn read(
    path: &Path,
    columns: &Columns,
    progress: &(dyn Fn(u64, u64) + Sync),
    stop: &Stop,
) -> Result<Ledger, LedgerError> {
    let with_path = |error| match error {
        LedgerError::Io { path: None, source } => LedgerError::Io { path: Some(path.to_path_buf()), source },
        other => other,
    };
    let watch = Watch { progress, stop };
    match source::open(path).map_err(|source| LedgerError::Io { path: Some(path.to_path_buf()), source })? {
        Opened::Text(source) => read::text(source, columns, watch, read::PIECE).map_err(with_path),
        #[cfg(feature = "parquet")]
        Opened::Parquet(file) => parquet::read(file, columns, watch),
        #[cfg(not(feature = "parquet"))]
        Opened::Parquet(_) => Err(LedgerError::NoParquet),
    }
}

/// Reads a ledger from a text in memory, which is not compressed. Never panics; the memory that it needs is bounded by a
/// multiple of the text's length.
///
/// # Errors
/// As [`read`].
pub fn from_bytes(text: &[u8], columns: &Columns) -> Result<Ledger, LedgerError> {
    let watch = Watch { progress: &|_, _| (), stop: &Stop::never() };
    read::text(Source::bytes(text), columns, watch, read::PIECE)
}
