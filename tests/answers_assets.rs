//! Which chips and clouds carry the money: `measure assets`, recounted from the rows of `flows`, from `loops` and the register.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{
    deals, json,
    plain::{Sums, rows},
    program,
};
use serde_json::Value;

/// The loops of a view, as lists of (payer, payee, deals).
fn loops(args: &[&str]) -> Vec<Vec<(String, String, BTreeSet<String>)>> {
    let document = json(&[&["loops", "--format", "json"], args].concat());
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let hop = |hop: &Value| {
        (text(&hop["payer"]), text(&hop["payee"]), hop["deals"].as_array().expect("deals").iter().map(text).collect())
    };
    let one = |one: &Value| one["hops"].as_array().expect("hops").iter().map(hop).collect();
    document["loops"].as_array().expect("loops").iter().map(one).collect()
}

fn through(loops: &[Vec<(String, String, BTreeSet<String>)>], id: &str) -> usize {
    loops.iter().filter(|hops| hops.iter().any(|(payer, ..)| payer == id)).count()
}

#[test]
fn loops_hang_on_chips_as_it_is_said() {
    let (rows, all) = (rows(&[]), loops(&[]));
    let without = |deals: BTreeSet<&String>| {
        let flags: Vec<&str> = deals.iter().flat_map(|deal| ["--without", deal.as_str()]).collect();
        loops(&flags)
    };
    for of in ["nvidia", "amd"] {
        let document = json(&["measure", "assets", "--of", of, "--format", "json"]);
        let mut sellers = BTreeSet::new();
        for seller in document["sellers"].as_array().expect("sellers") {
            let id = seller["seller"].as_str().expect("an id");
            sellers.insert(id);
            let sales = |buyer: Option<&str>| -> BTreeSet<&String> {
                let sales = rows.iter().filter(|row| row.payee == id && row.kind == "chips");
                sales.filter(|row| buyer.is_none_or(|buyer| row.payer == buyer)).map(|row| &row.deal).collect()
            };
            assert_eq!(seller["loops_through"], through(&all, id), "{id}");
            let over = |hops: &&Vec<(String, String, BTreeSet<String>)>| {
                hops.iter().any(|(_, payee, deals)| payee == id && sales(None).iter().any(|deal| deals.contains(*deal)))
            };
            assert_eq!(seller["loops_over_chips"], all.iter().filter(over).count(), "{id}");
            assert_eq!(seller["loops_left"], through(&without(sales(None)), id), "{id}");
            for buyer in seller["buyers"].as_array().expect("buyers") {
                let own = sales(buyer["buyer"].as_str());
                let said: BTreeSet<&str> =
                    buyer["bought"]["deals"].as_array().expect("deals").iter().filter_map(Value::as_str).collect();
                assert_eq!(said, own.iter().map(|deal| deal.as_str()).collect::<BTreeSet<_>>());
                let left = (id == of).then(|| through(&without(own), id));
                assert_eq!(buyer["loops_left"].as_u64(), left.map(|left| left as u64), "{id} without {buyer}");
            }
        }
        let expected: BTreeSet<&str> =
            rows.iter().filter(|row| row.kind == "chips").map(|row| row.payee.as_str()).collect();
        assert_eq!(sellers, expected);
    }
}

#[test]
fn every_deal_that_names_a_chip_is_in_its_line() {
    let register = crate::common::edition();
    let document = json(&["measure", "assets", "--format", "json"]);
    let lines: BTreeMap<&str, &Value> = document["assets"]
        .as_array()
        .expect("assets")
        .iter()
        .map(|line| (line["asset"].as_str().expect("an id"), line))
        .collect();
    let (all, known) = (rows(&[]), Sums::of(&[]));
    for chip in register.entities.values().filter(|entity| entity.kind.name() == "chip") {
        let mut parts: BTreeMap<&str, BTreeSet<&str>> =
            ["alone", "shared", "other"].map(|part| (part, BTreeSet::new())).into();
        let mut deals = BTreeSet::new();
        for deal in register.deals.values().filter(|deal| deal.chips.contains(&chip.id)) {
            if !all.iter().any(|row| row.deal == deal.id.as_str()) {
                continue;
            }
            deals.insert(deal.id.as_str());
            let part = match (deal.kind.name(), deal.chips.len()) {
                ("chips", 1) => "alone",
                ("chips", _) => "shared",
                _ => "other",
            };
            parts.entry(part).or_default().insert(deal.id.as_str());
        }
        let Some(line) = lines.get(chip.id.as_str()) else {
            assert!(deals.is_empty(), "{} has no line", chip.id);
            continue;
        };
        let said: BTreeSet<&str> = line["deals"].as_array().expect("deals").iter().filter_map(Value::as_str).collect();
        assert_eq!(said, deals, "{}", chip.id);
        for (part, deals) in parts {
            let (stated, ..) = known.sum(all.iter().filter(|row| deals.contains(row.deal.as_str())));
            let own = line[part]["stated"].as_f64().unwrap_or(0.0);
            assert!((own - stated).abs() < 1.0, "{}, {part}: {own} and {stated}", chip.id);
        }
    }
    // Four, of makers that nobody takes for each other.
    let owner = |id: &str| lines[id]["owner"].as_str().expect("an owner");
    assert_eq!(["trainium3", "tpu", "mi450", "gb300"].map(owner), ["amazon", "alphabet", "amd", "nvidia"]);
}

#[test]
fn a_stopped_search_says_at_least() {
    let output = program(&["measure", "assets", "--limit", "5"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(3));
    let page = String::from_utf8_lossy(&output.stdout).replace('\n', " ");
    assert!(page.contains("at least"), "{page}");
    assert!(page.contains("how many would be left if nobody bought chips from it is not known"), "{page}");
}

/// No loop, and one, are said as a person would.
#[test]
fn the_title_counts_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let title = |more: &str| {
        let data = deals(folder.path(), &format!("lab,maker,chips,5B,2025-01-01,closed\n{more}"));
        json(&["measure", "assets", "--data", &data, "--class", "any", "--format", "json"])["says"].clone()
    };
    assert_eq!(title(""), "No loop leads through maker");
    let one =
        "Of 1 loop through maker, 1 leads over its sales of chips; if nobody bought chips from it, none would be left";
    assert_eq!(title("maker,lab,equity,2B,2025-02-01,closed\n"), one);
}
