//! What to type instead: for command lines that mean something, if not what they say.

use std::{
    ffi::OsString,
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use clap::{
    CommandFactory as _, Parser as _,
    builder::StyledStr,
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::{
    args::{Cli, DataArgs},
    outcome::Failure,
};
use crate::{
    ledger::{self, Columns},
    load,
    model::Register,
};

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

/// Files of other programs, which are imported before they are read.
const FOREIGN: [&str; 9] = ["xlsx", "graphml", "gexf", "xml", "json", "cyjs", "jgf", "jsonl", "ndjson"];

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

/// What was named in the place of registers that could not be read, and what to type instead.
pub(super) fn of_registers(named: &[PathBuf], data: &DataArgs) -> Option<Failure> {
    let (message, help) = named.iter().find_map(|path| of_path(path, data))?;
    Some(Failure::help(message, help))
}

/// What was named in the place of a ledger that could not be read, and what to type instead.
pub(super) fn of_ledger(path: &Path) -> Option<Failure> {
    let shown = path.display();
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if !path.exists() {
        let (register, _) = load::embedded().ok()?;
        let (message, help) = named(&register, path.to_str()?)?;
        return Some(Failure::help(message, help));
    }
    if path.is_dir() || ending == "toml" {
        let message = format!("`{shown}` is a register of deals, not a ledger of payments");
        return Some(Failure::help(message, format!("type `roundtrip loops {shown}`")));
    }
    let sheet = ["xlsx", "xls", "ods"].contains(&ending.as_str());
    sheet.then(|| Failure::help(format!("`{shown}` is a workbook, not a ledger"), "save the sheet of payments as CSV"))
}

/// What a path is that is no register.
fn of_path(path: &Path, data: &DataArgs) -> Option<(String, String)> {
    let shown = path.display();
    if !path.exists() {
        let text = path.to_str()?;
        if text.parse::<jiff::civil::Date>().is_ok() {
            return Some((format!("`{text}` is a day, not a register"), format!("type `--as-of {text}`")));
        }
        let (register, _) =
            if data.data.is_empty() { load::embedded().ok()? } else { load::from_paths(&data.data).ok()? };
        return named(&register, text);
    }
    if let Some(lines) = foreign(path) {
        return Some((format!("`{shown}` is not a register yet"), lines));
    }
    let message = format!("`{shown}` is a ledger of payments, not a register of deals");
    is_ledger(path).then(|| (message, format!("type `roundtrip scan {shown}`")))
}

/// What is named where a file is expected, and how to ask about it.
fn named(register: &Register, text: &str) -> Option<(String, String)> {
    if let [entity] = register.named(text).as_slice() {
        let (id, name) = (&entity.id, &entity.name);
        let help = format!(
            "type `roundtrip show {id}` for all about it, `roundtrip loops --through {id}` for its loops, or \
             `roundtrip map --focus {id}`"
        );
        return Some((format!("there is no file `{text}`; {name} is in the register"), help));
    }
    let path = text.contains('/') && text.split('/').all(|part| !register.named(part).is_empty());
    let known = register.deals.contains_key(text) || register.sources.contains_key(text) || path;
    let message = || format!("there is no file `{text}`; the register has something of that name");
    known.then(|| (message(), format!("type `roundtrip show {text}`")))
}

/// How to read a file of another program.
fn foreign(path: &Path) -> Option<String> {
    let ending = path.extension()?.to_str()?.to_lowercase();
    if ending == "xls" || ending == "ods" {
        return Some("save it as .xlsx or as CSV".to_owned());
    }
    let (from, to) = (path.display(), path.with_extension("toml"));
    let to = to.display();
    FOREIGN
        .contains(&ending.as_str())
        .then(|| format!("import it first: `roundtrip import {from} -o {to}`, then `roundtrip loops {to}`"))
}

/// Whether a file begins as a ledger of payments does, which has no kinds of deals.
fn is_ledger(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    if [".csv.gz", ".csv.zst", ".parquet"].iter().any(|ending| name.ends_with(ending)) {
        return true;
    }
    if !name.ends_with(".csv") {
        return false;
    }
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(65_536).read_to_end(&mut start));
    let mut ends = start.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    // The header and one row are enough to tell.
    let (header, end) = (ends.next().unwrap_or(0), ends.next().unwrap_or(start.len()));
    let names = String::from_utf8_lossy(&start[..header]).to_lowercase();
    let has_kinds = names.split([',', ';', '\t', '|']).any(|name| name.trim().trim_matches('"') == "kind");
    read.is_ok() && !has_kinds && ledger::from_bytes(&start[..end], &Columns::default()).is_ok()
}
