//! Runs the real program.

pub(crate) mod documents;
pub(crate) mod graphs;
pub(crate) mod oracles;
pub(crate) mod plain;
pub(crate) mod shipped;
#[cfg(unix)]
pub(crate) mod watch;

use std::{fs, path::Path, process::Command};

use roundtrip::{
    answer::measure::{QUESTIONS, Question},
    load,
    model::Register,
};

/// The register that the program is asked of where a test names none: the edition of June 2026, which does not change. So a
/// new edition of the shipped register changes only the tests that are about it; these ask [`shipped`].
pub(crate) const EDITION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/editions/2026-06-30");

/// Commands that read a register.
const READING: [&str; 12] =
    ["report", "loops", "show", "list", "flows", "map", "measure", "check", "rights", "roles", "diff", "export"];

/// The program with these arguments, asked of [`EDITION`] where they name no register; nothing of the environment changes
/// what it prints.
pub(crate) fn program(args: &[&str]) -> Command {
    shipped::program(&with_register(args))
}

/// The arguments, with [`EDITION`] where they name no register.
pub(crate) fn with_register<'a>(args: &[&'a str]) -> Vec<&'a str> {
    let edition: &[&str] = if names_no_register(args) { &["--data", EDITION] } else { &[] };
    [args, edition].concat()
}

/// Whether a command that reads a register is given none: no `--data`, no path that is there but for one to write to, and
/// not the name of the shipped one.
fn names_no_register(args: &[&str]) -> bool {
    let is_given = |pair: &[&str]| {
        let [before, arg] = pair else { return false };
        let is_path = arg.contains(['/', '.']) && Path::new(env!("CARGO_MANIFEST_DIR")).join(arg).exists();
        arg.starts_with("--data") || (is_path || ["data", "shipped"].contains(arg)) && !before.starts_with('-')
    };
    let helps = args.iter().any(|arg| ["--help", "-h", "--version", "-V"].contains(arg));
    args.first().is_some_and(|command| READING.contains(command)) && !helps && !args.windows(2).any(is_given)
}

/// That edition.
pub(crate) fn edition() -> Register {
    let reading = load::Reading::default();
    let layer = load::Layer::of(Path::new(EDITION), &reading).expect("the edition");
    load::build(vec![layer], &reading).unwrap_or_else(|report| panic!("{report}")).0
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
    shipped::stdout(&with_register(args))
}

/// Standard output as JSON.
pub(crate) fn json(args: &[&str]) -> serde_json::Value {
    serde_json::from_str(&stdout(args)).expect("JSON")
}

/// The ids of the loops that a run lists, with their status.
pub(crate) fn loops(args: &[&str]) -> std::collections::BTreeMap<String, String> {
    statuses(&json(&[&["loops", "--format", "json"], args].concat()))
}

/// The ids of the loops of a list, with their status.
fn statuses(document: &serde_json::Value) -> std::collections::BTreeMap<String, String> {
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
