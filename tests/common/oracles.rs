//! The worked examples and their answers.

use std::collections::BTreeSet;

use roundtrip::measure::Network;
use rust_decimal::Decimal;
use serde_json::Value;

pub(crate) fn oracles() -> Value {
    let text = std::fs::read_to_string("tests/data/oracles.json").expect("a copy of the oracles");
    serde_json::from_str(&text).expect("JSON")
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

pub(crate) fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

/// A number of the oracles, exactly as it is written.
pub(crate) fn exact(value: &Value) -> Decimal {
    value.to_string().parse::<Decimal>().expect("a number").normalize()
}

pub(crate) fn near(found: f64, expected: &Value) -> bool {
    (found - expected.as_f64().expect("a number")).abs() < 1e-9
}

/// Every worked graph by its name, with the ids of its edges in the order of the network's arcs.
pub(crate) fn worked() -> Vec<(String, Network, Vec<String>)> {
    let mut out = Vec::new();
    for (name, edges) in oracles()["graphs"].as_object().expect("graphs") {
        let edges = list(edges);
        let ends: BTreeSet<String> = edges.iter().flat_map(|e| [text(&e["payer"]), text(&e["payee"])]).collect();
        let names: Vec<String> = ends.into_iter().collect();
        let at = |end: &Value| names.iter().position(|n| *n == text(end)).expect("a vertex");
        let arcs: Vec<_> = edges.iter().map(|e| (at(&e["payer"]), at(&e["payee"]), exact(&e["amount"]))).collect();
        let mut ids: Vec<_> = arcs.iter().zip(edges).map(|(arc, e)| ((arc.0, arc.1), text(&e["id"]))).collect();
        ids.sort();
        let ids = ids.into_iter().map(|(_, id)| id).collect();
        out.push((name.clone(), Network::new(names, arcs), ids));
    }
    assert_eq!(out.len(), 7);
    out
}
