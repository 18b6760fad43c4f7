//! Rows → files, one file of code a format. The same rows give the same bytes.

mod bods;
mod csv;
mod d2;
mod ftm;
mod gexf;
mod graphml;
mod json;
mod mermaid;
#[cfg(feature = "sqlite")]
mod sqlite;
mod xlsx;
mod xml;

use std::{fmt, io};

use super::{ExportTables, Format};

/// Why nothing was written.
#[derive(Debug)]
pub enum ExportError {
    /// There is more than the format's own programs take: what, and how to ask for less.
    TooMuch {
        /// What is too much.
        message: String,
        /// What to do.
        help: String,
    },
    /// The format's library refused.
    Failed(String),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMuch { message, .. } | Self::Failed(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for ExportError {}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<::csv::Error> for ExportError {
    fn from(error: ::csv::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Files by their names; the one file of a format that has only one has an empty name.
    pub files: Vec<(&'static str, Vec<u8>)>,
    /// How many entities are in them.
    pub nodes: usize,
    /// How many deals, payments or stakes.
    pub edges: usize,
}

/// Writes rows in a format.
///
/// # Errors
/// [`ExportError::TooMuch`] if the format's own programs would not take so much.
///
/// ```
/// use roundtrip::{exchange::{ExportTables, Format, export}, flow::View};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let tables = ExportTables::of(&register, &View::of(&register));
/// let written = export(&tables, Format::GraphMl).expect("GraphML takes any graph");
/// assert!(written.files[0].1.starts_with(b"<?xml"));
/// assert_eq!(written.edges, tables.edges());
/// ```
pub fn export(tables: &ExportTables<'_>, format: Format) -> Result<Written, ExportError> {
    let one = |bytes: Vec<u8>| vec![("", bytes)];
    // The formats of owners have rows of their own.
    let counted = |(bytes, nodes, edges): (Vec<u8>, usize, usize)| Ok(Written { files: one(bytes), nodes, edges });
    let files = match format {
        Format::GraphMl => one(graphml::write(tables)?),
        Format::Gexf => one(gexf::write(tables)?),
        Format::Cytoscape => one(json::cytoscape(tables)?),
        Format::Jgf => one(json::jgf(tables)?),
        Format::Neo4j => csv::neo4j(tables)?,
        Format::Csv => csv::pair(tables)?,
        Format::Xlsx => one(xlsx::write(tables).map_err(|error| ExportError::Failed(error.to_string()))?),
        #[cfg(feature = "sqlite")]
        Format::Sqlite => one(sqlite::write(tables).map_err(|error| ExportError::Failed(error.to_string()))?),
        Format::Ftm => return counted(ftm::write(tables)?),
        Format::Bods => return counted(bods::write(tables)?),
        Format::Mermaid => one(mermaid::write(tables)?),
        Format::D2 => one(d2::write(tables)),
    };
    Ok(Written { files, nodes: tables.nodes(), edges: tables.edges() })
}
