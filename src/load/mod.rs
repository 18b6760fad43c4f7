//! Text → [`Register`]: TOML and CSV, every fault in one run.
//!
//! ```text
//! files ─input→ text ─toml, csv→ raw records, each value with its place ─resolve→ Register
//! ```
//!
//! What is written (`raw`) and what is meant ([`crate::model`]) are two types: a raw record may name what does not
//! exist, a register may not.
//!
//! ```
//! let text = r#"
//!     as_of = "2026-01-01"
//!     [[entity]]
//!     id = "a"
//!     kind = "company"
//!     [[deal]]
//!     id = "d"
//!     kind = "equity"
//!     payer = "a"
//!     payee = "b"
//! "#;
//! let faults = roundtrip::load::from_text("mine.toml", text).unwrap_err();
//! assert!(faults.problems.iter().any(|p| p.message == "no entity in this register is called `b`"));
//! ```

mod builder;
mod csv;
mod embedded;
mod explain;
mod fields;
mod input;
pub mod keys;
mod names;
mod problem;
mod quoted;
mod raw;
mod resolve;
mod rows;
mod scenario;
mod toml;
mod words;

use std::path::{Path, PathBuf};

pub use builder::{OtherRecord, Record, RegisterBuilder};
pub use embedded::FILES;
pub use explain::{Example, Explanation};
pub use input::{LoadError, MAX_FILE, read};
pub use names::nearest;
pub use problem::{Code, File, Label, Problem, Report, Severity};
#[cfg(feature = "exchange")]
pub(crate) use quoted::quoted;
pub use rows::{Cell, Row, Rows};
pub use scenario::{Scenario, Supposed, scenario, scenario_from};

use crate::model::Register;

/// The register that is compiled into the program.
///
/// # Errors
/// The faults in it: there are none, which a test of the shipped register keeps true.
pub fn embedded() -> Result<(Register, Report), Report> {
    let files = FILES.iter().map(|(name, text)| (format!("data/{name}"), text.as_bytes().to_vec()));
    build(vec![files.collect()])
}

/// Reads registers from files and folders; each later one adds to the earlier ones and overrides what has the same
/// id. Returns the register with the warnings about it.
///
/// # Errors
/// [`LoadError::Io`] if a path cannot be read, [`LoadError::Faults`] with every fault of every file otherwise.
pub fn from_paths(paths: &[PathBuf]) -> Result<(Register, Report), LoadError> {
    let mut layers = Vec::new();
    for path in paths {
        layers.push(input::layer(path)?);
    }
    build(layers).map_err(LoadError::Faults)
}

/// As [`from_paths`], as if `file`, which belongs to the last of them, held this text.
///
/// # Errors
/// As [`from_paths`].
pub fn from_paths_as_if(paths: &[PathBuf], file: &Path, text: &str) -> Result<(Register, Report), LoadError> {
    let mut layers = Vec::new();
    for path in paths {
        layers.push(input::layer(path)?);
    }
    if let Some(last) = layers.last_mut() {
        let name = file.display().to_string();
        last.retain(|(other, _)| *other != name);
        last.push((name, text.as_bytes().to_vec()));
    }
    build(layers).map_err(LoadError::Faults)
}

/// Reads one register from a text; `name` decides by its ending whether it is TOML or CSV.
///
/// # Errors
/// Every fault of the text.
pub fn from_text(name: &str, text: &str) -> Result<(Register, Report), Report> {
    build(vec![vec![(name.to_owned(), text.as_bytes().to_vec())]])
}

/// From layers of named texts to a register.
fn build(layers: Vec<Vec<(String, Vec<u8>)>>) -> Result<(Register, Report), Report> {
    let mut report = Report::default();
    let mut records = raw::Records::default();
    for (layer, files) in layers.into_iter().enumerate() {
        for (name, bytes) in files {
            let is_csv = Path::new(&name).extension().is_some_and(|e| e.eq_ignore_ascii_case("csv") || e == "tsv");
            let Some(file) = input::decode(&mut report, name, bytes) else {
                continue;
            };
            records.layer = layer;
            if is_csv {
                csv::read(&mut report, file, &mut records);
            } else {
                toml::read(&mut report, file, &mut records);
            }
        }
    }
    let register = resolve::resolve(&mut report, &records);
    report.sort();
    match register {
        Some(register) if !report.has_faults() => Ok((register, report)),
        _ => Err(report),
    }
}
