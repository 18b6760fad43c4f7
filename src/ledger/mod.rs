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
mod batch;
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
mod role;
mod rows;
mod shard;
mod size;
mod source;
mod table;
#[cfg(test)]
mod tests;
mod times;
#[cfg(feature = "parquet")]
mod value;

use std::path::Path;

pub use accounts::Accounts;
pub use columns::{Columns, Found};
pub use error::{Fault, Flaw, LedgerError, MAX_FAULTS};
pub use role::Role;
pub use rows::Ledger;
pub use size::{Share, Size};
pub use times::{TimeForm, decimal, put_decimal};

use crate::model::Stop;
use read::Watch;
pub use source::Opening;
use source::{Opened, Source};

/// Reads a ledger from a file or a pipe.
///
/// `progress` is called between blocks with the bytes read so far and the bytes in all (of the file as it is on disk; 0
/// if that is unknown, as of a pipe). `stop` is asked there too; if it ends reading, that is [`LedgerError::Stopped`].
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
    match source::open(path, &Opening::default())
        .map_err(|source| LedgerError::Io { path: Some(path.to_path_buf()), source })?
    {
        Opened::Text(source) => {
            let lines = source.lines.clone();
            read::text(source, columns, watch, read::PIECE)
                .map_err(|error| with_path(error.with_lines(|line| lines.of(line))))
        }
        #[cfg(feature = "parquet")]
        Opened::Parquet(file) => parquet::read(file, columns, watch),
        #[cfg(not(feature = "parquet"))]
        Opened::Parquet(_) => Err(LedgerError::NoParquet),
    }
}

/// Reads a ledger from a text in memory, which is not compressed. Never panics; the memory that it needs is bounded by
/// a multiple of the text's length.
///
/// # Errors
/// As [`read`].
pub fn from_bytes(text: &[u8], columns: &Columns) -> Result<Ledger, LedgerError> {
    let watch = Watch { progress: &|_, _| (), stop: &Stop::never() };
    read::text(Source::bytes(text), columns, watch, read::PIECE)
}
