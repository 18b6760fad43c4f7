//! For a newsroom.

use super::safe::markdown;
use crate::answer::{Answer, Block, Table, words::thousands};

/// The whole answer.
pub(super) fn page(answer: &Answer<'_>) -> String {
    let mut text = format!("# {}\n", markdown(&answer.title));
    let mut in_list = false;
    for block in answer.blocks() {
        let item = matches!(block, Block::Item(_) | Block::Source(_));
        if !(is_empty(&block) || item && in_list) {
            text.push('\n');
        }
        in_list = item || (in_list && is_empty(&block));
        match block {
            Block::Heading(heading) => text += &format!("## {}\n", markdown(&heading)),
            Block::Text(paragraph) if paragraph.is_empty() => {}
            Block::Text(paragraph) => text += &format!("{}\n", markdown(&paragraph)),
            Block::Item(line) | Block::Source(line) => text += &format!("- {}\n", markdown(&line)),
            Block::Table { heading, table } => text += &section(&heading, &table),
        }
    }
    text
}

/// Whether nothing is written for it.
fn is_empty(block: &Block) -> bool {
    match block {
        Block::Text(text) => text.is_empty(),
        Block::Table { table, .. } => table.rows.is_empty() && table.left_out == 0,
        _ => false,
    }
}

fn section(heading: &str, table: &Table) -> String {
    let mut text = String::new();
    if !table.rows.is_empty() {
        if !heading.is_empty() {
            text += &format!("## {}\n\n", markdown(heading));
        }
        text += &rows(table);
    }
    if table.left_out > 0 {
        if !text.is_empty() {
            text.push('\n');
        }
        text += &format!("{} more not shown; --top 0 shows all.\n", thousands(table.left_out));
    }
    text
}

pub(super) fn rows(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = line(table.columns.iter().map(|column| markdown(&column.name)).collect());
    text += &line(table.columns.iter().map(|c| if c.right { "--:" } else { "---" }.to_owned()).collect());
    for row in &table.rows {
        text += &line(row.iter().map(|cell| markdown(cell)).collect());
    }
    text
}
