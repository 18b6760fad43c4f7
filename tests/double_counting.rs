//! What adding up announced amounts counts twice, beside the rows of `flows`.

use crate::common::{json, plain, stdout};

#[test]
fn the_counted_sum_is_that_of_flows_and_the_differences_are_the_whole() {
    for day in ["2025-12-17", "2026-06-30"] {
        let document = json(&["check", "--double-counting", "--as-of", day, "--format", "json"]);
        let view = ["--as-of", day];
        let sum = plain::Sums::of(&view).sum(plain::rows(&view).iter()).0;
        let counted = document["counted"]["stated"].as_f64().expect("a sum");
        assert!((counted - sum).abs() < 1.0, "{day}: {counted} and {sum}");
        let of = |value: &serde_json::Value, name: &str| value[name].as_f64().expect("a number");
        let deals = document["deals"].as_array().expect("deals");
        let more: f64 = deals.iter().map(|deal| of(deal, "announced") - of(deal, "counted")).sum();
        assert!((of(&document, "announced") - counted - more).abs() < 1.0, "{day}");
        let by_reason: f64 =
            document["reasons"].as_array().expect("reasons").iter().map(|one| of(one, "difference")).sum();
        assert!((by_reason - more).abs() < 1.0, "{day}");
        assert!(deals.iter().all(|deal| of(deal, "announced") > of(deal, "counted")), "{day}");
    }
}

#[test]
fn totals_and_second_records_are_named_with_what_counts_instead() {
    let document = json(&["check", "--double-counting", "--format", "json"]);
    let deals = document["deals"].as_array().expect("deals");
    let find = |id: &str| deals.iter().find(|deal| deal["deal"] == id).unwrap_or_else(|| panic!("{id}"));
    // Amazon's 50 bn are 15 and 35 bn; Microsoft's 13.8 bn carry what their tranches leave open.
    let total = find("amzn_oai_equity_2026");
    assert_eq!((&total["reason"], &total["counted"]), (&"tranches".into(), &0.into()));
    assert_eq!(total["instead"], serde_json::json!(["amzn_oai_equity_2026_t1", "amzn_oai_equity_2026_t2"]));
    let microsoft = find("msft_oai_13_8b");
    assert_eq!(microsoft["reason"], "tranches");
    assert!(microsoft["counted"].as_f64() > Some(0.0));
    for deal in deals.iter().filter(|deal| deal["reason"] == "no-arc") {
        assert!(deal["why"].as_str().is_some_and(|why| !why.is_empty()), "{deal}");
    }
    insta::assert_snapshot!(stdout(&["check", "--double-counting"]));
}
