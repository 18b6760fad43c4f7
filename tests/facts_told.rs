//! What is told of the facts beside deals: on the pages of deals, companies and sources, and in lists.

use std::fs;

use crate::{
    common::{json, stdout},
    facts::ALL,
};
use serde_json::{Value, json as value};

/// A run on a register with one of everything.
fn of_all<T>(run: impl Fn(&[&str]) -> T, args: &[&str]) -> T {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("it.toml");
    fs::write(&path, ALL).expect("a file");
    run(&[args, &["--data", path.to_str().expect("UTF-8")]].concat())
}

fn page(args: &[&str]) -> String {
    of_all(stdout, args)
}

#[test]
fn a_deal_tells_its_facts_in_words() {
    let page = page(&["show", "rent"]);
    for line in [
        "Quantity: over 220,000 chips",
        "Quantity: over 0.3 GW",
        "Running payment: $1.25bn a month, July 2026 to May 2029 (less in May and June) [2]",
        "Running payments in all: $43.8bn, beside $45bn of the deal: 97.2 %",
        "Paid to date: $500m by 2026-06-30, of $45bn: 1.1 %",
        "Paid to date: about $4bn by 2026-09-30, of $45bn: 8.9 % [3]",
        "Can be ended: by either party, on notice of 90 days, from 2027; whoever ends it pays up to $1bn [4]",
        "The payer gets: the use of computing and a share of revenue",
        "Pledged: the chips, to bank [2]",
        "Expected: closed by 2026-Q4 (delivery) [2]",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
}

#[test]
fn no_fact_is_told_before_its_day() {
    let before = page(&["show", "rent", "--as-of", "2026-06-29"]);
    assert!(before.contains("Running payment") && !before.contains("Paid to date"), "{before}");
    let between = page(&["show", "rent", "--as-of", "2026-09-29"]);
    assert!(between.contains("$500m by 2026-06-30") && !between.contains("$4bn"), "{between}");
    let early = page(&["show", "rent", "--as-of", "2026-01-01"]);
    assert!(!early.contains("Running payment") && !early.contains("Can be ended"), "{early}");
    let early = of_all(json, &["show", "rent", "--as-of", "2026-01-01", "--format", "json"]);
    assert_eq!(early["deal"]["rate"], value!([]));
    for (day, told) in [("2026-08-30", false), ("2026-08-31", true)] {
        let cloud = page(&["show", "cloud", "--as-of", day]);
        assert_eq!(cloud.contains("$664bn"), told, "{cloud}");
        assert!(cloud.contains("62%"), "{cloud}");
        let list = of_all(json, &["list", "figures", "--as-of", day, "--format", "json"]);
        assert_eq!(list["count"], value!(usize::from(told)));
    }
}

#[test]
fn a_deal_tells_its_facts_as_data() {
    let deal = &of_all(json, &["show", "rent", "--format", "json"])["deal"];
    assert_eq!(deal["quantity"], "over 220,000 chips; over 0.3 GW");
    let chips =
        value!({ "stated": "over 220,000 chips", "number": 220_000, "low": 220_000, "high": null, "unit": "chips" });
    assert_eq!(deal["quantities"][0], chips);
    let exactly = |number: u64| value!({ "stated": number, "low": number, "high": number });
    let fee = value!({
        "stated": "1.25B", "amount": exactly(1_250_000_000), "per": "month", "from": "2026-07", "until": "2029-05",
        "in_all": exactly(43_750_000_000), "note": "less in May and June", "sources": ["page"],
        "citations": [{ "source": "page", "read": "page", "via": null, "of": [] }],
    });
    assert_eq!(deal["rate"], value!([fee]));
    assert_eq!(deal["rate_in_all"], exactly(43_750_000_000));
    assert_eq!(deal["paid"][1]["on"], "2026-09-30");
    assert_eq!(deal["paid"][1]["amount"], exactly(4_000_000_000));
    assert_eq!((&deal["exit"][0]["by"], &deal["exit"][0]["notice"]), (&value!("either"), &value!("90 days")));
    assert_eq!(deal["exit"][0]["amount"]["high"], 1_000_000_000);
    assert_eq!(deal["in_return"], value!(["capacity", "revenue-share"]));
    assert_eq!(deal["pledged"][0]["to"], "bank");
    assert_eq!(deal["expected"][0]["status"], "closed");
}

#[test]
fn a_company_tells_its_figures_and_its_customers() {
    let cloud = page(&["show", "cloud"]);
    assert!(cloud.contains("open orders (RPO)") && cloud.contains("2027-Q1"), "{cloud}");
    assert!(cloud.contains("customer prepayments included"), "{cloud}");
    for both in ["cloud", "lab"] {
        assert!(page(&["show", both]).contains("OF THE REVENUE OF"), "{both}");
    }
    let lab = &of_all(json, &["show", "lab", "--format", "json"])["entity"];
    assert_eq!(lab["figures"], value!([]));
    assert_eq!(lab["customer_shares"][0]["entity"], "cloud");
}

#[test]
fn a_source_tells_what_facts_rest_on_it() {
    let source = page(&["show", "page"]);
    assert!(source.contains("cloud, open orders (RPO), 2027-Q1: $664bn"), "{source}");
    assert!(page(&["show", "filing"]).contains("lab, post money, 2026-05-28: $965bn"));
    assert!(source.contains("62% of the revenue of cloud from lab, FY2024"), "{source}");
}

#[test]
fn figures_and_customers_are_listed() {
    let csv = page(&["list", "figures", "--format", "csv"]);
    let columns =
        "entity,what,period,ended,ended_precision,stated,amount_stated,amount_low,amount_high,sources,note,currency";
    assert_eq!(csv.lines().next(), Some(columns));
    assert!(csv.contains("cloud,rpo,2027-Q1,2026-08-31,day,664B,664000000000,664000000000,664000000000,page"), "{csv}");
    let list = of_all(json, &["list", "customers", "--format", "json"]);
    let share = &list["customers"][0];
    let told: Vec<&Value> = ["entity", "customer", "share", "period", "ended"].map(|key| &share[key]).to_vec();
    assert_eq!(told, ["cloud", "lab", "62%", "FY2024", "2024-12-31"]);
    assert!(page(&["list", "customers"]).contains("1 customer share"));
}
