//! Two registers side by side: what both have whatever their ids, what only one has; and the same money twice in one.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use proptest::prelude::*;
use roundtrip::{
    load::from_text,
    measure::{Reconciliation, duplicates, reconcile},
    model::Register,
};

use crate::common::{json, run};

const COLUMNS: &str = "id,payer,payee,kind,amount,date,status,source\n";

/// A register from rows: id, payer, payee, kind, amount, date, status.
fn rows(lines: &[&str]) -> Register {
    let page = |line: &&str| format!("{line},https://example.org/{}\n", line.split(',').next().unwrap_or_default());
    let rows: String = lines.iter().map(page).collect();
    read(&format!("{COLUMNS}{rows}"))
}

fn read(csv: &str) -> Register {
    from_text("list.csv", csv).unwrap_or_else(|report| panic!("{csv}: {:?}", report.problems)).0
}

fn toml(text: &str) -> Register {
    from_text("mine.toml", text).unwrap_or_else(|report| panic!("{:?}", report.problems)).0
}

/// Pairs of ids.
fn pairs(found: &Reconciliation) -> BTreeSet<(String, String)> {
    let all = found.same.iter().chain(&found.differ);
    all.map(|pair| (pair.ours.to_string(), pair.theirs.to_string())).collect()
}

fn counts(found: &Reconciliation) -> [usize; 5] {
    [found.same.len(), found.differ.len(), found.they_have.len(), found.we_have.len(), found.unclear.len()]
}

/// How the two say that they differ.
fn differs(found: &Reconciliation) -> Vec<&'static str> {
    found.differ.iter().flat_map(|pair| &pair.differs).map(|what| what.name()).collect()
}

#[test]
fn companies_meet_under_other_names() {
    let ours = toml(
        r#"
        as_of = "2026-01-01"
        [[entity]]
        id = "alphabet"
        name = "Alphabet Inc."
        kind = "company"
        aliases = ["Google"]
        ticker = "NASDAQ:GOOGL"
        [[entity]]
        id = "google_cloud"
        name = "Google Cloud"
        kind = "cloud"
        operator = "alphabet"
        [[entity]]
        id = "lab"
        name = "The Lab, Inc."
        kind = "company"
        [[source]]
        id = "s"
        kind = "press"
        [[deal]]
        id = "d"
        kind = "cloud"
        payer = "lab"
        payee = "google_cloud"
        amount = "3B"
        history = [{ on = "2025-05-01", status = "signed" }]
        cite = ["s"]
        "#,
    );
    for (payer, payee) in [
        ("Lab Corp", "Google"),
        ("Lab", "Alphabet"),
        ("LAB", "GOOGL"),
        ("the lab", "Google Cloud"),
        ("Lab", "Alphabet (Google)"),
    ] {
        let theirs = rows(&[&format!("x,{payer},{payee},cloud,3bn,2025-05-01,signed")]);
        let found = reconcile(&ours, &theirs);
        assert_eq!(counts(&found), [1, 0, 0, 0, 0], "{payer} and {payee}: {found:#?}");
    }
    let theirs = rows(&["x,Labour,Google,cloud,3bn,2025-05-01,signed"]);
    assert_eq!(counts(&reconcile(&ours, &theirs)), [0, 0, 1, 1, 0], "another name is another company");
}

#[test]
fn one_symbol_on_two_exchanges_is_two_companies() {
    let listed = |id: &str, name: &str, ticker: &str| {
        toml(&format!(
            "as_of = \"2026-01-01\"\n[[entity]]\nid = \"{id}\"\nname = \"{name}\"\nkind = \"company\"\nticker = \"{ticker}\"\n"
        ))
    };
    let both = |one: &str, other: &str| {
        reconcile(&listed("a", "Alpha", one), &listed("b", "Beta", other)).companies.both.len()
    };
    assert_eq!(both("NYSE:T", "TSX:T"), 0);
    assert_eq!(both("NYSE:T", "NYSE:T"), 1);
    assert_eq!(both("NYSE:T", "T"), 1);
}

#[test]
fn what_is_nobody_is_not_the_same_nobody() {
    let one = rows(&["a,Undisclosed,Lab,equity,5m,2025-05-01,closed"]);
    assert_eq!(pairs(&reconcile(&one, &one)), BTreeSet::new());
}

