//! Why nothing was written.

use std::{error::Error, fmt};

/// Why nothing was written.
#[derive(Debug)]
#[non_exhaustive]
pub enum ExportError {
    /// There is more than the format's own programs take: what, and how to ask for less.
    TooMuch {
        /// What is too much.
        message: String,
        /// What to do.
        help: String,
    },
    /// The format's library refused.
    Failed {
        /// Why.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl ExportError {
    pub(super) fn failed(source: impl Error + Send + Sync + 'static) -> Self {
        Self::Failed { source: Box::new(source) }
    }
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooMuch { message, .. } => f.write_str(message),
            Self::Failed { .. } => f.write_str("the file could not be made"),
        }
    }
}

impl Error for ExportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::TooMuch { .. } => None,
            Self::Failed { source } => Some(source.as_ref()),
        }
    }
}
