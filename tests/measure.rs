//! The figures as a user sees them.

use crate::common::{deals, json, plain, program, questions, run, stdout};
use serde_json::Value;

/// Every measure as it is asked without more, and some in other ways.
fn asked() -> Vec<Vec<&'static str>> {
    let others: [&[&str]; 7] = [
        &["ladder", "--every", "quarter", "--from", "2025-01"],
        &["annual", "--spread", "up-front"],
        &["clearing", "--default", "openai", "--recovery", "0.4"],
        &["ownership", "--of", "openai"],
        &["exposure", "--of", "nvidia"],
        &["firmness", "--of", "openai"],
        &["paths", "nvidia", "oracle", "--in-order"],
    ];
    questions().into_iter().chain(others.map(|other| [&["measure"], other].concat())).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn every_measure_says_what_it_is_and_what_it_is_not() {
    for measure in asked() {
        let args = |format: &'static str| [&measure, &["--format", format][..]].concat();
        let page = stdout(&args("markdown"));
        assert!(page.starts_with("# ") && page.contains("Caution: ") && page.contains("How: "), "{measure:?}");
        let document = json(&args("json"));
        let about = document["about"].as_array().expect("about");
        assert!(!about.is_empty() && about.iter().all(|one| one["caution"].is_string()), "{measure:?}");
        assert_eq!(document["as_of"], "2026-06-30");
        for format in ["table", "markdown", "json", "ndjson", "csv"] {
            // Whole words, for the addresses of sources speak of inference and infrastructure.
            let text = stdout(&args(format));
            let mut words = text.split(|sign: char| sign.is_whitespace() || "\",:;()[]{}|$%".contains(sign));
            let bad = words.find(|word| ["NaN", "inf", "-inf", "Infinity", "-Infinity"].contains(word));
            assert_eq!(bad, None, "{measure:?} {format}");
        }
    }
}

/// A list that shows less than it has says how much less.
#[test]
fn what_a_list_leaves_out_is_counted() {
    for measure in ["assets", "backlog", "circulation", "clearing", "companies", "outside"] {
        let page = |top| stdout(&["measure", measure, "--top", top, "--format", "markdown"]);
        let rows = |page: &str| page.lines().filter(|line| line.starts_with("| ")).count();
        let more = |line: &str| line.strip_suffix(" more not shown; --top 0 shows all.")?.parse::<usize>().ok();
        let (all, some) = (page("0"), page("1"));
        let left_out: usize = some.lines().filter_map(more).sum();
        assert!(left_out > 0 && all.lines().all(|line| more(line).is_none()), "{measure}: {some}");
        assert_eq!(rows(&some) + left_out, rows(&all), "{measure}: {some}");
    }
}

/// What one command says of a figure, another says too.
#[test]
fn the_commands_agree() {
    let ladder = json(&["measure", "ladder", "--format", "json"]);
    for (rung, name) in ladder["rungs"].as_array().expect("rungs").iter().zip(["closed", "signed", "announced"]) {
        assert_eq!(rung["status"], name);
        let alone = json(&["measure", "circulation", "--status", name, "--format", "json"]);
        assert_eq!(alone["stated"]["circulation"], rung["circulation"]);
        assert_eq!(alone["stated"]["paid"], rung["paid"]);
        let loops = json(&["loops", "--class", "any", "--status", name, "--format", "json"]);
        assert_eq!(loops["count"], rung["loops"]);
    }
    let series = json(&["measure", "ladder", "--every", "month", "--from", "2026-05", "--format", "json"]);
    let points = series["points"].as_array().expect("points");
    assert_eq!(points.len(), 10);
    for (point, rung) in points[5..].iter().zip(ladder["rungs"].as_array().expect("rungs")) {
        assert_eq!((&point["on"], &point["circulation"]), (&Value::from("2026-06-30"), &rung["circulation"]));
    }
}

/// The stated paid is the sum of the rows of `flows`, and the extremes enclose what is stated.
#[test]
fn ranges_enclose_what_is_stated() {
    let document = json(&["measure", "circulation", "--format", "json"]);
    let share = number(&document["stated"]["share"]);
    let held = &document["held"];
    assert!(number(&held["lowest"]["share"]) <= share && share <= number(&held["highest"]["share"]));
    let sum = plain::stated(&plain::rows(&[]));
    assert!((sum - number(&document["stated"]["paid"])).abs() < 1.0);
    // The amounts that attain an extreme are printed and make up its total.
    for end in ["lowest", "highest"] {
        let amounts = held[end]["amounts"].as_array().expect("amounts");
        let sum: f64 = amounts.iter().map(|one| number(&one["amount"])).sum();
        assert!((sum - number(&held[end]["paid"])).abs() < 1.0);
    }
    for hop in document["hops"].as_array().expect("hops") {
        let circular = &hop["circular"];
        assert!(number(&circular["low"]) <= number(&circular["high"]));
        assert!(number(&circular["high"]) <= number(&hop["stated"]));
    }
}

