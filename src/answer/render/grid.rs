//! A table of a terminal. No word, date or id is ever broken: where the columns do not fit side by side, each row becomes
//! a card, with every figure under its name.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width, presets};
use unicode_width::UnicodeWidthStr;

use super::{look::Look, safe::visible, wrap::wrap};
use crate::answer::{Column, Table};

/// Between two columns.
const GAP: usize = 2;

/// What stands before the figures of a card, and between two of them.
const INDENT: &str = "  ";
const BETWEEN: &str = " · ";

/// Drawn under the header while the table is made, and taken out again: cells have no control characters.
const RULE: char = '\u{1}';

/// The table, as wide as it may be.
pub(super) fn table(table: &Table, look: Look) -> String {
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(|cell| visible(cell)).collect()).collect();
    let least = least(&table.columns, &rows);
    let needed: usize = least.iter().map(|width| width + GAP).sum::<usize>().saturating_sub(GAP);
    if needed <= look.columns() {
        side_by_side(&table.columns, &rows, &least, look)
    } else {
        cards(&table.columns, &rows, look)
    }
}

/// The width of the longest word of each column.
fn least(columns: &[Column], rows: &[Vec<String>]) -> Vec<usize> {
    let longest = |text: &str| text.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let column = |(at, column): (usize, &Column)| {
        let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| longest(cell));
        cells.chain([longest(&column.name)]).max().unwrap_or(0)
    };
    columns.iter().enumerate().map(column).collect()
}

fn side_by_side(columns: &[Column], rows: &[Vec<String>], least: &[usize], look: Look) -> String {
    let mut table = comfy_table::Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(look.columns() + GAP).unwrap_or(u16::MAX));
    table.set_header(columns.iter().map(|column| column.name.to_uppercase()));
    for row in rows {
        table.add_row(row);
    }
    for ((column, shape), least) in table.column_iter_mut().zip(columns).zip(least) {
        column.set_padding((0, u16::try_from(GAP).unwrap_or(2)));
        let whole = u16::try_from(least + GAP).unwrap_or(u16::MAX);
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(whole)));
        if shape.right {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    // A line that no text can be shows where the header ends.
    table.style_mut().header_separator.fill = Some(RULE);
    let text = table.to_string();
    let mut header = true;
    let mut out = String::new();
    for line in text.lines() {
        if header && line.contains(RULE) {
            header = false;
            continue;
        }
        let line = line.trim_end();
        out += &if header { look.bold(line) } else { line.to_owned() };
        out.push('\n');
    }
    out
}

/// One card a row: its first cell as a heading, every other one after its name.
fn cards(columns: &[Column], rows: &[Vec<String>], look: Look) -> String {
    let mut text = String::new();
    for row in rows {
        let mut cells = columns.iter().zip(row);
        if let Some((_, first)) = cells.next() {
            text += &wrap(&look.bold(first), "", "  ", look.columns());
        }
        let mut line = String::new();
        for (column, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
            let part = format!("{}: {cell}", column.name);
            if !line.is_empty() && INDENT.width() + line.width() + BETWEEN.width() + part.width() > look.columns() {
                text += &wrap(&std::mem::take(&mut line), INDENT, INDENT, look.columns());
            }
            if !line.is_empty() {
                line += BETWEEN;
            }
            line += &part;
        }
        text += &wrap(&line, INDENT, INDENT, look.columns());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loops() -> Table {
        let mut table = Table::new(&["loop", ">hops", "formed on", "weakest deal"]);
        for id in ["amazon/anthropic/microsoft/openai", "nvidia/openai/oracle"] {
            let cells = [id, "3", "2025-12-17", "oai_oracle_300b"];
            table.row(cells.map(str::to_owned));
        }
        table
    }

    #[test]
    fn nothing_is_broken_at_any_width() {
        for columns in 40..130 {
            let text = table(&loops(), Look { width: Some(columns), colour: false });
            for whole in ["amazon/anthropic/microsoft/openai", "2025-12-17", "oai_oracle_300b"] {
                assert!(text.contains(whole), "{whole} is broken at {columns} columns:\n{text}");
            }
            assert!(text.lines().all(|line| line.width() <= columns), "too wide at {columns} columns:\n{text}");
        }
    }

    #[test]
    fn the_header_alone_is_bold() {
        let text = table(&loops(), Look { width: Some(120), colour: true });
        let bold: Vec<bool> = text.lines().map(|line| line.starts_with('\u{1b}')).collect();
        assert_eq!(bold, [true, false, false]);
    }
}
