//! What a user sees: the real program on a small register and on the shipped one.

use crate::common::{json, loops, program, run, shipped, stdout};

const SMALL: [&str; 2] = ["--data", "tests/data/small.toml"];

fn small(args: &[&str]) -> String {
    run(&[args, &SMALL].concat())
}

#[test]
fn loops_as_a_table() {
    insta::assert_snapshot!(small(&["loops"]));
}

#[test]
fn loops_as_markdown() {
    insta::assert_snapshot!(small(&["loops", "--format", "markdown"]));
}

#[test]
fn loops_as_csv() {
    insta::assert_snapshot!(small(&["loops", "--format", "csv"]));
}

#[test]
fn loops_as_json() {
    insta::assert_snapshot!(small(&["loops", "--format", "json"]));
}

#[test]
fn loops_of_single_deals() {
    insta::assert_snapshot!(small(&["loops", "--by", "deal", "--format", "ndjson"]));
}

#[test]
fn flows_in_the_columns_of_the_design() {
    insta::assert_snapshot!(small(&["flows", "--format", "csv"]));
}

#[test]
fn flows_of_assets() {
    insta::assert_snapshot!(small(&["flows", "--level", "asset"]));
}

#[test]
fn a_page_of_a_loop() {
    insta::assert_snapshot!(small(&["show", "lab/cloudco/chipco"]));
}

#[test]
fn a_page_of_an_entity() {
    insta::assert_snapshot!(small(&["show", "ChipCo"]));
}

#[test]
fn a_page_of_a_deal_as_markdown() {
    insta::assert_snapshot!(small(&["show", "stake", "--format", "markdown"]));
}

#[test]
fn a_page_of_a_source() {
    insta::assert_snapshot!(small(&["show", "paper"]));
}

#[test]
fn doubts() {
    insta::assert_snapshot!(small(&["check"]));
}

#[test]
fn a_map_for_graphviz() {
    insta::assert_snapshot!(small(&["map", "--format", "dot"]));
}

#[test]
fn the_talks_are_a_page_that_an_editor_would_print() {
    insta::assert_snapshot!(run(&["show", "amazon/openai", "--as-of", "2025-12-17"]));
}

