//! Files of other programs → [`Tables`](crate::load::Tables): readers take records out; what they mean is said where tables
//! are loaded.

mod bods;
mod files;
mod ftm;
mod gexf;
mod graph;
mod graph_json;
mod graphml;
mod json;
mod raw;
mod sheet;
#[cfg(feature = "sqlite")]
mod sqlite;
mod xlsx;
mod xml;

use crate::{
    load::{self, Layer, Reading, Report, Rows, Tables},
    model::Register,
};

pub use files::layer;
pub use sheet::{Flaw, Sheet};
pub use xlsx::workbook;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The register's own.
    Toml,
    /// GraphML.
    GraphMl,
    /// GEXF of any version.
    Gexf,
    /// JSON Graph Format, or Cytoscape JSON.
    Json,
    /// FollowTheMoney entities, one a line.
    Ftm,
    /// A table of deals, or tables of nodes, edges and sources.
    Csv,
    /// Excel.
    Xlsx,
    /// SQLite.
    Sqlite,
}

/// The records of the texts of one import, each text with its name. A workbook's texts are its sheets.
fn rows(source: Source, files: &[(String, String)], reading: &Reading) -> Rows {
    let mut tables = Tables::default();
    for (name, text) in files {
        let mut file = |read: fn(&mut Tables, usize, &str)| {
            let file = tables.rows.file(name, text);
            read(&mut tables, file, text);
        };
        match source {
            Source::GraphMl => file(graphml::read),
            Source::Gexf => file(gexf::read),
            Source::Json => file(json::read),
            Source::Ftm => file(json::lines),
            Source::Csv | Source::Toml | Source::Xlsx | Source::Sqlite => {
                load::sheet(&mut tables, name, text, reading);
            }
        }
    }
    if let Some((name, _)) = files.first().filter(|_| matches!(source, Source::GraphMl | Source::Gexf | Source::Json)) {
        graph::weights(&mut tables, name, reading);
    }
    load::into_rows(tables, reading)
}

/// Reads the texts of one import as a register of its own.
///
/// # Errors
/// Every fault of every text, each with its place.
///
/// ```
/// use roundtrip::{exchange::{Source, import}, load::Reading};
/// let text = r#"{"graph": {"nodes": {"a": {"label": "A"}, "b": {"label": "B"}}, "edges": [
///     {"source": "a", "target": "b", "relation": "equity",
///      "metadata": {"amount": 5e9, "status": "closed", "announced": "2025-03-01"}}]}}"#;
/// let files = [("mine.json".to_owned(), text.to_owned())];
/// let (register, _) = import(Source::Json, &files, &Reading::default()).expect("sound");
/// assert_eq!(register.deals.values().next().unwrap().amount.to_string(), "5B");
/// ```
pub fn import(source: Source, files: &[(String, String)], reading: &Reading) -> Result<(Register, Report), Report> {
    let mut whole = Layer::default();
    if source == Source::Toml {
        for (name, text) in files {
            whole.toml_as_if(name, text.as_bytes());
        }
    } else {
        whole.rows(rows(source, files, reading));
    }
    load::build(vec![whole], reading)
}
