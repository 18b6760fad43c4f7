//! GraphML of any writer: columns by their `attr.name`, with the values that keys give to all; graphs within graphs by
//! their nodes and edges; labels of yEd.

use std::collections::BTreeMap;

use super::{
    graph::{self, PICTURE},
    xml::{self, Element},
};
use crate::load::{Row, Tables};

/// A `<key>`: what its values are called, and the value of those that state none.
struct Key<'a> {
    /// Without a name it is for a program: yEd keeps its pictures so.
    name: Option<&'a str>,
    /// `node`, `edge`, `graph` or `all`.
    of: &'a str,
    default: Option<&'a Element>,
}

type Keys<'a> = BTreeMap<&'a str, Key<'a>>;

pub(super) fn read(tables: &mut Tables, file: usize, text: &str) {
    let root = match xml::parse(text) {
        Ok(root) => root,
        Err(refused) => return tables.syntax(refused.message, file, refused.at, refused.help),
    };
    if root.name != "graphml" || root.first("graph").is_none() {
        return tables.syntax("this is not valid GraphML: there is no `<graphml>` with a `<graph>`", file, root.at, "");
    }
    let keys: Keys<'_> = root
        .all("key")
        .filter_map(|key| {
            let name = key.attribute("attr.name").or_else(|| key.attribute("name"));
            let of = key.attribute("for").unwrap_or("all");
            Some((key.attribute("id")?, Key { name, of, default: key.first("default") }))
        })
        .collect();
    for graph in root.all("graph") {
        let before = tables.nodes.len();
        about(tables, graph, &keys);
        inner(tables, file, graph, &keys);
        graph::join(tables, before);
    }
    graph::drop_keys(tables);
}

/// What is said of the whole graph.
fn about(tables: &mut Tables, graph: &Element, keys: &Keys<'_>) {
    for data in graph.all("data") {
        let Some(id) = data.attribute("key") else { continue };
        let value = data.text.trim();
        match keys.get(id).map_or(Some(id), |key| key.name) {
            Some("title") => tables.rows.title = Some(value.to_owned()),
            Some("as_of") => tables.rows.as_of = Some(value.to_owned()),
            Some("currency") => tables.currency = Some(value.to_owned()),
            Some(_) if value.is_empty() => {}
            Some("name" | "label") if tables.rows.title.is_none() => tables.rows.title = Some(value.to_owned()),
            // The level of our own files: whether owners are folded, which their nodes show.
            Some("level") | None => {}
            Some(name) => tables.lose(format!("what is said of the graph: `{name}`")),
        }
    }
    let words = graph.first("desc").map(|desc| desc.text.trim()).filter(|words| !words.is_empty());
    if let Some(words) = words.filter(|_| tables.rows.title.is_none()) {
        tables.rows.title = Some(words.to_owned());
    }
}

/// The nodes and edges of a graph and of the graphs in its nodes and edges. Depth is bounded by the XML.
fn inner(tables: &mut Tables, file: usize, graph: &Element, keys: &Keys<'_>) {
    let directed = graph.attribute("edgedefault").map(|text| text == "directed");
    let mut without = 0;
    for element in &graph.children {
        match element.name.as_str() {
            "node" => {
                let own = row(tables, file, element, &[("id", "id")], keys);
                tables.nodes.push(own);
                element.all("port").for_each(|_| tables.lose("ports of nodes"));
            }
            "edge" => {
                let ends = [("id", "id"), ("source", "payer"), ("target", "payee")];
                let own = row(tables, file, element, &ends, keys);
                match (element.attribute("directed"), directed) {
                    (Some("true" | "1"), _) | (None, Some(true)) => tables.edges.push(own),
                    (Some(_), _) => {
                        let mend = "write directed=\"true\" if the source pays the target, or else turn them round too";
                        graph::undirected(tables, &own, element.at.clone(), "has no direction", mend);
                    }
                    (None, _) => without += 1,
                }
            }
            "hyperedge" => {
                let help = "make an edge of each pair";
                tables.syntax("an edge with more than two ends is not a payment", file, element.at.clone(), help);
            }
            _ => {}
        }
        if matches!(element.name.as_str(), "node" | "edge") {
            element.all("graph").for_each(|graph| inner(tables, file, graph, keys));
        }
    }
    if without > 0 {
        let mend = "write edgedefault=\"directed\" if every source pays its target";
        graph::all_undirected(tables, (file, graph.at.clone()), without, mend);
    }
}

fn row(tables: &mut Tables, file: usize, element: &Element, attributes: &[(&str, &str)], keys: &Keys<'_>) -> Row {
    let mut row = Row::new(file, element.at.clone());
    for (theirs, ours) in attributes {
        if let Some(value) = element.attribute(theirs) {
            row.set(ours, value);
        }
    }
    let is_node = element.name == "node";
    let mut stated: Vec<&str> = Vec::new();
    let mut drawn = false;
    for data in element.all("data") {
        let Some(id) = data.attribute("key") else { continue };
        match keys.get(id).map_or(Some(id), |key| key.name) {
            // A column called as one of the attributes would hide it.
            Some(name) if attributes.iter().any(|(_, ours)| *ours == name) => {
                graph::put(tables, &mut row, ("own_id", &data.text), data.at.clone());
            }
            Some(name) if is_node && graph::is_drawn(name) => drawn = true,
            Some(name) => graph::put(tables, &mut row, (name, &data.text), data.at.clone()),
            None if data.children.is_empty() => graph::put(tables, &mut row, (id, &data.text), data.at.clone()),
            None => {
                drawn = true;
                labels(tables, &mut row, data);
            }
        }
        stated.push(id);
    }
    for (id, key) in keys {
        let (Some(name), Some(default)) = (key.name, key.default) else { continue };
        if (key.of == element.name || key.of == "all") && !stated.contains(id) && !(is_node && graph::is_drawn(name)) {
            graph::put(tables, &mut row, (name, &default.text), element.at.clone());
        }
    }
    if let Some(desc) = element.first("desc") {
        graph::put(tables, &mut row, ("desc", &desc.text), desc.at.clone());
    }
    if drawn {
        tables.lose(PICTURE);
    }
    row
}

/// The texts that yEd writes on a node or an edge, wherever they stand in its picture. Depth is bounded by the XML.
fn labels(tables: &mut Tables, row: &mut Row, data: &Element) {
    for child in &data.children {
        let name = match child.name.as_str() {
            "NodeLabel" => "label",
            "EdgeLabel" => "title",
            _ => {
                labels(tables, row, child);
                continue;
            }
        };
        let words = child.text.split_whitespace().collect::<Vec<_>>().join(" ");
        graph::put(tables, row, (name, &words), child.at.clone());
    }
}
