//! Small tables beside a ledger: who owns which account, what a currency was worth.

use std::{io::Read as _, path::Path};

use super::{
    error::{LedgerError, TableFault},
    head::trim,
    source::{self, Opened, Opening},
    times::day_of,
};

/// The most bytes of such a table: some million rows.
const MOST: u64 = 256 << 20;

/// A row of a table, with the cells of the wanted columns; empty where there is no such column.
pub(super) struct Row<const N: usize> {
    /// From 1.
    pub(super) line: u64,
    pub(super) cells: [String; N],
}

/// Reads a table in any form that a ledger may have, but Parquet. `names` are the headings of the wanted columns, each
/// perhaps with others that mean the same; of the first `needed` there must be one.
pub(super) fn read<const N: usize>(
    path: &Path,
    names: [&[&str]; N],
    needed: usize,
) -> Result<Vec<Row<N>>, LedgerError> {
    let io = |source| LedgerError::Io { path: Some(path.to_path_buf()), source };
    let Opened::Text(text) = source::open(path, &Opening::default()).map_err(io)? else {
        return Err(fault(path, "it is Parquet", "save it as CSV"));
    };
    let mut bytes = Vec::new();
    text.text.take(MOST + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > MOST {
        return Err(fault(path, "it is too large for a table beside a ledger", "keep it below 256 MB"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let separator =
        [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|sign| memchr::memchr_iter(*sign, first).count());
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator.unwrap_or(b','))
        .flexible(true)
        .has_headers(false)
        .from_reader(bytes);
    let mut rows = Vec::new();
    let mut columns: Option<[Option<usize>; N]> = None;
    for record in reader.records() {
        let record = record.map_err(|error| fault(path, &error.to_string(), "save it as CSV in UTF-8"))?;
        let line = text.lines.of(record.position().map_or(0, csv::Position::line));
        let Some(places) = columns else {
            let header: Vec<String> = record.iter().map(|name| trim(name).to_lowercase()).collect();
            let places = names.map(|own| header.iter().position(|name| own.contains(&name.as_str())));
            if let Some(lacking) = (0..needed).find(|&at| places[at].is_none()) {
                let wanted: Vec<&str> = names[..needed].iter().map(|own| own[0]).collect();
                let message = format!("no column is called `{}`", names[lacking][0]);
                return Err(fault(path, &message, &format!("its first line names the columns: {}", wanted.join(","))));
            }
            columns = Some(places);
            continue;
        };
        let cells = places
            .map(|place| place.and_then(|at| record.get(at)).map(|cell| trim(cell).to_owned()).unwrap_or_default());
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { line, cells });
        }
    }
    if columns.is_none() {
        return Err(fault(path, "it is empty", "its first line names the columns"));
    }
    Ok(rows)
}

/// One fault of a whole table.
pub(super) fn fault(path: &Path, message: &str, help: &str) -> LedgerError {
    let faults = vec![TableFault { line: None, message: message.to_owned() }];
    LedgerError::Table { path: path.to_path_buf(), faults, help: help.to_owned() }
}

/// The second with which a day begins; none for an empty cell, or for what is no day.
pub(super) fn day(cell: &str) -> Result<Option<i64>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    day_of(cell).map(Some).ok_or_else(|| format!("`{cell}` is no day"))
}
