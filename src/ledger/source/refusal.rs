//! Why a file is not read, and the way out.

use std::{fmt, io};

/// What a file is that cannot be read as a ledger, or where its text breaks. It travels inside an [`io::Error`], as
/// what is wrong deep in a file can only come up that way.
#[derive(Debug)]
pub(in crate::ledger) struct Refusal {
    /// Goes on from "cannot read `payments.pdf`: ".
    says: String,
    help: Option<String>,
}

impl Refusal {
    /// Nothing can be done about it.
    pub(super) fn new(says: impl Into<String>) -> Self {
        Self { says: says.into(), help: None }
    }

    /// With what to do.
    pub(super) fn help(says: impl Into<String>, help: impl Into<String>) -> Self {
        Self { says: says.into(), help: Some(help.into()) }
    }

    /// What needs a part of the program that it was built without.
    #[cfg(not(feature = "files"))]
    pub(super) fn without(what: &str) -> Self {
        Self::help(format!("this program was built without {what}"), "install it with `--features files`")
    }

    /// The way out, if a refusal is what is behind an error.
    pub(in crate::ledger) fn way_out(error: &io::Error) -> Option<String> {
        error.get_ref()?.downcast_ref::<Self>()?.help.clone()
    }

    /// Whether it is one.
    pub(super) fn is(error: &io::Error) -> bool {
        error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Self>)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.says)
    }
}

impl std::error::Error for Refusal {}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> Self {
        Self::new(io::ErrorKind::InvalidData, refusal)
    }
}
