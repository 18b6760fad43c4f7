//! What changed between two days, as a user sees it, and beside the loops that each day lists by itself.

use std::collections::BTreeSet;

use crate::common::{json, loops, run, stdout};

const DAYS: [&str; 2] = ["2025-12-17", "2026-06-30"];

#[test]
fn born_and_died_are_what_each_day_lists_alone() {
    for flags in [
        &[][..],
        &["--status", "signed"],
        &["--class", "any", "--max-length", "4"],
        &["--level", "asset", "--max-length", "4"],
    ] {
        let document = json(&[&["diff", DAYS[0], DAYS[1], "--format", "json"], flags].concat());
        let [before, after] = DAYS.map(|day| loops(&[&["--as-of", day], flags].concat()));
        assert_eq!(document["before"]["loops"], before.len());
        assert_eq!(document["after"]["loops"], after.len());
        let told = |what: &str| -> BTreeSet<&str> {
            let list = document["loops"].as_array().expect("loops").iter();
            list.filter(|one| one["what"][0] == what).map(|one| one["id"].as_str().expect("id")).collect()
        };
        let born: BTreeSet<&str> = after.keys().filter(|id| !before.contains_key(*id)).map(String::as_str).collect();
        let died: BTreeSet<&str> = before.keys().filter(|id| !after.contains_key(*id)).map(String::as_str).collect();
        assert_eq!(told("born"), born, "{flags:?}");
        assert_eq!(told("died"), died, "{flags:?}");
    }
}

#[test]
fn the_figures_are_those_of_measure() {
    let document = json(&["diff", DAYS[0], DAYS[1], "--format", "json"]);
    for (side, day) in ["before", "after"].into_iter().zip(DAYS) {
        let alone = json(&["measure", "circulation", "--as-of", day, "--format", "json"]);
        assert_eq!(document[side]["circulation"]["stated"], alone["stated"]["circulation"]);
        assert_eq!(document[side]["paid"], alone["stated"]["paid"]);
    }
}

#[test]
fn what_became_of_the_talks() {
    let document = json(&["diff", DAYS[0], DAYS[1], "--format", "json"]);
    let deals = document["deals"].as_array().expect("deals");
    let talks = deals.iter().find(|deal| deal["deal"] == "amzn_oai_equity_talks_2025").expect("the talks changed");
    assert_eq!(talks["before"]["status"], "in-talks");
    assert_eq!(talks["after"]["status"], "superseded");
    assert_eq!(talks["superseded_by"][0], "amzn_oai_equity_2026");
}

#[test]
fn backwards_it_is_the_reverse() {
    let count = |a: &str, b: &str, what: &str| {
        let document = json(&["diff", a, b, "--format", "json"]);
        document["loops"].as_array().expect("loops").iter().filter(|one| one["what"][0] == what).count()
    };
    for (there, back) in [("born", "died"), ("died", "born"), ("grew", "shrank"), ("shrank", "grew")] {
        assert_eq!(count(DAYS[0], DAYS[1], there), count(DAYS[1], DAYS[0], back), "{there}");
    }
}

#[test]
fn a_register_beside_itself_has_not_changed() {
    let document = json(&["diff", "data", "data", "--format", "json"]);
    assert_eq!((document["count"].as_u64(), document["deals"].as_array().map(Vec::len)), (Some(0), Some(0)));
}

#[test]
fn what_is_wrong_is_said() {
    assert!(run(&["diff", "yesterday", "2026-06-30"]).contains("is neither a day nor a register"));
    assert!(run(&["diff", DAYS[0], DAYS[1], "--as-of", "2026-01-01"]).contains("two days for one side"));
    assert!(run(&["diff", "data", DAYS[1], "--data", "data"]).contains("is a register, and so is --data"));
    assert!(run(&["diff", DAYS[0], DAYS[1], "--limit", "3"]).starts_with("exit 3"));
    assert!(stdout(&["diff", DAYS[0], DAYS[1]]).contains("amzn_oai_equity_talks_2025"));
}
