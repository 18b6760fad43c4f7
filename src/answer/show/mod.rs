//! All about one thing, on a page that a journalist can work from.

mod between;
mod circuit;
mod citations;
mod deal;
mod entity;
mod figures;
mod largest;
mod pair;
mod records;
mod seen;
mod source;
mod standing;
mod terms;

pub use circuit::{circuit, missing_hop};
pub use deal::deal;
pub use entity::entity;
pub use pair::pair;
pub use source::source;
pub use standing::outcome_words;
