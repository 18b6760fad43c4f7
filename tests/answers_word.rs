//! On whose word: `measure sources`, with every sum recomputed from the rows of `flows` and the register.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{json, plain::rows};
use roundtrip::model::{Deal, Register, SourceId};
use serde_json::Value;

fn cited(deal: &Deal) -> BTreeSet<&SourceId> {
    deal.cite.iter().chain(deal.history.iter().flat_map(|event| &event.cite)).collect()
}

/// How many groups are left when pages that share a publisher or a wire story are put together, again and again.
fn voices(register: &Register, cited: &BTreeSet<&SourceId>) -> usize {
    let mut groups: Vec<BTreeSet<String>> = Vec::new();
    for id in cited {
        let source = &register.sources[*id];
        let mut mine: BTreeSet<String> = source.publisher.iter().chain(&source.wire).cloned().collect();
        if mine.is_empty() {
            mine.insert(format!("the page {id}"));
        }
        let (touched, rest): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| !group.is_disjoint(&mine));
        mine.extend(touched.into_iter().flatten());
        groups = rest;
        groups.push(mine);
    }
    groups.len()
}

fn nearest(register: &Register, cited: &BTreeSet<&SourceId>) -> &'static str {
    let sources: Vec<_> = cited.iter().map(|id| &register.sources[*id]).collect();
    let has = |kind: &str| {
        let named = |source: &&&roundtrip::model::Source| source.publisher.is_some() || source.author.is_some();
        sources.iter().filter(named).any(|source| source.kind.name() == kind)
    };
    let words = [
        ("filing", "a filing"),
        ("party", "a party's own word"),
        ("press", "a named publisher"),
        ("aggregator", "pages that repeat others"),
    ];
    let word = words.into_iter().find(|(kind, _)| has(kind)).map(|(_, word)| word);
    word.unwrap_or(if cited.is_empty() { "no source" } else { "pages without a name" })
}

#[test]
fn every_division_adds_up_to_the_money_of_flows() {
    let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
    for view in [&[][..], &["--as-of", "2025-12-17"], &["--status", "signed"], &["--level", "asset"]] {
        let mut expected: BTreeMap<(&str, String), f64> = BTreeMap::new();
        let mut whole = 0.0;
        for row in rows(view) {
            let (deal, stated) = (&register.deals[row.deal.as_str()], row.stated.unwrap_or(0.0));
            let cited = cited(deal);
            whole += stated;
            *expected.entry(("nearest source", nearest(&register, &cited).to_owned())).or_default() += stated;
            let many = ["no source", "one", "two"].get(voices(&register, &cited)).unwrap_or(&"three or more");
            *expected.entry(("independent sources", (*many).to_owned())).or_default() += stated;
        }
        let document = json(&[&["measure", "sources", "--format", "json"], view].concat());
        assert_eq!(document["all"]["stated"].as_f64(), Some(whole), "{view:?}");
        let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
        for part in document["parts"].as_array().expect("parts") {
            let (by, what) = (part["by"].as_str().expect("by"), part["part"].as_str().expect("part"));
            let stated = part["sum"]["stated"].as_f64().unwrap_or(0.0);
            *sums.entry(by).or_default() += stated;
            if let Some(own) = expected.remove(&(by, what.to_owned())) {
                assert!((own - stated).abs() < 1.0, "{view:?}: {by}, {what}: {own} against {stated}");
            } else {
                assert!(!["nearest source", "independent sources"].contains(&by), "{view:?}: {by}, {what}");
            }
        }
        assert!(expected.is_empty(), "{view:?}: {expected:?} is missing");
        assert_eq!(sums.len(), 5, "{sums:?}");
        for (by, sum) in sums {
            assert!((sum - whole).abs() < 1.0, "{view:?}: {by} adds up to {sum} of {whole}");
        }
    }
}

