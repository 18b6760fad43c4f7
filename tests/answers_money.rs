//! Questions about money that people bring, each answered by one command on the shipped register; and every figure
//! recomputed here from the rows of `flows`, by other means.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{
    json, loops,
    plain::{Ends, Row, Sums, ends as said, maximum_flow, reach, rows},
    program, stdout,
};
use serde_json::Value;

/// Whether a sum in a JSON is this one, but for the rounding of floats.
#[track_caller]
fn is(found: &Value, expected: Ends) {
    let found = said(found);
    let near = |a: f64, b: f64| (a.is_infinite() && b.is_infinite()) || (a - b).abs() < 1.0;
    assert!(
        near(found.0, expected.0) && near(found.1, expected.1) && near(found.2, expected.2),
        "{found:?} {expected:?}"
    );
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

#[test]
fn what_an_investor_puts_in_and_what_is_bought_from_it() {
    let (rows, sums) = (rows(&[]), Sums::of(&[]));
    let document = json(&["measure", "exposure", "--format", "json"]);
    let invests =
        |row: &&Row, pair: (&str, &str)| row.family == "investment" && (row.payer.as_str(), row.payee.as_str()) == pair;
    let pairs: BTreeSet<(&str, &str)> = rows
        .iter()
        .filter(|row| row.family == "investment")
        .map(|row| (row.payer.as_str(), row.payee.as_str()))
        .collect();
    assert_eq!(list(&document["pairs"]).len(), pairs.len());
    for pair in list(&document["pairs"]) {
        let ends = (text(&pair["investor"]), text(&pair["company"]));
        is(&pair["invested"], sums.sum(rows.iter().filter(|r| invests(r, ends) && !r.in_kind)));
        is(&pair["in_kind"], sums.sum(rows.iter().filter(|r| invests(r, ends) && r.in_kind)));
        let bought = rows.iter().filter(|r| r.family == "purchase" && r.payer == ends.1 && r.payee == ends.0);
        is(&pair["bought"], sums.sum(bought));
        let purchases = rows.iter().filter(|r| r.family == "purchase");
        let mut room: BTreeMap<(&str, &str), f64> = BTreeMap::new();
        for row in purchases {
            *room.entry((&row.payer, &row.payee)).or_insert(0.0) += row.stated.unwrap_or(0.0);
        }
        room.insert(("", ends.1), said(&pair["invested"]).0);
        let bound = said(&pair["comes_back_at_most"]).0;
        assert!((bound - maximum_flow(room, "", ends.0)).abs() < 1.0, "{ends:?}: {bound}");
    }
}

#[test]
fn more_is_bought_from_amazon_than_it_puts_in() {
    let document = json(&["measure", "exposure", "--investor", "aws", "--format", "json"]);
    let whole = &document["whole"];
    assert_eq!(whole["investor"], "amazon", "a cloud stands for its operator");
    assert_eq!(said(&whole["invested"]), (83e9, 63e9, 83.525e9));
    assert_eq!(said(&whole["bought"]), (238e9, 238e9, f64::INFINITY));
    assert_eq!(whole["firm_bought"]["stated"].as_f64(), Some(138e9));
    assert!(whole["net"]["low"].is_null(), "there is no limit to what is bought");
    assert_eq!(whole["net"]["high"].as_f64(), Some(83.525e9 - 238e9));
    let page = stdout(&["measure", "exposure", "--investor", "amazon", "--format", "markdown"]);
    assert!(page.contains("none: at least $154bn more is bought") && !page.contains("-$"), "{page}");
    assert!(page.contains("oai_aws_100b_expansion") && page.contains("Sources disagree"));
}

#[test]
fn what_comes_back_to_nvidia_is_not_known_and_not_zero() {
    let document = json(&["measure", "exposure", "--investor", "nvidia", "--format", "json"]);
    let pairs = list(&document["pairs"]);
    let openai = pairs.iter().find(|pair| pair["company"] == "openai").expect("OpenAI");
    assert_eq!(openai["invested"]["stated"].as_f64(), Some(30.1e9));
    assert!(openai["bought"]["stated"].is_null() && openai["per_dollar"]["low"].is_null());
    assert_eq!(openai["bought"]["deals"][0], "oai_nvda_10gw");
    assert_eq!(openai["comes_back_at_most"]["stated"].as_f64(), Some(30.1e9), "over Oracle");
    let direct = json(&["measure", "exposure", "--investor", "nvidia", "--max-length", "2", "--format", "json"]);
    let openai = list(&direct["pairs"]).iter().find(|pair| pair["company"] == "openai").expect("OpenAI");
    assert!(openai["comes_back_at_most"]["stated"].is_null(), "directly, no amount is stated");
    let failed = program(&["measure", "exposure", "--investor", "nvida"]).output().expect("it starts");
    assert_eq!(failed.status.code(), Some(2));
}

#[test]
fn exposure_word_for_word() {
    insta::assert_snapshot!(stdout(&["measure", "exposure", "--investor", "amazon", "--format", "markdown"]));
    insta::assert_snapshot!(stdout(&["measure", "exposure"]));
}

#[test]
fn a_backlog_of_funded_customers() {
    let (rows, sums) = (rows(&[]), Sums::of(&[]));
    let document = json(&["measure", "backlog", "--format", "json"]);
    let suppliers = list(&document["suppliers"]);
    let funded: BTreeSet<(&str, &str)> = rows
        .iter()
        .filter(|row| row.family == "investment")
        .map(|row| (row.payer.as_str(), row.payee.as_str()))
        .collect();
    let is_bought = |row: &&Row| row.family == "purchase" && funded.contains(&(row.payee.as_str(), row.payer.as_str()));
    let sellers: BTreeSet<&str> = rows.iter().filter(is_bought).map(|row| row.payee.as_str()).collect();
    let named: BTreeSet<&str> = suppliers
        .iter()
        .filter(|one| one["bought"]["deals"] != serde_json::json!([]))
        .map(|one| text(&one["supplier"]))
        .collect();
    assert_eq!(named, sellers);
    for one in suppliers {
        let own = rows.iter().filter(is_bought).filter(|row| row.payee == text(&one["supplier"]));
        is(&one["bought"], sums.sum(own));
    }
    let microsoft = suppliers.iter().find(|one| one["supplier"] == "microsoft").expect("Microsoft");
    assert_eq!(microsoft["share"]["stated"].as_f64(), Some(280.0 / 625.0));
    assert_eq!(microsoft["backlog"]["sources"][0], "lapaas_rpo");
    let amd = suppliers.iter().find(|one| one["supplier"] == "amd").expect("AMD");
    let deals: Vec<&str> = list(&amd["bought"]["deals"]).iter().map(text).collect();
    assert!(!deals.contains(&"crusoe_amd_chips"), "who is only guaranteed is apart");
    assert_eq!(amd["of"], "recorded purchases");
}

#[test]
fn a_backlog_is_not_known_before_its_day() {
    let document = json(&["measure", "backlog", "--as-of", "2026-01-27", "--format", "json"]);
    let microsoft = list(&document["suppliers"]).iter().find(|one| one["supplier"] == "microsoft").expect("Microsoft");
    assert!(microsoft["backlog"]["stated"].is_null() && microsoft["of"] == "recorded purchases");
    insta::assert_snapshot!(stdout(&["measure", "backlog", "--supplier", "microsoft", "--format", "markdown"]));
    insta::assert_snapshot!(stdout(&["measure", "backlog", "--supplier", "oracle", "--format", "markdown"]));
}

#[test]
fn what_binds_adds_up() {
    let (rows, sums) = (rows(&[]), Sums::of(&[]));
    let document = json(&["measure", "firmness", "--format", "json"]);
    is(&document["of_all"]["all"], sums.sum(rows.iter()));
    let rungs: Vec<&Value> = list(&document["rungs"]).iter().filter(|rung| rung["of"] == "all").collect();
    for rung in &rungs {
        let parts: f64 = ["exact", "ceilings", "open", "undisclosed"].iter().map(|part| said(&rung[*part]).0).sum();
        assert!((parts - said(&rung["all"]).0).abs() < 1.0, "{rung}");
    }
    let exact = |marked: bool, status: &str| {
        let own = rungs.iter().filter(|rung| rung["mark"].is_string() == marked && rung["status"] == status);
        own.map(|rung| said(&rung["exact"]).0).sum::<f64>()
    };
    let (marked, firm) = (exact(true, "signed"), exact(false, "closed") + exact(false, "signed"));
    assert!((said(&document["of_all"]["firm"]).0 - firm).abs() < 1.0);
    assert!(marked > 0.0, "something waits for a condition, or the marks were not tried");
}

#[test]
fn firmness_word_for_word() {
    insta::assert_snapshot!(stdout(&["measure", "firmness"]));
    insta::assert_snapshot!(stdout(&["measure", "firmness", "--company", "oracle", "--format", "markdown"]));
}

#[test]
fn what_comes_from_outside_all_loops() {
    let (rows, sums) = (rows(&[]), Sums::of(&[]));
    let document = json(&["measure", "outside", "--format", "json"]);
    let around: BTreeMap<&str, BTreeSet<&str>> =
        rows.iter().map(|row| (row.payee.as_str(), reach(&rows, &row.payee))).collect();
    for one in list(&document["companies"]) {
        let company = text(&one["company"]);
        let own = || rows.iter().filter(|row| row.payee == company);
        let inside = |row: &&Row| around[company].contains(row.payer.as_str());
        is(&one["is_paid"], sums.sum(own()));
        is(&one["on_some_loop"], sums.sum(own().filter(inside)));
        is(&one["on_no_loop"], sums.sum(own().filter(|row| !inside(row))));
        let bound = &one["cannot_go_round"];
        if bound["low"].is_null() {
            // Nothing that one payer states for itself, which is not nothing.
            assert!(own().all(|row| row.stated.is_none()), "{one}");
            continue;
        }
        let (low, high) = (bound["low"].as_f64().expect("low"), bound["high"].as_f64().expect("high"));
        // What several pay together is of none of them.
        let payers: BTreeSet<&str> = own().map(|row| row.payer.as_str()).collect();
        let by_payer = |wanted: &dyn Fn(&Row) -> bool| {
            let of = |payer: &&str| sums.sum(own().filter(|row| row.payer == **payer && wanted(row))).0;
            payers.iter().map(of).sum::<f64>()
        };
        let outside = by_payer(&|row| !inside(&row));
        assert!(outside <= low + 1.0 && low <= high && high <= by_payer(&|_| true) + 1.0, "{company}");
    }
    insta::assert_snapshot!(stdout(&["measure", "outside"]));
    insta::assert_snapshot!(stdout(&["measure", "outside", "--company", "nvidia", "--format", "markdown"]));
}

#[test]
fn pairs_with_several_roles() {
    let rows = rows(&[]);
    let document = json(&["roles", "--all", "--format", "json"]);
    assert_eq!(document["schema"], "roundtrip/roles/1");
    let pairs = list(&document["pairs"]);
    let who = |pair: &Value, role: &str| -> BTreeSet<String> {
        list(&pair[role]["who"]).iter().map(|id| text(id).to_owned()).collect()
    };
    // Whoever puts in cash by the rows of `flows` is an investor or creditor; whoever buys is a customer, and nobody else.
    let mut funders: BTreeMap<(&str, &str), BTreeSet<String>> = BTreeMap::new();
    let mut customers: BTreeMap<(&str, &str), BTreeSet<String>> = BTreeMap::new();
    let kinds = stdout(&["flows", "--kind", "lease", "--format", "csv"]);
    for row in &rows {
        let (a, b) = (row.payer.as_str(), row.payee.as_str());
        let pair = (a.min(b), a.max(b));
        let lease = kinds.contains(&format!(",{},", row.deal));
        if row.family == "investment" && !row.in_kind {
            funders.entry(pair).or_default().insert(row.payer.clone());
        } else if row.family == "purchase" && !lease {
            customers.entry(pair).or_default().insert(row.payer.clone());
        }
    }
    for pair in pairs {
        let ends = (text(&pair["first"]), text(&pair["second"]));
        let found = customers.remove(&ends).unwrap_or_default();
        assert_eq!(who(pair, "customer"), found, "{ends:?}");
        let given: BTreeSet<String> = &who(pair, "investor") | &who(pair, "creditor");
        assert!(funders.remove(&ends).unwrap_or_default().is_subset(&given), "{ends:?}");
    }
    assert!(customers.is_empty() && funders.is_empty(), "{customers:?} {funders:?}");
}

#[test]
fn a_share_of_a_round_is_not_its_total() {
    let document = json(&["roles", "--of", "nvidia", "--format", "json"]);
    let pair = list(&document["pairs"]).iter().find(|pair| pair["second"] == "spacex").expect("SpaceX");
    let round = list(&pair["investor"]["deals"]).iter().find(|deal| deal["deal"] == "xai_series_e_20b").expect("round");
    assert!(round["stated"].is_null());
    assert_eq!(round["high"].as_f64(), Some(17e9));
    insta::assert_snapshot!(stdout(&["roles", "--of", "nvidia", "--format", "markdown"]));
    insta::assert_snapshot!(stdout(&["roles", "--top", "12"]));
}

#[test]
fn without_whom_fewest_loops_are_left() {
    let three = ["--max-length", "3"];
    let document = json(&[&["measure", "touch", "--format", "json"][..], &three].concat());
    let all = loops(&three);
    assert_eq!(document["loops"].as_u64(), Some(all.len() as u64));
    let (rows, sums) = (rows(&[]), Sums::of(&[]));
    for one in list(&document["companies"]) {
        let company = text(&one["company"]);
        let through = all.keys().filter(|id| id.split('/').any(|own| own == company)).count();
        assert_eq!(one["loops_through"].as_u64(), Some(through as u64), "{company}");
        // Another record of the same money may form a loop that was not there.
        if one["loops_left"].as_u64() != Some((all.len() - through) as u64) {
            let left = loops(&[&three[..], &["--without", company]].concat());
            assert_eq!(one["loops_left"].as_u64(), Some(left.len() as u64), "{company}");
        }
        is(&one["touched"], sums.sum(rows.iter().filter(|row| row.payer == company || row.payee == company)));
    }
    for one in list(&document["deals"]).iter().take(3) {
        let left = loops(&[&three[..], &["--without", text(&one["deal"])]].concat());
        assert_eq!(one["loops_left"].as_u64(), Some(left.len() as u64), "{one}");
    }
    insta::assert_snapshot!(stdout(&[&["measure", "touch", "--top", "12"][..], &three].concat()));
}

#[test]
fn a_count_that_was_stopped_is_a_least() {
    let output = program(&["measure", "touch", "--limit", "5", "--removals", "3"]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(3));
    let page = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(page.contains("at least 5") && page.contains("(--removals"), "{page}");
}

/// A backlog, and a contract on either side of its day; the third company is guaranteed and not funded.
const AFTER: &str = r#"
title = "A supplier and three customers"
as_of = "2026-01-01"
[[entity]]
id = "maker"
kind = "company"
[[entity]]
id = "early"
kind = "company"
[[entity]]
id = "late"
kind = "company"
[[entity]]
id = "third"
kind = "company"
[[source]]
id = "paper"
publisher = "The Paper"
kind = "press"
[[backlog]]
holder = "maker"
metric = "backlog"
total = "100B"
on = "2025-06"
cite = ["paper"]
[[deal]]
id = "stake_early"
kind = "equity"
payer = "maker"
payee = "early"
amount = "5B"
history = [{ on = "2025-01-01", status = "closed" }]
cite = ["paper"]
[[deal]]
id = "stake_late"
kind = "equity"
payer = "maker"
payee = "late"
amount = "<=8B"
history = [{ on = "2025-01-01", status = "signed", mark = "conditional" }]
cite = ["paper"]
[[deal]]
id = "surety"
kind = "guarantee"
payer = "maker"
payee = "third"
amount = "1B"
history = [{ on = "2025-01-01", status = "signed" }]
cite = ["paper"]
[[deal]]
id = "buys_early"
kind = "chips"
payer = "early"
payee = "maker"
amount = "10B..20B"
history = [{ on = "2025-03-01", status = "signed" }]
cite = ["paper"]
[[deal]]
id = "buys_late"
kind = "chips"
payer = "late"
payee = "maker"
amount = "30B"
history = [{ on = "2025-07-01", status = "announced" }]
cite = ["paper"]
[[deal]]
id = "buys_third"
kind = "chips"
payer = "third"
payee = "maker"
amount = "40B"
history = [{ on = "2025-02-01", status = "signed" }]
cite = ["paper"]
"#;

#[test]
fn what_came_after_the_day_of_a_backlog_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("register.toml");
    std::fs::write(&path, AFTER).expect("written");
    let data = ["--data", path.to_str().expect("UTF-8")];
    let page = stdout(&[&["measure", "backlog", "--format", "markdown"][..], &data].concat());
    assert!(page.contains("what late agreed to buy after 2025-06 is not in that backlog: $30bn (buys_late)"));
    assert!(
        page.contains("maker guarantees what third owes (surety) but has not funded it: what it buys, $40bn"),
        "{page}"
    );
    let document = json(&[&["measure", "backlog", "--format", "json"][..], &data].concat());
    let maker = &document["suppliers"][0];
    assert_eq!(said(&maker["bought"]), (40e9, 40e9, 50e9));
    assert_eq!(maker["share"]["high"].as_f64(), Some(0.5));
    assert_eq!(said(&maker["firm"]), (10e9, 10e9, 20e9), "what is announced does not bind");
    let document = json(&[&["measure", "exposure", "--investor", "maker", "--format", "json"][..], &data].concat());
    let net = &document["whole"]["net"];
    assert_eq!([&net["stated"], &net["low"], &net["high"]].map(Value::as_f64), [Some(-27e9), Some(-45e9), Some(-27e9)]);
    assert_eq!(
        document["whole"]["firm_invested"]["stated"].as_f64(),
        Some(5e9),
        "what waits for a condition does not bind"
    );
    let page = stdout(&[&["measure", "exposure", "--investor", "maker"][..], &data].concat());
    assert!(page.contains("none: $27bn ($27bn to $45bn) more is bought"), "{page}");
}
