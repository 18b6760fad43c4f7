//! A table of a workbook or a database as CSV, a line for each of its rows.

use std::ops::Range;

/// One table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What the file calls it.
    pub name: String,
    /// Its rows as CSV. The number of a line is that of its row, so that a blank row is a blank line and a break within a
    /// cell is a space.
    pub text: String,
    /// What is wrong with it.
    pub flaws: Vec<Flaw>,
}

/// Something wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Its row, from 0.
    pub row: usize,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: &'static str,
}

/// How far down the row with the most cells is looked for: it is that of the headings.
const MAX_TITLES: usize = 20;

impl Sheet {
    /// Rows of cells as CSV. Every row is at least as long as that of the headings, so that empty cells at its end are no
    /// fault.
    pub(super) fn new(name: String, rows: &[Vec<String>], flaws: Vec<Flaw>) -> Self {
        let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
        let first: Vec<&Vec<String>> = rows.iter().filter(|row| !row.is_empty()).take(MAX_TITLES).collect();
        // Of several with as many cells the first.
        let width = first.into_iter().rev().max_by_key(|row| filled(row)).map_or(0, Vec::len);
        let mut text = String::new();
        for row in rows {
            let blank = width.saturating_sub(row.len());
            if !row.is_empty() {
                let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
                text.push_str(&cells.join(","));
                text.push_str(&",".repeat(blank));
            }
            text.push('\n');
        }
        Self { name, text, flaws }
    }

    /// Where each row stands in the text.
    pub(super) fn lines(&self) -> Vec<Range<usize>> {
        let mut start = 0;
        let line = |line: &str| {
            let at = start..start + line.trim_end_matches('\n').len();
            start += line.len();
            at
        };
        self.text.split_inclusive('\n').map(line).collect()
    }
}

/// A cell of CSV.
fn quoted(cell: &str) -> String {
    let cell = cell.replace("\r\n", " ").replace(['\r', '\n'], " ");
    if cell.contains([',', '"', ';', '\t', '|']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_a_line() {
        let rows = [vec!["a", "b,c"], vec![], vec!["1\n2"]].map(|row| row.into_iter().map(str::to_owned).collect());
        let sheet = Sheet::new("s".to_owned(), &rows, Vec::new());
        assert_eq!(sheet.text, "a,\"b,c\"\n\n1 2,\n");
        assert_eq!(sheet.lines(), [0..7, 8..8, 9..13]);
    }
}
