//! What is typed by mistake is answered with what to type, and what is written is what its name says.

use std::fs;

use crate::common::{program, run};

fn said(args: &[&str], words: &[&str]) {
    let said = run(args);
    assert!(said.starts_with("exit 2"), "{args:?}: {said}");
    for word in words {
        assert!(said.contains(word), "{args:?}: no `{word}` in {said}");
    }
}

#[test]
fn a_name_where_a_file_is_expected() {
    said(&["loops", "nvidia"], &["there is no file `nvidia`", "`roundtrip loops --through nvidia`"]);
    said(&["map", "openai"], &["`roundtrip map --of openai`", "`roundtrip show openai`"]);
    said(&["loops", "Open AI"], &["OpenAI Group PBC is in the register", "--through openai"]);
    said(&["check", "oai_aws_38b"], &["`roundtrip show oai_aws_38b`"]);
    said(&["report", "amazon/openai"], &["`roundtrip show amazon/openai`"]);
    said(&["flows", "2025-12-17"], &["`--as-of 2025-12-17`"]);
    said(&["loops", "no-such-thing"], &["cannot read `no-such-thing`"]);
}

#[test]
fn a_file_that_is_no_register() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("write");
        path.to_str().expect("UTF-8").to_owned()
    };
    let payments = path("payments.csv", "src,dst,timestamp,amount\na,b,1,10\nb,a,2,9\n");
    said(&["loops", &payments], &["a ledger of payments", &format!("`roundtrip scan {payments}`")]);
    said(&[&payments], &[&format!("`roundtrip scan {payments}`")]);
    let deals = path("deals.csv", "payer,payee,kind,amount,date,status\na,b,equity,1M,2025-01-01,nonsense\n");
    said(&["loops", &deals], &["unknown status `nonsense`"]);
    said(&[&deals], &[&format!("`roundtrip loops {deals}`")]);
    said(&["scan", "nvidia"], &["`roundtrip loops --through nvidia`"]);
    said(&["scan", "tests/data/small.toml"], &["`roundtrip loops tests/data/small.toml`"]);
    let sheet = path("deals.xlsx", "PK");
    said(&["loops", &sheet], &["it is no workbook"]);
    let old = path("deals.ods", "PK");
    said(&["loops", &old], &["save it as .xlsx or as CSV"]);
    said(&["report", &old], &["save it as .xlsx or as CSV"]);
}

#[test]
fn flags_and_commands_of_other_programs() {
    said(&["loops", "--json"], &["type `--format json`"]);
    said(&["measure", "exposure", "--csv"], &["type `--format csv`"]);
    said(&["loops", "-f", "json"], &["type `--format`"]);
    said(&["flows", "--date", "2025-12-17"], &["type `--as-of`"]);
    said(&["show", "amazon", "openai"], &["`amazon/openai`"]);
    said(&["nvidia"], &["`roundtrip show nvidia`"]);
    said(&["exposure"], &["`roundtrip measure exposure`"]);
    said(&["deal"], &["`roundtrip add deal`"]);
    said(&["timeline"], &["`roundtrip map --diagram timeline`"]);
    said(&["graphml"], &["`roundtrip export graphml`"]);
    said(&["loops", "--format", "xlsx"], &["`roundtrip export xlsx -o deals.xlsx`"]);
    let init = run(&["init", "--json"]);
    assert!(!init.contains("type `--format"), "it has no such flag: {init}");
    assert!(run(&["help", "measure"]).starts_with("exit 0"));
    #[cfg(not(feature = "sqlite"))]
    said(&["export", "sqlite"], &["--features sqlite"]);
}

#[test]
fn the_ending_of_a_name_decides_the_format() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    for (args, name, start) in [
        (&["loops"][..], "a.csv", "id,class,"),
        (&["loops"], "a.json", "{\"schema\""),
        (&["show", "openai"], "a.md", "# "),
        (&["measure", "outside"], "a.csv", "company,"),
        (&["flows"], "a.ndjson", "{"),
        (&["diff", "2025-12-17", "2026-06-30"], "b.json", "{\"schema\""),
        (&["rights"], "c.md", "# "),
        (&["roles"], "c.json", "{\"schema\""),
        (&["check"], "d.csv", "doubt,"),
        (&["map", "--diagram", "matrix"], "e.svg", "<svg"),
        (&["map"], "e.gv", "digraph"),
        (&["export", "graphml"], "f.graphml", "<?xml"),
    ] {
        let file = path(name);
        let said = run(&[args, &["-o", &file]].concat());
        assert!(said.starts_with("exit 0\n--- stdout\n--- stderr\n"), "{args:?}: {said}");
        assert!(said.contains(&format!("wrote {file} (")), "{args:?}: {said}");
        let written = fs::read_to_string(&file).expect("written");
        assert!(written.trim_start().starts_with(start), "{args:?} {name}: {written:.200}");
    }
}

#[test]
fn a_name_that_says_another_format_is_refused() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let ledger = path("ledger.csv");
    fs::write(&ledger, "src,dst\na,b\nb,a\n").expect("write");
    for (args, name, word) in [
        (&["map"][..], "map.jpg", ".svg, .html"),
        (&["map", "--format", "svg"], "map.jpg", "name it `"),
        (&["map", "--format", "dot"], "map.svg", "name it `"),
        (&["loops"], "x.xlsx", "`roundtrip export xlsx`"),
        (&["loops"], "x.svg", ".csv, .json"),
        (&["measure", "touch", "--format", "csv"], "x.json", "contradicts the format csv"),
        (&["scan", &ledger], "x.xlsx", "endings that work"),
        (&["export", "graphml"], "x.csv", "contradicts the format graphml"),
        (&["import", "tests/data/small.toml"], "x.csv", "contradicts the format toml"),
    ] {
        let file = path(name);
        said(&[args, &["-o", &file]].concat(), &[word]);
        assert!(!fs::exists(&file).expect("a folder"), "{args:?}");
    }
}

#[test]
fn a_dash_is_standard_output() {
    let folder = tempfile::tempdir().expect("tempdir");
    let ledger = folder.path().join("ledger.csv");
    fs::write(&ledger, "src,dst\na,b\nb,a\n").expect("write");
    let ledger = ledger.to_str().expect("UTF-8");
    for args in [
        &["loops", "--format", "csv"][..],
        &["show", "openai"],
        &["map"],
        &["map", "--format", "png"],
        &["measure", "outside"],
        &["flows"],
        &["diff", "2025-12-17", "2026-06-30"],
        &["rights"],
        &["roles"],
        &["check"],
        &["scan", ledger],
        &["scan", ledger, "--count"],
        &["export", "gexf"],
        &["import", "tests/data/small.toml"],
    ] {
        let output = |more: &[&str]| {
            let output = program(&[args, more].concat()).output().expect("it starts");
            assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
            (output.stdout, output.stderr)
        };
        assert!(output(&["-o", "-"]) == output(&[]), "{args:?}");
    }
    said(&["report", "-o", "-"], &["a report is a folder of files"]);
}

#[test]
fn a_name_that_says_nothing_takes_any_format() {
    let folder = tempfile::tempdir().expect("tempdir");
    for (format, name, start) in [("csv", "tmp.Ab3dEf", "id,"), ("json", "plain", "{")] {
        let file = folder.path().join(name);
        let said = run(&["loops", "--format", format, "-o", file.to_str().expect("UTF-8")]);
        assert!(said.starts_with("exit 0"), "{said}");
        assert!(fs::read_to_string(&file).expect("written").starts_with(start));
    }
}
