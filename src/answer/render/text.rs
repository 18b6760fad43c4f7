//! For a terminal, or a plain text file.

use unicode_width::UnicodeWidthStr as _;

use super::{grid, look::Look, safe::visible, wrap::wrap};
use crate::answer::{Answer, Block, Table, words::thousands};

/// The whole answer, wrapped.
pub(super) fn text(answer: &Answer<'_>, look: Look) -> String {
    let width = look.columns();
    let mut text = heading(&answer.title, '=', look);
    for block in answer.blocks() {
        match block {
            Block::Heading(line) => text += &format!("\n{}", heading(&line, '-', look)),
            Block::Text(paragraph) if paragraph.is_empty() => text.push('\n'),
            Block::Text(paragraph) => text += &wrap(&visible(&paragraph), "", "", width),
            Block::Item(item) => text += &wrap(&visible(&item), "- ", "  ", width),
            Block::Sources(sources) => {
                text += &format!("\n{}", heading("Sources", '-', look));
                for source in sources {
                    let lines = wrap(&visible(&source.line()), "", "    ", width);
                    text.extend(lines.lines().map(|line| look.quiet(line) + "\n"));
                }
            }
            Block::Table { heading, table } => text += &section(&heading, &table, look),
        }
    }
    text
}

/// A line, and a line under it.
fn heading(line: &str, under: char, look: Look) -> String {
    let (line, width) = (visible(line), look.columns());
    let rule = under.to_string().repeat(line.width().min(width));
    let line: Vec<String> = wrap(&line, "", "", width).lines().map(|line| look.bold(line)).collect();
    format!("{}\n{}\n", line.join("\n"), look.quiet(&rule))
}

/// A table, and what is not in it.
fn section(title: &str, table: &Table, look: Look) -> String {
    let mut text = String::new();
    if title.is_empty() {
        text.push('\n');
    } else if !table.rows.is_empty() {
        text += &format!("\n{}", heading(title, '-', look));
    }
    if !table.rows.is_empty() {
        text += &grid::table(table, look);
    }
    if table.left_out > 0 {
        text += &look.quiet(&format!("{} more not shown; --top 0 shows all.", thousands(table.left_out)));
        text.push('\n');
    }
    text
}
