//! Words of closed sets, and those that are in none.

use std::fmt;

/// A word that is not in the set it was taken from: `sined` for a status.
///
/// ```
/// use roundtrip::{load::nearest, model::Status};
/// let error = "sined".parse::<Status>().unwrap_err();
/// assert_eq!(error.to_string(), "unknown status `sined`");
/// assert_eq!(nearest(&error.said, error.names.iter().copied()), Some("signed"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownWord {
    /// What was said.
    pub said: String,
    /// What it should name: `status`, `kind of deal`.
    pub what: &'static str,
    /// The words there are.
    pub names: Vec<&'static str>,
}

impl UnknownWord {
    /// The one of a set whose name is `said`.
    ///
    /// # Errors
    /// If none is called so.
    pub(crate) fn find<T: Copy>(
        said: &str,
        what: &'static str,
        all: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Result<T, Self> {
        let found = all.iter().copied().find(|&one| name(one) == said);
        found.ok_or_else(|| Self { said: said.to_owned(), what, names: all.iter().map(|&one| name(one)).collect() })
    }
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown {} `{}`", self.what, self.said)
    }
}

impl std::error::Error for UnknownWord {}

/// Gives a type the words of a closed set: all of them, their names in files, and how one is read.
macro_rules! words {
    ($type:ident, $what:literal, [$($word:ident = $name:literal),+ $(,)?]) => {
        impl $type {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$word),+];

            /// Its name in files.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$word => $name,)+
                }
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::model::UnknownWord;

            fn from_str(text: &str) -> Result<Self, $crate::model::UnknownWord> {
                $crate::model::UnknownWord::find(text, $what, Self::ALL, Self::name)
            }
        }
    };
}

pub(super) use words;
