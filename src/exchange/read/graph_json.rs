//! Graphs in JSON: JSON Graph Format 1 and 2, node-link as networkx, d3 and graphology write it, Cytoscape, and lists of
//! edges. serde_json bounds the depth of nesting.

use std::ops::Range;

use serde_json::{Value as Json, value::RawValue};

use super::{
    graph::{self, PICTURE},
    raw::{self, Raw},
};
use crate::{
    load::{Row, Tables},
    model::AmountStyle,
};

/// Members of a node or an edge that say where and how it is drawn, apart from those of [`graph::is_drawn`].
const DRAWN: [&str; 17] = [
    "position",
    "style",
    "classes",
    "selected",
    "selectable",
    "locked",
    "grabbable",
    "grabbed",
    "pannable",
    "removed",
    "scratch",
    "index",
    "vx",
    "vy",
    "fx",
    "fy",
    "viz",
];

/// The members of a file of Cytoscape that say what wrote it and how it looks.
const CYTOSCAPE: [&str; 17] = [
    "elements",
    "data",
    "directed",
    "multigraph",
    "format_version",
    "generated_by",
    "target_cytoscapejs_version",
    "style",
    "layout",
    "zoom",
    "pan",
    "zoomingEnabled",
    "userZoomingEnabled",
    "panningEnabled",
    "userPanningEnabled",
    "boxSelectionEnabled",
    "renderer",
];

/// Reads an object that is a graph; says whether it is one.
pub(super) fn read<'a>(tables: &mut Tables, (file, text): (usize, &'a str), whole: Raw<'a>) -> bool {
    let mut reader = Reader { tables, file, text };
    let members = reader.object(whole, "the file");
    let has = |name: &str| member(&members, name).is_some();
    if has("elements") {
        reader.cytoscape(&members);
    } else if has("nodes") && (has("links") || has("edges")) {
        reader.node_link(&members);
    } else if let Some(graphs) = member(&members, "graphs") {
        for graph in reader.array(graphs, "`graphs`") {
            reader.joined(|reader| reader.jgf(graph));
        }
    } else if let Some(graph) = member(&members, "graph") {
        reader.jgf(graph);
    } else {
        return false;
    }
    true
}

/// Reads the list of nodes and edges that Cytoscape.js calls its elements.
pub(super) fn flat<'a>(tables: &mut Tables, (file, text): (usize, &'a str), items: Vec<Raw<'a>>) {
    Reader { tables, file, text }.elements(items);
}

/// Reads a list of edges alone.
pub(super) fn edges<'a>(tables: &mut Tables, (file, text): (usize, &'a str), items: Vec<Raw<'a>>) {
    let mut reader = Reader { tables, file, text };
    for item in items {
        let edge = reader.edge(item, "a deal", "attributes");
        reader.directed_only(edge, None);
    }
}

/// An edge, and what it says of its direction.
struct Edge {
    row: Row,
    directed: Option<bool>,
}

struct Reader<'t, 'a> {
    tables: &'t mut Tables,
    file: usize,
    text: &'a str,
}

