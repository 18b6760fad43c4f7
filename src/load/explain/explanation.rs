//! What is said of one kind of flaw.

use crate::load::problem::Code;

/// What a kind of flaw means.
#[derive(Debug)]
pub struct Explanation {
    /// Which kind.
    pub code: Code,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Why it is refused or reported, and how to fix it.
    pub meaning: &'static str,
    /// Something that has the flaw.
    pub bad: Example,
    /// The same without it.
    pub good: Example,
}

/// A part of a file.
///
/// It stands in a register that has the entities `acme` and `bolt`, the source `acme_8k` and the deal `acme_bolt`, an
/// equity investment of 10 billion by one in the other, signed on 1 January 2025.
#[derive(Debug, Clone, Copy)]
pub enum Example {
    /// Keys of that deal, in place of its own.
    Deal(&'static str),
    /// Tables beside that deal.
    Tables(&'static str),
    /// Keys at the top of the file.
    Top(&'static str),
    /// A whole spreadsheet.
    Spreadsheet(&'static str),
    /// What cannot be printed, in words.
    Words(&'static str),
}

impl Example {
    /// What is shown of it.
    pub fn text(self) -> &'static str {
        match self {
            Self::Deal(text) | Self::Tables(text) | Self::Top(text) | Self::Spreadsheet(text) | Self::Words(text) => {
                text
            }
        }
    }
}
