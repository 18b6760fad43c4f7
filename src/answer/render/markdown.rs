//! For a newsroom.

use super::safe::{address, markdown, markdown_citing};
use crate::{
    answer::{Answer, Block, Footnote, Table, words::thousands},
    model::Source,
};

/// The whole answer. Its sources are footnotes, which programs for Markdown put where they put footnotes.
pub(super) fn page(answer: &Answer<'_>) -> String {
    let blocks = answer.blocks();
    let footnotes = blocks.iter().map(|block| if let Block::Sources(list) = block { list.len() } else { 0 }).sum();
    let citing = |text: &str| markdown_citing(text, footnotes);
    let mut text = format!("# {}\n", markdown(&answer.title));
    let mut in_list = false;
    for block in blocks {
        let item = matches!(block, Block::Item(_));
        if !(is_empty(&block) || item && in_list) {
            text.push('\n');
        }
        in_list = item || (in_list && is_empty(&block));
        match block {
            Block::Heading(heading) => text += &format!("## {}\n", markdown(&heading)),
            Block::Text(paragraph) if paragraph.is_empty() => {}
            Block::Text(paragraph) => text += &format!("{}\n", citing(&paragraph)),
            Block::Item(line) => text += &format!("- {}\n", citing(&line)),
            Block::Sources(sources) => text.extend(sources.iter().map(footnote)),
            Block::Table { heading, table } => text += &section(&heading, &table, footnotes),
        }
    }
    text
}

/// `[^1]: [title](address), publisher, date (kind; how it was read), id`.
fn footnote(note: &Footnote) -> String {
    let source = note.source.as_ref();
    let publisher = source.and_then(|source| source.publisher.as_ref().or(source.author.as_ref()));
    let title = source.and_then(|source| source.title.as_ref());
    let called = markdown(title.or(publisher).map_or("unnamed publisher", String::as_str));
    let linked = match note.url() {
        Some(url) => format!("[{called}]({})", address(url)),
        None => called,
    };
    let publisher = publisher.filter(|_| title.is_some()).map(|publisher| markdown(publisher));
    let date = source.map(|source: &Source| source.date.map_or_else(|| "undated".to_owned(), |date| date.to_string()));
    let parts: Vec<String> = [Some(linked), publisher, date].into_iter().flatten().collect();
    format!("[^{}]: {} ({}), {}\n", note.number, parts.join(", "), markdown(&note.standing()), markdown(&note.id))
}

/// Whether nothing is written for it.
fn is_empty(block: &Block) -> bool {
    match block {
        Block::Text(text) => text.is_empty(),
        Block::Table { table, .. } => table.rows.is_empty() && table.left_out == 0,
        _ => false,
    }
}

fn section(heading: &str, table: &Table, footnotes: usize) -> String {
    let mut text = String::new();
    if !table.rows.is_empty() {
        if !heading.is_empty() {
            text += &format!("## {}\n\n", markdown(heading));
        }
        text += &rows(table, footnotes);
    }
    if table.left_out > 0 {
        if !text.is_empty() {
            text.push('\n');
        }
        text += &format!("{} more not shown; --top 0 shows all.\n", thousands(table.left_out));
    }
    text
}

/// A table, in whose cells sources may be cited.
pub(super) fn rows(table: &Table, footnotes: usize) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = line(table.columns.iter().map(|column| markdown(&column.name)).collect());
    text += &line(table.columns.iter().map(|c| if c.right { "--:" } else { "---" }.to_owned()).collect());
    for row in &table.rows {
        text += &line(row.iter().map(|cell| markdown_citing(cell, footnotes)).collect());
    }
    text
}
