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
            let lines = lines.map(|line| line.iter().map(plain).collect());
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

/// A value in one cell.
fn plain(cell: &Cell) -> io::Result<String> {
    match cell {
        Cell::Text(text) | Cell::Named { id: text, .. } => Ok(text.clone()),
        other => Ok(flat("", &serde_json::to_value(other)?)?.into_iter().map(|(_, cell)| cell).collect()),
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
        let mut row = leaves("", &Cell::Record(record))?;
        if let Some(currency) = counted {
            row.push(("currency".to_owned(), currency.to_string()));
        }
        for (name, _) in &row {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        rows.push(row);
    }
    let cell = |row: &[(String, String)], column: &String| {
        row.iter().find(|(name, _)| name == column).map_or_else(String::new, |(_, cell)| cell.clone())
    };
    write(&names, rows.iter().map(|row| Ok(names.iter().map(|column| cell(row, column)).collect())), out)
}

/// The leaves of a value as it is in JSON, with the path to each as its name.
fn leaves(name: &str, cell: &Cell) -> io::Result<Vec<(String, String)>> {
    flat(name, &serde_json::to_value(cell)?)
}

/// A list stands in one cell, parted by `;`, and of lists by `+`.
fn flat(name: &str, value: &serde_json::Value) -> io::Result<Vec<(String, String)>> {
    use serde_json::Value;
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match value {
        Value::Object(fields) => {
            let mut all = Vec::new();
            for (key, value) in fields {
                let name = if name.is_empty() { key.clone() } else { format!("{name}_{key}") };
                all.extend(flat(&name, value)?);
            }
            Ok(all)
        }
        Value::Array(list) => {
            let mut parts = Vec::new();
            for value in list {
                parts.push(match value {
                    Value::Array(inner) => inner.iter().map(text).collect::<Vec<_>>().join(" + "),
                    Value::Object(_) => {
                        flat("", value)?.into_iter().map(|(_, cell)| cell).collect::<Vec<_>>().join(" ")
                    }
                    other => text(other),
                });
            }
            Ok(vec![(name.to_owned(), parts.join("; "))])
        }
        other => Ok(vec![(name.to_owned(), text(other))]),
    }
}
