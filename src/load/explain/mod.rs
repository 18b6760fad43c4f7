//! What each kind of flaw means, with an example of it and the same without it.

mod explanation;
mod table;

use super::problem::Code;

pub use explanation::{Example, Explanation};

impl Code {
    /// What it means. Every code has an explanation, as a test proves.
    pub fn explanation(self) -> Option<&'static Explanation> {
        table::EXPLANATIONS.iter().find(|one| one.code == self)
    }
}
