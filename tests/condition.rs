//! `--where` and `--fail-if`, beside a plain reading of the JSON of all loops.

use std::collections::BTreeSet;

use crate::common::{json, program, run};
use serde_json::Value;

/// The ids that a condition lists.
fn listed(condition: &str, flags: &[&str]) -> BTreeSet<String> {
    ids(&json(&[&["loops", "--format", "json", "--where", condition], flags].concat()), |_| true)
}

fn ids(document: &Value, wanted: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    let loops = document["loops"].as_array().expect("loops").iter();
    loops.filter(|one| wanted(one)).map(|one| one["id"].as_str().expect("id").to_owned()).collect()
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64()
}

type Wanted<'a> = Box<dyn Fn(&Value) -> bool + 'a>;

#[test]
fn a_condition_lists_what_a_plain_filter_of_the_json_does() {
    let all = json(&["loops", "--format", "json", "--class", "any", "--max-length", "4"]);
    let flags = ["--class", "any", "--max-length", "4"];
    let rung = |one: &Value| {
        ["rumoured", "in-talks", "announced", "signed", "closed"].iter().position(|r| one["status"] == *r)
    };
    let stated = |one: &Value| number(&one["bottleneck"]["stated"]);
    let high = |one: &Value| number(&one["bottleneck"]["high"]);
    let on = |one: &Value, id: &str| one["id"].as_str().expect("id").split('/').any(|part| part == id);
    // What is known to the month or year counts as its last day.
    let day = |one: &Value| {
        let text = one["closed_on"].as_str().expect("day");
        format!(
            "{text}{}",
            match text.len() {
                4 => "-12-31",
                7 => "-31",
                _ => "",
            }
        )
    };
    let cases: [(&str, Wanted<'_>); 8] = [
        ("status >= signed", Box::new(|one| rung(one) >= Some(3))),
        (
            "bottleneck >= 1B and length <= 3",
            Box::new(|one| {
                stated(one).map_or(number(&one["bottleneck"]["low"]) >= Some(1e9), |s| s >= 1e9)
                    && one["length"].as_u64() <= Some(3)
            }),
        ),
        ("high < 1B", Box::new(|one| high(one).is_some_and(|high| high < 1e9))),
        ("not high < 1B", Box::new(|one| high(one).is_none_or(|high| high >= 1e9))),
        ("through \"Open AI\" and not through nvda", Box::new(|one| on(one, "openai") && !on(one, "nvidia"))),
        (
            "class != reciprocal-trade and length = 2",
            Box::new(|one| one["class"] != "reciprocal-trade" && one["length"] == 2),
        ),
        (
            "in order and sources > 1 and unpriced = 0",
            Box::new(|one| {
                one["in_time_order"] == true
                    && one["independent_sources"].as_u64() > Some(1)
                    && one["unpriced_hops"] == 0
            }),
        ),
        (
            "(formed >= 2026-01-01 or formed < 2024-01-01) and status != closed",
            Box::new(|one| {
                (day(one).as_str() >= "2026-01-01" || day(one).as_str() < "2024-01-01") && one["status"] != "closed"
            }),
        ),
    ];
    for (condition, wanted) in cases {
        let expected = ids(&all, wanted);
        assert!(!expected.is_empty(), "{condition} tries nothing");
        assert_eq!(listed(condition, &flags), expected, "{condition}");
    }
}

#[test]
fn new_since_is_what_the_day_before_had_not() {
    let before = ids(&json(&["loops", "--format", "json", "--as-of", "2025-12-31"]), |_| true);
    let now = ids(&json(&["loops", "--format", "json"]), |_| true);
    let new: BTreeSet<String> = now.difference(&before).cloned().collect();
    assert!(!new.is_empty());
    assert_eq!(listed("new since 2026-01-01", &[]), new);
    assert_eq!(listed("not new since 2026-01-01", &[]), now.intersection(&before).cloned().collect());
}

#[test]
fn a_gate_fails_when_a_loop_meets_it_and_not_otherwise() {
    let code = |args: &[&str]| program(args).output().expect("it runs").status.code();
    assert_eq!(code(&["loops", "--fail-if", "bottleneck >= 50B"]), Some(1));
    assert_eq!(code(&["loops", "--fail-if", "bottleneck > 50B"]), Some(0));
    // What was not searched to the end may hold one.
    assert_eq!(code(&["loops", "--limit", "3", "--fail-if", "bottleneck > 50B"]), Some(3));
    assert_eq!(code(&["loops", "--fail-if", "bottleneck >= fifty"]), Some(2));
    let said = run(&["loops", "--format", "csv", "--top", "1", "--fail-if", "bottleneck >= 33B"]);
    let (_, told) = said.split_once("--- stderr\n").expect("both streams");
    insta::assert_snapshot!(told);
}

#[test]
fn every_word_that_means_nothing_is_said_with_its_place() {
    let condition = "statsu >= sigend and bottleneck > 1Q or through \"Open A\" and closed < tomorrow and class > any and (length = x";
    insta::assert_snapshot!(run(&["loops", "--fail-if", condition]));
}
