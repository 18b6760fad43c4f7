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
