//! What graphs of every format have in common: cells of which there is one, edges without a direction, weights, and
//! what only a picture needs.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use rust_decimal::Decimal;

use crate::load::{Code, Reading, Row, Tables};

/// Says once for many elements that where and how they are drawn is not read.
pub(super) const PICTURE: &str = "positions, sizes and colours";

/// Names of columns that say where and how a node is drawn, as Gephi and others write them.
const DRAWN: [&str; 12] = ["r", "g", "b", "x", "y", "z", "size", "color", "colour", "shape", "viz_size", "viz_color"];

/// Whether a column of nodes only says how they are drawn.
pub(super) fn is_drawn(name: &str) -> bool {
    DRAWN.contains(&name)
}

/// Puts a cell into a record, under its name in small letters; of several values of one name all but the first are lost.
pub(super) fn put(tables: &mut Tables, row: &mut Row, (name, text): (&str, &str), at: Range<usize>) {
    let name = name.trim().to_lowercase();
    if text.trim().is_empty() {
        return;
    }
    if row.get(&name).is_some() {
        tables.lose(format!("a further value of `{name}`"));
    } else {
        row.put(&name, text.trim(), at);
    }
}

/// Notes that an edge does not say who pays.
pub(super) fn undirected(tables: &mut Tables, row: &Row, at: Range<usize>, what: &str, mend: &str) {
    let end = |name: &str| row.get(name).map_or("?", |cell| cell.text.as_str()).to_owned();
    let message =
        format!("the edge between `{}` and `{}` {what}: who pays whom is not said", end("payer"), end("payee"));
    tables.rows.fault(Code::Syntax, message, (row.file, at), mend);
}

/// Notes that all edges of a graph that say nothing else have no direction.
pub(super) fn all_undirected(tables: &mut Tables, (file, at): (usize, Range<usize>), edges: usize, mend: &str) {
    let (many, have) = if edges == 1 { ("1 edge".to_owned(), "has") } else { (format!("{edges} edges"), "have") };
    let message = format!("{many} of this graph {have} no direction: who pays whom is not said");
    tables.rows.fault(Code::Syntax, message, (file, at), mend);
}

/// Joins a graph to those read before it from the same file: a node of the same id and label is the same node.
pub(super) fn join(tables: &mut Tables, before: usize) {
    let mut known: BTreeMap<String, Option<String>> = BTreeMap::new();
    let label = |row: &Row| row.get("label").or_else(|| row.get("name")).map(|cell| cell.text.clone());
    let mut nodes = std::mem::take(&mut tables.nodes);
    let further = nodes.split_off(before.min(nodes.len()));
    if nodes.is_empty() || further.is_empty() {
        nodes.extend(further);
        tables.nodes = nodes;
        return;
    }
    for row in &nodes {
        if let Some(id) = row.get("id") {
            known.insert(id.text.clone(), label(row));
        }
    }
    for row in further {
        let same = row.get("id").and_then(|id| known.get(&id.text)).is_some_and(|own| *own == label(&row));
        if same {
            tables.rows.note("several graphs of the file have a node of the same id and label: taken for one", 1);
        } else {
            nodes.push(row);
        }
    }
    tables.nodes = nodes;
}

/// Numbers that several edges have for their ids are no ids: networkx counts the edges between two nodes so.
pub(super) fn drop_keys(tables: &mut Tables) {
    let mut seen = BTreeSet::new();
    let is_number = |text: &str| text.trim().parse::<u32>().is_ok();
    let mut ids = tables.edges.iter().filter_map(|row| row.get("id")).map(|cell| cell.text.as_str());
    if !ids.any(|id| is_number(id) && !seen.insert(id)) {
        return;
    }
    for row in &mut tables.edges {
        if row.get("id").is_some_and(|id| is_number(&id.text)) {
            row.take("id");
        }
    }
    tables.rows.note("several edges have one number for their `id`: it is taken for a count of parallel edges", 1);
}

/// Names that programs have for how much an edge carries.
const WEIGHTS: [&str; 2] = ["weight", "value"];

/// The weight of edges is their amount where nothing else is; said once.
pub(super) fn weights(tables: &mut Tables, name: &str, reading: &Reading) {
    let has = |column: &str| tables.edges.iter().any(|row| row.get(column).is_some());
    let said = reading.rename.iter().any(|own| own.ours == "amount");
    if said || ["amount", "amount_min", "amount_max", "as_stated"].iter().any(|column| has(column)) {
        return;
    }
    let is_renamed = |column: &str| reading.rename.iter().any(|own| own.theirs.eq_ignore_ascii_case(column));
    let Some(weight) = WEIGHTS.into_iter().find(|column| has(column) && !is_renamed(column)) else { return };
    let is_one = |text: &str| text.trim().parse::<Decimal>().is_ok_and(|own| own == Decimal::ONE);
    if tables.edges.iter().filter_map(|row| row.get(weight)).all(|cell| is_one(&cell.text)) {
        let note = format!("{name}: every `{weight}` is 1 and no amount; --rename {weight}=amount makes it one");
        return tables.rows.note(note, 1);
    }
    for (cell, _) in tables.edges.iter_mut().flat_map(|row| &mut row.cells) {
        if cell == weight {
            "amount".clone_into(cell);
        }
    }
    tables.rows.note(format!("{name}: takes `{weight}` for amount; --rename {weight}=amount settles it"), 1);
}

/// Several values of an amount are what it can be: from the least to the most. Several of anything else are kept as they
/// stand, under the name with `all_` before it.
pub(super) fn several(tables: &mut Tables, row: &mut Row, name: &str, values: &[String], what: &str) {
    let mut distinct: Vec<&str> = Vec::new();
    for value in values.iter().map(|value| value.trim()).filter(|value| !value.is_empty()) {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    let Some(first) = distinct.first() else { return };
    if distinct.len() == 1 {
        return row.set(name, *first);
    }
    row.set(&format!("all_{name}"), distinct.join("; "));
    let numbers: Option<Vec<Decimal>> = distinct.iter().map(|value| value.parse().ok()).collect();
    match numbers.as_deref().map(|all| (all.iter().min(), all.iter().max())) {
        Some((Some(least), Some(most))) if name == "amount" => {
            row.set("amount", least.to_string());
            row.set("amount_min", least.to_string());
            row.set("amount_max", most.to_string());
            let note = format!("{what} states several amounts: they are its range, and all are kept as `all_amount`");
            tables.rows.note(note, 1);
        }
        _ => {
            // A register counts on the last possible day: then the deal stood whichever is right.
            let is_day = matches!(name, "announced" | "start" | "end");
            let taken = if is_day { distinct.iter().max().unwrap_or(first) } else { first };
            row.set(name, *taken);
            let which = if is_day { "last" } else { "first" };
            let note =
                format!("{what} has several values of `{name}`: the {which} is taken, all are kept as `all_{name}`");
            tables.rows.note(note, 1);
        }
    }
}
