//! Ledgers as people have them, given to the real program: which loops it finds, or what it says and what to type then.
//!
//! The files in `tests/data/trials` are those of a trial by an outsider, in which each gave a wrong or a puzzling answer. What
//! an offered flag promises is typed here.

mod amounts;
mod coarse;
mod columns;
mod currencies;
mod files;
mod header;
mod names;
mod profiles;
mod times;

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::common::{program, words};

/// The three loops that are planted among the payments of several files.
const PLANTED: [&str; 3] = ["A B C: 1 7 13", "D E: 18 19", "F G H I: 23 25 26 27"];

/// A ledger in a file of its own, or one of the trial.
struct Ledger {
    path: String,
    _folder: Option<TempDir>,
}

/// What a run has said.
struct Said {
    code: i32,
    out: String,
    err: String,
}

/// A file of the trial.
fn trial(name: &str) -> Ledger {
    Ledger { path: format!("tests/data/trials/{name}"), _folder: None }
}

fn ledger(text: impl AsRef<[u8]>) -> Ledger {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.csv");
    fs::write(&path, text).expect("written");
    Ledger { path: path.to_str().expect("UTF-8").to_owned(), _folder: Some(folder) }
}

/// A ledger of these rows, with the usual columns.
fn payments(rows: &str) -> Ledger {
    ledger(format!("from,to,time,amount\n{rows}"))
}

/// One payment there and one back, at these times.
fn at(one: &str, other: &str) -> Ledger {
    payments(&format!("a,b,\"{one}\",10\nb,a,\"{other}\",9\n"))
}

/// One payment there and one back, of these amounts.
fn of(one: &str, other: &str) -> Ledger {
    payments(&format!("a,b,2022-09-01,\"{one}\"\nb,a,2022-09-02,\"{other}\"\n"))
}

impl Ledger {
    /// What `scan` says of it with these flags, as they are typed.
    fn scan(&self, flags: &str) -> Said {
        let typed = words(flags);
        let mut args = vec!["scan", self.path.as_str()];
        args.extend(typed.iter().map(String::as_str).filter(|word| !word.is_empty()));
        let output = program(&args).output().expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8").replace(&self.path, "LEDGER");
        Said {
            code: output.status.code().expect("it ends by itself"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// What it says without flags.
    fn said(&self) -> Said {
        self.scan("")
    }

    /// Types what a run has offered. It must have offered it, word for word.
    fn mended(&self, flags: &str, offered: &str) -> Said {
        let said = self.scan(flags);
        assert!(said.err.contains(offered), "`{offered}` is not offered: {}", said.err);
        self.scan(&format!("{flags} {offered}"))
    }
}

impl Said {
    /// Every loop as `A B C: 1 7 13`: its accounts, and its rows. The run must have read the ledger.
    #[track_caller]
    fn loops(&self) -> Vec<String> {
        assert_eq!(self.code, 0, "{}", self.err);
        let spaced = |value: &Value| {
            let words = value.as_array().expect("a list").iter();
            words
                .map(|word| word.as_str().map_or_else(|| word.to_string(), str::to_owned))
                .collect::<Vec<_>>()
                .join(" ")
        };
        self.lines().iter().map(|own| format!("{}: {}", spaced(&own["vertices"]), spaced(&own["rows"]))).collect()
    }

    /// One key of each loop, as JSON.
    #[track_caller]
    fn each(&self, key: &str) -> Vec<String> {
        assert_eq!(self.code, 0, "{}", self.err);
        // Numbers as they stand there: a float would not hold them.
        let found = |line: &str| {
            let start = line.find(&format!("\"{key}\":")).expect("a key") + key.len() + 3;
            let rest = &line[start..];
            let end = if rest.starts_with('[') { rest.find(']').map(|at| at + 1) } else { rest.find([',', '}']) };
            rest[..end.expect("an end")].to_owned()
        };
        self.out.lines().map(found).collect()
    }

    fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    /// It was refused, with these words.
    #[track_caller]
    fn refuses(&self, wanted: &[&str]) {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{}", self.err);
        self.says(wanted);
    }

    #[track_caller]
    fn says(&self, wanted: &[&str]) {
        for words in wanted {
            assert!(self.err.contains(words), "`{words}` is not in: {}", self.err);
        }
    }

    /// Nothing could be otherwise.
    #[track_caller]
    fn is_sure(&self) {
        assert!(!self.err.contains("doubt:"), "{}", self.err);
    }
}
