//! The guide: every command of it runs, and prints the lines that stand under it there.

mod common;

use std::fs;

use common::{program, words};

/// Blanks do not matter: tables are laid out anew for every width.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_guide_quotes_the_program() {
    let text = fs::read_to_string("docs/guide.md").expect("the guide");
    let folder = tempfile::tempdir().expect("tempdir");
    let (_, scenario) = text.split_once("```toml\n").expect("a scenario");
    fs::write(folder.path().join("half.toml"), scenario.split("```").next().expect("its end")).expect("write");
    let questions = text.lines().filter(|line| line.starts_with("## ")).count();
    let blocks: Vec<&str> =
        text.split("```console\n").skip(1).map(|rest| rest.split("```").next().expect("its end")).collect();
    assert_eq!(blocks.len(), questions, "a question has no command, or two blocks of them");
    for block in blocks {
        for command in block.split("$ roundtrip ").skip(1) {
            let (command, quoted) = command.split_once('\n').expect("what it prints");
            let output = program(&words(command).iter().map(String::as_str).collect::<Vec<_>>())
                .current_dir(folder.path())
                .output()
                .expect("it runs");
            assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
            let printed = plain(&String::from_utf8(output.stdout).expect("UTF-8"));
            assert!(!quoted.trim().is_empty(), "{command} stands without its answer");
            for line in quoted.lines() {
                assert!(printed.contains(&plain(line)), "{command} does not print: {line}");
            }
        }
    }
}
