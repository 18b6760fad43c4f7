//! GEXF of any version: attributes by their titles, with the values that they have where none is stated; nodes and edges
//! within nodes; what holds for a time only.

use std::collections::BTreeMap;

use super::{
    graph::{self, PICTURE},
    xml::{self, Element},
};
use crate::{
    load::{Row, Tables},
    model::Kind,
};

/// An `<attribute>`: what its values are called, and the value of those that state none.
struct Attribute<'a> {
    title: &'a str,
    default: Option<&'a Element>,
}

/// Attributes by what they are of, `node` or `edge`, and their id.
type Attributes<'a> = BTreeMap<(&'a str, &'a str), Attribute<'a>>;

/// Elements that say where and how a node or an edge is drawn.
const DRAWN: [&str; 5] = ["color", "position", "size", "shape", "thickness"];

pub(super) fn read(tables: &mut Tables, file: usize, text: &str) {
    let root = match xml::parse(text) {
        Ok(root) => root,
        Err(refused) => return tables.syntax(refused.message, file, refused.at, refused.help),
    };
    if root.name != "gexf" || root.first("graph").is_none() {
        return tables.syntax("this is not valid GEXF: there is no `<gexf>` with a `<graph>`", file, root.at, "");
    }
    if let Some(meta) = root.first("meta") {
        let words = |name: &str| meta.first(name).map(|own| own.text.trim().to_owned()).filter(|own| !own.is_empty());
        tables.rows.title = words("description").or_else(|| words("title"));
        // Only of our own files is the day of the file the day of the facts.
        if words("creator").as_deref() == Some("roundtrip") {
            tables.rows.as_of = meta.attribute("lastmodifieddate").map(str::to_owned);
        }
    }
    for graph in root.all("graph") {
        let before = tables.nodes.len();
        read_graph(tables, file, graph);
        graph::join(tables, before);
    }
}

fn read_graph(tables: &mut Tables, file: usize, graph: &Element) {
    let mut attributes: Attributes<'_> = BTreeMap::new();
    for list in graph.all("attributes") {
        let class = list.attribute("class").unwrap_or_default();
        for own in list.all("attribute") {
            if let (Some(id), Some(title)) = (own.attribute("id"), own.attribute("title")) {
                attributes.insert((class, id), Attribute { title, default: own.first("default") });
            }
        }
    }
    // Undirected unless it says otherwise: so GEXF has it.
    let usual = graph.attribute("defaultedgetype").unwrap_or("undirected");
    let mut without = 0;
    inner(tables, file, graph, &attributes, (usual, &mut without));
    if without > 0 {
        let mend = "write defaultedgetype=\"directed\" if every source pays its target";
        graph::all_undirected(tables, (file, graph.at.clone()), without, mend);
    }
}

/// The nodes and edges of a graph, or of a node. Depth is bounded by the XML.
fn inner(
    tables: &mut Tables,
    file: usize,
    element: &Element,
    attributes: &Attributes<'_>,
    (usual, without): (&str, &mut usize),
) {
    for node in element.all("nodes").flat_map(|nodes| nodes.all("node")) {
        let own = row(tables, file, node, &[("id", "id"), ("label", "label")], attributes);
        if ["start", "end", "timestamp"].iter().any(|name| node.attribute(name).is_some())
            || node.first("spells").is_some()
        {
            tables.lose("the times at which nodes are there");
        }
        if node.first("nodes").is_some() || node.attribute("pid").is_some() || node.first("parents").is_some() {
            tables.lose("which nodes lie in which");
        }
        tables.nodes.push(own);
        inner(tables, file, node, attributes, (usual, without));
    }
    for edge in element.all("edges").flat_map(|edges| edges.all("edge")) {
        let known = [
            ("id", "id"),
            ("source", "payer"),
            ("target", "payee"),
            ("label", "title"),
            ("start", "start"),
            ("end", "end"),
            ("weight", "weight"),
        ];
        let mut own = row(tables, file, edge, &known, attributes);
        kind(edge, &mut own);
        spells(tables, edge, &mut own);
        let mend = "write type=\"directed\" if the source pays the target, or else turn them round too";
        match edge.attribute("type").unwrap_or(usual) {
            "directed" => tables.edges.push(own),
            "mutual" => {
                let mend = "make two directed edges of it, each with its own amount";
                graph::undirected(tables, &own, edge.at.clone(), "leads both ways", mend);
            }
            _ if edge.attribute("type").is_none() => *without += 1,
            _ => graph::undirected(tables, &own, edge.at.clone(), "has no direction", mend),
        }
    }
}

/// The attribute `kind` parts edges between the same two nodes; it is the kind of a deal only where it names one.
fn kind(edge: &Element, row: &mut Row) {
    if let Some(kind) = edge.attribute("kind").filter(|_| row.get("kind").is_none()) {
        row.set(if kind.parse::<Kind>().is_ok() { "kind" } else { "edge_kind" }, kind);
    }
}

/// The first time at which an edge is there is when its deal begins.
fn spells(tables: &mut Tables, edge: &Element, row: &mut Row) {
    let mut spells = edge.all("spells").flat_map(|spells| spells.all("spell"));
    if let Some(first) = spells.next() {
        for name in ["start", "end"] {
            let day = first.attribute(name).or_else(|| first.attribute("timestamp").filter(|_| name == "start"));
            graph::put(tables, row, (name, day.unwrap_or_default()), first.at.clone());
        }
    }
    spells.for_each(|_| tables.lose("the later times at which edges are there"));
    if let Some(day) = edge.attribute("timestamp") {
        graph::put(tables, row, ("start", day), edge.at.clone());
    }
}

/// A column wins over the attribute of the same meaning.
fn row(
    tables: &mut Tables,
    file: usize,
    element: &Element,
    known: &[(&str, &str)],
    attributes: &Attributes<'_>,
) -> Row {
    let class = element.name.as_str();
    let mut row = Row::new(file, element.at.clone());
    let mut stated: Vec<&str> = Vec::new();
    let mut drawn = element.children.iter().any(|child| DRAWN.contains(&child.name.as_str()));
    for value in element.all("attvalues").flat_map(|values| values.all("attvalue")) {
        // GEXF 1.1 said `id` for `for`.
        let id = value.attribute("for").or_else(|| value.attribute("id")).unwrap_or_default();
        stated.push(id);
        let name = attributes.get(&(class, id)).map_or(id, |own| own.title);
        let text = value.attribute("value").unwrap_or_default();
        if class == "node" && graph::is_drawn(name) {
            drawn = true;
        } else {
            // A column called as one of the attributes would hide it.
            let clashes = matches!(name, "id" | "payer" | "payee");
            graph::put(tables, &mut row, (if clashes { "own_id" } else { name }, text), value.at.clone());
        }
    }
    for ((of, id), own) in attributes {
        let Some(default) = own.default.filter(|_| *of == class && !stated.contains(id)) else { continue };
        graph::put(tables, &mut row, (own.title, &default.text), element.at.clone());
    }
    for (theirs, ours) in known {
        if let Some(value) = element.attribute(theirs).filter(|_| row.get(ours).is_none()) {
            row.set(ours, value);
        }
    }
    if drawn {
        tables.lose(PICTURE);
    }
    row
}
