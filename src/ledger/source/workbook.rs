//! A sheet of a workbook as CSV text: one line for each row of the sheet, so that lines are counted as in the sheet.
//!
//! Numbers are written in full, to the 15 digits that Excel keeps and shows: `=0.1+0.2` is 0.3.

use std::{borrow::Cow, io};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetVisible, Xlsx, XlsxError};

use super::{archive::Seekable, bounded::bounded, lines::Lines, refusal::Refusal, table};

/// The most that the parts of a workbook may unpack to, in bytes, and all but the sheets, which are not held in memory.
const MOST_UNPACKED: u64 = 1 << 30;
const MOST_HELD: u64 = 128 << 20;
/// The most text that a sheet may make, in bytes.
const MOST_TEXT: usize = 1 << 28;

/// A sheet that was read.
pub(super) struct Sheet {
    /// CSV.
    pub(super) text: Vec<u8>,
    /// Where the lines of the text are not the rows of the sheet: cells may hold line ends.
    pub(super) lines: Lines,
    /// What was read, and what was not.
    pub(super) about: String,
}

/// After the last day of the year 9999, the last that Excel knows.
const DAYS: f64 = 2_958_466.0;
/// From here on a number of a sheet may stand for its neighbours, too.
const INEXACT: f64 = 9_007_199_254_740_992.0;
/// How many sheets are told by name.
const TOLD: usize = 20;
/// A sheet of Excel has no more rows and columns.
const ROWS: u32 = 1 << 20;
const COLUMNS: u32 = 1 << 14;

/// Reads the sheet of that name, or else the first visible one that has cells.
pub(super) fn open(file: Box<dyn Seekable>, wanted: Option<&str>) -> io::Result<Sheet> {
    let mut book: Xlsx<_> = Xlsx::new(io::BufReader::new(bounded(file, MOST_UNPACKED, MOST_HELD)?)).map_err(broken)?;
    let names = book.sheet_names();
    if let Some(wanted) = wanted {
        let Some(name) = names.iter().find(|name| *name == wanted) else {
            let says = format!("the workbook has no sheet `{wanted}`");
            return Err(Refusal::help(says, format!("its sheets are {}", told(&names))).into());
        };
        let Some((text, lines)) = sheet(&mut book, name)? else {
            return Err(Refusal::new(format!("the sheet `{name}` of the workbook is empty")).into());
        };
        return Ok(Sheet { text, lines, about: format!("sheet `{name}` of a workbook") });
    }
    let visible = book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let visible: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    let mut filled = Vec::new();
    for name in visible {
        if has_cells(&mut book, &name)? {
            filled.push(name);
        }
    }
    let Some((first, others)) = filled.split_first() else {
        let help = format!("name one of its sheets with --sheet: {}", told(&names));
        return Err(Refusal::help("there is nothing in the visible sheets of the workbook", help).into());
    };
    let Some((text, lines)) = sheet(&mut book, first)? else {
        return Err(Refusal::new(format!("the sheet `{first}` of the workbook is empty")).into());
    };
    let about = match others {
        [] => format!("sheet `{first}` of a workbook"),
        others => format!("sheet `{first}` of a workbook, and not {} (--sheet)", told(others)),
    };
    Ok(Sheet { text, lines, about })
}

/// Names in back-ticks.
fn told(names: &[String]) -> String {
    let mut told: Vec<String> = names.iter().take(TOLD).map(|name| format!("`{name}`")).collect();
    if let Some(more) = names.len().checked_sub(TOLD).filter(|more| *more > 0) {
        told.push(format!("and {more} more"));
    }
    told.join(", ")
}

type Book = Xlsx<io::BufReader<Box<dyn Seekable>>>;

fn broken(error: XlsxError) -> io::Error {
    match error {
        XlsxError::Io(error) => error,
        XlsxError::Password => Refusal::help("the workbook is protected by a password", "save it without one").into(),
        error => Refusal::help(format!("the workbook is damaged: {error}"), "save the sheet of payments as CSV").into(),
    }
}

/// Whether anything is in a sheet. One of pictures has no cells.
fn has_cells(book: &mut Book, name: &str) -> io::Result<bool> {
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(false) };
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        if !words(cell.get_value()).is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A row of a sheet that has cells.
struct Row {
    /// From 0.
    at: u32,
    /// How many cells up to its last filled one.
    cells: u32,
    /// Where its text ends.
    end: usize,
}

