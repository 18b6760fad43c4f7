//! A table of TOML, one way to write each thing.

use crate::load::quoted;
use crate::model::{Citation, Read};

/// A table being written, its keys in line.
pub(super) struct Table(pub(super) String);

impl Table {
    pub(super) fn new(name: &str) -> Self {
        Self(format!("[[{name}]]\n"))
    }

    pub(super) fn raw(&mut self, key: &str, value: &str) {
        self.0 += &format!("{key} = {value}\n");
    }

    pub(super) fn text(&mut self, key: &str, value: &str) {
        self.raw(key, &quoted(value));
    }

    pub(super) fn optional(&mut self, key: &str, value: Option<impl AsRef<str>>) {
        if let Some(value) = value {
            self.text(key, value.as_ref());
        }
    }

    pub(super) fn list<T: AsRef<str>>(&mut self, key: &str, items: impl IntoIterator<Item = T>) {
        let items: Vec<String> = items.into_iter().map(|item| quoted(item.as_ref())).collect();
        if !items.is_empty() {
            self.raw(key, &format!("[{}]", items.join(", ")));
        }
    }

    /// Sources: in one line if they are ids alone, else one a line, so that the next one is a line more.
    pub(super) fn cites(&mut self, key: &str, citations: &[Citation]) {
        let items: Vec<String> = citations.iter().map(citation).collect();
        if items.iter().any(|item| item.starts_with('{')) {
            self.raw(key, &format!("[\n  {},\n]", items.join(",\n  ")));
        } else if !items.is_empty() {
            self.raw(key, &format!("[{}]", items.join(", ")));
        }
    }

    /// A list of inline tables, one a line.
    pub(super) fn tables(&mut self, key: &str, tables: &[Vec<(&str, String)>]) {
        if tables.is_empty() {
            return;
        }
        let inline = |pairs: &Vec<(&str, String)>| {
            let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key} = {value}")).collect();
            format!("  {{ {} }},\n", pairs.join(", "))
        };
        let rows: String = tables.iter().map(inline).collect();
        self.raw(key, &format!("[\n{rows}]"));
    }
}

/// A key, quoted only if it must be.
pub(super) fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if bare { name.to_owned() } else { quoted(name) }
}

pub(super) fn ids<T: ToString>(ids: &[T]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

/// Sources in a line.
pub(super) fn cited(citations: &[Citation]) -> String {
    format!("[{}]", citations.iter().map(citation).collect::<Vec<_>>().join(", "))
}

/// A source: its id, or a table if there is more to say.
fn citation(citation: &Citation) -> String {
    let id = quoted(citation.source.as_str());
    if *citation == Citation::page(citation.source.clone()) {
        return id;
    }
    let mut pairs = vec![format!("source = {id}")];
    if citation.read != Read::Page {
        pairs.push(format!("read = {}", quoted(citation.read.name())));
    }
    pairs.extend(citation.via.as_ref().map(|via| format!("via = {}", quoted(via))));
    if !citation.of.is_empty() {
        let of: Vec<String> = citation.of.iter().map(|field| quoted(field.name())).collect();
        pairs.push(format!("of = [{}]", of.join(", ")));
    }
    format!("{{ {} }}", pairs.join(", "))
}