#[test]
fn what_is_misspelt_is_suggested() {
    let all = [
        run(&["show", "opnai"]),
        run(&["loops", "--status", "sined"]),
        run(&["loops", "--kind", "chip"]),
        run(&["loops", "--assume", "oai_aws_38=closed"]),
        run(&["loops", "--assume", "oai_aws_38b"]),
        run(&["loops", "--without", "nvida"]),
        run(&["loops", "--as-of", "yesterday"]),
        run(&["loops", "--min-amount", "lots"]),
        run(&["loops", "--deadline", "soon"]),
        run(&["loops", "--class", "round"]),
        run(&["check", "--doubt", "conflcit"]),
        run(&["show", "openai/aker"]),
        run(&["man", "lops"]),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn help_teaches() {
    insta::assert_snapshot!(run(&["loops", "--help"]));
}

#[test]
fn a_limit_is_said_aloud_and_ends_with_3() {
    let said = run(&["loops", "--limit", "5"]);
    assert!(said.starts_with("exit 3"), "{said}");
    assert!(said.contains("at least 5 loops of circular funding (stopped at --limit)"), "{said}");
    let output = program(&["loops", "--limit", "5", "--format", "json"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(3));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(document["complete"], false);
    assert_eq!(document["loops"].as_array().map(Vec::len), Some(5));
}

#[test]
fn a_deadline_is_said_aloud_and_ends_with_3() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("complete.csv");
    let mut text = "payer,payee,kind,amount,date,status\n".to_owned();
    for payer in 0..16 {
        for payee in (0..16).filter(|payee| *payee != payer) {
            text.push_str(&format!("c{payer},c{payee},equity,1M,2025-01-01,signed\n"));
            text.push_str(&format!("c{payer},c{payee},cloud,1M,2025-01-01,signed\n"));
        }
    }
    std::fs::write(&path, text).expect("write");
    let path = path.to_str().expect("UTF-8");
    // No loop has so many sources, which is known of each only when it is found.
    let said = run(&["loops", path, "--deadline", "1s", "--top", "1", "--where", "sources >= 9"]);
    assert!(said.starts_with("exit 3") && said.contains("stopped at --deadline"), "{said}");
}

#[test]
fn the_json_has_the_keys_of_the_design() {
    let document = json(&["loops", "--format", "json"]);
    let keys = |value: &serde_json::Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    for key in ["schema", "as_of", "level", "complete", "count", "loops"] {
        assert!(keys(&document).contains(&key.to_owned()), "{key}");
    }
    assert_eq!(document["schema"], "roundtrip/loops/1");
    let one = document["loops"].as_array().expect("loops").iter().find(|l| l["id"] == "nvidia/openai/oracle");
    let one = one.expect("the loop of docs/design.md#loops");
    for key in ["class", "length", "bottleneck", "binding_hop", "status", "closed_on", "in_time_order", "hops"] {
        assert!(keys(one).contains(&key.to_owned()), "{key}");
    }
    assert_eq!(keys(&one["bottleneck"]), ["stated", "low", "high"]);
    for key in ["payer", "payee", "deals", "kinds", "status", "amount"] {
        assert!(keys(&one["hops"][0]).contains(&key.to_owned()), "{key}");
    }
    assert_eq!(one["hops"][2]["amount"]["stated"].to_string(), "40000000000");
}

#[test]
fn the_views_compose() {
    let all = loops(&["--class", "any"]);
    let funding = loops(&[]);
    assert!(funding.len() <= all.len() && funding.len() > 1000);
    assert!(loops(&["--status", "closed"]).len() < loops(&["--status", "signed"]).len());
    assert!(loops(&["--through", "nvidia"]).keys().all(|id| id.split('/').any(|part| part == "nvidia")));
    assert!(loops(&["--without", "openai"]).keys().all(|id| !id.split('/').any(|part| part == "openai")));
    assert!(!loops(&["--without", "oracle_nvda_40b"]).contains_key("nvidia/openai/oracle"));
    let short = loops(&["--max-length", "3"]);
    let expected = funding.keys().filter(|id| id.split('/').count() <= 3).count();
    assert_eq!(short.len(), expected);
    let priced = json(&["loops", "--priced", "--format", "json"]);
    assert!(priced["loops"].as_array().expect("loops").iter().all(|l| l["unpriced_hops"] == 0));
    let large = json(&["loops", "--min-amount", "20B", "--priced", "--format", "json"]);
    for one in large["loops"].as_array().expect("loops") {
        assert!(one["bottleneck"]["stated"].as_f64().expect("stated") >= 2e10, "{one}");
    }
    assert!(loops(&["--include", "contingent"]).len() > funding.len());
    let kinds = loops(&["--kind", "equity,cloud"]);
    assert!(kinds.contains_key("amazon/openai") && !kinds.contains_key("nvidia/openai/oracle"));
    assert_eq!(loops(&["--kind", "equity,convertible"]).len(), 0, "investments alone fund nothing in a circle");
    let before = run(&["loops", "--as-of", "2001-01-01"]);
    assert!(before.starts_with("exit 0") && before.contains("the first deal is dated 2019-07-22"), "{before}");
}

#[test]
fn clouds_and_chips_carry_the_money_at_asset_level() {
    let found = loops(&["--level", "asset"]);
    assert!(found.contains_key("amazon/openai/aws"), "OpenAI pays AWS, which belongs to Amazon");
    assert!(found.contains_key("gb200/nvidia/openai/oci/oracle"), "OpenAI rents OCI, Oracle buys GB200");
    let document = json(&["loops", "--level", "asset", "--format", "json", "--max-length", "2"]);
    let one = document["loops"].as_array().expect("loops").iter().find(|l| l["id"] == "amazon/openai/aws");
    let one = one.expect("two hops and a structural one");
    assert_eq!(one["length"], 2, "a structural arc counts no hop");
    assert_eq!(one["hops"].as_array().map(Vec::len), Some(2));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for args in [&["loops", "--format", "json"][..], &["map"], &["flows", "--format", "csv"], &["check"]] {
        assert_eq!(stdout(args), stdout(args), "{args:?}");
    }
}

#[test]
fn a_file_is_written_whole() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("deep/er/loops.csv");
    let file = path.to_str().expect("UTF-8");
    assert_eq!(stdout(&["loops", "--format", "csv", "-o", file]), "");
    assert_eq!(std::fs::read_to_string(&path).expect("it is there"), stdout(&["loops", "--format", "csv"]));
    let left: Vec<_> = std::fs::read_dir(path.parent().expect("a folder")).expect("it is there").collect();
    assert_eq!(left.len(), 1, "nothing is left beside it");
    let said = run(&["loops", "-o", folder.path().to_str().expect("UTF-8")]);
    assert!(said.starts_with("exit 2") && said.contains("is a folder"), "{said}");
}

#[test]
fn a_report_leaves_no_picture_of_yesterday() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().to_str().expect("UTF-8");
    std::fs::write(folder.path().join("mine.txt"), "keep").expect("write");
    let one = stdout(&["report", "-o", path, "--as-of", "2025-12-17", "--pictures", "3"]);
    assert!(one.contains("169 loops"), "{one}");
    let pictures = || {
        let mut names: Vec<String> = std::fs::read_dir(folder.path().join("loops"))
            .expect("loops")
            .map(|entry| entry.expect("entry").file_name().into_string().expect("UTF-8"))
            .collect();
        names.sort();
        names
    };
    let first = pictures();
    assert_eq!(first.len(), 3);
    stdout(&["report", "-o", path, "--pictures", "2", "--status", "signed"]);
    assert_eq!(pictures().len(), 2);
    assert_ne!(first, pictures());
    assert_eq!(std::fs::read_to_string(folder.path().join("mine.txt")).expect("kept"), "keep");
    for name in ["map.svg", "map.dot", "loops.csv", "loops.json", "loops.md", "flows.csv"] {
        assert!(folder.path().join(name).metadata().expect(name).len() > 100, "{name}");
    }
}

