//! What was named in the place of a file, and what to type instead.

use std::path::{Path, PathBuf};

use super::{args::DataArgs, layers::layers, outcome::Failure};
use crate::{
    ledger::is_ledger,
    load::{self, Reading},
    model::Register,
};

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
    if ending == "toml" || is_register(path) {
        let message = format!("`{shown}` is a register of deals, not a ledger of payments");
        return Some(Failure::help(message, format!("type `roundtrip loops {shown}`")));
    }
    None
}

/// Whether a folder holds a register of deals: a file of it, at least.
fn is_register(folder: &Path) -> bool {
    let mut files = folder.read_dir().into_iter().flatten().flatten();
    files.any(|file| file.path().extension().is_some_and(|ending| ending == "toml"))
}

/// What a path is that is no register.
fn of_path(path: &Path, data: &DataArgs) -> Option<(String, String)> {
    let shown = path.display();
    if !path.exists() {
        let text = path.to_str()?;
        if text.parse::<jiff::civil::Date>().is_ok() {
            return Some((format!("`{text}` is a day, not a register"), format!("type `--as-of {text}`")));
        }
        let reading = Reading::default();
        let own = || load::build(layers(&data.data, &reading).ok()?, &reading).ok();
        let (register, _) = if data.data.is_empty() { load::embedded().ok()? } else { own()? };
        return named(&register, text);
    }
    if let Some(lines) = foreign(path) {
        return Some((format!("files such as `{shown}` are not read"), lines));
    }
    if data.tables.says_something() || !is_ledger(path) {
        return None;
    }
    let message = format!("`{shown}` looks like a ledger of payments, not like a register of deals");
    let help = format!(
        "type `roundtrip scan {shown}`; or if its rows are deals, say what all of them are: \
         `roundtrip loops {shown} --set kind=services,status=closed,date=2025`"
    );
    Some((message, help))
}

/// What is named where a file is expected, and how to ask about it.
pub(super) fn named(register: &Register, text: &str) -> Option<(String, String)> {
    if let [entity] = register.named(text).as_slice() {
        let (id, name) = (&entity.id, &entity.name);
        let help = format!(
            "type `roundtrip show {id}` for all about it, `roundtrip loops --through {id}` for its loops, or \
             `roundtrip map --of {id}`"
        );
        return Some((format!("there is no file `{text}`; {name} is in the register"), help));
    }
    let path = text.contains('/') && text.split('/').all(|part| !register.named(part).is_empty());
    let known = register.deals.contains_key(text) || register.sources.contains_key(text) || path;
    let message = || format!("there is no file `{text}`; the register has something of that name");
    known.then(|| (message(), format!("type `roundtrip show {text}`")))
}

/// How to read a file that is not read.
pub(super) fn foreign(path: &Path) -> Option<String> {
    let ending = path.extension()?.to_str()?.to_lowercase();
    ["xls", "xlsb", "ods", "numbers"].contains(&ending.as_str()).then(|| "save it as .xlsx or as CSV".to_owned())
}
