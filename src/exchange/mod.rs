//! To and from other programs: a register in a view, written in the formats of graph tools, databases and
//! investigators; and files of theirs read into a [`Register`](crate::model::Register).
//!
//! ```text
//! Register, View → ExportTables ─write→ files        files ─read→ Rows ─load→ Register ─toml→ files to keep
//! ```

mod export_tables;
mod files;
mod format;
mod proposals;
mod read;
mod terms;
mod value;
mod write;

pub use export_tables::ExportTables;
pub use files::toml;
pub use format::{Format, Shape};
pub use proposals::proposals;
pub use read::{Flaw, Sheet, Source, import, layer, workbook};
pub use write::{ExportError, Written, export};
