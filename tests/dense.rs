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
