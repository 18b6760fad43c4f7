//! GraphML: every column declared before the graph, edges with ids, what is unknown left out.

use std::io;

use super::{
    super::{
        export_tables::{EDGE, ExportTables, NODE},
        value::{Column, Type, Value},
    },
    xml::{Xml, document, element, empty, words},
};

pub(super) fn write(tables: &ExportTables<'_>) -> io::Result<Vec<u8>> {
    let about = tables.about();
    document(|xml| {
        element(xml, "graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")], |xml| {
            for (name, _) in &about {
                key(xml, "graph", name, "string")?;
            }
            for (of, columns) in [("node", NODE), ("edge", EDGE)] {
                for column in columns {
                    key(xml, of, column.name, type_of(column.holds))?;
                }
            }
            element(xml, "graph", &[("id", "roundtrip"), ("edgedefault", "directed")], |xml| {
                for (name, text) in about.iter().filter(|(_, text)| !text.is_empty()) {
                    words(xml, "data", &[("key", &format!("graph.{name}"))], text)?;
                }
                for party in &tables.parties {
                    element(xml, "node", &[("id", party.id())], |xml| data(xml, "node", NODE, tables.node(party)))?;
                }
                for payment in &tables.payments {
                    let (id, from, to) = (payment.id(), payment.payer.as_str(), payment.payee.as_str());
                    element(xml, "edge", &[("id", &id), ("source", from), ("target", to)], |xml| {
                        data(xml, "edge", EDGE, tables.edge(payment))
                    })?;
                }
                Ok(())
            })
        })
    })
}

fn key(xml: &mut Xml, of: &str, name: &str, kind: &str) -> io::Result<()> {
    let id = format!("{of}.{name}");
    empty(xml, "key", &[("id", &id), ("for", of), ("attr.name", name), ("attr.type", kind)])
}

fn data(xml: &mut Xml, of: &str, columns: &[Column], values: Vec<Option<Value>>) -> io::Result<()> {
    for (column, value) in columns.iter().zip(values) {
        if let Some(value) = value {
            words(xml, "data", &[("key", &format!("{of}.{}", column.name))], &value.plain())?;
        }
    }
    Ok(())
}

/// GraphML has six types; anything else makes networkx stop.
fn type_of(holds: Type) -> &'static str {
    match holds {
        Type::Number => "double",
        Type::Flag => "boolean",
        Type::Text | Type::Day | Type::List => "string",
    }
}
