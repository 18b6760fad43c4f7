//! The guide and the list of commands: every command in them runs, and prints the lines that stand under it there.

use std::{collections::BTreeSet, fs, path::Path};

use crate::common::{
    shipped::{program, stdout},
    words,
};

/// Blanks do not matter: tables are laid out anew for every width.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sections of a page, each of which must have one block of commands.
fn sections(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("## ")).collect()
}

/// Writes the file that a page shows in a block of some language.
fn file(text: &str, language: &str, path: &Path) {
    let (_, rest) = text.split_once(&format!("```{language}\n")).expect("the file");
    fs::write(path, rest.split("```").next().expect("its end")).expect("write");
}

/// Runs every command of a page, in a folder, in order.
fn runs_as_quoted(text: &str, folder: &Path) {
    let blocks: Vec<&str> =
        text.split("```console\n").skip(1).map(|rest| rest.split("```").next().expect("its end")).collect();
    assert_eq!(blocks.len(), sections(text).len(), "a section has no command, or two blocks of them");
    for block in blocks {
        for command in block.split("$ roundtrip ").skip(1) {
            let (command, quoted) = command.split_once('\n').expect("what it prints");
            let output = program(&words(command).iter().map(String::as_str).collect::<Vec<_>>())
                .current_dir(folder)
                .output()
                .expect("it runs");
            assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
            let printed = plain(&String::from_utf8(output.stdout).expect("UTF-8"));
            let quiet = command.starts_with("export") || command.starts_with("import");
            assert!(quiet || !quoted.trim().is_empty(), "{command} stands without its answer");
            for line in quoted.lines() {
                assert!(printed.contains(&plain(line)), "{command} does not print: {line}");
            }
        }
    }
}

#[test]
fn the_guide_quotes_the_program() {
    let text = fs::read_to_string("docs/guide.md").expect("the guide");
    let folder = tempfile::tempdir().expect("tempdir");
    file(&text, "toml", &folder.path().join("half.toml"));
    runs_as_quoted(&text, folder.path());
}

/// Each file is a block of CSV with its name, and what is printed on standard error is quoted too.
#[test]
fn the_page_on_ledgers_quotes_the_program() {
    let text = fs::read_to_string("docs/ledgers.md").expect("the page");
    let folder = tempfile::tempdir().expect("tempdir");
    for block in text.split("```csv ").skip(1) {
        let (name, rest) = block.split_once('\n').expect("a name");
        fs::write(folder.path().join(name), rest.split("```").next().expect("its end")).expect("write");
    }
    let mut commands = 0;
    for block in text.split("```console\n").skip(1) {
        for command in block.split("```").next().expect("its end").split("$ roundtrip ").skip(1) {
            let (command, quoted) = command.split_once('\n').expect("what it prints");
            let words = words(command);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let output = program(&words).current_dir(folder.path()).output().expect("it runs");
            let printed =
                [output.stdout, output.stderr].map(|bytes| plain(&String::from_utf8(bytes).expect("UTF-8"))).concat();
            assert!(output.status.success(), "{command}: {printed}");
            for line in quoted.lines() {
                // Between a note and what is quoted of it there may be more.
                let line = line.strip_prefix("note: ").unwrap_or(line);
                assert!(printed.contains(&plain(line)), "{command} does not print: {line}\nbut: {printed}");
            }
            commands += 1;
        }
    }
    assert!(commands > 10, "the commands were not found");
}

#[test]
fn the_list_of_commands_quotes_the_program() {
    let text = fs::read_to_string("docs/commands.md").expect("the list");
    let folder = tempfile::tempdir().expect("tempdir");
    file(&text, "csv", &folder.path().join("payments.csv"));
    runs_as_quoted(&text, folder.path());
}

#[test]
fn the_list_of_commands_is_whole() {
    let text = fs::read_to_string("docs/commands.md").expect("the list");
    let commands = |args: &[&str]| -> Vec<String> {
        let help = stdout(&[args, &["--help"]].concat());
        let (_, list) = help.split_once("Commands:\n").expect("commands");
        let names = list.split("\n\n").next().expect("a list").lines();
        // What is explained over several lines begins with blanks on the second.
        let names = names.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        names.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
    };
    let all: BTreeSet<String> = commands(&[])
        .into_iter()
        .filter(|name| name != "measure" && name != "help")
        .chain(commands(&["measure"]).into_iter().filter(|name| name != "help").map(|name| format!("measure {name}")))
        .collect();
    let sections: BTreeSet<String> = sections(&text).into_iter().map(str::to_owned).collect();
    assert_eq!(sections, all);
}
