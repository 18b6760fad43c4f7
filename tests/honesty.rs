//! Whatever any command computes can be recomputed from the rows of `flows` by someone else's program: here is one,
//! written as plainly as can be.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{
    json,
    plain::{self, Row, Sums, circuits, rows},
    program, stdout,
};

const RUNGS: [&str; 5] = ["rumoured", "in-talks", "announced", "signed", "closed"];

fn check(args: &[&str]) {
    let (rows, sums) = (rows(args), Sums::of(args));
    let mut hops: BTreeMap<(&str, &str), Vec<&Row>> = BTreeMap::new();
    for row in &rows {
        hops.entry((&row.payer, &row.payee)).or_default().push(row);
    }
    let mut expected = BTreeMap::new();
    for path in circuits(&hops.keys().copied().collect(), usize::MAX) {
        let pairs: Vec<(&str, &str)> = (0..path.len()).map(|at| (path[at], path[(at + 1) % path.len()])).collect();
        let on: Vec<&Vec<&Row>> = pairs.iter().map(|pair| &hops[pair]).collect();
        let any = |family: &str| on.iter().any(|rows| rows.iter().any(|row| row.family == family));
        // A guarantee is an investment as soon as it is called.
        if !(any("investment") || any("contingent")) || !any("purchase") {
            continue;
        }
        let ends: Vec<plain::Ends> = on.iter().map(|rows| sums.sum(rows.iter().copied())).collect();
        let stated = ends.iter().map(|(stated, ..)| (*stated > 0.0).then_some(*stated));
        let bottleneck = stated.collect::<Option<Vec<f64>>>();
        let bottleneck = bottleneck.map(|all| all.into_iter().fold(f64::INFINITY, f64::min));
        let low = ends.iter().map(|(_, low, _)| *low).fold(f64::INFINITY, f64::min);
        let high = ends.iter().map(|(.., high)| *high).fold(f64::INFINITY, f64::min);
        let rung = |row: &&Row| RUNGS.iter().position(|rung| *rung == row.status).expect("a rung");
        let status = on.iter().map(|rows| rows.iter().map(rung).max().expect("a row")).min().expect("a hop");
        expected.insert(path.join("/"), (bottleneck, low, high, RUNGS[status]));
    }
    let document = json(&[&["loops", "--format", "json"], args].concat());
    let loops = document["loops"].as_array().expect("loops");
    assert_eq!(loops.len(), expected.len(), "{args:?}");
    for one in loops {
        let id = one["id"].as_str().expect("an id");
        let (stated, low, high, status) = &expected[id];
        assert_eq!(one["bottleneck"]["stated"].as_f64(), *stated, "{id}");
        assert_eq!(one["bottleneck"]["low"].as_f64(), Some(*low), "{id}");
        assert_eq!(one["bottleneck"]["high"].as_f64(), high.is_finite().then_some(*high), "{id}");
        assert_eq!(one["status"], *status, "{id}");
    }
}

#[test]
fn loops_follow_from_the_rows() {
    check(&[]);
}

#[test]
fn loops_of_another_day_follow_from_its_rows() {
    check(&["--as-of", "2025-12-17"]);
    check(&["--as-of", "2025-09-30"]);
}

#[test]
fn loops_of_every_rung_follow_from_the_rows() {
    for rung in RUNGS {
        check(&["--status", rung]);
    }
}

#[test]
fn loops_of_filters_follow_from_the_rows() {
    check(&["--kind", "equity,cloud,chips"]);
    check(&["--without", "openai"]);
    check(&["--without", "aws,oracle_nvda_40b"]);
    check(&["--include", "contingent"]);
    check(&["--min-amount", "5B"]);
    check(&["--min-amount", "1B", "--priced"]);
    check(&["--assume", "nvda_oai_loi_100b=signed"]);
}

#[test]
fn a_deal_stands_once_between_two_parties() {
    for level in ["company", "asset"] {
        for more in [&[][..], &["--include", "contingent"], &["--as-of", "2025-12-17"]] {
            let args = [&["--level", level], more].concat();
            let rows = rows(&args);
            let pairs: BTreeSet<_> = rows.iter().map(|row| (&row.payer, &row.payee, &row.deal)).collect();
            assert_eq!(pairs.len(), rows.len(), "{args:?}");
        }
    }
    // BlackRock and its GIP are two of six who form the partnership, for up to 30bn together.
    let ceilings = |payer: &str| -> Vec<f64> {
        let own = |row: &Row| row.payer == payer && row.deal == "aip_formed";
        rows(&[]).iter().filter(|row| own(row)).map(|row| row.high).collect()
    };
    assert_eq!(ceilings("blackrock"), [30e9]);
    assert_eq!(ceilings("nvidia"), [30e9]);
}

