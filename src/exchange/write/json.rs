//! Cytoscape JSON and JSON Graph Format.

use std::str::FromStr;

use serde_json::{Error, Map, Number, Value as Json, json};

use super::super::{
    export_tables::{CUSTOMER, EDGE, ExportTables, FIGURE, NODE, SOURCE, VALUATION},
    value::{Column, Value},
};

/// Nodes and edges share one space of ids in Cytoscape. `value` and `key` are what networkx asks for.
pub(super) fn cytoscape(tables: &ExportTables<'_>) -> Result<Vec<u8>, Error> {
    let nodes: Vec<Json> = tables
        .parties
        .iter()
        .map(|party| {
            let id = party.id();
            let mut data = map([("id", json!(id)), ("value", json!(id))]);
            data.extend(columns(NODE, tables.node(party)));
            json!({ "data": data })
        })
        .collect();
    let edges: Vec<Json> = tables
        .payments
        .iter()
        .map(|payment| {
            let id = json!(payment.id());
            let ends = [("source", json!(payment.payer)), ("target", json!(payment.payee))];
            let mut data = map([("id", id.clone()), ("key", id)].into_iter().chain(ends));
            data.extend(columns(EDGE, tables.edge(payment)));
            json!({ "data": data })
        })
        .collect();
    pretty(&json!({
        "data": Json::Object(about(tables)),
        "directed": true,
        "multigraph": true,
        "elements": { "nodes": nodes, "edges": edges },
    }))
}

/// The schema allows no keys of our own outside `metadata`, and wants `edges` even if there are none.
pub(super) fn jgf(tables: &ExportTables<'_>) -> Result<Vec<u8>, Error> {
    let node = |party| {
        let mut metadata = columns(NODE, tables.node(party));
        let label = metadata.shift_remove("label");
        json!({ "label": label, "metadata": metadata })
    };
    let nodes: Map<String, Json> = tables.parties.iter().map(|party| (party.id().to_owned(), node(party))).collect();
    let edges: Vec<Json> = tables
        .payments
        .iter()
        .map(|payment| {
            json!({
                "id": payment.id(),
                "source": payment.payer,
                "target": payment.payee,
                "relation": payment.arc.kind.name(),
                "directed": true,
                "label": super::super::value::clean(&payment.deal.title),
                "metadata": columns(EDGE, tables.edge(payment)),
            })
        })
        .collect();
    pretty(&json!({ "graph": {
        "id": "roundtrip",
        "label": tables.title(),
        "type": "deals",
        "directed": true,
        "metadata": Json::Object(about(tables)),
        "nodes": nodes,
        "edges": edges,
    }}))
}

/// What is said of the whole: whence, as of when, the sources, and figures of companies if there are any.
fn about(tables: &ExportTables<'_>) -> Map<String, Json> {
    let source = |source: &&crate::model::Source| {
        let mut own = map([("id", json!(source.id))]);
        own.extend(columns(SOURCE, ExportTables::source(source)));
        Json::Object(own)
    };
    let sources: Vec<Json> = tables.sources.iter().map(source).collect();
    let whole = tables.about().map(|(name, text)| (name, Json::String(text)));
    let list = |of: &[Column], rows: Vec<Vec<Option<Value>>>| {
        Json::Array(rows.into_iter().map(|row| Json::Object(columns(of, row))).collect())
    };
    let beside = [
        ("valuations", list(VALUATION, tables.valuations.iter().map(|&own| tables.valuation(own)).collect())),
        ("figures", list(FIGURE, tables.figures.iter().map(|own| tables.figure(own)).collect())),
        ("customers", list(CUSTOMER, tables.customers.iter().map(|own| tables.customer(own)).collect())),
    ];
    let beside = beside.into_iter().filter(|(_, list)| list.as_array().is_some_and(|list| !list.is_empty()));
    map(whole.into_iter().chain([("sources", Json::Array(sources))]).chain(beside))
}

fn map<'k>(pairs: impl IntoIterator<Item = (&'k str, Json)>) -> Map<String, Json> {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn columns(columns: &[Column], values: Vec<Option<Value>>) -> Map<String, Json> {
    let known = columns.iter().zip(values).filter_map(|(column, value)| Some((column.name, json(value?))));
    map(known)
}

fn json(value: Value) -> Json {
    match value {
        // Exact: serde_json keeps the digits of a number as they are.
        Value::Number(number) => {
            Number::from_str(&number.normalize().to_string()).map_or_else(|_| json!(number.to_string()), Json::Number)
        }
        Value::Flag(flag) => Json::Bool(flag),
        Value::List(items) => json!(items),
        Value::Text(_) | Value::Day(_) => Json::String(value.plain()),
    }
}

fn pretty(document: &Json) -> Result<Vec<u8>, Error> {
    let mut bytes = serde_json::to_vec_pretty(document)?;
    bytes.push(b'\n');
    Ok(bytes)
}
