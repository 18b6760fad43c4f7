//! What is asked of a file, and what it turned out to be.

use std::{
    fs::File,
    io::Read,
    sync::{Arc, atomic::AtomicU64},
};

use super::{counted::Counted, lines::Lines};

/// How a file is to be opened, where that cannot be told from the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::ledger) struct Opening {
    /// The encoding of a text, by a label of the [Encoding Standard](https://encoding.spec.whatwg.org/#names-and-labels),
    /// such as `windows-1252`. A byte-order mark at the beginning of a file says more. Without either a text is UTF-8.
    pub(in crate::ledger) encoding: Option<String>,
    /// The sheet of a workbook; without it the first one that has cells.
    pub(in crate::ledger) sheet: Option<String>,
}

/// A text to read, and how much of it has been.
pub(in crate::ledger) struct Source<'a> {
    /// The text, in UTF-8 if it is not flawed.
    pub(in crate::ledger) text: Box<dyn Read + Send + 'a>,
    /// Bytes read so far, of the file as it is on disk.
    pub(in crate::ledger) done: Arc<AtomicU64>,
    /// Bytes of the file; 0 if that is unknown.
    pub(in crate::ledger) total: u64,
    /// Which lines of the file those of the text are.
    pub(in crate::ledger) lines: Arc<Lines>,
    /// What parts its cells, if the text was made here.
    pub(in crate::ledger) separator: Option<char>,
    /// Whether it can be opened a second time: a pipe cannot.
    pub(in crate::ledger) again: bool,
    /// What was read, if it is not simply the file: "sheet `Payments` of a workbook".
    pub(in crate::ledger) about: String,
}

/// What a file turned out to be.
pub(in crate::ledger) enum Opened {
    /// A text.
    Text(Source<'static>),
    /// Parquet, which needs random access to the file.
    Parquet(#[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "read by the feature"))] File),
}

impl<'a> Source<'a> {
    /// A text in memory.
    pub(in crate::ledger) fn bytes(text: &'a [u8]) -> Self {
        let done = Arc::new(AtomicU64::new(0));
        Self {
            text: Box::new(Counted { raw: text, done: Arc::clone(&done) }),
            done,
            total: text.len() as u64,
            lines: Arc::default(),
            separator: None,
            again: true,
            about: String::new(),
        }
    }
}