/// Two payers of one deal who are one company, and for the second deal a stranger beside them.
const GROUP: &str = r#"
title = "A group"
as_of = "2026-01-01"
entity = [
  { id = "group", kind = "company" },
  { id = "arm", kind = "company", parent = "group" },
  { id = "leg", kind = "company", parent = "group" },
  { id = "lab", kind = "company" },
  { id = "other", kind = "company" },
]
source = [{ id = "paper", publisher = "The Paper", date = "2025-06-01", kind = "press" }]
[[deal]]
id      = "alone"
kind    = "equity"
payer   = ["arm", "leg"]
payee   = "lab"
amount  = "10B"
history = [{ on = "2025-06-01", status = "signed" }]
cite    = ["paper"]
[[deal]]
id      = "joint"
kind    = "equity"
payer   = ["arm", "leg", "other"]
payee   = "lab"
amount  = "10B"
history = [{ on = "2025-06-01", status = "signed" }]
cite    = ["paper"]
"#;

#[test]
fn members_that_are_one_company_have_one_ceiling() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("group.toml");
    std::fs::write(&path, GROUP).expect("write");
    let data = format!("--data={}", path.to_str().expect("UTF-8"));
    let rows = |more: &[&str]| -> Vec<String> {
        let row = |row: &Row| {
            let Row { payer, deal, stated, low, high, .. } = row;
            format!("{payer} {deal} {} {low} {high}", stated.map_or("?".to_owned(), |stated| stated.to_string()))
        };
        rows(&[&[data.as_str()], more].concat()).iter().map(row).collect()
    };
    // All payers are one: the whole is its own. With a stranger its share is unknown.
    let company = ["group alone 10000000000 10000000000 10000000000", "group joint ? 0 10000000000"];
    assert_eq!(rows(&[]), [&company[..], &["other joint ? 0 10000000000"]].concat());
    // Without an arm, what the other gave is unknown.
    assert_eq!(
        rows(&["--without", "arm"]),
        ["group alone ? 0 10000000000", "group joint ? 0 10000000000", "other joint ? 0 10000000000"]
    );
    // As assets they are two, and neither share is known.
    let asset = ["arm alone ? 0 10000000000", "arm joint ? 0 10000000000", "leg alone ? 0 10000000000"];
    assert_eq!(
        rows(&["--level", "asset"]),
        [&asset[..], &["leg joint ? 0 10000000000", "other joint ? 0 10000000000"]].concat()
    );
}

/// Money that is paid to a cloud and spent by its owner goes round all the same.
#[test]
fn what_goes_round_goes_from_company_to_company() {
    for measure in [
        "circulation",
        "ladder",
        "companies",
        "breakers",
        "annual",
        "clearing",
        "loops",
        "exposure",
        "backlog",
        "outside",
        "touch",
        "null",
        "levels",
    ] {
        let output = program(&["measure", measure, "--level", "asset"]).output().expect("it runs");
        let says = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{measure}");
        assert!(says.contains("between companies") && says.contains("--level company"), "{measure}: {says}");
    }
    let sides = |level| {
        let args = ["diff", "2025-09-01", "2025-12-17", "--format", "json", "--level", level];
        let document = json(&args);
        ["before", "after"].map(|side| {
            let of = &document[side];
            (of["paid"].clone(), of["circulation"].clone(), of["share"].clone(), of["share_firm"].clone())
        })
    };
    assert_eq!(sides("asset"), sides("company"));
    let folder = tempfile::tempdir().expect("a folder");
    let report = |level| {
        let out = folder.path().join(level);
        stdout(&["report", "--level", level, "--pictures", "0", "-o", out.to_str().expect("UTF-8")]);
        std::fs::read_to_string(out.join("circularity.md")).expect("written")
    };
    let page = report("company");
    assert_eq!(report("asset"), page);
    let commands: Vec<&str> =
        page.split("see \\`roundtrip ").skip(1).filter_map(|rest| rest.split("\\`").next()).collect();
    assert!(!commands.is_empty(), "{page}");
    for command in commands {
        stdout(&[&command.split(' ').collect::<Vec<_>>()[..], &["--top", "1"]].concat());
    }
}
