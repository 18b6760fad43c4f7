//! Whatever any command computes can be recomputed from the rows of `flows` by someone else's program: here is one,
//! written as plainly as can be.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{json, stdout};

/// One row of `flows`.
struct Row {
    payer: String,
    payee: String,
    family: String,
    stated: Option<f64>,
    low: f64,
    high: Option<f64>,
    status: usize,
}

const RUNGS: [&str; 5] = ["rumoured", "in-talks", "announced", "signed", "closed"];

fn rows(args: &[&str]) -> Vec<Row> {
    let text = stdout(&[&["flows", "--format", "csv"], args].concat());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    assert_eq!(
        header.iter().collect::<Vec<_>>(),
        ["payer", "payee", "deal", "kind", "family", "stated", "low", "high", "status", "since", "in_kind"]
    );
    let row = |row: csv::StringRecord| Row {
        payer: row[0].to_owned(),
        payee: row[1].to_owned(),
        family: row[4].to_owned(),
        stated: row[5].parse().ok(),
        low: row[6].parse().expect("a low end"),
        high: row[7].parse().ok(),
        status: RUNGS.iter().position(|rung| *rung == &row[8]).expect("a rung"),
    };
    reader.records().map(|r| row(r.expect("a row"))).collect()
}

/// Every simple circuit, by walking.
fn walk(graph: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<Vec<String>> {
    fn extend<'a>(path: &mut Vec<&'a str>, graph: &BTreeMap<&'a str, BTreeSet<&'a str>>, out: &mut Vec<Vec<String>>) {
        let (first, last) = (path[0], path[path.len() - 1]);
        for next in graph.get(last).into_iter().flatten() {
            if *next == first {
                out.push(path.iter().map(|&s| s.to_owned()).collect());
            } else if *next > first && !path.contains(next) {
                path.push(next);
                extend(path, graph, out);
                path.pop();
            }
        }
    }
    let mut out = Vec::new();
    for first in graph.keys() {
        extend(&mut vec![first], graph, &mut out);
    }
    out
}

fn check(args: &[&str]) {
    let rows = rows(args);
    let mut hops: BTreeMap<(&str, &str), Vec<&Row>> = BTreeMap::new();
    let mut graph: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &rows {
        hops.entry((&row.payer, &row.payee)).or_default().push(row);
        graph.entry(&row.payer).or_default().insert(&row.payee);
    }
    let mut expected = BTreeMap::new();
    for path in walk(&graph) {
        let pairs: Vec<(&str, &str)> =
            (0..path.len()).map(|at| (path[at].as_str(), path[(at + 1) % path.len()].as_str())).collect();
        let on: Vec<&Vec<&Row>> = pairs.iter().map(|pair| &hops[pair]).collect();
        let any = |family: &str| on.iter().any(|rows| rows.iter().any(|row| row.family == family));
        if !any("investment") || !any("purchase") {
            continue;
        }
        let stated = |rows: &Vec<&Row>| rows.iter().filter_map(|r| r.stated).reduce(|a, b| a + b);
        let bottleneck = on.iter().map(|rows| stated(rows)).collect::<Option<Vec<f64>>>();
        let bottleneck = bottleneck.map(|all| all.into_iter().fold(f64::INFINITY, f64::min));
        let low = on.iter().map(|rows| rows.iter().map(|r| r.low).sum::<f64>()).fold(f64::INFINITY, f64::min);
        let high = |rows: &Vec<&Row>| rows.iter().map(|r| r.high).collect::<Option<Vec<f64>>>().map(|h| h.iter().sum());
        let high: Option<f64> = on.iter().filter_map(|rows| high(rows)).reduce(f64::min);
        let status = on.iter().map(|rows| rows.iter().map(|r| r.status).max().expect("a row")).min().expect("a hop");
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
        assert_eq!(one["bottleneck"]["high"].as_f64(), *high, "{id}");
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
fn a_deal_is_one_row_from_one_payer_to_one_payee() {
    for level in ["company", "asset"] {
        let flows = stdout(&["flows", "--format", "csv", "--level", level]);
        let mut reader = csv::Reader::from_reader(flows.as_bytes());
        let mut seen = std::collections::BTreeSet::new();
        for row in reader.records().map(|row| row.expect("a row")) {
            // The ceiling of a round of two members that belong to one owner is not that owner's twice.
            assert!(seen.insert([0, 1, 2].map(|cell| row[cell].to_owned())), "{level}: {row:?}");
        }
        assert!(seen.len() > 200);
    }
}