/// A register with many loops has lists of those that matter, and they say that they are not all.
#[test]
fn the_lists_of_a_report_are_cut_and_say_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_str().expect("a path");
    let file = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect(name);
    let run = |top: &str| {
        let output = program(&["report", "-o", path, "--pictures", "0", "--top", top, "--status", "signed"]).output();
        let output = output.expect("the program");
        assert!(output.status.success());
        let list: serde_json::Value = serde_json::from_str(&file("loops.json")).expect("JSON");
        let count = list["count"].as_u64().expect("a count");
        let has = list["loops"].as_array().expect("loops").len() as u64;
        assert_eq!(file("loops.csv").lines().count() as u64, has + 1);
        (count, has, list["listed"].as_u64(), String::from_utf8_lossy(&output.stderr).into_owned(), file("loops.md"))
    };
    let (count, has, listed, said, page) = run("3");
    assert!(count > 3);
    assert_eq!((has, listed), (3, Some(3)));
    assert!(said.contains(&format!("have the 3 largest of {count} loops; --top 0 writes all")), "{said}");
    assert!(page.contains("The 3 largest are in loops.csv and loops.json"), "{page}");
    let (count, has, listed, said, page) = run("0");
    assert_eq!((has, listed), (count, None));
    assert!(!said.contains("largest of"), "{said}");
    assert!(page.contains("All of them are in loops.csv and loops.json"), "{page}");
}

#[test]
fn the_shell_is_helped() {
    assert!(stdout(&["completions", "bash"]).contains("_roundtrip"));
    assert!(stdout(&["man"]).contains(".TH roundtrip"));
    assert!(stdout(&["man", "loops"]).contains("max\\-length"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_reading_is_no_error() {
    use std::process::Stdio;
    let mut child = shipped::program(&["loops", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0));
}
