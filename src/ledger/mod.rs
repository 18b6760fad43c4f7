//! A payment ledger → compact columns: who paid whom, when and how much, for tens of millions of rows.
//!
//! ```text
//! file ─source→ text ─blocks→ pieces of whole rows ─piece→ cells ─intern→ numbers of accounts ─read→ Ledger
//!                  └─head→ Layout: what parts the cells, which column is what
//! ```
//!
//! A ledger is a table, as people have it. How it is to be read is a [`Reading`]; what that does not say is told from the
//! ledger itself, first from its beginning (`head`), then from the whole of it (`read`). Reading is parallel in the rayon
//! pool in which it is called, and the result does not depend on how many threads that has.
//!
//! Nothing is guessed, left out or rounded in silence: the [`Report`] says what was taken for what, how many rows were left
//! out and why, and what could be otherwise ([`Doubt`]). What cannot be told is an error that says what to type.
//!
//! ```
//! use roundtrip::ledger::{Reading, from_bytes};
//! let text = b"payer,payee,date,amount\nanna,bert,2025-12-17,12.50\nbert,anna,2025-12-18,3\n";
//! let ledger = from_bytes(text, &Reading::default())?;
//! assert_eq!((ledger.payers(), ledger.payees()), (&[0, 1][..], &[1, 0][..]));
//! let amounts = ledger.amounts().expect("a column of amounts");
//! assert_eq!((amounts.units(), amounts.scale()), (Some(&[1250, 300][..]), 2));
//! assert_eq!(ledger.accounts().name(1), "bert");
//! # Ok::<(), roundtrip::ledger::LedgerError>(())
//! ```

mod accounts;
mod amount;
mod amounts;
mod aside;
mod batch;
mod blocks;
mod cells;
mod clock;
mod codes;
mod column_fault;
mod columns;
mod decide;
mod doubt;
mod error;
mod finish;
mod fold;
mod head;
mod how;
mod intern;
mod key;
mod moment;
mod money;
mod names;
mod noted;
mod number;
mod numbers;
mod owners;
#[cfg(feature = "parquet")]
mod parquet;
mod party;
mod piece;
mod profile;
mod rates;
mod read;
mod reading;
mod report;
mod role;
mod rows;
mod same;
mod shard;
mod size;
mod sniff;
mod source;
mod table;
#[cfg(test)]
mod tests;
mod time;
mod time_format;
mod time_unit;
mod times;
#[cfg(feature = "parquet")]
mod value;
mod when;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

pub use accounts::{Accounts, NOBODY};
pub use amounts::Amounts;
pub use column_fault::{ColumnFault, ColumnFaults};
pub use columns::Found;
pub use doubt::Doubt;
pub use error::{Fault, Flaw, LedgerError, MAX_FAULTS, TableFault};
pub use owners::Owners;
pub use profile::{profile, profile_text, profiles, shipped};
pub use rates::{DayRate, Rates};
pub use reading::{DecimalSign, Incomplete, Names, Negative, Reading};
pub use report::{FileRead, Left, Owned, Report};
pub use role::Role;
pub use rows::Ledger;
pub use size::{Floor, Share, Size};
pub use sniff::is_ledger;
pub use time::TimeForm;
pub use time_unit::TimeUnit;
pub use times::{decimal, put_decimal};

use crate::model::Stop;
use finish::Outcome;
use how::Told;
use read::{Table, Watch};
#[cfg(feature = "exchange")]
pub(crate) use source::bounded;
use source::{Opened, Opening, Source};

