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

mod aliases;
mod builder;
mod embedded;
mod explain;
mod fields;
mod input;
pub mod keys;
mod layer;
mod layers;
mod names;
mod overlay;
mod problem;
mod quoted;
mod raw;
mod reading;
mod resolve;
mod rows;
mod scenario;
mod tables;
mod toml;
mod words;

use std::path::PathBuf;

pub use aliases::NameClash;
pub use builder::{OtherRecord, Record, RegisterBuilder};
pub use embedded::FILES;
pub use explain::{Example, Explanation};
pub use input::{LoadError, MAX_FILE, files_below, read};
pub use layer::Layer;
pub use names::{NotOneEntity, entity_names, nearest, one_entity};
pub use problem::{Change, Code, Correction, File, Label, Problem, Report, Severity};
#[cfg(feature = "exchange")]
pub(crate) use quoted::quoted;
pub use reading::{GivenRate, Reading, Renamed, SameName};
pub use rows::{Cell, Row, Rows};
pub use scenario::{Scenario, Supposed, scenario, scenario_from};
pub use tables::{Tables, into_rows, is_table_of_deals, sheet};

use crate::model::Register;

/// The register that is compiled into the program.
///
/// # Errors
/// The faults in it: there are none, which a test of the shipped register keeps true.
pub fn embedded() -> Result<(Register, Report), Report> {
    build(vec![shipped()], &Reading::default())
}

/// The register that is compiled into the program, as a layer on which others lie.
pub fn shipped() -> Layer {
    let mut layer = Layer::default();
    for (name, text) in FILES {
        layer.toml_as_if(&format!("data/{name}"), text.as_bytes());
    }
    layer
}

/// Reads registers from files and folders of TOML and CSV; each later one adds to the earlier ones and overrides what has
/// the same id. Returns the register with the warnings about it.
///
/// # Errors
/// [`LoadError::Io`] if a path cannot be read, [`LoadError::Faults`] with every fault of every file otherwise.
pub fn from_paths(paths: &[PathBuf]) -> Result<(Register, Report), LoadError> {
    let reading = Reading::default();
    let layers = paths.iter().map(|path| Layer::of(path, &reading)).collect::<Result<Vec<_>, _>>()?;
    build(layers, &reading).map_err(LoadError::Faults)
}

/// Reads one register from a text; `name` decides by its ending whether it is TOML or CSV.
///
/// # Errors
/// Every fault of the text.
pub fn from_text(name: &str, text: &str) -> Result<(Register, Report), Report> {
    let reading = Reading::default();
    build(vec![Layer::text(name, text, &reading)], &reading)
}

/// From layers to a register: each later layer adds to the earlier ones.
///
/// # Errors
/// Every fault of every layer, those of the files and those that the checks of every register find.
pub fn build(layers: Vec<Layer>, reading: &Reading) -> Result<(Register, Report), Report> {
    let mut report = Report::default();
    let mut records = raw::Records::default();
    for (number, layer) in layers.into_iter().enumerate() {
        records.layer = number;
        layer.into_records(&mut report, &mut records);
    }
    records.make_way();
    layers::join_names(&mut report, &mut records, reading);
    records.day = layers::common_day(&mut report, &records);
    overlay::overlay(&mut report, &mut records);
    let register = resolve::resolve(&mut report, &records, reading);
    report.sort();
    match register {
        Some(register) if !report.has_faults() => Ok((register, report)),
        _ => Err(report),
    }
}
