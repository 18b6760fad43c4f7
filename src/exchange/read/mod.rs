//! Files of other programs → [`Register`]. Readers take records out (`tables.rs`); `normalize.rs` says what they mean.

mod amounts;
mod deals;
mod defaults;
mod ftm;
mod gexf;
mod graph_json;
mod graphml;
mod ids;
mod normalize;
mod sheets;
mod tables;
mod xlsx;
mod xml;

use crate::{
    load::{Report, Rows},
    model::Register,
};

pub use defaults::Defaults;
pub use xlsx::workbook;

use tables::Tables;

/// A format that is read, apart from the register's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// GraphML.
    GraphMl,
    /// GEXF of any version.
    Gexf,
    /// JSON Graph Format, or Cytoscape JSON.
    Json,
    /// FollowTheMoney entities, one a line.
    Ftm,
    /// `nodes.csv`, `edges.csv` and perhaps `sources.csv`.
    Csv,
}

/// What was read.
#[derive(Debug)]
pub struct Imported {
    /// The register.
    pub register: Register,
    /// Warnings about it.
    pub report: Report,
    /// What the register has no place for, a line each.
    pub lost: Vec<String>,
}

/// Reads the texts of one import: each with its name.
///
/// # Errors
/// Every fault of every text, each with its place.
///
/// ```
/// use roundtrip::exchange::{Defaults, Source, import};
/// let text = r#"{"graph": {"nodes": {"a": {"label": "A"}, "b": {"label": "B"}}, "edges": [
///     {"source": "a", "target": "b", "relation": "equity",
///      "metadata": {"amount": 5e9, "status": "closed", "announced": "2025-03-01"}}]}}"#;
/// let files = [("mine.json".to_owned(), text.to_owned())];
/// let read = import(Source::Json, &files, &Defaults::default()).expect("sound");
/// assert_eq!(read.register.deals.values().next().unwrap().amount.to_string(), "5B");
/// ```
pub fn import(source: Source, files: &[(String, String)], defaults: &Defaults) -> Result<Imported, Report> {
    let mut tables = Tables::default();
    for (name, text) in files {
        let file = tables.rows.file(name, text);
        match source {
            Source::GraphMl => graphml::read(&mut tables, file, text),
            Source::Gexf => gexf::read(&mut tables, file, text),
            Source::Json => graph_json::read(&mut tables, file, text),
            Source::Ftm => ftm::read(&mut tables, file, text),
            Source::Csv => sheets::read(&mut tables, file, name, text),
        }
    }
    let (rows, lost): (Rows, Vec<String>) =
        normalize::normalize(tables, defaults, files.first().map_or("", |(name, _)| name));
    let (register, report) = rows.register()?;
    Ok(Imported { register, report, lost })
}