/// Reads a ledger from files or pipes, one after the other.
///
/// `progress` is called between blocks with the bytes read so far and the bytes in all (of the files as they are on disk;
/// 0 if that is unknown, as of a pipe). `stop` is asked there too; if it ends reading, that is [`LedgerError::Stopped`].
///
/// Linear in the size of the ledger; in memory are 26 bytes a row, the names once, and a few dozen megabytes. A ledger
/// whose end tells how its beginning is to be read, as of numbers or dates that could be read in two ways, is read twice.
///
/// # Errors
/// [`LedgerError`] says what is wrong, and where: faults of rows are collected, the first [`MAX_FAULTS`] one by one.
pub fn read(
    paths: &[PathBuf],
    reading: &Reading,
    progress: &(dyn Fn(u64, u64) + Sync),
    stop: &Stop,
) -> Result<Ledger, LedgerError> {
    let paths = source::files(paths)?;
    let size = |path: &PathBuf| path.metadata().ok().filter(std::fs::Metadata::is_file).map(|about| about.len());
    let sizes: Option<Vec<u64>> = paths.iter().map(size).collect();
    let all = sizes.iter().flatten().sum();
    let whole = |told: Told| {
        let mut table = Table::new(told);
        for (at, path) in paths.iter().enumerate() {
            let before = sizes.iter().flatten().take(at).sum();
            let read = one(&mut table, path, reading, Watch { progress, stop, before, all });
            read.map_err(|error| if paths.len() > 1 { error.in_file(path) } else { error })?;
        }
        table.finish()
    };
    until_told(whole)
}

/// Reads one file into a table.
fn one(table: &mut Table, path: &Path, reading: &Reading, watch: Watch<'_>) -> Result<(), LedgerError> {
    let with_path = |error| match error {
        LedgerError::Io { path: None, source } => LedgerError::Io { path: Some(path.to_path_buf()), source },
        other => other,
    };
    let opening = Opening { encoding: reading.encoding.clone(), sheet: reading.sheet.clone() };
    let opened = source::open(path, &opening).map_err(|source| with_path(LedgerError::Io { path: None, source }))?;
    let path = path.display().to_string();
    match opened {
        Opened::Text(source) => {
            let lines = Arc::clone(&source.lines);
            table.file(FileRead { path, about: source.about.clone(), start: 0 }, Arc::clone(&lines), source.again);
            read::text(table, source, reading, watch, read::PIECE).map_err(|error| match error {
                LedgerError::LongRow { line } => LedgerError::LongRow { line: lines.of(line) },
                other => with_path(other),
            })
        }
        #[cfg(feature = "parquet")]
        Opened::Parquet(file) => {
            table.file(FileRead { path, about: "Parquet".to_owned(), start: 0 }, Arc::default(), true);
            parquet::read(table, file, reading, watch)
        }
        #[cfg(not(feature = "parquet"))]
        Opened::Parquet(_) => Err(LedgerError::NoParquet),
    }
}

/// Reads a ledger, and once more if the whole of it told what its beginning did not. After that nothing is left to tell.
fn until_told(whole: impl Fn(Told) -> Result<Outcome, LedgerError>) -> Result<Ledger, LedgerError> {
    let mut outcome = whole(Told::default())?;
    if let Outcome::Again(told) = outcome {
        outcome = whole(told)?;
    }
    match outcome {
        Outcome::Whole(ledger) => Ok(*ledger),
        Outcome::Again(_) => Err(LedgerError::OnlyOnce { flag: "--decimal" }),
    }
}

/// Reads a ledger from a text in memory, which is not compressed. Never panics; the memory that it needs is bounded by
/// a multiple of the text's length.
///
/// # Errors
/// As [`read`].
pub fn from_bytes(text: &[u8], reading: &Reading) -> Result<Ledger, LedgerError> {
    in_pieces(text, reading, read::PIECE)
}

/// The same, in pieces of so many bytes.
fn in_pieces(text: &[u8], reading: &Reading, piece: usize) -> Result<Ledger, LedgerError> {
    let whole = |told: Told| {
        let watch = Watch { progress: &|_, _| (), stop: &Stop::never(), before: 0, all: 0 };
        let mut table = Table::new(told);
        table.file(FileRead::default(), Arc::default(), true);
        read::text(&mut table, Source::bytes(text), reading, watch, piece)?;
        table.finish()
    };
    until_told(whole)
}
