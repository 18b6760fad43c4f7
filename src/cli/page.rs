//! A page to read: headings, sentences, tables, numbered sources. As text or as Markdown.

use super::table::{PIPE_WIDTH, Table, markdown};
use crate::model::{Register, SourceId};

/// Sources in the order in which a page first cites them.
#[derive(Debug, Default)]
pub(super) struct Notes {
    ids: Vec<SourceId>,
}

impl Notes {
    /// The number of a source, from 1.
    pub(super) fn number(&mut self, id: &SourceId) -> usize {
        if let Some(at) = self.ids.iter().position(|known| known == id) {
            return at + 1;
        }
        self.ids.push(id.clone());
        self.ids.len()
    }

    /// `[1–3, 7]`, or nothing for no source.
    pub(super) fn cite<'a>(&mut self, ids: impl IntoIterator<Item = &'a SourceId>) -> String {
        let mut numbers: Vec<usize> = ids.into_iter().map(|id| self.number(id)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut parts: Vec<(usize, usize)> = Vec::new();
        for number in numbers {
            match parts.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => parts.push((number, number)),
            }
        }
        let part = |(first, last): &(usize, usize)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first}–{last}"),
        };
        if parts.is_empty() {
            String::new()
        } else {
            format!("[{}]", parts.iter().map(part).collect::<Vec<_>>().join(", "))
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// One line a source: number, id, what it is.
    pub(super) fn lines(&self, register: &Register) -> Vec<String> {
        let line = |(at, id): (usize, &SourceId)| {
            let source = register.sources.get(id);
            let what = source.map_or_else(String::new, crate::model::Source::line);
            let url = source.and_then(|s| s.url.as_deref()).map_or_else(String::new, |url| format!(" {url}"));
            let kind = source.map_or("", |s| s.kind.name());
            format!("[{}] {id} — {what} ({kind}){url}", at + 1)
        };
        self.ids.iter().enumerate().map(line).collect()
    }
}

enum Block {
    Heading(String),
    Text(String),
    Item(String),
    Table(Table),
    Source(String),
}

/// What a person reads.
pub(super) struct Page {
    blocks: Vec<Block>,
    pub(super) notes: Notes,
}

impl Page {
    pub(super) fn new(title: impl Into<String>) -> Self {
        Self { blocks: vec![Block::Heading(title.into())], notes: Notes::default() }
    }

    pub(super) fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    pub(super) fn text(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Text(text.into()));
    }

    pub(super) fn item(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Item(text.into()));
    }

    /// A table, unless it has no row.
    pub(super) fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// The sources cited so far, as the last section.
    pub(super) fn sources(&mut self, register: &Register) {
        if self.notes.is_empty() {
            return;
        }
        self.heading("Sources");
        self.blocks.extend(self.notes.lines(register).into_iter().map(Block::Source));
    }

    /// As plain text, wrapped.
    pub(super) fn plain(&self, width: Option<usize>) -> String {
        let width = width.unwrap_or(PIPE_WIDTH).max(40);
        let mut text = String::new();
        for (at, block) in self.blocks.iter().enumerate() {
            match block {
                Block::Heading(heading) if at == 0 => {
                    text += &format!("{heading}\n{}\n", "=".repeat(heading.chars().count().min(width)));
                }
                Block::Heading(heading) => {
                    text += &format!("\n{heading}\n{}\n", "-".repeat(heading.chars().count().min(width)));
                }
                Block::Text(paragraph) => text += &wrap(paragraph, "", "", width),
                Block::Item(item) => text += &wrap(item, "- ", "  ", width),
                Block::Source(line) => text += &wrap(line, "", "    ", width),
                Block::Table(table) => text += &table.text(Some(width)),
            }
        }
        text
    }

    /// As Markdown.
    pub(super) fn markdown(&self) -> String {
        let mut text = String::new();
        let mut in_list = false;
        for (at, block) in self.blocks.iter().enumerate() {
            if matches!(block, Block::Text(paragraph) if paragraph.is_empty()) {
                continue;
            }
            let item = matches!(block, Block::Item(_) | Block::Source(_));
            if at > 0 && !(item && in_list) {
                text.push('\n');
            }
            in_list = item;
            match block {
                Block::Heading(heading) => {
                    text += &format!("{} {}\n", if at == 0 { "#" } else { "##" }, markdown(heading));
                }
                Block::Text(paragraph) => text += &format!("{}\n", markdown(paragraph)),
                Block::Item(item) => text += &format!("- {}\n", markdown(item)),
                Block::Source(line) => text += &format!("- {}\n", markdown(line)),
                Block::Table(table) => text += &table.markdown(),
            }
        }
        text
    }
}

/// Words in lines of at most `width` characters; a longer word has a line of its own.
fn wrap(text: &str, first: &str, rest: &str, width: usize) -> String {
    let mut out = String::new();
    for paragraph in text.lines() {
        let mut line = first.to_owned();
        let mut bare = true;
        for word in paragraph.split_whitespace() {
            if !bare && line.chars().count() + 1 + word.chars().count() > width {
                out += &line;
                out.push('\n');
                rest.clone_into(&mut line);
                bare = true;
            }
            if !bare {
                line.push(' ');
            }
            line += word;
            bare = false;
        }
        out += &line;
        out.push('\n');
    }
    out
}