#[test]
fn years_and_what_is_in_none_add_up() {
    let document = json(&["measure", "annual", "--format", "json"]);
    let years: f64 = document["years"].as_array().expect("years").iter().filter_map(|year| year["paid"].as_f64()).sum();
    let rest = document["in_no_year"].as_array().expect("a list");
    // What is stated only of several payments together is on no hop, neither here nor among the years.
    let rows = plain::rows(&[]);
    let on_hops = |one: &&Value| rows.iter().any(|row| one["deal"] == row.deal && row.stated.is_some());
    let rest: f64 = rest.iter().filter(on_hops).filter_map(|one| one["amount"]["stated"].as_f64()).sum();
    let all = json(&["measure", "circulation", "--format", "json"]);
    assert!((years + rest - number(&all["stated"]["paid"])).abs() < 1.0);
}

/// Loop amounts add up to what goes round, each loop by its hops, and nobody passes on more than the most.
#[test]
fn loops_add_up_with_nothing_counted_twice() {
    let document = json(&["measure", "loops", "--format", "json"]);
    let rows = document["loops"].as_array().expect("loops");
    let sum: f64 = rows.iter().map(|one| number(&one["amount"])).sum();
    assert!((sum - number(&document["total"])).abs() < 1.0);
    let hops: f64 = rows.iter().map(|one| number(&one["amount"]) * number(&one["length"])).sum();
    assert!((hops - number(&document["circular"])).abs() < 1.0);
    let most = json(&["measure", "circulation", "--format", "json"]);
    assert!(number(&document["circular"]) <= number(&most["stated"]["circulation"]));
    assert!(rows.iter().all(|one| number(&one["amount"]) <= number(&one["bottleneck_overlaps"]) + 1.0));
    let companies = json(&["measure", "companies", "--format", "json"]);
    for one in companies["companies"].as_array().expect("companies") {
        // Who states nothing of what it pays passes on nothing that is stated.
        assert!(number(&one["balanced"]["circular"]) <= one["pays"].as_f64().unwrap_or_default() + 1.0);
    }
}

#[test]
fn owners_add_up_to_all_of_a_company() {
    let document = json(&["measure", "ownership", "--format", "json"]);
    for one in document["unrecorded"].as_array().expect("a list") {
        let owners = document["stakes"].as_array().expect("stakes").iter();
        let named = owners.filter(|stake| stake["owned"] == one["company"]);
        // Those who are owned themselves are not outside: what is theirs is their owners'.
        let owned =
            |name: &Value| document["unrecorded"].as_array().expect("a list").iter().any(|o| &o["company"] == name);
        let outside: f64 =
            named.filter(|stake| !owned(&stake["owner"])).map(|stake| number(&stake["integrated"])).sum();
        assert!((outside + number(&one["share"]) - 1.0).abs() < 1e-9, "{}", one["company"]);
    }
}

#[test]
fn who_cannot_pay_may_be_named_by_its_cloud() {
    let own = json(&["measure", "clearing", "--default", "amazon", "--format", "json"]);
    let cloud = json(&["measure", "clearing", "--default", "aws", "--format", "json"]);
    assert_eq!(own["stated"], cloud["stated"]);
    let hit: f64 = json(&["measure", "clearing", "--default", "openai", "--format", "json"])["hit"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| number(&one["directly"]))
        .sum();
    let total = json(&["measure", "clearing", "--default", "openai", "--format", "json"]);
    assert!((hit - number(&total["stated"]["first_round"])).abs() < 1.0);
}

/// Removing a least set of deals leaves no loop of stated hops.
#[test]
fn breakers_break() {
    let document = json(&["measure", "breakers", "--format", "json"]);
    for answer in document["answers"].as_array().expect("answers").iter().filter(|answer| answer["what"] == "deals") {
        let set: Vec<&str> = answer["sets"][0].as_array().expect("a set").iter().filter_map(Value::as_str).collect();
        let without = set.join(",");
        let left = json(&["measure", "circulation", "--without", &without, "--format", "json"]);
        assert!(number(&left["stated"]["circulation"]).abs() < 1e-9, "{set:?}");
        if answer["by"] == "count" {
            let loops = json(&["loops", "--class", "any", "--without", &without, "--format", "json"]);
            assert_eq!(loops["count"], 0);
        }
    }
}

