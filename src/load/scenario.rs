//! What if: assumptions about several deals, kept in a small file.

use std::{collections::BTreeMap, path::Path};

use toml::de::DeTable;

use super::{
    LoadError,
    fields::Fields,
    input,
    keys::SCENARIO,
    problem::{Code, Located, Place, Report},
    raw::Text,
    resolve::Resolver,
};
use crate::model::{DealId, Range, Register, Status};

/// Assumptions about deals of a register that differ from the record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scenario {
    /// What it is called.
    pub title: Option<String>,
    /// What is assumed about each deal.
    pub deals: BTreeMap<DealId, Supposed>,
}

/// What is assumed about one deal; at least one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Supposed {
    /// It does not exist; then nothing else is assumed about it.
    pub dropped: bool,
    /// It has this status.
    pub status: Option<Status>,
    /// It comes to this, in the register's base currency.
    pub value: Option<Range>,
}

/// Reads a scenario for a register.
///
/// ```toml
/// title = "Half of Oracle, and the talks are signed"
///
/// [[deal]]
/// id     = "oai_oracle_300b"
/// amount = "150B"
///
/// [[deal]]
/// id   = "oai_aws_38b"
/// drop = true
/// ```
///
/// # Errors
/// [`LoadError::Io`] if the file cannot be read, [`LoadError::Faults`] with every fault of it.
pub fn scenario(path: &Path, register: &Register) -> Result<Scenario, LoadError> {
    let read = if path.is_dir() { Err(is_folder()) } else { input::marked(path) };
    let bytes = read.map_err(|source| LoadError::Io { path: path.to_path_buf(), source })?;
    scenario_from(&path.display().to_string(), bytes, register).map_err(LoadError::Faults)
}

fn is_folder() -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::IsADirectory, "it is a folder, and a scenario is one file")
}

/// As [`scenario`], from the bytes of a file of this name.
///
/// # Errors
/// Every fault of it.
pub fn scenario_from(name: &str, bytes: Vec<u8>, register: &Register) -> Result<Scenario, Report> {
    let mut report = Report::default();
    let scenario = input::decode(&mut report, name.to_owned(), bytes).map(|file| read(&mut report, file, register));
    report.sort();
    match scenario {
        Some(scenario) if !report.has_faults() => Ok(scenario),
        _ => Err(report),
    }
}

/// What is written of one deal.
struct Written {
    at: Place,
    id: Text,
    drop: bool,
    status: Text,
    amount: Text,
}

fn read(report: &mut Report, file: usize, register: &Register) -> Scenario {
    let text = report.files.get(file).map(|file| file.text.clone()).unwrap_or_default();
    let (table, errors) = DeTable::parse_recoverable(&text);
    for error in &errors {
        let at = Place { file, span: error.span().unwrap_or(0..0) };
        report.push(Code::Syntax, error.message().to_owned(), &at);
    }
    if !errors.is_empty() {
        return Scenario::default();
    }
    let mut top = Fields::new(report, table.get_ref(), Place { file, span: 0..0 }, &SCENARIO);
    let title = top.text("title").map(|text| text.value);
    let written = top.tables("deal", |f| Written {
        at: f.at.clone(),
        id: f.text("id"),
        drop: f.flag("drop").unwrap_or_default(),
        status: f.text("status"),
        amount: f.text("amount"),
    });
    top.finish();
    let mut resolver = Resolver::of(report, register);
    let mut deals = BTreeMap::new();
    let mut places: BTreeMap<DealId, Place> = BTreeMap::new();
    for one in written {
        let Some((id, supposed)) = suppose(&mut resolver, &one) else { continue };
        if let Some(first) = places.get(&id) {
            resolver
                .report
                .push(Code::DuplicateId, format!("`{id}` is in this scenario twice"), &one.at)
                .also(first, "first here")
                .help("write all that is supposed of a deal into one `[[deal]]`");
        }
        places.insert(id.clone(), one.at);
        deals.insert(id, supposed);
    }
    Scenario { title, deals }
}

fn suppose(resolver: &mut Resolver<'_>, one: &Written) -> Option<(DealId, Supposed)> {
    let status = one.status.as_ref().and_then(|_| resolver.word(&one.status));
    let value = one.amount.as_ref().and_then(|_| resolver.amount(&one.amount, None)).map(|(_, value)| value);
    let id: &Located<String> = one.id.as_ref()?;
    let id = resolver.deal_id(id)?;
    let other = one.status.is_some() || one.amount.is_some();
    if one.drop == other {
        let (message, help) = if one.drop {
            ("a deal that is dropped has no status and no amount", "leave out `drop`, or the others")
        } else {
            ("nothing is supposed of this deal", "write `status = \"signed\"`, `amount = \"10B\"` or `drop = true`")
        };
        resolver.report.push(Code::MissingKey, message, &one.at).help(help);
    }
    Some((id, Supposed { dropped: one.drop, status, value }))
}