#[test]
fn amounts_meet_if_a_figure_fits_both() {
    let ours = rows(&["a,Bank,Lab,equity,12bn,2025-05-01,closed"]);
    for (amount, wanted) in [
        ("12bn", &[][..]),
        ("~12bn", &[]),
        ("up to 19bn", &["amount"]),
        ("?", &["amount"]),
        ("11.9bn", &["amount"]),
        (">=10bn", &["amount"]),
    ] {
        let found = reconcile(&ours, &rows(&[&format!("b,Bank,Lab,equity,{amount},2025-05-20,closed")]));
        let days: Vec<&str> = differs(&found).into_iter().filter(|what| *what != "day").collect();
        assert_eq!((pairs(&found).len(), days.as_slice()), (1, wanted), "{amount}");
    }
    let other = reconcile(&ours, &rows(&["b,Bank,Lab,equity,3bn,2025-05-20,closed"]));
    assert_eq!(counts(&other), [0, 0, 0, 0, 1], "another amount in the same month is asked about");
}

#[test]
fn days_may_lie_a_month_apart_and_more_if_nothing_else_is_meant() {
    let ours = rows(&["a,Bank,Lab,equity,12bn,2025-05-01,closed"]);
    let on = |day: &str, amount: &str| {
        counts(&reconcile(&ours, &rows(&[&format!("b,Bank,Lab,equity,{amount},{day},closed")])))
    };
    assert_eq!(on("2025-06-01", "up to 20bn"), [0, 1, 0, 0, 0]);
    assert_eq!(on("2025-06-02", "up to 20bn"), [0, 0, 0, 0, 1]);
    assert_eq!(on("2025-11-01", "12bn"), [0, 1, 0, 0, 0]);
    assert_eq!(on("2027-11-01", "12bn"), [0, 0, 1, 1, 0]);
    // Two of one amount, and neither in that month: it cannot be told which.
    let two = rows(&["b,Bank,Lab,equity,12bn,2025-09-01,closed", "c,Bank,Lab,equity,12bn,2025-11-01,closed"]);
    assert_eq!(counts(&reconcile(&ours, &two)), [0, 0, 0, 0, 1]);
}

#[test]
fn the_surest_pair_comes_first() {
    let ours = rows(&[
        "a,Bank,Lab,equity,5bn,2025-05-01,closed",
        "b,Bank,Lab,equity,7bn,2025-05-20,closed",
        "c,Bank,Lab,debt,5bn,2025-05-01,closed",
    ]);
    let theirs = rows(&[
        "x,Bank,Lab,equity,7bn,2025-05-02,closed",
        "y,Bank,Lab,equity,5bn,2025-05-19,closed",
        "z,Bank,Lab,debt,5bn,2025-05-01,closed",
    ]);
    let wanted = [("a", "y"), ("b", "x"), ("c", "z")].map(|(one, other)| (one.to_owned(), other.to_owned()));
    assert_eq!(pairs(&reconcile(&ours, &theirs)), wanted.into());
}

#[test]
fn a_round_meets_a_record_for_each_payer() {
    let ours = toml(
        r#"
        as_of = "2026-01-01"
        [[entity]]
        id = "lab"
        kind = "company"
        [[entity]]
        id = "one"
        kind = "company"
        [[entity]]
        id = "two"
        kind = "company"
        [[entity]]
        id = "three"
        kind = "company"
        [[source]]
        id = "s"
        kind = "press"
        [[deal]]
        id = "round"
        kind = "equity"
        payer = ["one", "two", "three"]
        payee = "lab"
        amount = "6B"
        history = [{ on = "2025-05-01", status = "closed" }]
        cite = ["s"]
        "#,
    );
    let theirs = rows(&["x,One,Lab,equity,2bn,2025-05-01,closed", "y,Two,Lab,equity,?,2025-05-03,closed"]);
    let found = reconcile(&ours, &theirs);
    assert_eq!(pairs(&found).len(), 2);
    let left: Vec<String> = found.we_have.iter().flat_map(|alone| &alone.payers).map(ToString::to_string).collect();
    assert_eq!((left, found.they_have.len()), (vec!["three".to_owned()], 0));
}

