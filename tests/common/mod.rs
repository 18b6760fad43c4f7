//! Runs the real program.

pub(crate) mod documents;
pub(crate) mod graphs;
pub(crate) mod oracles;
pub(crate) mod plain;
#[cfg(unix)]
pub(crate) mod watch;

use std::{fs, path::Path, process::Command};

use roundtrip::answer::measure::{QUESTIONS, Question};

/// The program with these arguments; nothing of the environment changes what it prints.
pub(crate) fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roundtrip"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("NO_COLOR");
    command
}

/// Exit code, standard output and standard error as one text.
pub(crate) fn run(args: &[&str]) -> String {
    let output = program(args).output().expect("the program starts");
    format!(
        "exit {}\n--- stdout\n{}--- stderr\n{}",
        output.status.code().expect("it ends by itself"),
        String::from_utf8(output.stdout).expect("UTF-8"),
        String::from_utf8(output.stderr).expect("UTF-8"),
    )
}

/// Standard output of a run that must succeed.
pub(crate) fn stdout(args: &[&str]) -> String {
    let output = program(args).output().expect("the program starts");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Standard output as JSON.
pub(crate) fn json(args: &[&str]) -> serde_json::Value {
    serde_json::from_str(&stdout(args)).expect("JSON")
}

/// The ids of the loops that a run lists, with their status.
pub(crate) fn loops(args: &[&str]) -> std::collections::BTreeMap<String, String> {
    let all = [&["loops", "--format", "json"], args].concat();
    let document = json(&all);
    let list = document["loops"].as_array().expect("loops");
    assert_eq!(document["count"].as_u64(), Some(list.len() as u64));
    list.iter()
        .map(|l| (l["id"].as_str().expect("id").to_owned(), l["status"].as_str().expect("status").to_owned()))
        .collect()
}

/// The words of a command; quotes hold those with blanks together.
pub(crate) fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, ' ') => words.push(String::new()),
            (_, c) => words.last_mut().expect("it begins with one").push(c),
        }
    }
    words
}

/// Every question of `roundtrip measure`, with what has to be typed after its name.
pub(crate) fn questions() -> Vec<Vec<&'static str>> {
    let typed = |one: &Question| [&["measure", one.name], one.example].concat();
    QUESTIONS.iter().map(typed).collect()
}

/// A register of these rows: payer, payee, kind, amount, date, status.
pub(crate) fn deals(folder: &Path, rows: &str) -> String {
    let path = folder.join("deals.csv");
    fs::write(&path, format!("payer,payee,kind,amount,date,status\n{rows}")).expect("write");
    path.to_str().expect("UTF-8").to_owned()
}

/// Everybody pays everybody: more than 1e46 loops.
pub(crate) fn complete(folder: &Path) -> String {
    let mut rows = "payer,payee,kind,amount,date,status\n".to_owned();
    for a in 0..40 {
        for b in (0..40).filter(|b| *b != a) {
            let kind = if (a + b) % 2 == 0 { "equity" } else { "chips" };
            rows += &format!("n{a},n{b},{kind},{}M,2025-01-01,closed\n", 1 + (a * 7 + b * 3) % 50);
        }
    }
    let path = folder.join("complete.csv");
    fs::write(&path, rows).expect("write");
    path.to_str().expect("UTF-8").to_owned()
}
