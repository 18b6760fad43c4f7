//! Pictures of hostile and of ordinary registers: they hold what the register says, and nothing runs.

use std::{fs, process::Command};

use crate::common::{program, stdout};

/// Names that break pictures: each is a company, and each pays the next one both ways round.
const HOSTILE: [&str; 18] = [
    "3com",
    "node",
    "graph",
    "say \\\"hi\\\"",
    "ends in a backslash\\\\",
    "two\\nlines",
    "\\\\N \\\\G \\\\E \\\\L",
    "<b>HTML</b>",
    "<<i>port</i>>",
    "Grüße 日本 🚀",
    "x\\\"]; evil [label=\\\"pwned",
    "a --> b; c",
    "</script><script>alert(1)</script>",
    "]]>",
    "&lt;&amp;",
    "{record|port}",
    "",
    "rtl \\u202E override \\u0000 nul",
];

/// A register in which these names form a ring.
fn register(names: &[&str]) -> String {
    let mut text = "[[source]]\nid = \"paper\"\nkind = \"press\"\n".to_owned();
    for (at, name) in names.iter().enumerate() {
        let next = (at + 1) % names.len();
        text += &format!(
            "[[entity]]\nid = \"e{at}\"\nname = \"{name}\"\nkind = \"company\"\naliases = [\"{name}\"]\n\
             [[deal]]\nid = \"d{at}\"\ntitle = \"{name} pays\"\nkind = \"{}\"\npayer = \"e{at}\"\npayee = \"e{next}\"\n\
             amount = \"1B\"\nhistory = [{{ on = \"2025-01-01\", status = \"signed\" }}]\ncite = [\"paper\"]\n",
            if at == 0 { "equity" } else { "cloud" }
        );
    }
    text
}

fn with_register<T>(names: &[&str], then: impl FnOnce(&str) -> T) -> T {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("hostile.toml");
    fs::write(&path, register(names)).expect("write");
    then(path.to_str().expect("UTF-8"))
}

fn hostile_names() -> Vec<String> {
    let mut names: Vec<String> = HOSTILE.iter().map(|&name| name.to_owned()).collect();
    names.push("long ".repeat(2000));
    names
}

/// Counts what a map holds, after reading it as XML.
fn bubbles_and_arrows(svg: &str) -> (usize, usize) {
    let document = roxmltree::Document::parse(svg).expect("well-formed XML");
    let with = |name: &str| document.descendants().filter(|node| node.has_attribute(name)).count();
    for node in document.descendants() {
        assert!(!["script", "foreignObject", "image", "use"].contains(&node.tag_name().name()));
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
            assert!(!attribute.value().starts_with("javascript:"));
        }
    }
    (with("data-id"), with("data-deals"))
}

#[test]
fn hostile_names_make_a_sound_map() {
    let names = hostile_names();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    with_register(&names, |path| {
        let svg = stdout(&["map", path]);
        assert_eq!(bubbles_and_arrows(&svg), (names.len(), names.len()));
        assert!(!svg.contains("<script"));
        let other = stdout(&["loops", path, "--format", "markdown"]);
        assert!(!other.contains("<script"), "{other}");
    });
}

#[test]
#[ignore = "needs graphviz; run by CI"]
fn the_real_dot_sees_the_same_graph() {
    let names = hostile_names();
    let mut groups: Vec<Vec<&str>> = vec![names.iter().map(String::as_str).collect()];
    // One at a time too, so that one name cannot hide what another does.
    groups.extend(names.iter().map(|name| vec![name.as_str(), "plain"]));
    for group in groups {
        with_register(&group, |path| {
            let folder = tempfile::tempdir().expect("tempdir");
            let dot = folder.path().join("map.dot");
            stdout(&["map", path, "--format", "dot", "-o", dot.to_str().expect("UTF-8")]);
            let output = Command::new("dot").arg("-Tsvg").arg(&dot).output().expect("graphviz is installed");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && !said.contains("rror"), "{group:?}: {said}");
            let svg = String::from_utf8(output.stdout).expect("UTF-8");
            let count = |class: &str| svg.matches(&format!("class=\"{class}\"")).count();
            assert_eq!((count("node"), count("edge")), (group.len(), group.len()), "{group:?}");
        });
    }
}

#[test]
fn the_map_of_the_shipped_register_holds_its_loops() {
    let svg = stdout(&["map"]);
    let (bubbles, arrows) = bubbles_and_arrows(&svg);
    assert!((20..=60).contains(&bubbles) && arrows > bubbles, "{bubbles} bubbles, {arrows} arrows");
    for name in ["Nvidia", "OpenAI", "Oracle", "Microsoft", "Amazon", "Anthropic"] {
        assert!(svg.contains(&format!(">{name}<")), "{name}");
    }
    // Nothing about these companies is written into the program.
    let small = stdout(&["map", "tests/data/small.toml"]);
    assert!(!small.contains("AI") && small.contains("A small ring"), "{small}");
}

#[test]
fn maps_can_be_focused_highlighted_and_widened() {
    let (whole, _) = bubbles_and_arrows(&stdout(&["map"]));
    let (near, _) = bubbles_and_arrows(&stdout(&["map", "--focus", "oracle", "--hops", "1"]));
    assert!(near > 1 && near < whole, "{near} of {whole}");
    let (all, _) = bubbles_and_arrows(&stdout(&["map", "--all"]));
    assert_eq!(all, 60, "the rest has no room");
    assert!(stdout(&["map", "--all"]).contains("Not drawn, with "), "and the picture says so");
    let plain = stdout(&["map"]);
    let lit = stdout(&["map", "--highlight", "nvidia/openai/oracle"]);
    assert_ne!(plain, lit);
    let assets = stdout(&["map", "--level", "asset"]);
    assert!(assets.contains(">AWS<") && !plain.contains(">AWS<"), "clouds and chips are nodes of their own");
}

#[test]
fn the_legend_says_what_grey_is() {
    // AMD pays OpenAI on a loop, and is grey beside one that is in colour.
    let lit = stdout(&["map", "--focus", "oracle", "--highlight", "nvidia/openai/oracle"]);
    assert!(lit.contains("AMD → OpenAI") && lit.contains(">Not on this loop<"), "{lit}");
    assert!(!lit.contains(">On no loop<"), "{lit}");
    let all = stdout(&["map", "--all"]);
    assert!(all.contains(">On no loop<") && !all.contains("Not on this loop"), "{all}");
}

#[test]
fn a_map_of_nothing_is_refused_with_a_reason() {
    let output = program(&["map", "--as-of", "2018-01-01"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no loop to draw"));
}
