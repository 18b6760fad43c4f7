//! JSON Graph Format 1 and 2, and Cytoscape JSON. serde_json bounds the depth of nesting.

use std::ops::Range;

use serde_json::{Map, Value as Json, value::RawValue};

use crate::load::{Row, Tables};

type Raw<'a> = &'a RawValue;

pub(super) fn read(tables: &mut Tables, file: usize, text: &str) {
    let top: Map<String, Json> = match serde_json::from_str(text) {
        Ok(top) => top,
        Err(error) => {
            let at = offset(text, error.line(), error.column());
            return tables.syntax(format!("this is not a JSON object: {error}"), file, at..at, "");
        }
    };
    let mut reader = Reader { tables, file, text };
    if top.contains_key("elements") {
        reader.cytoscape();
    } else if top.contains_key("graph") {
        reader.jgf();
    } else {
        let help = "a JSON Graph has a `graph`, Cytoscape JSON has `elements`";
        reader.tables.syntax("this JSON is not a graph", file, 0..0, help);
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

struct Reader<'t, 'a> {
    tables: &'t mut Tables,
    file: usize,
    text: &'a str,
}

impl<'a> Reader<'_, 'a> {
    /// Where a value stands: it is a slice of the text.
    fn place(&self, value: Raw<'a>) -> Range<usize> {
        let start = (value.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        start..start + value.get().len()
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

    fn whole(&mut self) -> Vec<(String, Raw<'a>)> {
        match serde_json::from_str::<Raw<'a>>(self.text) {
            Ok(whole) => self.object(whole, "the file"),
            Err(_) => Vec::new(),
        }
    }

    fn jgf(&mut self) {
        let whole = self.whole();
        let Some(graph) = member(&whole, "graph") else { return };
        let graph = self.object(graph, "`graph`");
        if let Some(label) = member(&graph, "label") {
            self.tables.rows.title = plain(label);
        }
        if let Some(directed) = member(&graph, "directed").filter(|directed| directed.get() == "false") {
            return self.fault("the edges of this graph have no direction", directed, "say who pays whom");
        }
        if let Some(metadata) = member(&graph, "metadata") {
            self.about(metadata);
        }
        if let Some(nodes) = member(&graph, "nodes") {
            // Version 1 had a list of nodes with ids in them.
            let is_list = nodes.get().trim_start().starts_with('[');
            let nodes: Vec<(Option<String>, Raw<'a>)> = if is_list {
                self.array(nodes, "`nodes`").into_iter().map(|node| (None, node)).collect()
            } else {
                self.object(nodes, "`nodes`").into_iter().map(|(id, node)| (Some(id), node)).collect()
            };
            for (id, node) in nodes {
                let mut row = self.row(node, "a node", &["id", "label"], "metadata");
                if let Some(id) = id {
                    row.take("id");
                    row.set("id", id);
                }
                self.tables.nodes.push(row);
            }
        }
        if let Some(edges) = member(&graph, "edges") {
            for edge in self.array(edges, "`edges`") {
                let row = self.row(edge, "an edge", &["id", "source", "target", "relation", "label"], "metadata");
                self.edge(row);
            }
        }
    }

    fn cytoscape(&mut self) {
        let whole = self.whole();
        if let Some(data) = member(&whole, "data") {
            self.about(data);
        }
        let Some(elements) = member(&whole, "elements") else { return };
        let elements = self.object(elements, "`elements`");
        if let Some(nodes) = member(&elements, "nodes") {
            for node in self.array(nodes, "`nodes`") {
                let mut row = self.row(node, "a node", &[], "data");
                // networkx asks for it, and it says what the id says.
                row.take("value");
                self.tables.nodes.push(row);
            }
        }
        if let Some(edges) = member(&elements, "edges") {
            for edge in self.array(edges, "`edges`") {
                let mut row = self.row(edge, "an edge", &[], "data");
                row.take("key");
                self.edge(row);
            }
        }
    }

    fn edge(&mut self, mut row: Row) {
        for (theirs, ours) in [("source", "payer"), ("target", "payee"), ("relation", "kind"), ("label", "title")] {
            let cell = row.take(theirs);
            if let Some(cell) = cell.filter(|_| row.get(ours).is_none()) {
                row.put(ours, cell.text, cell.at);
            }
        }
        self.tables.edges.push(row);
    }

    /// A record: some members of an object, and all members of one of its objects.
    fn row(&mut self, value: Raw<'a>, what: &str, own: &[&str], inner: &str) -> Row {
        let mut row = Row::new(self.file, self.place(value));
        for (name, value) in self.object(value, what) {
            if name == inner && value.get() != "null" {
                for (name, value) in self.object(value, &format!("`{inner}`")) {
                    self.cell(&mut row, &name, value);
                }
            } else if own.contains(&name.as_str()) {
                self.cell(&mut row, &name, value);
            }
        }
        row
    }

    fn cell(&mut self, row: &mut Row, name: &str, value: Raw<'a>) {
        match plain(value) {
            Some(text) => row.put(name, text, self.place(value)),
            None if value.get() == "null" => {}
            None => self.fault(&format!("`{name}` should be a text, a number or a list of them"), value, ""),
        }
    }

    fn about(&mut self, value: Raw<'a>) {
        for (name, value) in self.object(value, "what is said of the graph") {
            match name.as_str() {
                "title" => self.tables.rows.title = plain(value),
                "as_of" => self.tables.rows.as_of = plain(value),
                "currency" => self.tables.currency = plain(value),
                "sources" => {
                    for source in self.array(value, "`sources`") {
                        let mut row = Row::new(self.file, self.place(source));
                        for (name, value) in self.object(source, "a source") {
                            self.cell(&mut row, &name, value);
                        }
                        self.tables.sources.push(row);
                    }
                }
                _ => {}
            }
        }
    }
}

fn member<'a>(members: &[(String, Raw<'a>)], name: &str) -> Option<Raw<'a>> {
    members.iter().find(|(own, _)| own == name).map(|(_, value)| *value).filter(|value| value.get() != "null")
}

/// A text, number or flag as text; a list of them joined.
fn plain(value: Raw<'_>) -> Option<String> {
    let one = |value: &Json| match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
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
