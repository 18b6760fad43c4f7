//! Rows → files, one file of code a format. The same rows give the same bytes.

mod bods;
mod csv;
mod d2;
mod error;
mod ftm;
mod gexf;
mod graphml;
mod json;
mod mermaid;
#[cfg(feature = "sqlite")]
mod sqlite;
mod xlsx;
mod xml;

pub use error::ExportError;

use super::{ExportTables, Format};

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
        Format::GraphMl => one(graphml::write(tables).map_err(ExportError::failed)?),
        Format::Gexf => one(gexf::write(tables).map_err(ExportError::failed)?),
        Format::Cytoscape => one(json::cytoscape(tables).map_err(ExportError::failed)?),
        Format::Jgf => one(json::jgf(tables).map_err(ExportError::failed)?),
        Format::Neo4j => csv::neo4j(tables).map_err(ExportError::failed)?,
        Format::Csv => csv::pair(tables).map_err(ExportError::failed)?,
        Format::Xlsx => one(xlsx::write(tables).map_err(ExportError::failed)?),
        #[cfg(feature = "sqlite")]
        Format::Sqlite => one(sqlite::write(tables).map_err(ExportError::failed)?),
        Format::Ftm => return counted(ftm::write(tables).map_err(ExportError::failed)?),
        Format::Bods => return counted(bods::write(tables).map_err(ExportError::failed)?),
        Format::Mermaid => one(mermaid::write(tables)?),
        Format::D2 => one(d2::write(tables)),
    };
    Ok(Written { files, nodes: tables.nodes(), edges: tables.edges() })
}
