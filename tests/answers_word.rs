//! On whose word: `measure sources`, with every sum recomputed from the rows of `flows` and the register.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{
    json,
    plain::{self, Row, Sums, rows},
    shipped, stdout,
};
use roundtrip::model::{Deal, Read, Register, SourceId};
use serde_json::Value;

fn cited(deal: &Deal) -> BTreeSet<&SourceId> {
    deal.citations().map(|citation| &citation.source).collect()
}

/// Those of which anything was read for this deal.
fn read(deal: &Deal) -> BTreeSet<&SourceId> {
    deal.citations().filter(|citation| citation.read != Read::Named).map(|citation| &citation.source).collect()
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

const BY_READ: &str = "nearest source that was read";
const BY_NAMED: &str = "nearest source, read or only named";

#[test]
fn every_division_adds_up_to_the_money_of_flows() {
    let register = crate::common::edition();
    for view in [&[][..], &["--as-of", "2025-12-17"], &["--status", "signed"], &["--level", "asset"]] {
        let (rows, known) = (rows(view), Sums::of(view));
        let mut divisions: BTreeMap<(&str, String), Vec<&Row>> = BTreeMap::new();
        for row in &rows {
            let deal = &register.deals[row.deal.as_str()];
            let (cited, read) = (cited(deal), read(deal));
            let of_read = match nearest(&register, &read) {
                "no source" if !cited.is_empty() => "none of them was read",
                word => word,
            };
            divisions.entry((BY_READ, of_read.to_owned())).or_default().push(row);
            divisions.entry((BY_NAMED, nearest(&register, &cited).to_owned())).or_default().push(row);
            let many = ["no source", "one", "two"].get(voices(&register, &cited)).unwrap_or(&"three or more");
            divisions.entry(("independent sources", (*many).to_owned())).or_default().push(row);
        }
        let whole = known.sum(rows.iter()).0;
        let stated = |rows: Vec<&Row>| known.sum(rows.into_iter()).0;
        let mut expected: BTreeMap<(&str, String), f64> =
            divisions.into_iter().map(|(division, rows)| (division, stated(rows))).collect();
        let document = json(&[&["measure", "sources", "--format", "json"], view].concat());
        let all = document["all"]["stated"].as_f64().expect("a sum");
        assert!((all - whole).abs() < 1.0, "{view:?}: {all} and {whole}");
        let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
        for part in document["parts"].as_array().expect("parts") {
            let (by, what) = (part["by"].as_str().expect("by"), part["part"].as_str().expect("part"));
            let stated = part["sum"]["stated"].as_f64().unwrap_or(0.0);
            *sums.entry(by).or_default() += stated;
            if let Some(own) = expected.remove(&(by, what.to_owned())) {
                assert!((own - stated).abs() < 1.0, "{view:?}: {by}, {what}: {own} against {stated}");
            } else {
                assert!(![BY_READ, BY_NAMED, "independent sources"].contains(&by), "{view:?}: {by}, {what}");
            }
        }
        assert!(expected.is_empty(), "{view:?}: {expected:?} is missing");
        assert_eq!(sums.len(), 6, "{sums:?}");
        for (by, sum) in sums {
            // What is stated only of deals of several divisions together is in none of them.
            assert!(sum <= whole + 1.0, "{view:?}: {by} adds up to {sum} of {whole}");
            assert!(sum >= plain::stated(&rows) - 1.0, "{view:?}: {by} adds up to {sum}, less than the deals state");
        }
    }
}

/// Of a matter: all that is said, with the claims that say it; the figure that is held; and why.
fn matter(document: &Value, subject: &str) -> (BTreeMap<String, Vec<String>>, String, String) {
    let claims = document["claims"].as_array().expect("claims");
    let one = claims.iter().find(|one| one["subject"] == subject).unwrap_or_else(|| panic!("nothing on {subject}"));
    let said = one["said"].as_array().expect("said").iter().map(|said| {
        let claims = said["claims"].as_array().expect("claims").iter();
        let claims = claims.map(|id| id.as_str().expect("an id").to_owned()).collect();
        (said["says"].as_str().expect("words").to_owned(), claims)
    });
    let why: Vec<&str> = one["why"].as_array().expect("why").iter().filter_map(Value::as_str).collect();
    (said.collect(), one["held"].as_str().unwrap_or_default().to_owned(), why.join("; "))
}

/// The five articles from which the project began differ in amounts: both sides, what is held, and why.
#[test]
fn the_five_articles_disagree_and_it_is_said_what_is_held() {
    let document = json(&["measure", "sources", "--as-of", "2025-12-17", "--format", "json"]);
    let says = |subject: &str, amount: &str, article: &str| {
        let (said, ..) = matter(&document, subject);
        let by = said.get(amount).unwrap_or_else(|| panic!("{amount} is not among {said:?}"));
        assert!(by.iter().any(|id| id.starts_with(article)), "{amount}: {by:?}, not {article}");
    };
    // The bound of the amount: exactly, about, at least, over.
    let talks = "What Amazon would put into OpenAI";
    for (amount, article) in
        [("$10bn", "A1."), ("about $10bn", "A4."), ("at least $10bn", "A2."), ("over $10bn", "A0.")]
    {
        says(talks, amount, article);
    }
    let (_, held, why) = matter(&document, talks);
    assert_eq!(held, "at least $10bn");
    assert!(why.contains("the wording attributed to Bloomberg"), "{why}");
    // Four or eight billion for Anthropic.
    let anthropic = "What Amazon has put into Anthropic";
    for (amount, article) in [("$4bn", "A2."), ("$4bn", "A4."), ("$8bn", "A0."), ("$8bn", "A4.")] {
        says(anthropic, amount, article);
    }
    let (_, held, why) = matter(&document, anthropic);
    assert_eq!(held, "$8bn");
    assert!(why.contains("4B was the first of two agreements"), "{why}");
    // The older valuation.
    let worth = "What OpenAI is worth";
    for (amount, article) in [("$150bn", "A2."), ("$500bn", "A2."), ("$500bn", "A3."), ("over $500bn", "A1.")] {
        says(worth, amount, article);
    }
    let (_, held, why) = matter(&document, worth);
    assert_eq!(held, "$500bn on 2025-10-02");
    assert!(why.contains("older than the employees' share sale"), "{why}");
}

/// Every conflict between the five articles: the matter, and two claims that do not say the same.
const CONFLICTS: [(&str, &str, &str); 22] = [
    ("What Amazon would put into OpenAI", "A0.02", "A2.01"),
    ("What Amazon has put into Anthropic", "A2.14", "A0.36"),
    ("Whether OpenAI must use Trainium", "A0.07", "A3.04"),
    ("What OpenAI is worth", "A2.10", "A3.18"),
    ("How much of its computing OpenAI would move to Trainium", "A1.06", "A2.02"),
    ("Whether Microsoft's is the only cloud for OpenAI", "A0.39", "A4.15"),
    ("Who puts more into OpenAI, Amazon or Microsoft", "A2.13", "A0.34"),
    ("What Microsoft has put into OpenAI", "A0.34", "A2.11"),
    ("Who reported the talks of Amazon and OpenAI first", "A2.05", "A4.03"),
    ("What Microsoft is to OpenAI", "A2.12", "A3.15"),
    ("How far Nvidia rules the market of AI chips", "A0.26", "A2.23"),
    ("Launch of Trainium2", "A0.21", "A4.19"),
    ("What Trainium saves", "A0.23", "A4.20"),
    ("Whether OpenAI's restructuring is done", "A0.47", "A4.16"),
    ("OpenAI's rank among private companies", "A2.04", "A3.19"),
    ("What Microsoft's exclusive rights to OpenAI cover", "A0.42", "A4.17"),
    ("Whether Amazon may sell OpenAI's models", "A0.45", "A1.15"),
    ("Until when Microsoft's exclusive rights to OpenAI last", "A0.43", "A4.24"),
    ("OpenAI's contract with AWS", "A1.09", "A3.21"),
    ("Whether OpenAI relies on Nvidia alone", "A3.07", "A1.17"),
    ("On which chips OpenAI runs at AWS", "A3.22", "A0.17"),
    ("How far the talks of Amazon and OpenAI are", "A1.01", "A4.22"),
];

#[test]
fn each_conflict_between_the_five_articles_is_set_side_by_side() {
    let document = json(&["measure", "sources", "--as-of", "2025-12-17", "--format", "json"]);
    for (subject, one, other) in CONFLICTS {
        let (said, _, why) = matter(&document, subject);
        let of = |id: &str| said.iter().find(|(_, by)| by.iter().any(|own| own == id)).map(|(says, _)| says);
        let (one, other) = (of(one).expect(subject), of(other).expect(subject));
        assert_ne!(one, other, "{subject}");
        assert!(!why.is_empty(), "{subject}: it is not said what is held");
    }
    let text = stdout(&["measure", "sources", "--as-of", "2025-12-17"]);
    let markdown = stdout(&["measure", "sources", "--as-of", "2025-12-17", "--format", "markdown"]);
    for (subject, ..) in CONFLICTS {
        assert!(text.contains(&format!("\n{subject}: ")), "{subject}");
        assert!(markdown.contains(&format!("\n{subject}: ")), "{subject}");
    }
}

#[test]
fn wherever_claims_of_the_shipped_register_differ_it_is_said_what_is_held() {
    let document = shipped::json(&["measure", "sources", "--format", "json"]);
    let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
    for claim in &register.claims {
        assert!(!claim.subjects.is_empty(), "{} names no matter", claim.id);
    }
    for one in document["claims"].as_array().expect("claims") {
        assert!(!one["why"].as_array().expect("why").is_empty(), "{one}");
        // Of a matter that nobody tells differently there is only what is held.
        if one["differs_in"] == serde_json::json!([]) {
            assert_eq!(one["said"].as_array().expect("said").len(), 1, "{one}");
        }
    }
}

/// The pages of the entity and of the deal show what `measure sources` does of them, and so do the pages of a report.
#[test]
fn claims_stand_side_by_side_on_every_page_of_their_matter() {
    let day = ["--as-of", "2025-12-17"];
    for (page, subject) in [
        ("trainium2", "Launch of Trainium2: differently told"),
        ("amazon", "Launch of Trainium2: differently told"),
        ("trainium", "What Trainium saves: per cents differ"),
        ("openai", "OpenAI's rank among private companies: differently told"),
        ("amzn_oai_equity_talks_2025", "Who reported the talks of Amazon and OpenAI first: differently told"),
        ("oai_aws_38b", "OpenAI's contract with AWS: amounts differ, statuses differ"),
    ] {
        let text = stdout(&[&["show", page], &day[..]].concat());
        assert!(text.contains(subject), "{page}: {text}");
    }
    let launch = stdout(&[&["show", "trainium2"], &day[..]].concat());
    for line in ["it is launched: 2025 (A0.21) [", "it is spoken of as there (A4.19) [", "In the register: not held: "]
    {
        assert!(launch.contains(line), "{launch}");
    }
    let document = json(&[&["show", "trainium2", "--format", "json"], &day[..]].concat());
    assert_eq!(matter(&document, "Launch of Trainium2").0.len(), 2);
    let nobody = stdout(&["show", "crusoe"]);
    assert!(!nobody.contains("What is claimed"), "{nobody}");
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().to_str().expect("UTF-8");
    stdout(&["report", "-o", path, "--as-of", "2025-12-17", "--pictures", "0"]);
    let read = |name: &str| std::fs::read_to_string(out.path().join(name)).expect(name);
    let (page, sheet) = (read("circularity.md"), read("claims.csv"));
    for (subject, one, _) in CONFLICTS {
        assert!(page.contains(&format!("\n{subject}: ")), "{subject}");
        let row = |line: &&str| line.contains(subject) && line.contains(one);
        assert_eq!(sheet.lines().filter(row).count(), 1, "{subject}: {sheet}");
    }
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

/// Claims of a register of one's own, as text and as data: whatever two of them state differently is seen.
#[test]
fn claims_with_and_without_a_subject() {
    let data = ["--data", "tests/data/claims.toml"];
    let ask = |words: &[&str]| stdout(&[words, &data[..]].concat());
    let all = ask(&["measure", "sources"]);
    let order = "\
order, investment: amounts differ
- $2bn (1.1) [1]
- over $2bn (2.1) [2]
- In the register: $2bn; held: the contract
";
    let launch = "\
Launch of the chip: days differ
- 2025 (1.2) [1]
- 2024-12 (2.2) [2]
- It is not said what is held.
";
    let owner = "\
Who owns the maker: statuses differ
- buyer owns part of maker: 27% (agreed: 1.3) [1]
- maker belongs to its buyer in part: 27% (completed: 2.3) [2]
- It is not said what is held.
";
    assert!(all.contains("What is claimed, and what is held: 4 matters\n"), "{all}");
    for text in [order, launch, owner, &owner.replace("Who owns the maker", "What the owner holds")] {
        assert!(all.contains(text), "{text}\n{all}");
    }
    // Each page has its own: of the maker also what is said of its chip.
    assert!(ask(&["show", "order"]).contains("order, investment: amounts differ"));
    let maker = ask(&["show", "maker"]);
    assert!(maker.contains("Launch of the chip: days differ") && !maker.contains("order, investment"), "{maker}");
    assert!(!ask(&["show", "buyer"]).contains("Launch of the chip"));
    // The second page is of March: before that nobody contradicts the first.
    let before = ask(&["measure", "sources", "--as-of", "2026-02-28"]);
    assert!(before.contains("What is claimed, and what is held: 1 matter, 1 told alike"), "{before}");
    let document = json(&[&["show", "order", "--format", "json"], &data[..]].concat());
    let one = &document["claims"][0];
    assert_eq!((&one["subject"], &one["deal"]), (&Value::Null, &Value::from("order")));
    assert_eq!(one["differs_in"], serde_json::json!(["amounts"]));
}
