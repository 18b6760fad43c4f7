//! Why an answer was not written.

use std::{error::Error, fmt, io};

/// Why an answer was not written.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// It has no rows, so that it cannot be a table.
    NoRows,
    /// What it was written to takes no more.
    Io(io::Error),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRows => f.write_str("this answer is a page, not a table"),
            Self::Io(error) => write!(f, "the answer could not be written: {error}"),
        }
    }
}

impl Error for WriteError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NoRows => None,
            Self::Io(error) => Some(error),
        }
    }
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
