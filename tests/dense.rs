//! A complete graph of forty companies: everybody pays everybody, and there are more loops (over 1e46) than can be
//! listed. Every command answers all the same, in bounded time and memory, and never says that it has them all.
#![cfg(unix)]

mod common;

use std::{process::Output, time::Duration};

use common::{bounded, complete};

/// A debug build on a busy machine is slow; what has no end takes longer than any margin.
const SOON: Duration = Duration::from_secs(180);

fn ask(args: &[&str]) -> Output {
    let output = bounded(args, SOON);
    assert!(!said(&output).contains("panicked"), "{args:?}: {}", said(&output));
    output
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
    let drawn = std::fs::read_to_string(picture).expect("drawn");
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
    std::fs::write(&path, rows).expect("written");
    let deals = path.to_str().expect("UTF-8");
    let by_deal = |more: &[&str]| ask(&[&["loops", deals, "--by", "deal", "--format", "csv"], more].concat());
    // Of purchases only there is one choice among them all: it is found, and the search is complete.
    let output = by_deal(&["--class", "reciprocal-trade"]);
    assert_eq!((output.status.code(), output.stdout.split(|byte| *byte == b'\n').count()), (Some(0), 3));
    for (more, why) in [
        (&["--limit", "10"][..], "stopped at --limit"),
        (&["--deadline", "1ms"], "stopped at --deadline"),
        (&[], "more are not held"),
    ] {
        let output = by_deal(more);
        assert_eq!(output.status.code(), Some(3), "{more:?}: {}", said(&output));
        assert!(said(&output).contains(why) && said(&output).contains("at least "), "{more:?}: {}", said(&output));
    }
}
