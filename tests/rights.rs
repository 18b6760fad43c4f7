//! What is exclusive to whom, as of a day.

use std::fs;

use crate::common::{json, run, stdout};
use serde_json::Value;

/// The rights of a day that stand in some way: who, from whom, what kind, to what.
fn standing(args: &[&str], force: &str) -> Vec<String> {
    let document = json(&[&["rights", "--format", "json"], args].concat());
    let list = document["rights"].as_array().expect("rights").iter().filter(|right| right["force"] == force);
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let line = |right: &Value| {
        let (holder, bound) = (text(&right["holders"][0]), text(&right["bound"][0]));
        format!("{holder} < {bound}: {}, {}", text(&right["grant"]), text(&right["scope"]))
    };
    list.map(line).collect()
}

#[test]
fn microsofts_rights_end_and_amazons_begin() {
    let models = "OpenAI's models and intellectual property";
    let api =
        "microsoft < openai: exclusive, API products that OpenAI develops with third parties, on Azure".to_owned();
    let exclusive = format!("microsoft < openai: exclusive, {models}");
    let refusal = "microsoft < openai: first-refusal, OpenAI's computing".to_owned();
    let frontier = "aws < openai: exclusive, distribution of OpenAI Frontier by clouds of third parties".to_owned();
    assert_eq!(standing(&["--as-of", "2025-12-17"], "in-force"), [exclusive.clone(), api.clone()]);
    assert!(standing(&["--as-of", "2025-12-17"], "ended").contains(&refusal));
    assert!(standing(&["--as-of", "2025-10-27"], "unknown").contains(&refusal), "since when is not recorded");
    assert!(standing(&["--as-of", "2026-04-26"], "in-force").contains(&exclusive), "the day before");
    let now = standing(&[], "in-force");
    assert_eq!(now, [frontier, format!("microsoft < openai: non-exclusive, {models}")]);
    assert!(standing(&[], "ended").contains(&api));
    assert!(standing(&["--of", "anthropic"], "in-force").is_empty());
    assert_eq!(standing(&["--of", "amazon"], "in-force").len(), 1, "what its cloud has is its own");
}

#[test]
fn the_page_of_a_day_does_not_know_what_came_later() {
    let page = stdout(&["rights", "--as-of", "2025-12-17", "--format", "markdown"]);
    assert!(!page.contains("2026-04-27"), "{page}");
    assert!(page.contains("A4.15") && page.contains("2 exclusive rights are in force on 2025-12-17"), "{page}");
}

#[test]
fn a_deal_of_the_kind_exclusivity_is_a_right_itself() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("own.toml");
    let text = r#"
as_of = "2026-01-01"
entity = [{ id = "a", kind = "company" }, { id = "b", kind = "company" }]
source = [{ id = "s", kind = "press" }]

[[deal]]
id      = "only_a"
title   = "A alone sells what B makes"
kind    = "exclusivity"
payer   = "a"
payee   = "b"
term    = "5y"
history = [{ on = "2024-05", status = "signed" }, { on = "2025-06-01", status = "cancelled" }]
cite    = ["s"]
"#;
    fs::write(&path, text).expect("write");
    let path = path.to_str().expect("UTF-8");
    let at = |day: &'static str, force: &str| standing(&[path, "--as-of", day], force);
    let right = ["a < b: exclusive, A alone sells what B makes"];
    assert_eq!(at("2024-04-30", "not-yet"), right);
    assert_eq!(at("2024-05-10", "unknown"), right);
    assert_eq!(at("2024-06-01", "in-force"), right);
    assert_eq!(at("2025-06-01", "ended"), right);
}

#[test]
fn a_wrong_right_is_told_with_the_mend() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("own.toml");
    let text = r#"
entity = [{ id = "a", kind = "company" }, { id = "b", kind = "company" }]
source = [{ id = "s", kind = "press" }]

[[deal]]
id      = "only_a"
kind    = "licence"
payer   = "a"
payee   = "b"
rights  = [
  { grant = "exclusiv", scope = "all" },
  { grant = "exclusive", scope = "all", holder = "c" },
  { grant = "exclusive", scope = "all", on = "2025-02-01", ended = "2025-01-01" },
]
history = [{ on = "2024-05", status = "signed" }]
cite    = ["s"]
"#;
    fs::write(&path, text).expect("write");
    let said = run(&["rights", path.to_str().expect("UTF-8")]);
    assert!(said.starts_with("exit 2"), "{said}");
    for what in [
        "did you mean `exclusive`?",
        "no entity in this register is called `c`",
        "this right ends 2025-01-01 and begins 2025-02-01",
    ] {
        assert!(said.contains(what), "{what} is not said:\n{said}");
    }
}
