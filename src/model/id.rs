//! Slugs: the ids by which the register's records name each other.

use std::{borrow::Borrow, fmt};

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

/// Turns any text into the slug nearest to it. What has no letter or digit of ours has none: the result is then empty.
///
/// ```
/// assert_eq!(roundtrip::model::slug("Open AI, Inc."), "open-ai-inc");
/// ```
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
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
    use super::*;

    #[test]
    fn a_slug_is_a_slug() {
        assert!(EntityId::new("open_ai-2").is_ok());
        assert_eq!(EntityId::new("Open AI").unwrap_err().suggestion, "open-ai");
        assert!(EntityId::new("").is_err());
    }

    #[test]
    fn the_suggestion_is_itself_an_id() {
        for text in ["Société Générale", "  x  ", "3com", "ÄÖ–X", "a/b"] {
            assert!(EntityId::new(&slug(text)).is_ok(), "{text}");
        }
    }
}
