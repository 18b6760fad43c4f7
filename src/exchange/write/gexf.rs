//! GEXF 1.3: a graph in time, each edge from the day on which its deal stood.

use std::io;

use super::{
    super::{
        export_tables::{EDGE, ExportTables, NODE},
        value::{Column, Type, Value, one_line},
    },
    xml::{Xml, document, element, empty, words},
};

pub(super) fn write(tables: &ExportTables<'_>) -> io::Result<Vec<u8>> {
    let as_of = tables.as_of.to_string();
    document(|xml| {
        element(xml, "gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")], |xml| {
            element(xml, "meta", &[("lastmodifieddate", &as_of)], |xml| {
                words(xml, "creator", &[], "roundtrip")?;
                words(xml, "description", &[], &tables.title())
            })?;
            let graph = [
                ("defaultedgetype", "directed"),
                ("mode", "dynamic"),
                ("timeformat", "date"),
                ("timerepresentation", "interval"),
            ];
            element(xml, "graph", &graph, |xml| {
                attributes(xml, "node", NODE)?;
                attributes(xml, "edge", EDGE)?;
                element(xml, "nodes", &[], |xml| nodes(xml, tables))?;
                element(xml, "edges", &[], |xml| edges(xml, tables))
            })
        })
    })
}

fn nodes(xml: &mut Xml, tables: &ExportTables<'_>) -> io::Result<()> {
    for party in &tables.parties {
        let label = one_line(&party.entity.short);
        element(xml, "node", &[("id", party.id()), ("label", &label)], |xml| values(xml, NODE, tables.node(party)))?;
    }
    Ok(())
}

fn edges(xml: &mut Xml, tables: &ExportTables<'_>) -> io::Result<()> {
    for payment in &tables.payments {
        let (id, label) = (payment.id(), one_line(&payment.deal.title));
        let start = payment.arc.since.day().to_string();
        let edge = [
            ("id", id.as_str()),
            ("source", payment.payer.as_str()),
            ("target", payment.payee.as_str()),
            // Edges between the same two nodes need different kinds: else all but one are lost.
            ("kind", payment.deal.id.as_str()),
            ("label", &label),
            ("start", &start),
        ];
        element(xml, "edge", &edge, |xml| values(xml, EDGE, tables.edge(payment)))?;
    }
    Ok(())
}

fn attributes(xml: &mut Xml, class: &str, columns: &[Column]) -> io::Result<()> {
    element(xml, "attributes", &[("class", class), ("mode", "static")], |xml| {
        for column in columns {
            let kind = match column.holds {
                Type::Number => "double",
                Type::Flag => "boolean",
                Type::Text | Type::Day | Type::List => "string",
            };
            empty(xml, "attribute", &[("id", column.name), ("title", column.name), ("type", kind)])?;
        }
        Ok(())
    })
}

/// The values, in attributes: there a reader of XML makes a blank of every line end, so we do.
fn values(xml: &mut Xml, columns: &[Column], values: Vec<Option<Value>>) -> io::Result<()> {
    element(xml, "attvalues", &[], |xml| {
        for (column, value) in columns.iter().zip(values) {
            if let Some(value) = value {
                empty(xml, "attvalue", &[("for", column.name), ("value", &one_line(&value.plain()))])?;
            }
        }
        Ok(())
    })
}
