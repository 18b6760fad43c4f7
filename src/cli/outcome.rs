//! How a run ends, and what stops it.

use std::io;

use crate::{circuits::ConditionError, load::Report};

/// How a command ended (docs/design.md#exit-codes).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Done = 0,
    /// What `--fail-if` says is met.
    Gate = 1,
    /// Usage or data.
    Faulty = 2,
    /// Stopped at a limit: there is more.
    Limited = 3,
    Interrupted = 130,
}

/// What stops a run.
#[derive(Debug)]
pub(super) enum Failure {
    /// Flaws in the data, already with their places.
    Data(Report),
    /// Anything else: one line, and how to mend it.
    Other { message: String, help: Option<String> },
    /// A phrase of the command line that means nothing: the flag, the phrase, and what is wrong where.
    Phrase { flag: &'static str, text: String, errors: Vec<ConditionError> },
    /// Ctrl-C, where what is done so far is of no use.
    Interrupted,
    /// Nobody reads on: no complaint.
    BrokenPipe,
}

impl Failure {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self::Other { message: message.into(), help: None }
    }

    pub(super) fn help(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Other { message: message.into(), help: Some(help.into()) }
    }
}

/// Standard output takes no more; that its reader went away is no failure.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::BrokenPipe;
        }
        Self::help(format!("cannot write the output: {error}"), "write it elsewhere")
    }
}
