//! Ids for what a file names in its own way.

use std::collections::BTreeSet;

use crate::model::slug;

/// Ids given out, each once.
#[derive(Debug, Default)]
pub(super) struct Ids {
    given: BTreeSet<String>,
}

impl Ids {
    /// An id near to a text that nobody has yet. `valid` says whether a text is an id as it stands.
    pub(super) fn make(&mut self, text: &str, fallback: &str, valid: fn(&str) -> bool) -> String {
        let own = if valid(text) { text.to_owned() } else { slug(text).chars().take(70).collect() };
        let own = if own.is_empty() { fallback.to_owned() } else { own };
        let mut made = own.clone();
        let mut number = 1;
        while !self.given.insert(made.clone()) {
            number += 1;
            made = format!("{}-{number}", own.chars().take(70).collect::<String>());
        }
        made
    }
}
