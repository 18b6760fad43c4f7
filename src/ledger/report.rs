//! What was read of a ledger, and what was not: for the reader of it to check.

use super::{
    columns::Found,
    doubt::Doubt,
    reading::{DecimalSign, Reading},
    role::Role,
};

/// Rows that are no payments, and those that were turned round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Left {
    /// Rows without a payer or a payee, by the words that stand for nobody; the empty word is an empty cell.
    pub nobody: Vec<(String, u64)>,
    /// Rows without a time or an amount.
    pub unknown: u64,
    /// Rows with fewer cells than the header.
    pub short: u64,
    /// Rows that repeat the header, as where several files were put into one.
    pub headings: u64,
    /// Rows with a negative amount.
    pub negative: u64,
    /// Rows with a negative amount that were read as a payment the other way. They are not left out.
    pub reversed: u64,
    /// Lines that begin with `#` or `%` and have another number of cells.
    pub remarks: u64,
}

impl Left {
    /// How many rows of data were left out.
    pub fn rows(&self) -> u64 {
        self.nobody.iter().map(|(_, count)| count).sum::<u64>()
            + self.unknown
            + self.short
            + self.headings
            + self.negative
    }

    pub(super) fn nobody(&mut self, word: &str) {
        self.add(word, 1);
    }

    fn add(&mut self, word: &str, more: u64) {
        match self.nobody.iter_mut().find(|(own, _)| own == word) {
            Some((_, count)) => *count += more,
            None => self.nobody.push((word.to_owned(), more)),
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (word, count) in &other.nobody {
            self.add(word, *count);
        }
        self.unknown += other.unknown;
        self.short += other.short;
        self.headings += other.headings;
        self.negative += other.negative;
        self.reversed += other.reversed;
        self.remarks += other.remarks;
    }
}

/// What was read of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The files, each with its rows and what it is, if it is no plain text.
    pub files: Vec<FileRead>,
    /// Rows of data, those left out too.
    pub rows: u64,
    /// What was left out.
    pub left: Left,
    /// Which columns were taken for what.
    pub columns: Found,
    /// The other columns.
    pub unread: Vec<String>,
    /// What parts the cells; none of a ledger that is no text.
    pub separator: Option<char>,
    /// Lines above the header.
    pub titles: Vec<String>,
    /// Columns whose heading stands twice, as they are called.
    pub renamed: Vec<String>,
    /// The name of the first column.
    pub first_column: String,
    /// Whether a line names the columns.
    pub has_header: bool,
    /// The shipped profile by whose headings the ledger was recognised.
    pub profile: Option<&'static str>,
    /// What the times are, in words: `dates`, `seconds since 1970`, `steps of an hour`; none without times.
    pub times: Option<String>,
    /// The sign before the decimals, if there is any.
    pub decimal: Option<DecimalSign>,
    /// Every currency with the number of its payments, the most frequent first; the empty name says nothing.
    pub currencies: Vec<(String, u64)>,
    /// What could be otherwise.
    pub doubts: Vec<Doubt>,
    /// What became of the accounts, if they were replaced by their owners.
    pub owned: Option<Owned>,
    /// How the ledger was read, all of it: what a profile of it holds.
    pub reading: Reading,
}

/// Accounts that were replaced by their owners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owned {
    /// Accounts that have an owner.
    pub accounts: u64,
    /// All accounts.
    pub of: u64,
    /// Payments between accounts of one owner.
    pub within: u64,
}

/// One file of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileRead {
    /// Its path, as it was given or found.
    pub path: String,
    /// What it is, if it is no plain text: `sheet "Payments" of a workbook`.
    pub about: String,
    /// The rows before its first.
    pub start: u64,
}

impl Report {
    /// The columns that were read, as in: payer `from`, payee `to`, time `date`.
    pub fn taken(&self) -> String {
        let columns = &self.columns;
        let named = [
            (Role::From, Some(&columns.from)),
            (Role::To, Some(&columns.to)),
            (Role::Time, columns.time.as_ref()),
            (Role::Amount, columns.amount.as_ref()),
            (Role::Currency, columns.currency.as_ref()),
        ];
        let words = |(role, name): (Role, Option<&String>)| Some(format!("{} `{}`", &role.words()[4..], name?));
        named.into_iter().filter_map(words).collect::<Vec<_>>().join(", ")
    }
}
