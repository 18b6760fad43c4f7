//! What a view shows is that of its day: owners, statuses, amounts; and when a loop formed.

use serde_json::Value;

use crate::common::{json, loops, stdout};

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

#[test]
fn an_arc_shows_the_day_on_which_it_reached_its_status() {
    let since = |flags: &[&str], deal: &str| {
        let text = stdout(&[&["flows", "--format", "csv"], flags].concat());
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let row = reader.records().map(|row| row.expect("a row")).find(|row| &row[2] == deal).expect("an arc");
        (row[8].to_owned(), row[9].to_owned())
    };
    let closed = |day: &str| ("closed".to_owned(), day.to_owned());
    assert_eq!(since(&[], "msft_oai_13_8b"), closed("2025-10-28"));
    assert_eq!(since(&[], "softbank_oai_40b"), closed("2025-12-26"));
    // Whatever rung is asked for, and as of whatever day.
    assert_eq!(since(&["--status", "closed"], "msft_oai_13_8b"), closed("2025-10-28"));
    let before = since(&["--as-of", "2025-12-25"], "softbank_oai_40b");
    assert!(before.0 != "closed" && before.1.as_str() < "2025-12-26", "{before:?}");
    // A status that is only assumed has no day of its own, and none after the day of the view.
    let flags = ["--as-of", "2025-01-01", "--assume", "oai_aws_38b=signed"];
    assert_eq!(since(&flags, "oai_aws_38b"), ("signed".to_owned(), "2025-01-01".to_owned()));
}

#[test]
fn a_page_of_an_earlier_day_tells_nothing_that_happened_later() {
    let page = |what: &str, day: &str| stdout(&["show", what, "--as-of", day]);
    let talks = page("amzn_oai_equity_talks_2025", "2025-12-17");
    assert!(!talks.contains("2026-02-27") && !talks.contains("Superseded by"), "{talks}");
    let microsoft = page("msft_oai_13_8b", "2024-06-01");
    assert!(!microsoft.contains("~13.8B") && !microsoft.contains("2025-10-28  "), "{microsoft}");
    assert!(microsoft.contains("may speak of what came after"), "{microsoft}");
    let plan = page("oai_compute_target_600b", "2025-12-17");
    assert!(plan.contains("1.4T as stated") && !plan.contains("600B by 2030"), "{plan}");
    let record = json(&["show", "amzn_oai_equity_talks_2025", "--as-of", "2025-12-17", "--format", "json"]);
    assert!(!record["deal"]["history"].to_string().contains("2026-"), "{record}");
    // What nobody knew of has no record.
    let nothing = page("amzn_oai_equity_2026", "2025-12-17");
    assert!(nothing.contains("Nothing is recorded of it by 2025-12-17"), "{nothing}");
    assert!(!nothing.contains("The record"), "{nothing}");
    let list = json(&["list", "deals", "--as-of", "2025-12-17", "--format", "json"]);
    let later = list["deals"].as_array().expect("deals").iter().find(|one| one["id"] == "amzn_oai_equity_2026");
    assert!(later.expect("it is listed")["amount"].is_null());
    // Rights, stakes and statements of an entity.
    let rights = json(&["rights", "--as-of", "2025-12-17", "--format", "json"]);
    for right in rights["rights"].as_array().expect("rights") {
        assert!(right["ended"].as_str().is_none_or(|on| on.trim_start_matches("before ") < "2025-12-18"), "{right}");
    }
    let entity = json(&["show", "openai", "--as-of", "2024-06-01", "--format", "json"]);
    for worth in entity["entity"]["valuations"].as_array().expect("a list") {
        assert!(worth["on"].as_str().expect("a day") < "2024-06-02", "{worth}");
    }
}

#[test]
fn every_deal_of_every_day_has_a_page_without_later_entries() {
    let register = crate::common::edition();
    for day in ["2023-06-01", "2024-12-31", "2025-09-30", "2025-12-17"] {
        let day = day.parse().expect("a day");
        for deal in register.deals.values() {
            let then = deal.on(day);
            assert_eq!(
                (then.status_on(day), then.mark_on(day)),
                (deal.status_on(day), deal.mark_on(day)),
                "{}",
                deal.id
            );
            assert_eq!((then.value, &then.amount), (deal.value_on(day), deal.amount_on(day)), "{}", deal.id);
            assert!(then.history.iter().all(|event| event.on.day() <= day), "{}", deal.id);
            // Seen on the day itself, the record of the day is the record.
            assert_eq!(
                (then.status_on(register.as_of), then.value_on(register.as_of)),
                (then.status_on(day), then.value)
            );
        }
    }
}

#[test]
fn a_month_in_a_condition_is_all_of_its_days() {
    let count = |condition: &str| loops(&["--where", condition]).len();
    let all = loops(&[]).len();
    let (in_march, until, after) = (count("formed = 2026-03"), count("formed <= 2026-03"), count("formed > 2026-03"));
    assert!(in_march > 0 && after > 0);
    assert_eq!(count("formed <= 2026-03 and formed >= 2026-03"), in_march);
    assert_eq!(count("closed = 2026-03"), in_march);
    assert_eq!(count("formed >= 2026-03"), in_march + after);
    // Every date lies before, in or after a month, unless it is no more than a longer time that holds it.
    let unknown = json(&["loops", "--format", "json"])["loops"]
        .as_array()
        .expect("loops")
        .iter()
        .filter(|one| ["2026", "2026-Q1"].contains(&one["formed_on"].as_str().expect("a date")))
        .count();
    assert_eq!(until + after + unknown, all);
    assert_eq!(count("formed < 2026-04"), until);
}

#[test]
fn the_order_of_dates_says_nothing_of_the_same_money() {
    for path in ["amazon/openai", "nvidia/openai/oracle"] {
        let page = stdout(&["show", path]);
        assert!(!page.contains("the same money") && page.contains("not those on which money moved"), "{page}");
    }
}
