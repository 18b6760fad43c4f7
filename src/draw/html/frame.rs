//! What the body and the script of the page both say.

use super::super::scene::Tint;

/// A loop as the page lists it where no script runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its names in order: `Nvidia → OpenAI → Nvidia`.
    pub names: String,
    /// What can go round: `$40bn`.
    pub amount: String,
}

/// What stands beside the map where no script runs, and below it always.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// How many loops there are: `1,201`, or `at least 5,000`.
    pub count: String,
    /// The largest of them.
    pub largest: Vec<Listed>,
}

/// A source's address, if a reader may follow it.
pub(super) fn link(url: Option<&str>) -> Option<&str> {
    url.filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}

/// The name of a colour family in the script and the style sheet.
pub(super) fn family(tint: Tint) -> &'static str {
    match tint {
        Tint::Investment => "investment",
        Tint::Cloud => "cloud",
        Tint::Chips => "chips",
        Tint::Other => "other",
        Tint::Payment => "payment",
    }
}
