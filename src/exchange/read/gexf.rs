//! GEXF of any version: attributes by their titles, nodes within nodes.

use std::collections::BTreeMap;

use super::xml::{self, Element};
use crate::load::{Row, Tables};

pub(super) fn read(tables: &mut Tables, file: usize, text: &str) {
    let root = match xml::parse(text) {
        Ok(root) => root,
        Err(refused) => return tables.syntax(refused.message, file, refused.at, refused.help),
    };
    let Some(graph) = root.first("graph").filter(|_| root.name == "gexf") else {
        return tables.syntax("this is not valid GEXF: there is no `<gexf>` with a `<graph>`", file, root.at, "");
    };
    if let Some(meta) = root.first("meta") {
        let words = |name: &str| meta.first(name).map(|own| own.text.trim().to_owned()).filter(|own| !own.is_empty());
        tables.rows.title = words("description");
        // Only of our own files is the day of the file the day of the facts.
        if words("creator").as_deref() == Some("roundtrip") {
            tables.rows.as_of = meta.attribute("lastmodifieddate").map(str::to_owned);
        }
    }
    let mut titles: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for attributes in graph.all("attributes") {
        let class = attributes.attribute("class").unwrap_or_default();
        for attribute in attributes.all("attribute") {
            if let (Some(id), Some(title)) = (attribute.attribute("id"), attribute.attribute("title")) {
                titles.insert((class, id), title);
            }
        }
    }
    for nodes in graph.all("nodes") {
        nested(tables, file, nodes, &titles);
    }
    // Undirected unless it says otherwise: so GEXF has it.
    let usual = graph.attribute("defaultedgetype").unwrap_or("undirected");
    for edge in graph.all("edges").flat_map(|edges| edges.all("edge")) {
        if edge.attribute("type").unwrap_or(usual) != "directed" {
            let help = "say who pays whom: defaultedgetype=\"directed\"";
            tables.syntax("this edge has no direction", file, edge.at.clone(), help);
            continue;
        }
        let known = [("id", "id"), ("source", "payer"), ("target", "payee"), ("label", "title"), ("start", "start")];
        tables.edges.push(row(file, edge, "edge", &known, &titles));
    }
}

fn nested(tables: &mut Tables, file: usize, nodes: &Element, titles: &BTreeMap<(&str, &str), &str>) {
    for node in nodes.all("node") {
        tables.nodes.push(row(file, node, "node", &[("id", "id"), ("label", "label")], titles));
        for inner in node.all("nodes") {
            nested(tables, file, inner, titles);
        }
    }
}

/// A column wins over the attribute of the same meaning.
fn row(
    file: usize,
    element: &Element,
    class: &str,
    known: &[(&str, &str)],
    titles: &BTreeMap<(&str, &str), &str>,
) -> Row {
    let mut row = Row::new(file, element.at.clone());
    for value in element.all("attvalues").flat_map(|values| values.all("attvalue")) {
        // GEXF 1.1 said `id` for `for`.
        let id = value.attribute("for").or_else(|| value.attribute("id")).unwrap_or_default();
        let name = *titles.get(&(class, id)).unwrap_or(&id);
        let clashes = matches!(name, "id" | "payer" | "payee");
        row.put(if clashes { "own_id" } else { name }, value.attribute("value").unwrap_or_default(), value.at.clone());
    }
    for (theirs, ours) in known {
        if let Some(value) = element.attribute(theirs).filter(|_| row.get(ours).is_none()) {
            row.set(ours, value);
        }
    }
    row
}
