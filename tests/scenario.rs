//! What if, several at once: a scenario file says what the flags say, and every fault of one is said in one run.

use std::fs;

use crate::common::{json, program, run, stdout};

const HALF: &str = r#"
title = "Half of Oracle, the talks are signed, and no AWS contract"

[[deal]]
id     = "oai_oracle_300b"
amount = "150B"

[[deal]]
id     = "nvda_anth_10b"
status = "announced"

[[deal]]
id   = "oai_aws_38b"
drop = true
"#;

/// A file that is there as long as the folder is.
fn file(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("scenario.toml");
    fs::write(&path, text).expect("write");
    let name = path.to_str().expect("UTF-8").to_owned();
    (folder, name)
}

#[test]
fn a_scenario_does_what_the_flags_do() {
    let (_folder, path) = file(HALF);
    let flags = ["--without", "oai_aws_38b", "--assume", "nvda_anth_10b=announced"];
    let supposed = stdout(&["flows", "--format", "csv", "--scenario", &path]);
    let by_flags = stdout(&[&["flows", "--format", "csv"], &flags[..]].concat());
    // All but the amount, which no flag can suppose.
    let other =
        |text: &str| text.lines().filter(|l| !l.contains("oai_oracle_300b")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(other(&supposed), other(&by_flags));
    let row = supposed.lines().find(|line| line.contains("oai_oracle_300b")).expect("it counts");
    assert!(row.contains(",150000000000,150000000000,150000000000,"), "{row}");
    // What is said on the command line wins.
    let wins = stdout(&["flows", "--format", "csv", "--scenario", &path, "--assume", "nvda_anth_10b=signed"]);
    assert!(wins.lines().any(|line| line.contains("nvda_anth_10b") && line.contains(",signed,")));
}

#[test]
fn it_is_compared_with_the_register_as_it_is() {
    let (_folder, path) = file(HALF);
    let document = json(&["diff", "--format", "json", "--scenario", &path]);
    let paid = |side: &str| document[side]["paid"].as_f64().expect("a sum");
    // 150 of Oracle's and 38 of AWS's.
    assert!((paid("before") - paid("after") - 188e9).abs() < 1.0);
    let deals: Vec<&str> =
        document["deals"].as_array().expect("deals").iter().map(|deal| deal["deal"].as_str().expect("id")).collect();
    assert_eq!(deals, ["nvda_anth_10b", "oai_aws_38b", "oai_oracle_300b"]);
    let told = stdout(&["diff", "--scenario", &path]);
    assert!(told.starts_with("What if, as of 2026-06-30: "), "{told}");
}

#[test]
fn every_fault_is_said_at_once() {
    let (folder, _) = file(
        r#"titel = "x"
[[deal]]
id = "oai_oracle_30b"
amount = "150Q"
[[deal]]
id = "oai_aws_38b"
status = "sigend"
drop = true
[[deal]]
id = "oai_aws_38b"
[[deal]]
amount = "5B"
"#,
    );
    let output =
        program(&["loops", "--scenario", "scenario.toml"]).current_dir(folder.path()).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(String::from_utf8(output.stderr).expect("UTF-8"));
    assert!(run(&["loops", "--scenario", "/nowhere/at/all.toml"]).contains("cannot read"));
    assert!(run(&["diff"]).starts_with("exit 2"));
}

#[test]
fn two_scenarios_are_compared_with_each_other() {
    let (_half, half) = file(HALF);
    let other = "title = \"No AWS contract\"\n[[deal]]\nid = \"oai_aws_38b\"\ndrop = true\n";
    let (_other, other) = file(other);
    let flags = ["--scenario", &half, "--scenario", &other];
    let document = json(&[&["diff", "--format", "json"], &flags[..]].concat());
    // Each side is what it is alone.
    for (side, path) in [("before", &half), ("after", &other)] {
        let alone = json(&["diff", "--format", "json", "--scenario", path]);
        for key in ["paid", "loops", "circulation", "view"] {
            assert_eq!(document[side][key], alone["after"][key], "{side} {key}");
        }
    }
    // What both suppose is no difference.
    let deals: Vec<&str> =
        document["deals"].as_array().expect("deals").iter().map(|deal| deal["deal"].as_str().expect("id")).collect();
    assert_eq!(deals, ["nvda_anth_10b", "oai_oracle_300b"]);
    // Turned round, what was born has died.
    let back = json(&["diff", "--format", "json", "--scenario", &other, "--scenario", &half]);
    let count = |document: &serde_json::Value, what: &str| {
        document["loops"].as_array().expect("loops").iter().filter(|one| one["what"][0] == what).count()
    };
    assert_eq!((count(&document, "grew"), count(&document, "died")), (count(&back, "shrank"), count(&back, "born")));
    // A view has one.
    assert!(run(&[&["loops"], &flags[..]].concat()).contains("is a second scenario for one view"));
    assert!(run(&[&["diff", "2025-12-17", "2026-06-30"], &flags[..]].concat()).starts_with("exit 2"));
    assert!(run(&["diff", "--scenario", &half, "--scenario", &other, "--scenario", &half]).starts_with("exit 2"));
}
