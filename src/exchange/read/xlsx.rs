//! Excel: the cells of a sheet as CSV, a line for each row, so that everything after is as for CSV and places are those of
//! the sheet. What a small file unpacks to is bounded.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Style, Xlsx};

use super::sheet::{Flaw, Sheet};
use crate::{ledger::bounded, model::AmountStyle};

/// The most that a workbook may unpack to, in bytes.
const MAX_UNPACKED: u64 = 64 << 20;
/// The most columns and rows of one.
const MAX_COLUMNS: usize = 256;
const MAX_ROWS: usize = 200_000;

/// The sheets of a workbook that have anything in them.
///
/// # Errors
/// In words, if it is not a workbook, or unpacks to more than the limit.
pub fn workbook(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    bounded(Cursor::new(bytes), MAX_UNPACKED, MAX_UNPACKED).map_err(|error| error.to_string())?;
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| format!("this is not an Excel workbook: {error}"))?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let mut grid = filled(&mut book, &name)?;
        if grid.rows.is_empty() {
            continue;
        }
        currencies(&mut book, &name, &mut grid)?;
        sheets.push(Sheet::new(name, &grid.rows, grid.flaws));
    }
    Ok(sheets)
}

/// The cells of a sheet by row and column, as text.
#[derive(Default)]
struct Grid {
    rows: Vec<Vec<String>>,
    /// What is wrong with single cells.
    flaws: Vec<Flaw>,
    /// How long all texts are.
    unpacked: usize,
}

impl Grid {
    fn put(&mut self, sheet: &str, (row, column): (usize, usize), text: String) -> Result<(), String> {
        if row >= MAX_ROWS || column >= MAX_COLUMNS {
            return Err(format!("the sheet `{sheet}` has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns"));
        }
        // One long text may be shared by a million cells.
        self.unpacked += text.len();
        if u64::try_from(self.unpacked).unwrap_or(u64::MAX) > MAX_UNPACKED {
            return Err(format!("the sheet `{sheet}` holds more than {} MB of text", MAX_UNPACKED >> 20));
        }
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        if let Some(own) = self.rows.get_mut(row) {
            if own.len() <= column {
                own.resize(column + 1, String::new());
            }
            if let Some(slot) = own.get_mut(column) {
                *slot = text;
            }
        }
        Ok(())
    }
}

/// The filled cells of a sheet. Sheets say how large they are; we look at the cells instead.
fn filled(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Grid, String> {
    let fail = |error: calamine::XlsxError| format!("the sheet `{name}` cannot be read: {error}");
    let mut grid = Grid::default();
    // A sheet of pictures has no cells.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(grid) };
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(fail)? {
        let at = position(cell.pos);
        match text(&cell.value) {
            Ok(text) if text.is_empty() => {
                // A text of no letters is a value, too.
                if cell.formula.is_some() && cell.value == DataRef::Empty {
                    let message = format!("the formula in the cell {} has no value", named(at));
                    let help =
                        "open the workbook in a spreadsheet program and save it there: then its values are in it";
                    grid.flaws.push(Flaw { row: at.0, message, help });
                }
            }
            Ok(text) => grid.put(name, at, text)?,
            Err(error) => {
                let message = format!("the cell {} holds the error {error}", named(at));
                grid.flaws.push(Flaw { row: at.0, message, help: "mend its formula, or empty it" });
                grid.put(name, at, "?".to_owned())?;
            }
        }
    }
    Ok(grid)
}

/// Writes the currency of a cell's format before its number.
fn currencies(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, grid: &mut Grid) -> Result<(), String> {
    let fail = |error: calamine::XlsxError| format!("the sheet `{name}` cannot be read: {error}");
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(()) };
    let styles: Vec<Option<String>> = cells.styles().iter().map(of_style).collect();
    if styles.iter().all(Option::is_none) {
        return Ok(());
    }
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(fail)? {
        let Some(currency) = styles.get(style).and_then(Option::as_ref) else { continue };
        if !matches!(cell.get_value(), DataRef::Int(_) | DataRef::Float(_)) {
            continue;
        }
        let (row, column) = position(cell.get_position());
        if let Some(slot) = grid.rows.get_mut(row).and_then(|own| own.get_mut(column)) {
            *slot = format!("{currency} {slot}");
        }
    }
    Ok(())
}

