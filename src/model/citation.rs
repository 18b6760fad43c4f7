//! For what a source is cited, and whether it was read.

use std::fmt;

use serde::Serialize;

use super::{SourceId, word::words};

/// How much of a cited page was read, most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Read {
    /// The page itself.
    Page,
    /// A part of it.
    Excerpt,
    /// Nothing: another page names it, and says what it states.
    Named,
}

words!(Read, "way of reading a source", [Page = "page", Excerpt = "excerpt", Named = "named"]);

impl Read {
    /// What a reader must know of it, beside the source: nothing of a page that was read.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Page => None,
            Self::Excerpt => Some("read in part"),
            Self::Named => Some("not read"),
        }
    }

    /// Whether any of the page was read.
    pub fn is_read(self) -> bool {
        self != Self::Named
    }
}

/// What a source says something about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// How much.
    Amount,
    /// When.
    Day,
    /// How far it has come.
    Status,
    /// What kind of deal it is.
    Kind,
    /// Who pays and who is paid.
    Parties,
    /// How long it runs.
    Term,
    /// How many chips, shares or gigawatts.
    Quantity,
    /// How much of the payee.
    Stake,
    /// What it waits for.
    Condition,
    /// Its parts.
    Split,
}

words!(
    Field,
    "field of a deal",
    [
        Amount = "amount",
        Day = "day",
        Status = "status",
        Kind = "kind",
        Parties = "parties",
        Term = "term",
        Quantity = "quantity",
        Stake = "stake",
        Condition = "condition",
        Split = "split"
    ]
);

/// One source, cited for a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// Which.
    pub source: SourceId,
    /// How much of it was read.
    pub read: Read,
    /// Where it is named, if it was not read: an address, the id of a source, or words.
    pub via: Option<String>,
    /// Of what it speaks; of the record as a whole if it is empty.
    pub of: Vec<Field>,
}

impl Citation {
    /// A page that was read, cited for a record as a whole.
    pub fn page(source: SourceId) -> Self {
        Self { source, read: Read::Page, via: None, of: Vec::new() }
    }
}

impl fmt::Display for Citation {
    /// The source's id, and how it was read unless that was the page itself: `sec_10k (not read)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.read.words() {
            Some(words) => write!(f, "{} ({words})", self.source),
            None => self.source.fmt(f),
        }
    }
}

/// The sources of citations, in their order.
pub fn cited<'a>(citations: impl IntoIterator<Item = &'a Citation>) -> impl Iterator<Item = &'a SourceId> {
    citations.into_iter().map(|citation| &citation.source)
}
