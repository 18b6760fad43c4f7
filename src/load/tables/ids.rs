//! Ids for what a file names in its own way.

use std::collections::BTreeSet;

use crate::model::free_slug;

/// Ids given out, each once.
#[derive(Debug, Default)]
pub(super) struct Ids {
    given: BTreeSet<String>,
    /// What is an id as the file has it: it is given to nobody else.
    reserved: BTreeSet<String>,
}

/// Whether an id only counts the records of one file: `0`, `17`.
pub(super) fn is_number(id: &str) -> bool {
    let id = id.trim();
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())
}

impl Ids {
    /// Keeps the ids that a file has itself for those that have them there, in whatever order they come.
    pub(super) fn reserving<'a>(texts: impl Iterator<Item = &'a str>, valid: fn(&str) -> bool) -> Self {
        let reserved = texts.filter(|text| valid(text)).map(str::to_owned).collect();
        Self { given: BTreeSet::new(), reserved }
    }

    /// An id near to a text that nobody has yet. `valid` says whether a text is an id as it stands.
    pub(super) fn make(&mut self, text: &str, fallback: &str, valid: fn(&str) -> bool) -> String {
        let made = if valid(text) && !self.given.contains(text) {
            text.to_owned()
        } else {
            free_slug(text, fallback, |id| self.given.contains(id) || self.reserved.contains(id))
        };
        self.given.insert(made.clone());
        made
    }
}
