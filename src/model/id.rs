//! Slugs: the ids by which the register's records name each other.

use std::{borrow::Borrow, fmt};

use super::name::folded_name;

/// Why a text cannot be an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadId {
    /// The text with each offending character replaced, as a suggestion.
    pub suggestion: String,
}

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id is made of `a-z`, `0-9`, `_` and `-`")
    }
}

impl std::error::Error for BadId {}

/// The longest id accepted: it becomes a file name (`loops/…svg`) together with others.
const MAX_LEN: usize = 80;

/// How many letters are kept for the number of an id.
const NUMBER_LEN: usize = 10;

/// Turns any text into the slug nearest to it; letters of other scripts are written in ours. What has nothing to be
/// written so has none: the result is then empty. Different texts may have one slug: see [`free_slug`].
///
/// ```
/// use roundtrip::model::slug;
/// assert_eq!(slug("Open AI, Inc."), "open-ai-inc");
/// assert_eq!(slug("华为"), "huawei");
/// assert_eq!(slug("Société Générale"), "societe-generale");
/// ```
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in any_ascii::any_ascii(&folded_name(text)).chars() {
        let c = c.to_ascii_lowercase();
        if c.is_ascii_alphanumeric() || c == '_' {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() >= MAX_LEN {
            break;
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// The slug of a text, or of `fallback` if it has none; with a number from 2 on behind it where that is
/// taken: the first one that is free if they are given in order.
///
/// ```
/// let taken = ["c", "c-2"];
/// assert_eq!(roundtrip::model::free_slug("C++", "company", |id| taken.contains(&id)), "c-3");
/// ```
pub fn free_slug(text: &str, fallback: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut own = slug(text);
    if own.is_empty() {
        fallback.clone_into(&mut own);
    }
    if !taken(&own) {
        return own;
    }
    let own: String = own.chars().take(MAX_LEN - NUMBER_LEN).collect();
    let numbered = |number: usize| format!("{}-{number}", own.trim_end_matches('-'));
    // By doubling and halving, as thousands of names may share one slug. `high` ends free, whatever is taken.
    let mut high = 2;
    while taken(&numbered(high)) {
        high *= 2;
    }
    let mut low = high / 2;
    while low + 1 < high {
        let middle = low.midpoint(high);
        if taken(&numbered(middle)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    numbered(high)
}

fn check(text: &str) -> Result<(), BadId> {
    let fine = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-';
    if !text.is_empty() && text.len() <= MAX_LEN && text.bytes().all(fine) {
        Ok(())
    } else {
        Err(BadId { suggestion: slug(text) })
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The id, if the text is a slug of `a-z 0-9 _ -`.
            ///
            /// # Errors
            /// [`BadId`] with a suggestion, if it is not.
            pub fn new(text: &str) -> Result<Self, BadId> {
                check(text).map(|()| Self(text.into()))
            }

            /// The id nearest to a text that is not taken: see [`free_slug`]. A text that gives none gets `fallback`.
            pub fn free(text: &str, fallback: &str, taken: impl Fn(&str) -> bool) -> Self {
                Self(free_slug(text, fallback, taken).into())
            }

            /// The slug.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// Names an [`Entity`](crate::model::Entity).
    EntityId,
    /// Names a [`Deal`](crate::model::Deal).
    DealId,
    /// Names a [`Source`](crate::model::Source).
    SourceId
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_slug_is_a_slug() {
        assert!(EntityId::new("open_ai-2").is_ok());
        assert_eq!(EntityId::new("Open AI").unwrap_err().suggestion, "open-ai");
        assert!(EntityId::new("").is_err());
    }

    #[test]
    fn the_suggestion_is_itself_an_id() {
        for text in ["Société Générale", "  x  ", "3com", "ÄÖ–X", "a/b", "华为", "Мечел", "三菱", "شركة", "삼성전자"]
        {
            assert!(EntityId::new(&slug(text)).is_ok(), "{text}");
        }
    }

    proptest! {
        /// However many texts there are, each has an id, and no two have the same.
        #[test]
        fn different_texts_have_different_ids(texts in prop::collection::btree_set("[cC+華华é -]{0,4}|x{78,84}[+!]{0,2}", 0..30)) {
            let mut given = BTreeSet::new();
            for text in &texts {
                let id = free_slug(text, "company", |id| given.contains(id));
                prop_assert!(EntityId::new(&id).is_ok(), "{}", id);
                prop_assert!(given.insert(id));
            }
        }
    }
}