/// A record that states no share, and a stake that waits for something, take no recorded stake away; a company of unknown
/// worth is not worth nothing.
#[test]
fn stakes_are_those_that_are_held() {
    let document = json(&["measure", "ownership", "--format", "json"]);
    let stakes = document["stakes"].as_array().expect("stakes");
    let deal = |owner: &str, owned: &str| {
        let stake = stakes.iter().find(|one| one["owner"] == owner && one["owned"] == owned);
        stake.and_then(|stake| stake["deal"].as_str()).unwrap_or_default()
    };
    assert_eq!(deal("amazon", "anthropic"), "amzn_owns_anth");
    assert_eq!(deal("softbank", "openai"), "softbank_owns_oai");
    let conditional = json(&["show", "softbank_owns_oai_13", "--format", "json"]);
    assert_eq!(conditional["deal"]["mark"], "conditional");
    let valued = &document["valued"];
    let there = number(&valued["sum"]) - number(&valued["counted_twice"]);
    assert!((number(&valued["inflation"]) - number(&valued["sum"]) / there).abs() < 1e-9);
}

/// A deal counts once, however many pay; a round is not more than itself.
#[test]
fn a_round_is_one_deal_of_its_own_size() {
    let document = json(&["measure", "sources", "--format", "json"]);
    let parts = document["parts"].as_array().expect("parts").iter().map(|part| &part["sum"]);
    for sum in parts.chain([&document["all"]]) {
        assert!(number(&sum["undisclosed"]) <= sum["deals"].as_array().expect("deals").len() as f64, "{sum}");
    }
    let years = json(&["measure", "annual", "--format", "json"]);
    let rest = years["in_no_year"].as_array().expect("a list");
    let round = rest.iter().find(|one| one["deal"] == "sb_oai_sbenergy_1b").expect("of no known day");
    assert!((number(&round["amount"]["high"]) - 1e9).abs() < 1.0, "two pay one billion together");
}

/// What states no amount is in no sum of money, and is a hop and a deal all the same.
#[test]
fn a_loop_without_an_amount_is_to_be_broken_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = deals(folder.path(), "fund,lab,equity,?,2025-01-01,closed\nlab,fund,cloud,5B,2025-02-01,signed\n");
    let args = |format| ["measure", "breakers", "--data", &data, "--format", format];
    let document = json(&args("json"));
    for answer in document["answers"].as_array().expect("answers") {
        let least = if answer["by"] == "amount" { 0.0 } else { 1.0 };
        assert!((number(&answer["least"]) - least).abs() < 1e-9, "{answer}");
    }
    assert!(stdout(&args("table")).starts_with("There is no loop of stated amounts to break\n"));
}

#[test]
fn loops_in_time_are_of_the_class_that_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = deals(folder.path(), "lab,cloud,cloud,1B,2025-01-01,signed\ncloud,lab,services,2B,2025-02-01,signed\n");
    for (class, count) in [("circular-funding", 0), ("reciprocal-trade", 1), ("any", 1)] {
        let args = ["measure", "time", "--class", class, "--data", &data, "--format"];
        let document = json(&[&args[..], &["json"]].concat());
        assert_eq!((&document["class"], &document["count"]), (&class.into(), &count.into()));
        assert!(stdout(&[&args[..], &["table"]].concat()).contains(&format!("Loops of class {class} were looked at.")));
    }
}

#[test]
fn small_measures_word_for_word() {
    for (name, args) in [
        ("circulation", &["circulation"][..]),
        ("ladder", &["ladder"]),
        ("companies", &["companies"]),
        ("breakers", &["breakers"]),
        ("annual", &["annual"]),
        ("time", &["time"]),
        ("clearing", &["clearing", "--default", "lab"]),
        ("loops", &["loops"]),
        ("levels", &["levels"]),
        ("null", &["null"]),
    ] {
        let args = [&["measure"], args, &["--data", "tests/data/small.toml"]].concat();
        insta::assert_snapshot!(format!("measure_{name}"), run(&args));
    }
}

#[test]
fn what_cannot_be_asked_is_said() {
    for (args, says) in [
        (&["clearing", "--default", "nobody_at_all"][..], "no entity in this register is called"),
        (&["clearing", "--default", "openai", "--recovery", "1.5"], "between 0 and 1"),
        (&["ladder", "--every", "month", "--from", "2030-01-01"], "is after"),
        (&["ladder", "--from", "2024"], "--every"),
        // Not one dollar for one euro.
        (&["circulation", "--min-amount", "EUR 1B"], "in USD"),
    ] {
        let output = program(&[&["measure"], args].concat()).output().expect("the program starts");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(text.contains(says), "{args:?}: {text}");
    }
}