impl<'a> Reader<'_, 'a> {
    fn place(&self, value: Raw<'a>) -> Range<usize> {
        raw::place(self.text, value)
    }

    fn fault(&mut self, message: &str, value: Raw<'a>, help: &str) {
        let at = self.place(value);
        self.tables.syntax(message, self.file, at, help);
    }

    /// The members of an object, each as it stands in the text; nothing, and a fault, if it is none.
    fn object(&mut self, value: Raw<'a>, what: &str) -> Vec<(String, Raw<'a>)> {
        if let Ok(Members(members)) = serde_json::from_str::<Members<'a>>(value.get()) {
            return members;
        }
        self.fault(&format!("{what} should be an object"), value, "");
        Vec::new()
    }

    fn array(&mut self, value: Raw<'a>, what: &str) -> Vec<Raw<'a>> {
        serde_json::from_str(value.get()).unwrap_or_else(|_| {
            self.fault(&format!("{what} should be a list"), value, "");
            Vec::new()
        })
    }

    /// Reads one of several graphs.
    fn joined(&mut self, read: impl FnOnce(&mut Self)) {
        let before = self.tables.nodes.len();
        read(self);
        graph::join(self.tables, before);
    }

    fn jgf(&mut self, graph: Raw<'a>) {
        let members = self.object(graph, "`graph`");
        if let Some(label) = member(&members, "label") {
            self.tables.rows.title = plain(label);
        }
        if let Some(metadata) = member(&members, "metadata") {
            self.about(metadata);
        }
        if let Some(nodes) = member(&members, "nodes") {
            // Version 1 had a list of nodes with ids in them.
            let is_list = nodes.get().trim_start().starts_with('[');
            let nodes: Vec<(Option<String>, Raw<'a>)> = if is_list {
                self.array(nodes, "`nodes`").into_iter().map(|node| (None, node)).collect()
            } else {
                self.object(nodes, "`nodes`").into_iter().map(|(id, node)| (Some(id), node)).collect()
            };
            for (id, node) in nodes {
                let mut row = self.node(node, "metadata");
                if let Some(id) = id {
                    row.take("id");
                    row.set("id", id);
                }
                self.tables.nodes.push(row);
            }
        }
        if let Some(edges) = member(&members, "edges") {
            self.edges(edges, "`edges`", "metadata", (graph, directed(&members)));
        }
        for hyper in member(&members, "hyperedges").map(|own| self.array(own, "`hyperedges`")).unwrap_or_default() {
            self.fault("an edge with more than two ends is not a payment", hyper, "make an edge of each pair");
        }
        let known = ["id", "label", "type", "directed", "metadata", "nodes", "edges", "hyperedges"];
        self.others(&members, &known, "of the graph");
    }

    fn node_link(&mut self, whole: &[(String, Raw<'a>)]) {
        for name in ["graph", "attributes", "metadata"] {
            if let Some(about) = member(whole, name) {
                self.about(about);
            }
        }
        let options = member(whole, "options").map(|options| self.object(options, "`options`")).unwrap_or_default();
        let undirected = member(&options, "type").and_then(plain).is_some_and(|own| own == "undirected");
        let usual = if undirected { Some(false) } else { directed(whole) };
        let (nodes, links) = (member(whole, "nodes"), member(whole, "links").or_else(|| member(whole, "edges")));
        let start = self.tables.nodes.len();
        for node in nodes.map(|own| self.array(own, "`nodes`")).unwrap_or_default() {
            let row = self.node(node, "attributes");
            self.tables.nodes.push(row);
        }
        self.number(start);
        if let Some(links) = links {
            self.edges(links, "the edges", "attributes", (links, usual));
        }
        let known = ["directed", "multigraph", "graph", "attributes", "metadata", "options", "nodes", "links", "edges"];
        self.others(whole, &known, "of the file");
    }

    /// Nodes without ids are known by their places in the list, as d3 had it.
    fn number(&mut self, start: usize) {
        let nodes = self.tables.nodes.get_mut(start..).unwrap_or_default();
        if nodes.is_empty() || nodes.iter().any(|row| row.get("id").is_some()) {
            return;
        }
        for (at, row) in nodes.iter_mut().enumerate() {
            row.set("id", at.to_string());
        }
        self.tables.rows.note("nodes have no `id`: the ends of edges are their places in the list, from 0", 1);
    }

    fn cytoscape(&mut self, whole: &[(String, Raw<'a>)]) {
        if let Some(data) = member(whole, "data") {
            self.about(data);
        }
        self.others(whole, &CYTOSCAPE, "of the file");
        let Some(elements) = member(whole, "elements") else { return };
        if elements.get().starts_with('[') {
            let items = self.array(elements, "`elements`");
            return self.elements(items);
        }
        let members = self.object(elements, "`elements`");
        for node in member(&members, "nodes").map(|own| self.array(own, "`nodes`")).unwrap_or_default() {
            self.cytoscape_node(node);
        }
        if let Some(edges) = member(&members, "edges") {
            self.edges(edges, "`edges`", "data", (elements, directed(whole)));
        }
        self.others(&members, &["nodes", "edges"], "of `elements`");
    }

    fn cytoscape_node(&mut self, node: Raw<'a>) {
        let mut row = self.node(node, "data");
        // networkx asks for it, and it says what the id says.
        row.take("value");
        self.tables.nodes.push(row);
    }

    fn elements(&mut self, items: Vec<Raw<'a>>) {
        for item in items {
            let members = self.object(item, "an element");
            let group = member(&members, "group").and_then(plain);
            let data = member(&members, "data").map(|data| self.object(data, "`data`")).unwrap_or_default();
            let is_edge = match group.as_deref() {
                Some(group) => group == "edges",
                None => member(&data, "source").is_some() && member(&data, "target").is_some(),
            };
            if is_edge {
                let edge = self.edge(item, "an edge", "data");
                self.directed_only(edge, None);
            } else {
                self.cytoscape_node(item);
            }
        }
    }

    /// The edges of a list; of `graph`, which says whether those that do not say it themselves have a direction.
    fn edges(&mut self, list: Raw<'a>, what: &str, inner: &str, (graph, usual): (Raw<'a>, Option<bool>)) {
        let mut without = 0;
        for edge in self.array(list, what) {
            let edge = self.edge(edge, "an edge", inner);
            if edge.directed.is_none() && usual == Some(false) {
                without += 1;
            } else {
                self.directed_only(edge, usual);
            }
        }
        if without > 0 {
            let start = self.place(graph).start;
            let mend = "write \"directed\": true if every source pays its target";
            graph::all_undirected(self.tables, (self.file, start..start + 1), without, mend);
        }
    }

    /// Takes in an edge if it says who pays whom.
    fn directed_only(&mut self, edge: Edge, usual: Option<bool>) {
        if edge.directed.or(usual) == Some(false) {
            let mend = "write \"directed\": true if the source pays the target, or else turn them round too";
            let at = edge.row.at.clone();
            return graph::undirected(self.tables, &edge.row, at, "has no direction", mend);
        }
        self.tables.edges.push(edge.row);
    }

    fn node(&mut self, value: Raw<'a>, inner: &str) -> Row {
        // A list of names is a list of nodes.
        if let Some(id) = plain(value) {
            let mut row = Row::new(self.file, self.place(value));
            row.set("id", id);
            return row;
        }
        let mut row = self.row(value, "a node", inner);
        if row.get("id").is_none()
            && let Some(key) = row.take("key")
        {
            row.put("id", key.text, key.at);
        }
        row
    }

    fn edge(&mut self, value: Raw<'a>, what: &str, inner: &str) -> Edge {
        let mut row = self.row(value, what, inner);
        let says = |row: &mut Row, name: &str| row.take(name).map(|cell| cell.text == "true");
        let directed = says(&mut row, "directed").or_else(|| says(&mut row, "undirected").map(|own| !own));
        // networkx numbers parallel edges so.
        if row.get("key").is_some_and(|key| key.text.parse::<u64>().is_ok()) || inner == "data" {
            row.take("key");
        }
        let ends = [("payer", "payee"), ("source", "target"), ("from", "to")];
        let ends = ends.iter().find(|(from, to)| row.get(from).is_some() && row.get(to).is_some());
        let (from, to) = ends.copied().unwrap_or(("source", "target"));
        let names = [(from, "payer"), (to, "payee"), ("relation", "kind"), ("label", "title")];
        for (theirs, ours) in names.into_iter().filter(|(theirs, ours)| theirs != ours) {
            let Some(cell) = row.take(theirs) else { continue };
            match row.get(ours) {
                None => row.put(ours, cell.text, cell.at),
                Some(own) if own.text == cell.text => {}
                Some(_) => row.put(theirs, cell.text, cell.at),
            }
        }
        Edge { row, directed }
    }

    /// A record: the members of an object, and those of one of its objects.
    fn row(&mut self, value: Raw<'a>, what: &str, inner: &str) -> Row {
        let mut row = Row::new(self.file, self.place(value));
        let mut drawn = false;
        for (name, value) in self.object(value, what) {
            if name == inner && value.get() != "null" {
                for (name, value) in self.object(value, &format!("`{inner}`")) {
                    drawn |= self.cell(&mut row, (&name, what), value);
                }
            } else {
                drawn |= name != "group" && self.cell(&mut row, (&name, what), value);
            }
        }
        if drawn {
            self.tables.lose(PICTURE);
        }
        row
    }

    /// Takes in a member of a record; says whether it is of a picture only.
    fn cell(&mut self, row: &mut Row, (name, what): (&str, &str), value: Raw<'a>) -> bool {
        if DRAWN.contains(&name) || what == "a node" && graph::is_drawn(name) {
            return true;
        }
        if value.get() == "null" {
            return false;
        }
        let at = self.place(value);
        match plain(value).or_else(|| end(name, value)) {
            Some(text) => graph::put(self.tables, row, (name, &text), at),
            // Whatever else it is, it is kept as it stands.
            None => graph::put(self.tables, row, (name, value.get()), at),
        }
        false
    }

    fn about(&mut self, value: Raw<'a>) {
        // networkx writes pairs of a name and a value for Cytoscape.
        let pairs = serde_json::from_str::<Vec<(String, Raw<'a>)>>(value.get());
        for (name, value) in pairs.unwrap_or_else(|_| self.object(value, "what is said of the graph")) {
            match name.as_str() {
                "title" => self.tables.rows.title = plain(value),
                "as_of" => self.tables.rows.as_of = plain(value),
                "currency" => self.tables.currency = plain(value),
                "name" | "label" if self.tables.rows.title.is_none() => self.tables.rows.title = plain(value),
                "sources" | "valuations" | "figures" | "customers" if value.get().starts_with('[') => {
                    let rows = self.rows(value, &name);
                    match name.as_str() {
                        "sources" => self.tables.sources.extend(rows),
                        "valuations" => self.tables.valuations.extend(rows),
                        "figures" => self.tables.figures.extend(rows),
                        _ => self.tables.customers.extend(rows),
                    }
                }
                // Of our own files: whether owners are folded, which their nodes show.
                "level" => {}
                _ => self.tables.lose(format!("what is said of the graph: `{name}`")),
            }
        }
    }

    /// A list of plain objects, each a record.
    fn rows(&mut self, list: Raw<'a>, name: &str) -> Vec<Row> {
        let mut rows = Vec::new();
        for one in self.array(list, &format!("`{name}`")) {
            let mut row = Row::new(self.file, self.place(one));
            let what = format!("one of `{name}`");
            for (name, value) in self.object(one, &what) {
                self.cell(&mut row, (&name, &what), value);
            }
            rows.push(row);
        }
        rows
    }

    /// What else an object has is lost.
    fn others(&mut self, members: &[(String, Raw<'a>)], known: &[&str], whose: &str) {
        for (name, _) in members.iter().filter(|(name, _)| !known.contains(&name.as_str())) {
            self.tables.lose(format!("`{name}` {whose}"));
        }
    }
}

/// The id of an end that is written out as its node, as d3 leaves it.
fn end(name: &str, value: Raw<'_>) -> Option<String> {
    let node = serde_json::from_str::<Json>(value.get()).ok().filter(|_| matches!(name, "source" | "target"))?;
    let id = node.get("id")?;
    id.as_str().map(str::to_owned).or_else(|| id.as_number().map(ToString::to_string))
}

/// Whether a graph or an edge says that it has a direction.
fn directed(members: &[(String, Raw<'_>)]) -> Option<bool> {
    member(members, "directed").map(|own| own.get() != "false")
}

fn member<'a>(members: &[(String, Raw<'a>)], name: &str) -> Option<Raw<'a>> {
    members.iter().find(|(own, _)| own == name).map(|(_, value)| *value).filter(|value| value.get() != "null")
}

/// A text, number or flag as text; a list of them joined.
fn plain(value: Raw<'_>) -> Option<String> {
    let one = |value: &Json| match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(AmountStyle::typed(number.to_string())),
        Json::Bool(flag) => Some(flag.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    };
    match serde_json::from_str::<Json>(value.get()).ok()? {
        Json::Array(items) => items.iter().map(one).collect::<Option<Vec<_>>>().map(|items| items.join(";")),
        value => one(&value),
    }
}

/// The members of an object in their order, each a slice of the text.
struct Members<'a>(Vec<(String, Raw<'a>)>);

impl<'de: 'a, 'a> serde::Deserialize<'de> for Members<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(pair) = map.next_entry::<String, &'de RawValue>()? {
                    members.push(pair);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}
