//! What a caller of the library holds, as JSON: unknown is null, money is exact, a day is its text.

use roundtrip::{
    circuits::{Limits, find},
    flow::{Scope, View},
    measure::{Network, Reading, backlog, circulation, exposure, firmness, headline},
    model::{Range, Register, Status, Stop},
};
use serde::Serialize;
use serde_json::{Value, json, to_value};

fn register() -> Register {
    crate::common::edition()
}

fn value(one: impl Serialize) -> Value {
    to_value(one).expect("every value has a JSON")
}

#[test]
fn a_register_is_what_its_files_say() {
    let register = register();
    let document = value(&register);
    assert_eq!(document["as_of"], json!(register.as_of.to_string()));
    let deal = &document["deals"]["oai_aws_38b"];
    assert_eq!((&deal["kind"], &deal["amount"]), (&json!("cloud"), &json!("38B")));
    assert_eq!(deal["value"].to_string(), r#"{"stated":38000000000,"low":38000000000,"high":38000000000}"#);
    assert_eq!(deal["history"][0]["on"], json!(register.deals["oai_aws_38b"].history[0].on.to_string()));
    let silent = register.deals.values().find(|deal| deal.value == Range::UNKNOWN).expect("an undisclosed deal");
    assert_eq!(document["deals"][silent.id.as_str()]["value"], json!({"stated": null, "low": 0, "high": null}));
    assert_eq!(document["deals"][silent.id.as_str()]["amount"], json!("?"));
}

#[test]
fn a_view_and_its_money() {
    let register = register();
    let view = View::of(&register).status(Status::Signed);
    let document = value(&view);
    assert_eq!((&document["status"], &document["min_amount"]), (&json!("signed"), &Value::Null));
    let graph = view.flow(&register);
    let document = value(&graph);
    for (arc, one) in graph.arcs().iter().zip(document["arcs"].as_array().expect("a list")) {
        assert_eq!(one["deal"], json!(arc.deal.as_str()));
        assert_eq!(document["nodes"][arc.payer], json!(graph.id(arc.payer).as_str()));
    }
    let found = value(find(&graph, &register, &Limits::default().count(3), &Stop::never()));
    assert_eq!((&found["complete"], found["list"].as_array().map(Vec::len)), (&json!(false), Some(3)));
}

#[test]
fn figures_are_exact_and_unknown_is_null() {
    let register = register();
    let scope = Scope::new(&register, View::of(&register));
    let figure = circulation(&Network::of(&scope.graph, Reading::Stated)).figure();
    let written = value(figure);
    assert_eq!(written["total"].to_string(), figure.total.normalize().to_string());
    assert_eq!(value(headline(&register, &scope.view, &Stop::never()))["stated"], written);
    let all = firmness(&scope.graph, |_| true);
    assert_eq!(value(&all)["all"]["unstated"], json!(all.all.unstated));
    let unstated = all.standings.iter().position(|one| one.undisclosed.unstated > 0).expect("a deal without a price");
    assert_eq!(value(&all)["standings"][unstated]["undisclosed"]["value"]["stated"], Value::Null);
    assert!(value(backlog(&scope)).as_array().is_some_and(|list| !list.is_empty()));
    assert!(value(exposure(&scope, None, None)).as_array().is_some_and(|list| !list.is_empty()));
}
