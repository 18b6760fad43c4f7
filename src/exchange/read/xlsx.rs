//! Excel: the cells of a sheet as CSV, so that everything after is as for CSV. What a small file unpacks to is bounded.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};

use crate::ledger::bounded;

/// The most that a workbook may unpack to, in bytes.
const MAX_UNPACKED: u64 = 64 << 20;
/// The most columns and rows of one.
const MAX_COLUMNS: usize = 256;
const MAX_ROWS: usize = 200_000;

/// The sheets of a workbook: name and cells as CSV.
///
/// # Errors
/// In words, if it is not a workbook, or unpacks to more than the limit.
pub fn workbook(bytes: &[u8]) -> Result<Vec<(String, String)>, String> {
    bounded(Cursor::new(bytes), MAX_UNPACKED, MAX_UNPACKED).map_err(|error| error.to_string())?;
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| format!("this is not an Excel workbook: {error}"))?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let rows = rows(&mut book, &name)?;
        if !rows.is_empty() {
            sheets.push((name, csv(rows)?));
        }
    }
    Ok(sheets)
}

/// The filled cells of a sheet, row by row. Sheets say how large they are; we look at the cells instead.
fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Vec<String>>, String> {
    let fail = |error: calamine::XlsxError| format!("the sheet `{name}` cannot be read: {error}");
    // A sheet of pictures has no cells.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(Vec::new()) };
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut unpacked = 0;
    while let Some(cell) = cells.next_cell().map_err(fail)? {
        let (row, column) = cell.get_position();
        let (row, column) = (usize::try_from(row).unwrap_or(usize::MAX), usize::try_from(column).unwrap_or(usize::MAX));
        let text = text(cell.get_value()).map_err(|error| format!("the sheet `{name}`, row {}: {error}", row + 1))?;
        if text.is_empty() {
            continue;
        }
        if row >= MAX_ROWS || column >= MAX_COLUMNS {
            return Err(format!("the sheet `{name}` has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns"));
        }
        // One long text may be shared by a million cells.
        unpacked += text.len();
        if u64::try_from(unpacked).unwrap_or(u64::MAX) > MAX_UNPACKED {
            return Err(format!("the sheet `{name}` holds more than {} MB of text", MAX_UNPACKED >> 20));
        }
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if let Some(own) = rows.get_mut(row) {
            if own.len() <= column {
                own.resize(column + 1, String::new());
            }
            if let Some(slot) = own.get_mut(column) {
                *slot = text;
            }
        }
    }
    rows.retain(|row| !row.is_empty());
    Ok(rows)
}

fn text(value: &DataRef<'_>) -> Result<String, String> {
    Ok(match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(when) if when.is_datetime() => {
            let (year, month, day, ..) = when.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(when) => when.as_f64().to_string(),
        DataRef::Error(error) => return Err(format!("the cell holds the error {error}")),
        DataRef::Empty => String::new(),
    })
}

/// Every row as long as the header, so that empty cells at its end are no fault.
fn csv(rows: Vec<Vec<String>>) -> Result<String, String> {
    let width = rows.first().map_or(0, Vec::len);
    let mut writer = ::csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for mut row in rows {
        if row.len() < width {
            row.resize(width, String::new());
        }
        writer.write_record(&row).map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}
