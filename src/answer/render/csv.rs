//! For a spreadsheet: each figure in a cell of its own.

use std::io;

use super::{error::WriteError, safe::harmless};
use crate::{
    answer::{Answer, Cell, Record, answer::Spreadsheet},
    model::Currency,
};

/// The spreadsheet of an answer, or its rows, flattened.
pub(super) fn table(answer: Answer<'_>, out: &mut dyn io::Write) -> Result<(), WriteError> {
    match (answer.spreadsheet, answer.rows) {
        (Some(Spreadsheet { columns, lines }), _) => {
            let lines = lines.map(|line| Ok(line.iter().map(plain).collect()));
            Ok(write(&columns, lines, out)?)
        }
        (None, Some(rows)) => Ok(flattened(rows.records, answer.currency, out)?),
        (None, None) => Err(WriteError::NoRows),
    }
}

/// Names and lines, each written as it is made.
fn write<N: AsRef<[u8]>>(
    names: &[N],
    lines: impl Iterator<Item = io::Result<Vec<String>>>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(names).map_err(cause)?;
    for line in lines {
        writer.write_record(line?.iter().map(|cell| harmless(cell))).map_err(cause)?;
    }
    writer.flush()
}

/// What `out` said, if it was that: a reader that went away is told from other failures by its kind.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A value in one cell: of a date its day, which has a column for its precision beside it.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Day(when) => when.day().to_string(),
        other => leaves("", other).into_iter().map(|(_, cell)| cell).collect(),
    }
}

/// Each row's figures in cells of their own, named by the path to them; the last column says what money is counted in,
/// unless there is none or a column says it.
fn flattened(
    records: impl Iterator<Item = Record>,
    currency: Option<Currency>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut names: Vec<String> = Vec::new();
    let mut rows: Vec<Vec<(String, String)>> = Vec::new();
    for record in records {
        let counted = currency.filter(|_| record.has_money());
        let mut row = leaves("", &Cell::Record(record));
        if let Some(currency) = counted {
            row.push(("currency".to_owned(), currency.to_string()));
        }
        let mut place = 0;
        for (name, _) in &row {
            // What no row before had stands behind what this row has before it.
            place = names.iter().position(|known| known == name).unwrap_or_else(|| {
                names.insert(place, name.clone());
                place
            }) + 1;
        }
        rows.push(row);
    }
    let cell = |row: &[(String, String)], column: &String| {
        row.iter().find(|(name, _)| name == column).map_or_else(String::new, |(_, cell)| cell.clone())
    };
    write(&names, rows.iter().map(|row| Ok(names.iter().map(|column| cell(row, column)).collect())), out)
}

/// The single figures of a value, with the path to each as its name. A date is its last possible day, and how exactly it
/// is known. A list stands in one cell, parted by `;`, and a list within it by `+`.
fn leaves(name: &str, cell: &Cell) -> Vec<(String, String)> {
    let under = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}_{key}") };
    let one = |text: String| vec![(name.to_owned(), text)];
    if let Some(record) = cell.parts() {
        return record.fields().flat_map(|(key, cell)| leaves(&under(key), cell)).collect();
    }
    match cell {
        Cell::Day(when) => {
            let precision = when.precision().name().to_owned();
            vec![(name.to_owned(), when.day().to_string()), (under("precision"), precision)]
        }
        Cell::List(cells) => one(cells.iter().map(listed).collect::<Vec<_>>().join("; ")),
        Cell::Text(text) | Cell::Named { id: text, .. } => one(text.clone()),
        Cell::Money(Some(amount)) | Cell::Recorded(amount) => one(amount.normalize().to_string()),
        Cell::Count(count) => one(count.to_string()),
        Cell::Whole(number) => one(number.to_string()),
        Cell::Flag(flag) => one(flag.to_string()),
        // Digits only, however small it is: no spreadsheet has to know what `1e-7` is.
        other => one(other.number().map_or_else(String::new, |number| number.to_string())),
    }
}

/// A value of a list.
fn listed(cell: &Cell) -> String {
    let joined = |leaves: Vec<(String, String)>, between: &str| {
        leaves.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(between)
    };
    match cell {
        Cell::List(inner) => inner.iter().map(listed).collect::<Vec<_>>().join(" + "),
        other => joined(leaves("", other), " "),
    }
}
