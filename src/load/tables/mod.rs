//! Tables and graphs of other programs → [`Rows`](super::Rows): a spreadsheet of deals, lists of nodes and edges, and what
//! the readers of other formats take out of a file. What a column means is said here, once for every format.
//!
//! ```text
//! sheet (CSV), exchange::read (XML, JSON, Excel, ...) → Tables ─normalize, deals, amounts→ Rows ─resolve→ Register
//! ```

mod amounts;
mod columns;
mod days;
mod deals;
mod ids;
mod normalize;
mod said;
mod sheet;
#[expect(clippy::module_inception, reason = "the tables themselves")]
mod tables;
mod terms;
mod words;

pub use normalize::into_rows;
pub use sheet::{is_table_of_deals, sheet};
pub use tables::Tables;

pub(super) use sheet::read;
