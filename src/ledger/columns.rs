//! The header: which column is what.

use super::{
    cells::{self, Quotes},
    error::LedgerError,
    role::Role,
};
use crate::load::nearest;

/// Which columns to read, by their names in the header; `None` is to be guessed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    /// Who pays.
    pub from: Option<String>,
    /// Who is paid.
    pub to: Option<String>,
    /// When; a ledger may have none.
    pub time: Option<String>,
    /// How much; a ledger may have none.
    pub amount: Option<String>,
}

impl Columns {
    fn named(&self, role: Role) -> Option<&str> {
        match role {
            Role::From => self.from.as_deref(),
            Role::To => self.to.as_deref(),
            Role::Time => self.time.as_deref(),
            Role::Amount => self.amount.as_deref(),
        }
    }
}

/// Which columns were read, by their names in the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Who pays.
    pub from: String,
    /// Who is paid.
    pub to: String,
    /// When.
    pub time: Option<String>,
    /// How much.
    pub amount: Option<String>,
}

/// How the rows are to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// The names of all columns.
    pub(super) header: Vec<String>,
    /// Between two cells.
    pub(super) separator: u8,
    /// For each column its role as an index into [`Role::ALL`], or [`Layout::UNREAD`].
    pub(super) slots: Vec<usize>,
    /// For each role its column.
    pub(super) columns: [Option<usize>; 4],
}

impl Layout {
    /// The slot of columns that are not read.
    pub(super) const UNREAD: usize = Role::ALL.len();

    /// Finds the columns of a header.
    pub(super) fn new(header: Vec<String>, separator: u8, wanted: &Columns) -> Result<Self, LedgerError> {
        let mut columns = [None; 4];
        for (column, role) in columns.iter_mut().zip(Role::ALL) {
            *column = wanted.named(role).map(|name| named(&header, role, name)).transpose()?;
        }
        let taken = columns;
        for (column, role) in columns.iter_mut().zip(Role::ALL) {
            if column.is_none() {
                *column = guessed(&header, role, &taken)?;
            }
        }
        let mut slots = vec![Self::UNREAD; header.len()];
        for (slot, role) in Role::ALL.into_iter().enumerate() {
            let Some(column) = columns[slot] else { continue };
            if let Some(&other) = Role::ALL.get(slots[column]) {
                return Err(LedgerError::SharedColumn { roles: [other, role], name: header[column].clone() });
            }
            slots[column] = slot;
        }
        Ok(Self { header, separator, slots, columns })
    }

    /// The name of the column that has a role.
    pub(super) fn name(&self, role: Role) -> Option<&String> {
        self.header.get(self.columns[role as usize]?)
    }

    /// For the reader of the ledger.
    pub(super) fn found(&self) -> Found {
        let name = |role| self.name(role).cloned();
        Found {
            from: name(Role::From).unwrap_or_default(),
            to: name(Role::To).unwrap_or_default(),
            time: name(Role::Time),
            amount: name(Role::Amount),
        }
    }
}

/// The column of that name.
fn named(header: &[String], role: Role, name: &str) -> Result<usize, LedgerError> {
    let same: Vec<usize> = (0..header.len()).filter(|&at| header[at] == name.trim()).collect();
    match same.as_slice() {
        [one] => Ok(*one),
        [] => Err(LedgerError::UnknownColumn {
            role,
            name: name.to_owned(),
            nearest: nearest(name, header.iter().map(String::as_str)).map(str::to_owned),
            header: header.to_vec(),
        }),
        several => Err(ambiguous(header, role, several)),
    }
}

/// The only column with a usual name for this role, among those that are not taken.
fn guessed(header: &[String], role: Role, taken: &[Option<usize>]) -> Result<Option<usize>, LedgerError> {
    let plain = |name: &str| name.to_lowercase().replace(|sign: char| !sign.is_alphanumeric(), "");
    let is_known =
        |&at: &usize| !taken.contains(&Some(at)) && role.known_as().split(' ').any(|known| known == plain(&header[at]));
    let known: Vec<usize> = (0..header.len()).filter(is_known).collect();
    match known.as_slice() {
        [one] => Ok(Some(*one)),
        [] if role.is_optional() => Ok(None),
        [] => Err(LedgerError::MissingColumn { role, header: header.to_vec() }),
        several => Err(ambiguous(header, role, several)),
    }
}

fn ambiguous(header: &[String], role: Role, columns: &[usize]) -> LedgerError {
    let candidates = columns.iter().map(|&at| header[at].clone()).collect();
    LedgerError::AmbiguousColumn { role, candidates, header: header.to_vec() }
}

/// Possible separators; among equally frequent ones the first wins.
pub(super) const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The separator and the names of a header line: the separator is the one that splits it into the most cells.
pub(super) fn split(line: &[u8]) -> Result<(u8, Vec<String>), LedgerError> {
    let separator = SEPARATORS.into_iter().rev().max_by_key(|&sign| cells::of(line, sign).count()).unwrap_or(b',');
    let names = cells::of(line, separator).map(|cell| {
        let name = match cell.quotes {
            Quotes::None | Quotes::Around => cell.text.to_vec(),
            Quotes::Doubled => cell.undoubled(),
            Quotes::After | Quotes::Unclosed => return Err(LedgerError::HeaderQuote),
        };
        let name = String::from_utf8(name).map_err(|_| LedgerError::HeaderEncoding)?;
        Ok(name.trim().to_owned())
    });
    Ok((separator, names.collect::<Result<_, _>>()?))
}