#[test]
fn steps_and_tranches_are_no_deals_that_one_side_lacks() {
    let ours = toml(
        r#"
        as_of = "2026-01-01"
        [[entity]]
        id = "bank"
        kind = "company"
        [[entity]]
        id = "lab"
        kind = "company"
        [[source]]
        id = "s"
        kind = "press"
        [[deal]]
        id = "whole"
        kind = "equity"
        payer = "bank"
        payee = "lab"
        amount = "50B"
        history = [{ on = "2025-05-01", status = "closed" }]
        cite = ["s"]
        [[deal]]
        id = "first"
        kind = "equity"
        payer = "bank"
        payee = "lab"
        amount = "15B"
        tranche_of = "whole"
        history = [{ on = "2025-05-01", status = "closed" }]
        cite = ["s"]
        [[deal]]
        id = "stepped"
        kind = "cloud"
        payer = "lab"
        payee = "bank"
        amount = "8B"
        history = [
          { on = "2023-09-25", status = "closed", amount = "4B" },
          { on = "2024-11-22", status = "closed", amount = "8B" },
        ]
        cite = ["s"]
        "#,
    );
    let theirs = rows(&[
        "x,Bank,Lab,equity,50bn,2025-05-01,closed",
        "y,Lab,Bank,cloud,4bn,2023-09-25,closed",
        "z,Lab,Bank,cloud,4bn,2024-11-22,closed",
    ]);
    let found = reconcile(&ours, &theirs);
    let wanted = [("whole", "x"), ("stepped", "y"), ("stepped", "z")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(pairs(&found), wanted.into());
    let within: Vec<_> = found.we_have.iter().map(|alone| alone.within.as_ref().map(ToString::to_string)).collect();
    assert_eq!((within, found.they_have.len()), (vec![Some("whole".to_owned())], 0));
}

#[test]
fn the_other_way_round_and_another_family_are_asked_about() {
    let ours = rows(&["a,Bank,Lab,guarantee,6.3bn,2025-05-01,closed", "b,Lab,Chip,warrant,1bn,2025-06-01,closed"]);
    let theirs = rows(&["x,Bank,Lab,cloud,6.3bn,2025-05-02,closed", "y,Chip,Lab,equity,1bn,2025-06-01,closed"]);
    assert_eq!(counts(&reconcile(&ours, &theirs)), [0, 0, 0, 0, 2]);
}

#[test]
fn the_shipped_register_beside_itself_under_other_ids_is_the_same() {
    let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
    let other = renamed(&register);
    let found = reconcile(&register, &other);
    assert_eq!(counts(&found), [register.deals.len(), 0, 0, 0, 0]);
    assert!(found.companies.doubtful.is_empty());
    for pair in &found.same {
        assert_eq!(format!("x-{}", pair.ours), pair.theirs.to_string());
    }
}

/// The same register with other ids of entities and deals, which turns the order of the deals.
fn renamed(register: &Register) -> Register {
    let whole: String = roundtrip::exchange::toml(register).into_iter().map(|(_, text)| text + "\n").collect();
    let ids = register.entities.keys().map(ToString::to_string).chain(register.deals.keys().map(ToString::to_string));
    let ids: BTreeSet<String> = ids.collect();
    let mut out = String::new();
    for (at, piece) in whole.split('"').enumerate() {
        let is_value = at % 2 == 1 && ids.contains(piece);
        let is_name = out.ends_with("name = \"") || out.ends_with("publisher = \"");
        if at > 0 {
            out.push('"');
        }
        if is_value && !is_name && is_reference(&out) {
            out += "x-";
        }
        out += piece;
    }
    toml(&out)
}

const KEYS: [&str; 26] = [
    "id",
    "payer",
    "payee",
    "target",
    "on_behalf_of",
    "chips",
    "cloud",
    "tranche_of",
    "part_of",
    "supersedes",
    "expands",
    "overlaps",
    "reciprocal_of",
    "holder",
    "bound",
    "from",
    "to",
    "deal",
    "about",
    "counterparty",
    "entity",
    "of",
    "operator",
    "maker",
    "parent",
    "family_of",
];

/// Whether what comes next is behind a key whose value is an id.
fn is_reference(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let key =
        if line.trim_start().starts_with('{') { line.rsplit(['{', ',']).next().unwrap_or_default() } else { line };
    let key = key.split('=').next().unwrap_or_default().trim();
    KEYS.contains(&key)
}

const PARTIES: [&str; 4] = ["Alpha", "Beta", "Gamma", "Delta"];
const KINDS: [&str; 3] = ["equity", "debt", "cloud"];
const AMOUNTS: [&str; 5] = ["5bn", "7bn", "up to 9bn", "?", "20bn"];

/// Rows of a small register: payer, payee, kind, amount, day of the year.
fn small() -> impl Strategy<Value = Vec<(usize, usize, usize, usize, u32)>> {
    prop::collection::vec((0..4_usize, 0..3_usize, 0..3_usize, 0..5_usize, 0..120_u32), 1..9)
}

fn register(list: &[(usize, usize, usize, usize, u32)], prefix: &str, reversed: bool) -> Register {
    let line = |(at, (payer, payee, kind, amount, day)): (usize, &(usize, usize, usize, usize, u32))| {
        let to = (payer + 1 + payee) % PARTIES.len();
        let number = if reversed { 99 - at } else { at };
        let (month, day) = (day / 28 + 1, day % 28 + 1);
        let (payer, payee, kind, amount) = (PARTIES[*payer], PARTIES[to], KINDS[*kind], AMOUNTS[*amount]);
        format!(
            "{prefix}{number:02},{payer},{payee},{kind},{amount},2025-{month:02}-{day:02},closed,https://example.org/{prefix}{at}\n"
        )
    };
    read(&format!("{COLUMNS}{}", list.iter().enumerate().map(line).collect::<String>()))
}

/// The lists with ours and theirs exchanged.
fn mirrored(found: &Reconciliation) -> (BTreeSet<(String, String)>, [usize; 5]) {
    let turned = pairs(found).into_iter().map(|(one, other)| (other, one)).collect();
    let [same, differ, they, we, unclear] = counts(found);
    (turned, [same, differ, we, they, unclear])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn mirrored_it_is_the_same(one in small(), other in small()) {
        let (ours, theirs) = (register(&one, "o", false), register(&other, "t", false));
        let there = reconcile(&ours, &theirs);
        let back = reconcile(&theirs, &ours);
        prop_assert_eq!(mirrored(&there), (pairs(&back), counts(&back)));
    }

    #[test]
    fn beside_itself_everything_is_the_same(one in small()) {
        let (ours, theirs) = (register(&one, "o", false), register(&one, "t", true));
        prop_assert_eq!(counts(&reconcile(&ours, &theirs)), [one.len(), 0, 0, 0, 0]);
        prop_assert_eq!(counts(&reconcile(&ours, &ours)), [one.len(), 0, 0, 0, 0]);
    }

    #[test]
    fn every_deal_is_in_a_list_and_nothing_that_fits_is_left_on_both_sides(one in small(), other in small()) {
        let (ours, theirs) = (register(&one, "o", false), register(&other, "t", false));
        let found = reconcile(&ours, &theirs);
        let told = |pick: fn(&(String, String)) -> &String| pairs(&found).iter().map(pick).cloned().collect::<Vec<_>>();
        let mut own: BTreeSet<String> = told(|pair| &pair.0).into_iter().collect();
        own.extend(found.we_have.iter().map(|alone| alone.deal.to_string()));
        own.extend(found.unclear.iter().flat_map(|group| &group.ours).map(ToString::to_string));
        prop_assert_eq!(own.len(), ours.deals.len());
        // By brute force: of what only one side has, no two are of one kind, between the same two, within a month, with
        // amounts that fit.
        for mine in found.we_have.iter().filter_map(|alone| ours.deals.get(&alone.deal)) {
            for yours in found.they_have.iter().filter_map(|alone| theirs.deals.get(&alone.deal)) {
                let name = |register: &Register, ids: &[roundtrip::model::EntityId]| -> Vec<String> {
                    ids.iter().map(|id| register.name(id).to_owned()).collect()
                };
                let same_two = name(&ours, &mine.payers) == name(&theirs, &yours.payers)
                    && name(&ours, &mine.payees) == name(&theirs, &yours.payees);
                let days = (mine.history[0].on.day() - yours.history[0].on.day()).get_days().abs();
                let (a, b) = (mine.value, yours.value);
                let fits = b.high.is_none_or(|high| a.low <= high) && a.high.is_none_or(|high| b.low <= high);
                prop_assert!(!(same_two && mine.kind == yours.kind && days <= 31 && fits), "{} and {}", mine.id, yours.id);
            }
        }
        // Records that stand one to one do so once.
        let once = |ids: Vec<String>| ids.len() == ids.iter().collect::<BTreeSet<_>>().len();
        let all = found.same.iter().chain(&found.differ).filter(|pair| pair.how.name() == "one to one");
        prop_assert!(once(all.clone().map(|pair| pair.ours.to_string()).collect()));
        prop_assert!(once(all.map(|pair| pair.theirs.to_string()).collect()));
    }
}

#[test]
fn the_same_money_twice_in_one_file() {
    let twice = |one: &str, other: &str| duplicates(&rows(&[one, other])).len();
    let first = "a,Bank,Lab,equity,5bn,2025-05-01,closed";
    assert_eq!(twice(first, "b,Bank,Lab,equity,5bn,2025-05-01,closed"), 1);
    assert_eq!(twice(first, "b,Bank,Lab,convertible,5bn,2025-05-28,announced"), 1, "one family, one amount");
    assert_eq!(twice(first, "b,Bank,Lab,equity,up to 9bn,2025-05-28,closed"), 1);
    assert_eq!(twice(first, "b,Bank,Lab,equity,?,2025-05-28,closed"), 1);
    assert_eq!(twice(first, "b,Bank,Lab,equity,5bn,2025-07-28,closed"), 0, "another month");
    assert_eq!(twice(first, "b,Bank,Lab,equity,7bn,2025-05-01,closed"), 0, "another amount");
    assert_eq!(twice(first, "b,Bank,Lab,cloud,5bn,2025-05-01,closed"), 0, "another family");
    assert_eq!(twice(first, "b,Lab,Bank,equity,5bn,2025-05-01,closed"), 0, "the other way");
    assert_eq!(twice(first, "b,Bank,Lab,equity,5bn,2025-05-01,cancelled"), 0, "only what lives");
}

#[test]
fn deals_that_speak_of_each_other_are_no_duplicates() {
    let register = crate::common::edition();
    let found: BTreeMap<String, String> =
        duplicates(&register).into_iter().map(|pair| (pair.one.to_string(), pair.other.to_string())).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found.get("nscale_series_b").map(String::as_str), Some("nvda_nscale_500m"));
}

