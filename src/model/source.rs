//! On whose word.

use std::{collections::BTreeMap, str::FromStr};

use serde::Serialize;

use super::{SourceId, UnknownWord, When};

/// How near a source stands to the fact, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SourceKind {
    /// A filing or contract, or a copy of one.
    Filing,
    /// A party to the deal: its press release or price list.
    Party,
    /// A named publisher.
    Press,
    /// A blog or a page that collects others'.
    Aggregator,
}

impl SourceKind {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Filing, Self::Party, Self::Press, Self::Aggregator];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Filing => "filing",
            Self::Party => "party",
            Self::Press => "press",
            Self::Aggregator => "aggregator",
        }
    }

    /// What it is called where people read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Aggregator => "repeated",
            nearer => nearer.name(),
        }
    }
}

impl FromStr for SourceKind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        UnknownWord::find(text, "kind of source", &Self::ALL, Self::name)
    }
}

/// One page, article or filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Who published it, if anybody is named.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Where it is (http or https only).
    pub url: Option<String>,
    /// Its date.
    pub date: Option<When>,
    /// How near to the fact.
    pub kind: SourceKind,
    /// The stories that it repeats, by agency: sources that share one are not independent.
    pub wire: Vec<String>,
    /// Anything else.
    pub note: Option<String>,
}

impl Source {
    /// Whether it says who is speaking: a publisher or an author.
    pub fn is_named(&self) -> bool {
        self.publisher.is_some() || self.author.is_some()
    }

    /// One line for a list of sources: publisher, title, date.
    pub fn line(&self) -> String {
        let mut parts = Vec::new();
        parts
            .push(self.publisher.clone().or_else(|| self.author.clone()).unwrap_or_else(|| "unnamed publisher".into()));
        parts.extend(self.title.as_ref().map(|title| format!("“{title}”")));
        parts.push(self.date.map_or_else(|| "undated".to_owned(), |date| date.to_string()));
        parts.join(", ")
    }
}

/// How many of these sources speak for themselves: two that share a publisher or repeat the same wire story count
/// as one. Linear in the sources, up to an inverse Ackermann factor.
pub(crate) fn independent<'a>(sources: impl IntoIterator<Item = &'a Source>) -> usize {
    let mut roots: Vec<usize> = Vec::new();
    let mut voices: BTreeMap<&str, usize> = BTreeMap::new();
    for source in sources {
        let me = roots.len();
        roots.push(me);
        let nameless = source.publisher.is_none() && source.wire.is_empty();
        let keys = source.publisher.iter().chain(&source.wire).map(String::as_str);
        for key in keys.chain(nameless.then_some(source.id.as_str())) {
            let other = *voices.entry(key).or_insert(me);
            let (a, b) = (root(&roots, me), root(&roots, other));
            if let Some(slot) = roots.get_mut(a.max(b)) {
                *slot = a.min(b);
            }
        }
    }
    roots.iter().enumerate().filter(|&(at, &up)| at == up).count()
}

/// The root of a source's tree in a forest of parents.
fn root(parents: &[usize], mut at: usize) -> usize {
    while let Some(&up) = parents.get(at).filter(|&&up| up != at) {
        at = up;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(id: &str, publisher: Option<&str>, wire: &[&str]) -> Source {
        Source {
            id: SourceId::new(id).unwrap(),
            publisher: publisher.map(str::to_owned),
            author: None,
            title: None,
            url: None,
            date: None,
            kind: SourceKind::Press,
            wire: wire.iter().map(|&w| w.to_owned()).collect(),
            note: None,
        }
    }

    #[test]
    fn a_wire_story_counts_once_however_often_it_is_printed() {
        let a = source("a", Some("One"), &["bloomberg"]);
        let b = source("b", Some("Two"), &["bloomberg", "reuters"]);
        let c = source("c", Some("Three"), &["reuters"]);
        let d = source("d", Some("Four"), &[]);
        assert_eq!(independent([&a, &c]), 2);
        assert_eq!(independent([&a, &c, &b]), 1, "the second ties the first to the third");
        assert_eq!(independent([&a, &d, &d]), 2);
    }

    #[test]
    fn a_source_with_no_publisher_is_its_own_voice() {
        assert_eq!(independent([&source("a", None, &[]), &source("b", None, &[])]), 2);
    }
}