/// The text of a sheet, every row as long as the longest, so that empty cells at its end are no fault; none if the
/// sheet is empty.
fn sheet(book: &mut Book, name: &str) -> io::Result<Option<(Vec<u8>, Lines)>> {
    let too_large = || -> io::Error {
        let says = format!("the sheet `{name}` of the workbook holds more than {} MB of text", MOST_TEXT >> 20);
        Refusal::help(says, "save it as CSV").into()
    };
    let disordered = || Refusal::new(format!("the workbook is damaged: the cells of the sheet `{name}` have no order"));
    let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut text = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (at, column) = cell.get_position();
        let words = words(cell.get_value());
        if words.is_empty() {
            continue;
        }
        if let DataRef::Float(number) = cell.get_value()
            && number.abs() >= INEXACT
        {
            let says = format!(
                "row {} of the sheet `{name}` holds {number}, a number of more digits than Excel keeps",
                at + 1
            );
            return Err(Refusal::help(says, "store long numbers, such as those of accounts, as text").into());
        }
        if at >= ROWS || column >= COLUMNS || rows.last().is_some_and(|row| row.at > at) {
            return Err(disordered().into());
        }
        if rows.last().is_none_or(|row| row.at < at) {
            rows.push(Row { at, cells: 0, end: text.len() });
        }
        let Some(row) = rows.last_mut() else { continue };
        if row.cells > column {
            return Err(disordered().into());
        }
        let separators = column - row.cells + u32::from(row.cells > 0);
        text.resize(text.len() + separators as usize, table::SEPARATOR);
        table::put(&mut text, &words);
        (row.cells, row.end) = (column + 1, text.len());
        if text.len() > MOST_TEXT {
            return Err(too_large());
        }
    }
    let Some(width) = rows.iter().map(|row| row.cells).max() else { return Ok(None) };
    if text.len() + rows.len() * width as usize > MOST_TEXT {
        return Err(too_large());
    }
    Ok(Some(lined(&text, &rows, width)))
}

/// Puts every row on its line.
fn lined(text: &[u8], rows: &[Row], width: u32) -> (Vec<u8>, Lines) {
    let lines = Lines::default();
    let mut out = Vec::with_capacity(text.len() + rows.len() * 8);
    // The line at hand and the row of the sheet, from 1.
    let (mut line, mut start) = (1, 0);
    for row in rows {
        let at = u64::from(row.at) + 1;
        while line < at {
            out.push(b'\n');
            line += 1;
        }
        lines.tell(line, at);
        let own = &text[start..row.end];
        out.extend_from_slice(own);
        out.resize(out.len() + (width - row.cells) as usize, table::SEPARATOR);
        out.push(b'\n');
        line += memchr::memchr_iter(b'\n', own).count() as u64 + 1;
        start = row.end;
    }
    (out, lines)
}

/// A cell as a CSV file would have it: numbers in full, dates in ISO 8601.
fn words<'a>(value: &'a DataRef<'_>) -> Cow<'a, str> {
    match value {
        DataRef::Int(number) => number.to_string().into(),
        DataRef::Float(number) => decimal(*number).into(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.into(),
        DataRef::SharedString(text) => (*text).into(),
        DataRef::Bool(flag) => flag.to_string().into(),
        DataRef::DateTime(when) => moment(when).into(),
        DataRef::Error(error) => error.to_string().into(),
        DataRef::Empty => "".into(),
    }
}

fn decimal(number: f64) -> String {
    if number.fract() == 0.0 {
        return number.to_string();
    }
    // The digits beyond are those of the binary number and not of the decimal one.
    format!("{number:.14e}").parse().unwrap_or(number).to_string()
}

/// A day, a moment, or a time of day. A duration, and what is no date in Excel either, stays a number.
fn moment(when: &ExcelDateTime) -> String {
    let days = when.as_f64();
    if !when.is_datetime() || !(0.0..DAYS).contains(&days) {
        return days.to_string();
    }
    let (year, month, day, hour, minute, second, milli) = when.to_ymd_hms_milli();
    let part = if milli == 0 { String::new() } else { format!(".{milli:03}") };
    if days < 1.0 {
        return format!("{hour:02}:{minute:02}:{second:02}{part}");
    }
    if (hour, minute, second, milli) == (0, 0, 0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{part}")
}