/// A file of the test's own.
fn file(name: &str, text: &str) -> String {
    let path = std::env::temp_dir().join(format!("roundtrip-reconcile-{}-{name}", std::process::id()));
    fs::write(&path, text).expect("a file");
    path.display().to_string()
}

#[test]
fn the_word_stands_beside_the_figures() {
    let text = format!(
        "{COLUMNS}a,Bank,Lab,equity,5bn,2025-05-01,closed,https://example.org/1\n\
         b,Bank,Lab,equity,5bn,2025-05-03,closed,https://example.org/2\n\
         c,Lab,Bank,cloud,9bn,2025-06-01,closed,https://example.org/3\n"
    );
    let path = file("twice.csv", &text);
    let said = run(&["loops", &path]);
    assert!(
        said.contains("the same money may be counted twice: a and b; see `roundtrip check --doubt duplicate`"),
        "{said}"
    );
    let check = run(&["check", "--doubt", "duplicate", &path]);
    assert!(check.contains("a: perhaps the same money as b ($5bn, 2025-05-03), 2 days apart"), "{check}");
    // It says so only where both count.
    assert!(!run(&["loops", &path, "--as-of", "2025-05-02"]).contains("counted twice"));
}

#[test]
fn a_register_under_other_ids_has_not_changed() {
    let one = "id,payer,payee,kind,amount,date,status,source\n\
        a,Bank,Lab,equity,5bn,2025-05-01,closed,https://example.org/1\n\
        c,Lab,Bank,cloud,9bn,2025-06-01,closed,https://example.org/3\n";
    let other = "id,payer,payee,kind,amount,date,status,source\n\
        c,The Bank,Lab Inc.,equity,5bn,2025-05-01,closed,https://example.org/1\n\
        d,Lab Inc.,The Bank,cloud,12bn,2025-06-01,closed,https://example.org/3\n";
    let document = json(&["diff", &file("one.csv", one), &file("other.csv", other), "--format", "json"]);
    let what: Vec<&str> =
        document["loops"].as_array().expect("loops").iter().filter_map(|one| one["what"][0].as_str()).collect();
    assert_eq!((document["before"]["loops"].as_u64(), document["after"]["loops"].as_u64()), (Some(1), Some(1)));
    assert!(!what.contains(&"born") && !what.contains(&"died"), "{what:?}");
    let deals: Vec<&str> =
        document["deals"].as_array().expect("deals").iter().filter_map(|one| one["deal"].as_str()).collect();
    assert_eq!(deals, ["c"], "9bn is 12bn now, and is called as before");
}

