//! GraphML of any writer: columns by their `attr.name`, graphs within graphs by their nodes and edges.

use std::collections::BTreeMap;

use super::xml::{self, Element};
use crate::load::{Row, Tables};

pub(super) fn read(tables: &mut Tables, file: usize, text: &str) {
    let root = match xml::parse(text) {
        Ok(root) => root,
        Err(refused) => return tables.syntax(refused.message, file, refused.at, refused.help),
    };
    let Some(graph) = root.first("graph").filter(|_| root.name == "graphml") else {
        return tables.syntax("this is not valid GraphML: there is no `<graphml>` with a `<graph>`", file, root.at, "");
    };
    if graph.attribute("edgedefault") == Some("undirected") {
        let help = "say who pays whom: make the edges directed";
        return tables.syntax("the edges of this graph have no direction", file, graph.at.clone(), help);
    }
    let names: BTreeMap<&str, &str> = root
        .all("key")
        .filter_map(|key| Some((key.attribute("id")?, key.attribute("attr.name").or_else(|| key.attribute("name"))?)))
        .collect();
    for (name, value) in data(graph, &names) {
        match name {
            "title" => tables.rows.title = Some(value.to_owned()),
            "as_of" => tables.rows.as_of = Some(value.to_owned()),
            "currency" => tables.currency = Some(value.to_owned()),
            _ => {}
        }
    }
    inner(tables, file, graph, &names);
}

/// The nodes and edges of a graph and of the graphs in its nodes. Depth is bounded by the XML.
fn inner(tables: &mut Tables, file: usize, graph: &Element, names: &BTreeMap<&str, &str>) {
    for element in &graph.children {
        match element.name.as_str() {
            "node" => {
                tables.nodes.push(row(file, element, &[("id", "id")], names));
                for graph in element.all("graph") {
                    inner(tables, file, graph, names);
                }
            }
            "edge" => {
                let ends = [("id", "id"), ("source", "payer"), ("target", "payee")];
                tables.edges.push(row(file, element, &ends, names));
            }
            "hyperedge" => {
                let help = "make an edge of each pair";
                tables.syntax("an edge with more than two ends is not a payment", file, element.at.clone(), help);
            }
            _ => {}
        }
    }
}

fn row(file: usize, element: &Element, attributes: &[(&str, &str)], names: &BTreeMap<&str, &str>) -> Row {
    let mut row = Row::new(file, element.at.clone());
    for (theirs, ours) in attributes {
        if let Some(value) = element.attribute(theirs) {
            row.set(ours, value);
        }
    }
    for (at, name, value) in element.all("data").filter_map(|data| {
        let key = data.attribute("key")?;
        Some((data.at.clone(), *names.get(key).unwrap_or(&key), data.text.as_str()))
    }) {
        // A column called as one of the attributes would hide it.
        let clashes = attributes.iter().any(|(_, ours)| *ours == name);
        row.put(if clashes { "own_id" } else { name }, value, at);
    }
    row
}

fn data<'a>(element: &'a Element, names: &BTreeMap<&str, &'a str>) -> Vec<(&'a str, &'a str)> {
    let pair = |data: &'a Element| Some((*names.get(data.attribute("key")?)?, data.text.as_str()));
    element.all("data").filter_map(pair).collect()
}
