//! What a view shows is that of its day: owners, statuses, amounts; and when a loop formed.

use serde_json::Value;

use crate::common::{json, loops};

/// The ids of the loops that were born between two days.
fn born(document: &Value) -> usize {
    let list = document["loops"].as_array().expect("loops").iter();
    list.filter(|one| one["what"][0] == "born").count()
}

#[test]
fn a_comparison_takes_the_owner_of_each_day() {
    let data = ["--data", "tests/data/dated_parent.toml"];
    let on = |day: &str, through: &str| loops(&[&["--as-of", day, "--through", through], &data[..]].concat()).len();
    assert_eq!((on("2025-05-01", "lab"), on("2025-12-17", "lab"), on("2026-06-30", "lab")), (0, 1, 1));
    assert_eq!((on("2025-12-17", "rocket"), on("2026-06-30", "rocket")), (0, 1));
    let change = |from: &str, to: &str, through: &str| {
        let document = json(&[&["diff", from, to, "--through", through, "--format", "json"], &data[..]].concat());
        let count = |side: &str| document[side]["loops"].as_u64().expect("a count");
        (count("before"), count("after"), born(&document))
    };
    assert_eq!(change("2025-05-01", "2025-12-17", "lab"), (0, 1, 1));
    assert_eq!(change("2025-05-01", "2025-12-17", "rocket"), (0, 0, 0));
    // The same money under another name: a loop of the owner.
    assert_eq!(change("2025-12-17", "2026-06-30", "lab"), (1, 1, 1));
    assert_eq!(change("2025-12-17", "2026-06-30", "rocket"), (0, 1, 1));
    let without = |day: &str| loops(&[&["--as-of", day, "--without", "rocket"], &data[..]].concat()).len();
    assert_eq!((without("2025-12-17"), without("2026-06-30")), (1, 0));
}

#[test]
fn the_shipped_register_through_a_division_on_two_days() {
    let days = ["2025-09-01", "2025-12-17", "2026-06-30"];
    let alone = days.map(|day| loops(&["--as-of", day, "--through", "xai"]).len() as u64);
    assert!(alone[1] > 0, "{alone:?}");
    for (from, to) in [(0, 1), (1, 2), (0, 2)] {
        let document = json(&["diff", days[from], days[to], "--through", "xai", "--format", "json"]);
        assert_eq!(document["before"]["loops"], alone[from]);
        assert_eq!(document["after"]["loops"], alone[to]);
    }
}

#[test]
fn a_series_takes_the_owner_of_each_day() {
    let series =
        ["measure", "ladder", "--every", "quarter", "--from", "2025-10", "--through", "xai", "--format", "json"];
    let document = json(&series);
    let points = document["points"].as_array().expect("points");
    for day in ["2025-12-31", "2026-03-31"] {
        let alone = json(&["measure", "ladder", "--as-of", day, "--through", "xai", "--format", "json"]);
        let all = alone["rungs"].as_array().expect("rungs").last().expect("the softest").clone();
        let of_day = points.iter().rfind(|point| point["on"] == day).expect("the day");
        assert_eq!(of_day["deals"], all["deals"], "{day}: {of_day}");
        assert!(all["deals"].as_u64() > Some(0));
    }
}