#[test]
fn what_is_accepted_of_the_proposals_is_read_as_a_layer() {
    let ours = file("ours.csv", &format!("{COLUMNS}a,Bank,Lab,equity,5bn,2025-05-01,closed,https://example.org/1\n"));
    let theirs = file(
        "theirs.csv",
        &format!(
            "{COLUMNS}a,Bank,Lab,equity,6bn,2025-05-01,signed,https://example.org/2\n\
             b,Lab,Chipper,chips,9bn,2025-06-01,closed,https://example.org/3\n"
        ),
    );
    let proposals = file("proposals.toml", "");
    let said = run(&["reconcile", &ours, &theirs, "--proposals", &proposals, "--format", "json"]);
    assert!(said.contains(r#""counts":{"same":0,"differ":1,"they_have":1,"we_have":0,"cannot_tell":0"#), "{said}");
    let text = fs::read_to_string(&proposals).expect("proposals");
    assert!(text.lines().all(|line| line.is_empty() || line.starts_with('#')), "{text}");
    assert!(text.contains("## Adds Lab buys chips from Chipper, $9bn."), "{text}");
    assert_eq!(json(&["list", "deals", "--data", &ours, "--data", &proposals, "--format", "json"])["count"], 1);
    let accepted: String = text
        .lines()
        .filter(|line| !line.starts_with("##"))
        .flat_map(|line| [line.strip_prefix("# ").unwrap_or(line), "\n"])
        .collect();
    fs::write(&proposals, accepted).expect("accepted");
    let deals = json(&["list", "deals", "--data", &ours, "--data", &proposals, "--format", "json"]);
    assert_eq!(deals["count"], 2, "{deals}");
    let doubts = run(&["check", "--doubt", "claims", "--data", &ours, "--data", &proposals]);
    assert!(doubts.contains("$6bn; held: $5bn"), "{doubts}");
}

#[test]
fn every_format_says_it() {
    let ours = file("f1.csv", &format!("{COLUMNS}a,Bank,Lab,equity,5bn,2025-05-01,closed,https://example.org/1\n"));
    let theirs = file("f2.csv", &format!("{COLUMNS}b,Bank,Lab,equity,6bn,2025-05-01,signed,https://example.org/2\n"));
    let table = run(&["reconcile", &ours, &theirs]);
    assert!(table.contains("0 the same, 1 with other figures; they have 0, we have 0; 0 cannot be told"), "{table}");
    assert!(table.contains("https://example.org/1") && table.contains("https://example.org/2"), "{table}");
    let csv = run(&["reconcile", &ours, &theirs, "--format", "csv"]);
    assert!(csv.contains("differ,,one to one,amount status,"), "{csv}");
    assert!(run(&["reconcile", &ours, &theirs, "--format", "markdown"]).contains("## The same with other figures: 1"));
    let shipped = json(&["reconcile", "shipped", "shipped", "--format", "json"]);
    assert_eq!((&shipped["counts"]["same"], &shipped["counts"]["differ"]), (&shipped["ours"]["deals"], &0.into()));
}
