//! JSON of every kind that is read: which it is, its members say.

use serde_json::{Map, Value as Json};

use super::{bods, ftm, graph_json, raw::Raw};
use crate::load::Tables;

/// What is read, for whoever has something else.
const READ: &str = "what is read: JSON Graph (`graph` or `graphs`), node-link (`nodes` with `links` or `edges`), Cytoscape \
    (`elements`, or a list of `data`), FollowTheMoney (`schema`), BODS (`statementId`), and lists of deals with `payer` and \
    `payee`";

/// A file of JSON, or of JSON lines.
pub(super) fn read(tables: &mut Tables, file: usize, text: &str) {
    match serde_json::from_str::<Raw<'_>>(text) {
        Ok(whole) => match serde_json::from_str::<Vec<Raw<'_>>>(whole.get()) {
            Ok(items) => list(tables, (file, text), items),
            Err(_) => one(tables, (file, text), whole),
        },
        Err(error) => {
            let first = text.lines().find(|line| !line.trim().is_empty());
            let rest = text.lines().filter(|line| !line.trim().is_empty()).count() > 1;
            if rest && first.is_some_and(|line| serde_json::from_str::<Map<String, Json>>(line).is_ok()) {
                return lines(tables, file, text);
            }
            let at = offset(text, error.line(), error.column());
            tables.syntax(format!("this is not valid JSON: {error}"), file, at..at, "");
        }
    }
}

/// One JSON object a line.
pub(super) fn lines(tables: &mut Tables, file: usize, text: &str) {
    let mut items = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start..start + line.trim_end().len();
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Raw<'_>>(line) {
            Ok(item) => items.push(item),
            Err(error) => {
                let help = "each line is one entity with `id`, `schema` and `properties`, one statement, or one deal";
                tables.syntax(format!("this is not valid JSON: {error}"), file, at, help);
            }
        }
    }
    list(tables, (file, text), items);
}

/// A list: the first object says of what.
fn list<'a>(tables: &mut Tables, (file, text): (usize, &'a str), items: Vec<Raw<'a>>) {
    let objects = || items.iter().filter_map(|item| serde_json::from_str::<Map<String, Json>>(item.get()).ok());
    let Some(first) = objects().next() else {
        if !items.is_empty() || !text.contains('\n') {
            tables.syntax("there is no object in this list", file, 0..0, READ);
        }
        return;
    };
    let has = |name: &str| first.contains_key(name);
    if has("schema") || has("properties") && has("id") {
        ftm::read(tables, (file, text), &items);
    } else if has("statementId") || has("statementID") {
        bods::read(tables, (file, text), &items);
    } else if has("data") {
        graph_json::flat(tables, (file, text), items);
    } else if [["payer", "payee"], ["source", "target"], ["from", "to"]]
        .iter()
        .any(|ends| ends.iter().all(|end| has(end)))
    {
        graph_json::edges(tables, (file, text), items);
    } else {
        let names: Vec<String> = first.keys().take(8).map(|name| format!("`{name}`")).collect();
        let message = format!("this list is none that is read: its first object has {}", names.join(", "));
        tables.syntax(message, file, 0..0, READ);
    }
}

/// A single object: a graph, or a list of one.
fn one<'a>(tables: &mut Tables, (file, text): (usize, &'a str), whole: Raw<'a>) {
    let Ok(members) = serde_json::from_str::<Map<String, Json>>(whole.get()) else {
        return tables.syntax("this is neither a JSON object nor a list", file, 0..0, READ);
    };
    let has = |name: &str| members.contains_key(name);
    if has("schema") && has("properties") || has("statementId") || has("statementID") {
        return list(tables, (file, text), vec![whole]);
    }
    if !graph_json::read(tables, (file, text), whole) {
        let names: Vec<String> = members.keys().take(8).map(|name| format!("`{name}`")).collect();
        let has = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
        tables.syntax(format!("this JSON is not a graph that is read: it has {has}"), file, 0..0, READ);
    }
}

/// The byte of a line and column, both from 1, as serde_json counts them.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
