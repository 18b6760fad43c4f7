//! Rows and columns: for a terminal, a spreadsheet, a newsroom.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width, presets};

use super::outcome::Failure;

/// The width of a table that is not printed to a terminal.
pub(super) const PIPE_WIDTH: usize = 110;

/// One column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) name: &'static str,
    /// Numbers stand at the right.
    pub(super) right: bool,
}

/// Named columns and rows of text.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns; a name that begins with `>` stands at the right.
    pub(super) fn new(columns: &[&'static str]) -> Self {
        let column = |name: &&'static str| match name.strip_prefix('>') {
            Some(name) => Column { name, right: true },
            None => Column { name, right: false },
        };
        Self { columns: columns.iter().map(column).collect(), rows: Vec::new() }
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// For reading, no wider than asked for.
    pub(super) fn text(&self, width: Option<usize>) -> String {
        let mut table = comfy_table::Table::new();
        table.load_style(presets::NOTHING);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width.unwrap_or(PIPE_WIDTH).max(40)).unwrap_or(u16::MAX));
        table.set_header(self.columns.iter().map(|column| column.name.to_uppercase()));
        for row in &self.rows {
            table.add_row(row.iter().map(|cell| visible(cell)));
        }
        for (column, shape) in table.column_iter_mut().zip(&self.columns) {
            column.set_padding((0, 2));
            if shape.name == "loop" {
                // A long path is broken between two names, not within one.
                column.set_delimiter('/');
            }
            if shape.name == "deal id" {
                // What is typed again must not be broken.
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
            if shape.right {
                column.set_cell_alignment(CellAlignment::Right);
                column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(6)));
            }
        }
        let lines: Vec<String> = table.to_string().lines().map(|line| line.trim_end().to_owned()).collect();
        lines.join("\n") + "\n"
    }

    /// For a spreadsheet.
    pub(super) fn csv(&self) -> Result<String, Failure> {
        let names = self.columns.iter().map(|column| column.name.replace(' ', "_"));
        csv(&names.collect::<Vec<_>>(), &self.rows)
    }

    /// For a newsroom.
    pub(super) fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut text = line(self.columns.iter().map(|column| column.name.to_owned()).collect());
        text += &line(self.columns.iter().map(|c| if c.right { "--:".to_owned() } else { "---".to_owned() }).collect());
        for row in &self.rows {
            text += &line(row.iter().map(|cell| markdown(cell)).collect());
        }
        text
    }
}

/// Named columns and rows for a spreadsheet; every cell is harmless there.
pub(super) fn csv(names: &[String], rows: &[Vec<String>]) -> Result<String, Failure> {
    let fail = |error: csv::Error| Failure::new(error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(names).map_err(fail)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(fail)?;
    }
    let bytes = writer.into_inner().map_err(|error| Failure::new(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| Failure::new(error.to_string()))
}

/// A cell that a spreadsheet would take for a formula is made a text by a quote in front. A plain number may begin with
/// a minus.
pub(super) fn harmless(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

/// Text for a terminal, which obeys control characters: those, and what changes the order of reading, are shown as
/// characters that cannot be shown. Registers are rid of them when they are read; ledgers and file names are not.
pub(super) fn visible(text: &str) -> String {
    let hostile = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if hostile(c) { '\u{fffd}' } else { c }).collect()
}

/// Text in Markdown: shown as it is written.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '\\' | '`' | '*' | '[' | ']' | '|' | '#' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_runs_nothing() {
        let mut table = Table::new(&["name", ">amount"]);
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "plain, with comma"] {
            table.row([cell.to_owned(), "5".to_owned()]);
        }
        let text = table.csv().unwrap();
        assert_eq!(text, "name,amount\n'=1+1,5\n+1,5\n-1,5\n'@SUM(A1),5\n'\tx,5\n\"plain, with comma\",5\n");
    }

    #[test]
    fn a_terminal_obeys_nothing() {
        assert_eq!(visible("a\u{1b}[31m\u{202e}b\r\n\tc"), "a\u{fffd}[31m\u{fffd}b\u{fffd}\n\tc");
    }

    #[test]
    fn markdown_shows_what_is_written() {
        assert_eq!(markdown("a|b <c> [d](e)"), "a\\|b &lt;c&gt; \\[d\\](e)");
    }
}
