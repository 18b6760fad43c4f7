//! A complete graph of forty companies: everybody pays everybody, and there are more loops (over 1e46) than can be
//! listed. Every command answers all the same, in bounded time and memory, and never says that it has them all.
#![cfg(unix)]

use std::{fs, process::Output};

use crate::common::{complete, watch::bounded};
use roundtrip::answer::measure::QUESTIONS;

fn ask(args: &[&str]) -> Output {
    let output = bounded(args);
    assert!(!said(&output).contains("panicked"), "{args:?}: {}", said(&output));
    output
}

/// Whether a run was cut off at its deadline: on a machine that is too slow or too busy for it, which says so.
fn is_cut_off(text: &str) -> bool {
    text.contains("error: stopped at --deadline")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_loop_that_is_named_is_found_without_a_search() {
    let folder = tempfile::tempdir().expect("tempdir");
    let deals = complete(folder.path());
    let picture = folder.path().join("ring.svg");
    let picture = picture.to_str().expect("UTF-8");
    let ring: Vec<String> = (0..25).rev().map(|at| format!("n{at}")).collect();
    let ring = ring.join("/");
    for args in [
        &["show", &ring, "--data", &deals][..],
        &["map", &deals, "--diagram", "loop", "--highlight", &ring, "-o", picture],
    ] {
        let output = ask(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", said(&output));
    }
    let drawn = fs::read_to_string(picture).expect("drawn");
    assert!(drawn.contains("n24") && !drawn.contains("n25"));
    // Whoever is passed twice makes two loops, and neither is this one.
    let twice = ask(&["show", "n0/n1/n0/n2", "--data", &deals]);
    assert_eq!(twice.status.code(), Some(2));
    assert!(said(&twice).contains("each once"), "{}", said(&twice));
}

#[test]
fn choices_of_parallel_deals_end_too() {
    // Two kinds on every hop of one long ring: one path, and 2^60 choices of deals.
    let folder = tempfile::tempdir().expect("tempdir");
    let mut rows = "payer,payee,kind,amount,date,status\n".to_owned();
    for at in 0..60 {
        for kind in ["equity", "cloud"] {
            rows += &format!("n{at},n{},{kind},1M,2025-01-01,signed\n", (at + 1) % 60);
        }
    }
    let path = folder.path().join("ring.csv");
    fs::write(&path, rows).expect("written");
    let deals = path.to_str().expect("UTF-8");
    let by_deal = |more: &[&str]| ask(&[&["loops", deals, "--by", "deal", "--format", "csv"], more].concat());
    // Of purchases only there is one choice among them all: it is found, and the search is complete.
    let output = by_deal(&["--class", "reciprocal-trade"]);
    assert_eq!((output.status.code(), output.stdout.split(|byte| *byte == b'\n').count()), (Some(0), 3));
    for (more, why) in [
        (&["--limit", "10"][..], "stopped at --limit"),
        (&["--deadline", "1s"], "stopped at --deadline"),
        (&[], "more are not held"),
    ] {
        let output = by_deal(more);
        assert_eq!(output.status.code(), Some(3), "{more:?}: {}", said(&output));
        let told = said(&output).contains("at least ") || is_cut_off(&said(&output));
        assert!(said(&output).contains(why) && told, "{more:?}: {}", said(&output));
    }
}

/// All that a run says, and its code.
fn all(args: &[&str]) -> (Option<i32>, String) {
    let output = ask(args);
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned() + &said(&output))
}

#[test]
fn what_looks_for_loops_stops_and_says_so() {
    let folder = tempfile::tempdir().expect("tempdir");
    let deals = complete(folder.path());
    let out = folder.path().join("out");
    let out = out.to_str().expect("UTF-8");
    let asked: [&[&str]; 12] = [
        &["loops", &deals, "--top", "3"],
        &["loops", &deals, "--by", "deal", "--top", "3"],
        &["loops", &deals, "--format", "json", "--top", "3"],
        &["loops", &deals, "--class", "cross-investment"],
        &["loops", &deals, "--top", "3", "--where", "new since 2024-01-01"],
        &["show", "n1", "--data", &deals],
        &["show", "complete-1", "--data", &deals],
        &["map", &deals],
        &["map", &deals, "--diagram", "gallery"],
        &["diff", "2024-01-01", "2025-06-01", "--data", &deals],
        &["diff", "2025-01-01", "2025-06-01", "--data", &deals, "--format", "json"],
        &["report", &deals, "-o", out],
    ];
    // Every measure that looks for loops or paths; between two companies, over paths of many hops.
    let measures = QUESTIONS.iter().filter(|one| one.searches).map(|one| {
        let ends: &[&str] = if one.example.is_empty() { &[] } else { &["n1", "n2", "--max-length", "12"] };
        [&["measure", one.name], ends, &["--data", &deals]].concat()
    });
    for args in asked.map(<[_]>::to_vec).into_iter().chain(measures) {
        let (code, text) = all(&[&args, &["--deadline", "2s"][..]].concat());
        let start = text.get(..2000).unwrap_or(&text);
        assert_eq!(code, Some(3), "{args:?}: {start}");
        let json = args.contains(&"json") && text.contains("\"complete\":");
        assert!(json || text.contains("t least ") || is_cut_off(&text), "{args:?}: {start}");
        assert!(!text.contains("\"complete\":true") && !text.contains("\"complete\": true"), "{args:?}: {start}");
    }
    for (file, least) in [("loops.md", "# At least "), ("circularity.md", "at least "), ("index.html", "at least ")] {
        // A run that was cut off says which file is the last one.
        let Ok(text) = fs::read_to_string(folder.path().join("out").join(file)) else { continue };
        assert!(text.contains(least), "{file}");
    }
}

/// Writing stops at the deadline too, and a list that has not all that were found says how many it has.
#[test]
fn a_list_that_is_cut_says_so() {
    let folder = tempfile::tempdir().expect("tempdir");
    let deals = complete(folder.path());
    let check = |text: &str, said: &str, cut: &str| {
        let document: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let (count, list) = (document["count"].as_u64().expect("count"), document["loops"].as_array().expect("loops"));
        let listed = document.get("listed").map_or(count, |listed| listed.as_u64().expect("a number"));
        assert_eq!(list.len() as u64, listed);
        assert_eq!((listed < count, document["complete"] == false), (said.contains(cut), true), "{said}");
    };
    for deadline in ["1s", "2s", "3s"] {
        let output = ask(&["loops", &deals, "--format", "json", "--deadline", deadline]);
        assert_eq!(output.status.code(), Some(3), "{}", said(&output));
        if is_cut_off(&said(&output)) {
            continue;
        }
        check(&String::from_utf8_lossy(&output.stdout), &said(&output), "listed are only the first ");
    }
    let out = folder.path().join("out");
    let output = ask(&["report", &deals, "--deadline", "3s", "--top", "0", "-o", out.to_str().expect("UTF-8")]);
    if let Ok(text) = fs::read_to_string(out.join("loops.json")) {
        check(&text, &said(&output), "loops.json has only the first ");
    } else {
        assert!(is_cut_off(&said(&output)), "{}", said(&output));
    }
}

#[test]
fn what_looks_for_no_loops_is_whole() {
    let folder = tempfile::tempdir().expect("tempdir");
    let deals = complete(folder.path());
    let mut asked: Vec<Vec<&str>> = vec![
        vec!["flows", &deals, "--format", "csv"],
        vec!["check", &deals],
        vec!["check", &deals, "--double-counting"],
        vec!["roles", "--data", &deals],
        vec!["rights", "--data", &deals],
        vec!["measure", "ladder", "--data", &deals, "--every", "quarter"],
        vec!["measure", "clearing", "--data", &deals, "--default", "n1"],
        vec!["measure", "exposure", "--data", &deals, "--investor", "n1"],
        vec!["map", &deals, "--diagram", "matrix", "--all", "--limit", "1000"],
    ];
    for one in QUESTIONS.iter().filter(|one| !one.searches) {
        asked.push(vec!["measure", one.name, "--data", &deals]);
    }
    let folders = ["csv", "neo4j", "xlsx"].map(|format| (format, folder.path().join(format).display().to_string()));
    for (format, place) in &folders {
        asked.push(vec!["export", format, "--data", &deals, "-o", place]);
    }
    for format in ["graphml", "gexf", "cytoscape", "jgf", "ftm", "bods", "d2"] {
        asked.push(vec!["export", format, "--data", &deals]);
    }
    for args in asked {
        let (code, text) = all(&args);
        let limited = args.contains(&"--limit");
        assert_eq!(code, Some(if limited { 3 } else { 0 }), "{args:?}: {}", text.get(..2000).unwrap_or(&text));
    }
    // A picture for a document is refused with the reason, not drawn without an end.
    let (code, text) = all(&["export", "mermaid", "--data", &deals]);
    assert!(code == Some(2) && text.contains("help: "), "{text}");
    // An answer without a proof is called one.
    assert!(all(&["measure", "breakers", "--data", &deals]).1.contains("As far as was found"));
}

#[test]
fn what_is_not_wanted_is_not_searched() {
    // Everybody on one side pays everybody; beside them are a pair of investments, a small loop, and one who hangs on.
    let folder = tempfile::tempdir().expect("tempdir");
    let deals = complete(folder.path());
    let more = "a,b,equity,1M,2025-01-01,closed\nb,a,equity,1M,2025-01-01,closed\nc,d,equity,1M,2025-01-01,closed\n\
                d,c,chips,1M,2025-01-01,closed\nleaf,n0,equity,1M,2025-01-01,closed\nn0,leaf,chips,1M,2025-01-01,closed\n";
    // Of purchases only, so that none of them is a loop of circular funding.
    let rows = fs::read_to_string(&deals).expect("readable").replace("equity", "chips");
    fs::write(&deals, rows.clone() + &more.replace("leaf,n0,equity", "leaf,n0,chips")).expect("written");
    let ids = |args: &[&str]| {
        let output = ask(&[&["loops", &deals, "--format", "ndjson"], args].concat());
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(ids(&[]).starts_with("{\"id\":\"c/d\"") && ids(&[]).lines().count() == 1);
    assert!(ids(&["--class", "cross-investment"]).starts_with("{\"id\":\"a/b\""));
    assert_eq!(ids(&["--class", "cross-investment", "--by", "deal"]).lines().count(), 1);
    let page = ask(&["show", "c", "--data", &deals]);
    assert_eq!(page.status.code(), Some(0), "{}", said(&page));
    // Through one who hangs on there is one loop; that there is no other is not found by looking at all of the rest.
    let page = ask(&["show", "leaf", "--data", &deals]);
    assert!(matches!(page.status.code(), Some(0 | 3)), "{}", said(&page));
}
