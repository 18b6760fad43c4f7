//! Loops of a payment ledger as bytes: lines of JSON, rows of a spreadsheet, cells of a table, columns of Parquet, pictures.
//!
//! ```text
//! Payments ─Listing→ Writer ─Steps→ texts of single payments, kept ready ─Chunk→ lines of loops ─Sheet→ bytes
//! ```
//!
//! Millions of loops share few payments. So what a payment contributes to a line is made once and then copied, and a line
//! costs no more than its copies.

mod alarm;
mod arrows;
mod by;
mod chunk;
mod counts;
mod csv;
mod form;
mod format;
mod gathered;
mod id;
mod json;
mod line;
mod listing;
pub(crate) mod notes;
#[cfg(feature = "parquet")]
mod parquet;
pub(crate) mod phrases;
mod picture;
mod piece;
mod pool;
mod ranking;
mod sheet;
mod steps;
mod table;
mod text;
mod writer;

pub use alarm::Alarm;
pub use by::By;
pub use chunk::Chunk;
pub use counts::Counts;
pub use format::Format;
pub use gathered::Gathered;
pub use listing::Listing;
pub use picture::{Drawing, Picture, picture};
pub use pool::Pool;
pub use ranking::Ranking;
pub use sheet::Sheet;
pub use table::table;
pub use writer::Writer;
