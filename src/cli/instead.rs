//! What to type instead: for command lines that mean something, if not what they say.

use std::{ffi::OsString, path::Path};

use clap::{
    CommandFactory as _, Parser as _,
    builder::StyledStr,
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::{
    args::Cli,
    misplaced::{foreign, named},
};
use crate::{ledger::is_ledger, load};

/// Flags of other programs, and ours.
const FLAGS: [(&str, &str); 33] = [
    ("--json", "--format json"),
    ("--csv", "--format csv"),
    ("--ndjson", "--format ndjson"),
    ("--jsonl", "--format ndjson"),
    ("--markdown", "--format markdown"),
    ("--md", "--format markdown"),
    ("--table", "--format table"),
    ("--svg", "--format svg"),
    ("--html", "--format html"),
    ("--dot", "--format dot"),
    ("--png", "--format png"),
    ("--pdf", "--format pdf"),
    ("-f", "--format"),
    ("--out", "--output"),
    ("--outfile", "--output"),
    ("--file", "--data"),
    ("--input", "--data"),
    ("-i", "--data"),
    ("--register", "--data"),
    ("--date", "--as-of"),
    ("--day", "--as-of"),
    ("--at", "--as-of"),
    ("--entity", "--through"),
    ("--company", "--through"),
    ("--exclude", "--without"),
    ("--hops", "--max-length"),
    ("--depth", "--max-length"),
    ("--min", "--min-amount"),
    ("--timeout", "--deadline"),
    ("-n", "--top"),
    ("--colour", "--color"),
    ("--no-color", "--color never"),
    ("--no-colour", "--color never"),
];

/// Reads the command line; what is wrong with it is said with what to type instead, if that can be told.
pub(super) fn parse() -> Cli {
    Cli::try_parse().unwrap_or_else(|mut error| {
        if let Some(tip) = tip(&error) {
            error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
        }
        error.exit()
    })
}

fn tip(error: &clap::Error) -> Option<String> {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    match error.kind() {
        ErrorKind::UnknownArgument => flag(text(ContextKind::InvalidArg)?),
        ErrorKind::InvalidSubcommand => command(text(ContextKind::InvalidSubcommand)?),
        ErrorKind::InvalidValue => value(text(ContextKind::InvalidValue)?),
        _ => None,
    }
}

/// Instead of a flag that the command does not have, one that it has.
fn flag(typed: &str) -> Option<String> {
    let (command, path) = asked(std::env::args_os().skip(1));
    if path == "roundtrip show" && !typed.starts_with('-') {
        return Some("name one thing at a time; a loop is written `amazon/openai`".to_owned());
    }
    let name = typed.split('=').next().unwrap_or(typed);
    let (_, ours) = FLAGS.iter().find(|(theirs, _)| *theirs == name)?;
    let long = ours.trim_start_matches('-').split(' ').next();
    command.get_arguments().any(|arg| arg.get_long() == long).then(|| format!("type `{ours}`"))
}

/// The command that a line asks for, and its whole name.
fn asked(words: impl Iterator<Item = OsString>) -> (clap::Command, String) {
    let (mut command, mut path) = (Cli::command(), "roundtrip".to_owned());
    command.build();
    for word in words {
        let Some(next) = word.to_str().and_then(|word| command.find_subcommand(word)) else { continue };
        path += &format!(" {}", next.get_name());
        command = next.clone();
    }
    (command, path)
}

/// Instead of a command that there is not.
fn command(typed: &str) -> Option<String> {
    let mut root = Cli::command();
    let of = |command: &clap::Command, name: &str| {
        command.find_subcommand(name).is_some_and(|sub| sub.find_subcommand(typed).is_some())
    };
    if of(&root, "measure") {
        return Some(format!("type `roundtrip measure {typed}`"));
    }
    if of(&root, "add") {
        return Some(format!("type `roundtrip add {typed}`"));
    }
    root.build();
    let values = |command: &str, arg: &str| {
        let values = root.find_subcommand(command).and_then(|sub| sub.get_arguments().find(|own| own.get_id() == arg));
        values.is_some_and(|arg| arg.get_possible_values().iter().any(|value| value.get_name() == typed))
    };
    if values("map", "diagram") {
        return Some(format!("type `roundtrip map --diagram {typed}`"));
    }
    if values("export", "format") {
        return Some(format!("type `roundtrip export {typed}`"));
    }
    let path = Path::new(typed);
    if path.exists() {
        return Some(match foreign(path) {
            Some(lines) => lines,
            None if is_ledger(path) => format!("type `roundtrip scan {typed}`"),
            None => format!("type `roundtrip loops {typed}` or `roundtrip report {typed}`"),
        });
    }
    let (register, _) = load::embedded().ok()?;
    named(&register, typed).map(|(_, help)| help)
}

/// Instead of a value that is not known here.
fn value(typed: &str) -> Option<String> {
    let built = |feature: &str| {
        format!(
            "this program was built without it; `cargo install --locked --path . --features {feature}` builds it in"
        )
    };
    match typed {
        "sqlite" if !cfg!(feature = "sqlite") => Some(built("sqlite")),
        "png" if !cfg!(feature = "png") => Some(built("png")),
        "pdf" if !cfg!(feature = "pdf") => Some(built("pdf")),
        "xlsx" | "excel" => Some("type `roundtrip export xlsx -o deals.xlsx`".to_owned()),
        "html" => Some("type `roundtrip map -o page.html`, or `roundtrip report` for everything".to_owned()),
        "svg" | "png" | "pdf" | "dot" => Some(format!("type `roundtrip map -o map.{typed}`")),
        _ => None,
    }
}
