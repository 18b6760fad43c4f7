//! Names of companies: when two are one (`folded.rs`), when they are near (`near.rs`), and which mean nobody (`nobody.rs`).

mod folded;
mod legal;
mod near;
mod nobody;

pub use folded::folded_name;
pub use legal::is_legal_form;
pub use near::{NameIndex, PlainName};
pub use nobody::is_nobody;
