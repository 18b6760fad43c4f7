//! What is said after a search that was stopped: every number is one that the whole search does not go below.

use std::{collections::BTreeSet, time::Duration};

use crate::common::{edition, json, program, run};
use roundtrip::{
    answer::measure::ladder_over_time,
    flow::{Scope, View},
    measure::Every,
    model::Stop,
};
use serde_json::Value;

const DIFF: [&str; 3] = ["diff", "2025-12-17", "2026-06-30"];

/// JSON of a run that stopped at a limit.
fn stopped(args: &[&str]) -> Value {
    let output = program(&[args, &["--format", "json"]].concat()).output().expect("it starts");
    assert_eq!(output.status.code(), Some(3), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn whole(args: &[&str]) -> Value {
    json(&[args, &["--format", "json"]].concat())
}

fn ids(list: &Value) -> BTreeSet<&str> {
    list.as_array().expect("a list").iter().map(|id| id.as_str().expect("an id")).collect()
}

#[test]
fn what_a_stopped_search_says_of_a_deal_is_true() {
    let all = whole(&["show", "oai_oracle_300b"]);
    let (all, whole_count) = (&all["loops"], all["loops"]["all"].as_u64());
    let mut gone = 0;
    for limit in ["1", "30", "100"] {
        let some = stopped(&["show", "oai_oracle_300b", "--limit", limit]);
        let some = &some["loops"];
        assert!(some["complete"] == false && some["all"].as_u64() < whole_count, "{some}");
        for list in ["on", "gone_without"] {
            assert!(ids(&some[list]).is_subset(&ids(&all[list])), "{limit} {list}");
        }
        let closed = |own: &Value| own["when_it_came"]["closed"].clone();
        assert!(ids(&closed(some)).is_subset(&ids(&closed(all))), "{limit}");
        gone += ids(&some["gone_without"]).len();
    }
    assert!(gone > 0, "the cases try nothing");
    let page = run(&["show", "oai_oracle_300b", "--limit", "30"]);
    assert!(page.contains("of any class, of at least 30; without it at least 6 "), "{page}");
    assert!(page.contains("when it came, it formed at least "), "{page}");
}

#[test]
fn what_a_stopped_search_says_of_an_entity_is_a_least() {
    let some = stopped(&["show", "openai", "--limit", "3"]);
    assert_eq!((&some["loops"]["complete"], &some["loops"]["count"]), (&Value::Bool(false), &Value::from(3)));
    let page = run(&["show", "openai", "--limit", "3"]);
    assert!(page.contains("On at least 3 loops of any class"), "{page}");
    assert_eq!(whole(&["show", "openai"])["loops"]["complete"], true);
}

#[test]
fn no_loop_is_called_born_or_dead_that_is_neither() {
    let all = whole(&DIFF);
    let told = |document: &Value| -> BTreeSet<String> {
        document["loops"].as_array().expect("loops").iter().map(ToString::to_string).collect()
    };
    let mut changes = 0;
    for limit in ["1", "7", "40"] {
        let args = [&DIFF[..], &["--limit", limit]].concat();
        let some = stopped(&args);
        assert_eq!(some["complete"], false);
        changes += told(&some).len();
        assert!(told(&some).is_subset(&told(&all)), "{limit}");
        let page = run(&args);
        for said in [" loops born, at least ", " changed otherwise", "Loops born: at least "] {
            assert!(limit == "1" || page.contains(said), "{said}: {page}");
        }
    }
    assert!(changes > 0 && all["complete"] == true);
}

#[test]
fn new_since_is_known_without_a_whole_search() {
    let new = ["loops", "--where", "new since 2026-01-01", "--class", "any"];
    let told = |document: &Value| -> BTreeSet<String> {
        let list = document["loops"].as_array().expect("loops").iter();
        list.map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
    };
    let all = told(&whole(&new));
    let some = told(&stopped(&[&new[..], &["--limit", "60"]].concat()));
    assert!(!some.is_empty() && some.is_subset(&all) && some.len() < all.len());
    // Of single deals too, whichever class they make; several loops of chosen deals lead through the same entities.
    let chosen = |document: &Value| -> BTreeSet<String> {
        let list = document["loops"].as_array().expect("loops").iter();
        let deals = |one: &Value| {
            one["hops"].as_array().expect("hops").iter().map(|hop| hop["deals"].to_string()).collect::<String>()
        };
        list.map(|one| format!("{} {}", one["id"], deals(one))).collect()
    };
    for class in ["circular-funding", "cross-investment", "reciprocal-trade"] {
        let by_deal = ["loops", "--by", "deal", "--class", class];
        let listed = |more: &[&str]| chosen(&whole(&[&by_deal[..], more].concat()));
        let before = listed(&["--as-of", "2025-12-31"]);
        let new: BTreeSet<String> = listed(&[]).difference(&before).cloned().collect();
        assert_eq!(listed(&["--where", "new since 2026-01-01"]), new, "{class}");
    }
}

#[test]
fn a_gate_counts_at_least() {
    let said = run(&["loops", "--limit", "30", "--fail-if", "length >= 2"]);
    assert!(said.starts_with("exit 1") && said.contains("alarm: at least 30 loops meet"), "{said}");
    assert!(said.contains("  and at least 10 more"), "{said}");
}

#[test]
fn what_is_left_of_a_part_is_not_known() {
    let touch = stopped(&["measure", "touch", "--limit", "5"]);
    assert!(touch["complete"] == false && touch["companies"][0]["loops_left"].is_null(), "{touch}");
    let page = run(&["measure", "touch", "--limit", "5"]);
    assert!(page.contains("of at least 5 loops lead through") && page.contains("not known"), "{page}");
    let loops = stopped(&["measure", "loops", "--limit", "5"]);
    assert!(loops["complete"] == false && loops["total"].is_null() && loops["loops"][0].is_null(), "{loops}");
    assert!(run(&["measure", "loops", "--limit", "5"]).contains("Not known: how much goes round each of at least 5"));
    let register = edition();
    let scope = Scope::new(&register, View::of(&register)).until(Stop::after(Duration::ZERO));
    let days = ladder_over_time(&scope, Every::Month, None).expect("no day is asked for");
    assert!(!days.complete, "{days:?}");
    let time = run(&["measure", "time", "--limit", "5"]);
    assert!(time.contains("Money can have gone round at least ") && time.contains(" of at least 5 loops"), "{time}");
}

#[test]
fn a_deadline_that_is_not_reached_changes_nothing() {
    for args in [&["map"][..], &["map", "--format", "html"], &["show", "oai_oracle_300b"], &["loops", "--by", "deal"]] {
        assert!(run(args) == run(&[args, &["--deadline", "10m"]].concat()), "{args:?}");
    }
}

#[test]
fn a_map_without_time_says_so() {
    // On a slow machine nothing can be drawn in so short a time: then nothing is, and that is said.
    for (args, note) in [
        (&["map", "--all", "--deadline", "1ms"][..], "note: the map is less tidy than it could be"),
        (&["map", "--diagram", "timeline", "--deadline", "0s"], ""),
    ] {
        let said = run(args);
        let drawn = said.contains("</svg>") && said.contains(note);
        assert!(said.starts_with("exit 3"), "{said}");
        assert!(drawn || said.contains("error: stopped at --deadline"), "{said}");
    }
}