fn of_style(style: &Style) -> Option<String> {
    currency(&style.number_format.as_ref()?.format_code)
}

/// The signs of currencies that stand in formats as they are.
const SIGNS: [char; 6] = ['$', '€', '£', '¥', '₩', '₹'];

/// The currency of a number format, as a code or a sign: `EUR` of `#,##0 [$EUR]`, `€` of `[$€-407] #,##0`, `kr` of
/// `#,##0 "kr"`. The number behind a sign says whose dollar or crown it is.
fn currency(format: &str) -> Option<String> {
    // What follows is for negative numbers.
    let format = format.split(';').next().unwrap_or_default();
    if let Some((_, rest)) = format.split_once("[$") {
        let inner = rest.split(']').next().unwrap_or_default();
        let (sign, place) = inner.rsplit_once('-').unwrap_or((inner, ""));
        let sign = sign.trim();
        let code = match (sign, place.trim_start_matches('0').to_ascii_uppercase().as_str()) {
            ("$", "409") => "USD",
            ("$", "1009" | "C0C") => "CAD",
            ("$", "C09") => "AUD",
            ("$", "1409") => "NZD",
            ("$", "4809" | "1004") => "SGD",
            ("$", "C04") => "HKD",
            ("$", "404") => "TWD",
            ("kr" | "kr.", "41D" | "81D") => "SEK",
            ("kr" | "kr.", "414" | "814") => "NOK",
            ("kr" | "kr.", "406") => "DKK",
            ("kr" | "kr.", "40F") => "ISK",
            ("¥" | "￥", "411") => "JPY",
            ("¥" | "￥", "804") => "CNY",
            (sign, _) => sign,
        };
        return (!code.is_empty()).then(|| code.to_owned());
    }
    let quoted = format.split('"').nth(1).map(str::trim).filter(|own| is_currency(own));
    let bare = || format.chars().find(|c| SIGNS.contains(c)).map(String::from);
    quoted.map(str::to_owned).or_else(bare)
}

/// Whether a quoted text of a format is a code or a sign, and not a word such as `days`.
fn is_currency(text: &str) -> bool {
    let is_code = text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
    let signs = ["kr", "kr.", "Kč", "zł", "Ft", "Fr", "Fr.", "R$", "US$", "A$", "C$", "HK$", "NT$", "元", "円", "원"];
    is_code || signs.contains(&text) || matches!(text.chars().collect::<Vec<_>>().as_slice(), [c] if SIGNS.contains(c))
}

fn position((row, column): (u32, u32)) -> (usize, usize) {
    (usize::try_from(row).unwrap_or(usize::MAX), usize::try_from(column).unwrap_or(usize::MAX))
}

/// The name of a cell: `D5`.
fn named((row, column): (usize, usize)) -> String {
    let mut letters = Vec::new();
    let mut rest = column.saturating_add(1);
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    format!("{}{}", letters.into_iter().rev().collect::<String>(), row.saturating_add(1))
}

fn text(value: &DataRef<'_>) -> Result<String, String> {
    Ok(match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => AmountStyle::typed(number.to_string()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(when) if when.is_datetime() => {
            let (year, month, day, ..) = when.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(when) => when.as_f64().to_string(),
        DataRef::Error(error) => return Err(error.to_string()),
        DataRef::Empty => String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_their_names() {
        let names = [(0, 0), (4, 3), (9, 25), (9, 26), (0, 701), (0, 702)].map(named);
        assert_eq!(names, ["A1", "D5", "Z10", "AA10", "ZZ1", "AAA1"]);
    }

    #[test]
    fn formats_have_currencies() {
        for (format, own) in [
            ("[$€-407] #,##0.00", "€"),
            ("#,##0.00 [$EUR]", "EUR"),
            ("[$$-409]#,##0;[Red]-[$$-409]#,##0", "USD"),
            ("#,##0 [$kr-41D]", "SEK"),
            ("#,##0 \"kr\"", "kr"),
            ("\"$\"#,##0_);(\"$\"#,##0)", "$"),
            ("£#,##0", "£"),
        ] {
            assert_eq!(currency(format).as_deref(), Some(own), "{format}");
        }
        for format in ["General", "0.00", "yyyy-mm-dd", "#,##0 \"days\"", "[Red]0", "[$-409]d/m/yy", "0.0\"M\"", "0%"] {
            assert_eq!(currency(format), None, "{format}");
        }
    }
}
