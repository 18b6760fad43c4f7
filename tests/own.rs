//! A register of one's own: begun, added to by questions and by flags, and never written half or wrong.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Output, Stdio},
};

use crate::common::program;

/// A run in `folder`, with these answers.
fn answered(folder: &Path, args: &[&str], answers: &str) -> Output {
    let mut command = program(args);
    command.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    // It may end before it has read them all.
    let _ = child.stdin.take().expect("a pipe").write_all(answers.as_bytes());
    child.wait_with_output().expect("it ends")
}

fn said(output: &Output) -> String {
    let code = output.status.code().expect("it ends by itself");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    format!("exit {code}\n--- stdout\n{out}--- stderr\n{err}")
}

fn begun() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("tempdir");
    let output =
        answered(folder.path(), &["init", "mine", "--title", "Who \"pays\" whom", "--as-of", "2026-06-30"], "");
    assert!(output.status.success(), "{}", said(&output));
    folder
}

const ANSWERS: &str = "Acme Corp\nBolt\neqity\nequity\n$1.5bnx\n<=1.5B\nsigned\n2026-13-01\n2026-01-15\n\
                       https://example.org/a\nThe Paper\n\n\n\ny\n";

#[test]
fn a_register_begins_empty_and_grows_to_a_loop() {
    let folder = begun();
    let none = answered(folder.path(), &["loops", "--data", "mine"], "");
    assert!(said(&none).contains("0 loops of circular funding"), "{}", said(&none));
    let added = answered(folder.path(), &["add", "deal", "--data", "mine"], ANSWERS);
    insta::assert_snapshot!(said(&added));
    let by_flags = [
        "add",
        "deal",
        "--data",
        "mine",
        "--payer",
        "bolt",
        "--payee",
        "acme corp",
        "--kind",
        "chips",
        "--amount",
        "~200M",
        "--status",
        "closed",
        "--on",
        "2026-02",
        "--source",
        "https://example.org/a",
        "--title",
        "Bolt buys cells",
        "--id",
        "bolt_cells",
        "--yes",
    ];
    let added = answered(folder.path(), &by_flags, "");
    assert!(added.status.success(), "{}", said(&added));
    insta::assert_snapshot!(fs::read_to_string(folder.path().join("mine/deals/added.toml")).expect("written"));
    let one = answered(folder.path(), &["loops", "--data", "mine", "--format", "csv"], "");
    assert!(said(&one).contains("acme-corp/bolt,circular-funding,2,200000000,0,200000000"), "{}", said(&one));
    // The same id is not written twice.
    let again = answered(folder.path(), &by_flags, "");
    assert!(said(&again).starts_with("exit 2") && said(&again).contains("there is a deal `bolt_cells`"));
}

#[test]
fn what_is_wrong_writes_nothing() {
    let folder = begun();
    let file = folder.path().join("mine/deals/added.toml");
    // The answers end; no is answered; the record pays its own payer.
    let cut = &ANSWERS[..ANSWERS.len() / 2];
    let no = ANSWERS.replace("y\n", "n\n");
    let itself = ANSWERS.replace("Bolt", "Acme Corp");
    for answers in [cut, &no, &itself] {
        let output = answered(folder.path(), &["add", "deal", "--data", "mine"], answers);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(!file.exists());
    }
    let full = answered(folder.path(), &["init", "mine"], "");
    assert!(said(&full).starts_with("exit 2") && said(&full).contains("is not empty"));
    let shipped = answered(folder.path(), &["add", "deal"], "");
    assert!(said(&shipped).contains("the shipped register cannot be added to"));
    let currency = answered(folder.path(), &["init", "other", "--base", "DOLLARS"], "");
    assert!(said(&currency).starts_with("exit 2"), "{}", said(&currency));
    assert!(!folder.path().join("other").exists());
}
