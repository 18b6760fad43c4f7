//! Loops of a payment ledger as bytes: lines of JSON, rows of a spreadsheet, cells of a table.
//!
//! ```text
//! Payments ─Listing→ Writer ─Steps→ texts of single payments, kept ready ─→ one loop as a line
//! ```
//!
//! Millions of loops share few payments. So what a payment contributes to a line is made once and then copied, and a line
//! costs no more than its copies.

mod alarm;
mod arrows;
mod csv;
mod form;
mod id;
mod json;
mod line;
mod listing;
mod picture;
mod piece;
mod pool;
mod ranking;
mod steps;
mod table;
mod text;
mod writer;

pub use alarm::Alarm;
pub use csv::header;
pub use form::Form;
pub use listing::Listing;
pub use picture::{Drawn, map, ring};
pub use pool::Pool;
pub use ranking::{By, Ranking};
pub use table::table;
pub use writer::Writer;