/// The matter of a deal or an entity, and all that is said there, with the claims that say it.
fn matter(document: &Value, of: &str, kind: &str) -> (BTreeMap<String, Vec<String>>, String, String) {
    let claims = document["claims"].as_array().expect("claims");
    let there = |one: &&Value| one["kind"] == kind && (one["deal"] == of || one["about"] == serde_json::json!([of]));
    let one = claims.iter().find(there).unwrap_or_else(|| panic!("no {kind} of {of}"));
    let said = one["said"].as_array().expect("said").iter().map(|said| {
        let claims = said["claims"].as_array().expect("claims").iter();
        let claims = claims.map(|id| id.as_str().expect("an id").to_owned()).collect();
        (said["says"].as_str().expect("words").to_owned(), claims)
    });
    let why: Vec<&str> = one["why"].as_array().expect("why").iter().filter_map(Value::as_str).collect();
    (said.collect(), one["held"].as_str().unwrap_or_default().to_owned(), why.join("; "))
}

/// The five articles from which the project began differ in five matters: both sides, what is held, and why.
#[test]
fn the_five_articles_disagree_and_it_is_said_what_is_held() {
    let document = json(&["measure", "sources", "--as-of", "2025-12-17", "--format", "json"]);
    let says = |of: &str, kind: &str, amount: &str, article: &str| {
        let (said, ..) = matter(&document, of, kind);
        let by = said.get(amount).unwrap_or_else(|| panic!("{amount} is not among {said:?}"));
        assert!(by.iter().any(|id| id.starts_with(article)), "{amount}: {by:?}, not {article}");
    };
    // The bound of the amount: exactly, about, at least, over.
    let talks = "amzn_oai_equity_talks_2025";
    for (amount, article) in
        [("$10bn", "A1."), ("about $10bn", "A4."), ("at least $10bn", "A2."), ("over $10bn", "A0.")]
    {
        says(talks, "investment", amount, article);
    }
    let (_, held, why) = matter(&document, talks, "investment");
    assert_eq!(held, "at least $10bn");
    assert!(why.contains("the wording attributed to Bloomberg"), "{why}");
    // Four or eight billion for Anthropic.
    for (amount, article) in [("$4bn", "A2."), ("$4bn", "A4."), ("$8bn", "A0."), ("$8bn", "A4.")] {
        says("amzn_anth_8b", "investment", amount, article);
    }
    let (_, held, why) = matter(&document, "amzn_anth_8b", "investment");
    assert_eq!(held, "$8bn");
    assert!(why.contains("4B was the first of two agreements"), "{why}");
    // The older valuation.
    for (amount, article) in [("$150bn", "A2."), ("$500bn", "A2."), ("$500bn", "A3."), ("over $500bn", "A1.")] {
        says("openai", "valuation", amount, article);
    }
    let (_, held, why) = matter(&document, "openai", "valuation");
    assert_eq!(held, "$500bn on 2025-10-02");
    assert!(why.contains("older than the employees' share sale"), "{why}");
    // Exclusivity.
    let (said, _, why) = matter(&document, "oai_msft_licence", "exclusivity");
    assert!(said.keys().any(|said| said.contains("has exclusive rights") && said.contains("2030s")), "{said:?}");
    assert!(said.keys().any(|said| said.contains("not so") && said.contains("first refusal")), "{said:?}");
    assert!(why.contains("2025-10-28"), "{why}");
    // Trainium's terms.
    let (said, _, why) = matter(&document, talks, "condition");
    assert!(said.keys().any(|said| said.contains("mandatory")) && said.keys().any(|said| said.contains("may use")));
    assert!(why.contains("not held as agreed") && why.contains("held: may use"), "{why}");
}

#[test]
fn one_company_has_its_own_deals_and_claims() {
    let document = json(&["measure", "sources", "--company", "anthropic", "--format", "json"]);
    let rows = document["single_source"]
        .as_array()
        .expect("rows")
        .iter()
        .chain(document["in_dispute"].as_array().expect("rows"));
    for row in rows {
        assert!(row["payer"] == "anthropic" || row["payee"] == "anthropic", "{row}");
    }
    assert!(!document["claims"].as_array().expect("claims").is_empty());
    let paid = json(&["measure", "firmness", "--company", "anthropic", "--format", "json"]);
    let sum =
        ["of_pays", "of_is_paid"].map(|way| paid[way]["all"]["stated"].as_f64().expect("a sum")).iter().sum::<f64>();
    assert_eq!(document["all"]["stated"].as_f64(), Some(sum));
}
