//! Loops that were gathered before they are written.

use std::io::{self, Write};

use super::{by::By, chunk::Chunk, format::Format, listing::Listing, sheet::Sheet, writer::Writer};
use crate::{
    answer::words::{at_least, counted, plural, thousands, verb},
    circuits::Loop,
};

/// Some of the loops that were found, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathered {
    /// Those that are shown.
    pub loops: Vec<Loop>,
    /// How many were found.
    pub found: u64,
    /// Whether these are all that there are.
    pub complete: bool,
    /// What they are ranked by; the first found are shown if by nothing.
    pub by: Option<By>,
    /// Of how many currencies each has a ranking of its own.
    pub(super) rankings: usize,
    /// How many loops have no rank, because their payments are in several currencies.
    pub(super) unranked: u64,
}

impl Gathered {
    /// The first that were found, of so many.
    pub fn first(loops: Vec<Loop>, found: u64, complete: bool) -> Self {
        Self { loops, found, complete, by: None, rankings: 1, unranked: 0 }
    }

    /// Writes them for programs.
    ///
    /// # Errors
    /// If `out` takes no more.
    pub fn write(&self, listing: &Listing<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
        let (mut writer, mut chunk) = (Writer::new(listing, format), Chunk::default());
        for found in &self.loops {
            writer.put(found, None, &mut chunk);
        }
        let mut sheet = Sheet::new(listing, format, false, out)?;
        sheet.put(&chunk, u64::MAX)?;
        sheet.finish(self.complete, self.found)
    }

    /// How many there are, and which are shown.
    pub fn head(&self) -> String {
        let count = size(self.found);
        let shown = thousands(self.loops.len());
        let which = match self.by {
            _ if self.loops.len() == count => String::new(),
            Some(by) if self.rankings > 1 => format!("; {shown} of them, the first by {} in each currency", by.name()),
            Some(by) => format!("; the first {shown} by {}", by.name()),
            None => format!("; the first {shown} found; --top N --by amount|span|length ranks them"),
        };
        format!("{} {}{which}", at_least(self.complete, count), plural(count, "loop"))
    }

    /// Of how many loops how many are drawn, and which, if not all: `of 6 loops, 2 are drawn: the largest by amount`.
    pub(super) fn drawn(&self, count: usize) -> Option<String> {
        let all = format!("of {} {}", at_least(self.complete, size(self.found)), plural(size(self.found), "loop"));
        match count {
            _ if count == size(self.found) => None,
            1 => Some(format!("{all}, {} is drawn", self.chosen())),
            _ => Some(format!("{all}, {} are drawn: {}", thousands(count), self.chosen())),
        }
    }

    /// Which loops are shown: `the largest by amount`.
    fn chosen(&self) -> String {
        match self.by {
            None => "the first found".to_owned(),
            Some(by) if self.rankings > 1 => format!("the largest by {} in each currency", by.name()),
            Some(by) => format!("the largest by {}", by.name()),
        }
    }

    /// What is to be known about their ranking.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.rankings > 1 {
            let all = counted(self.rankings, "currency");
            notes.push(format!("amounts in {all} are not compared with each other: each currency has its own ranking"));
        }
        if self.unranked > 0 {
            let count = size(self.unranked);
            let (loops, are) = (counted(count, "loop"), verb(count, "is", "are"));
            notes.push(format!("{loops} in more than one currency {are} not shown: no amount ranks them"));
        }
        notes
    }
}

fn size(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
