//! The columns of a ledger: what each is called, and what it is read as.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{column_fault::ColumnFault, head::trim, how::How, role::Role};
use crate::load::nearest;

/// Which columns were read, by their names in the header; several that make one value are joined by `+`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Who pays.
    pub from: String,
    /// Who is paid.
    pub to: String,
    /// When.
    pub time: Option<String>,
    /// How much.
    pub amount: Option<String>,
    /// In which currency.
    pub currency: Option<String>,
}

/// The columns of each role, in the order of [`Role::ALL`]; none if the ledger has no such column.
pub(super) type Chosen = [Vec<usize>; Role::ALL.len()];

/// How the rows of one file are to be read.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// The names of all columns, no two alike.
    pub(super) header: Vec<String>,
    /// Between two cells.
    pub(super) separator: u8,
    /// For each column the slot into which its cell goes, or [`Layout::UNREAD`].
    pub(super) slots: Vec<usize>,
    /// For each role its slots.
    pub(super) places: [Range<usize>; Role::ALL.len()],
    /// For each role its columns.
    pub(super) columns: Chosen,
    /// Whether a line names the columns.
    pub(super) has_header: bool,
    pub(super) how: How,
}

impl Layout {
    /// The most columns that are read.
    pub(super) const MOST: usize = 12;
    /// The slot of columns that are not read.
    pub(super) const UNREAD: usize = Self::MOST;

    pub(super) fn new(header: Vec<String>, separator: u8, columns: Chosen, has_header: bool, how: How) -> Self {
        let mut slots = vec![Self::UNREAD; header.len()];
        let mut next = 0;
        let places = columns.each_ref().map(|own| {
            let start = next;
            for &column in own {
                slots[column] = next;
                next += 1;
            }
            start..next
        });
        Self { header, separator, slots, places, columns, has_header, how }
    }

    /// Whether there is a column of this role.
    #[inline]
    pub(super) fn has(&self, role: Role) -> bool {
        !self.places[role as usize].is_empty()
    }

    /// The name of the columns that have a role.
    pub(super) fn name(&self, role: Role) -> Option<String> {
        joined(&self.header, &self.columns[role as usize])
    }

    /// For the reader of the ledger.
    pub(super) fn found(&self) -> Found {
        Found {
            from: self.name(Role::From).unwrap_or_default(),
            to: self.name(Role::To).unwrap_or_default(),
            time: self.name(Role::Time),
            amount: self.name(Role::Amount),
            currency: self.name(Role::Currency),
        }
    }

    /// The columns that are not read.
    pub(super) fn unread(&self) -> impl Iterator<Item = &str> {
        let unread = |(_, slot): &(&String, &usize)| **slot == Self::UNREAD;
        self.header.iter().zip(&self.slots).filter(unread).map(|(name, _)| name.as_str())
    }
}

/// Columns as they are named on the command line.
pub(super) fn joined(header: &[String], columns: &[usize]) -> Option<String> {
    let names: Vec<&str> = columns.iter().map(|&at| header[at].as_str()).collect();
    (!names.is_empty()).then(|| names.join("+"))
}

/// Names of which no two are alike: what stands twice gets a number, `Account` and `Account.1`, as pandas does it.
pub(super) fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    // For each name the numbers that are taken, so that a header of one name a million times is read at once.
    let mut taken: BTreeMap<String, u64> = BTreeMap::new();
    for (at, name) in names.into_iter().enumerate() {
        let name = if name.is_empty() { format!("#{}", at + 1) } else { name };
        let numbered = |number: u64| if number == 0 { name.clone() } else { format!("{name}.{number}") };
        let first = taken.entry(name.clone()).or_default();
        let number = (*first..u64::MAX).find(|&number| !seen.contains(&numbered(number))).unwrap_or_default();
        *first = number + 1;
        let own = numbered(number);
        seen.insert(own.clone());
        distinct.push(own);
    }
    distinct
}

/// The columns that a text names; none for `none`.
pub(super) fn named(header: &[String], role: Role, text: &str) -> Result<Vec<usize>, ColumnFault> {
    let text = text.trim();
    if let Some(at) = one(header, text) {
        return Ok(vec![at]);
    }
    if role.is_optional() && text == "none" {
        return Ok(Vec::new());
    }
    let unknown = |name: &str| ColumnFault::Unknown {
        role,
        name: name.to_owned(),
        nearest: nearest(name, header.iter().map(String::as_str)).map(str::to_owned),
    };
    if !text.contains('+') {
        return Err(unknown(text));
    }
    let parts = text.split('+').map(|part| trim(part).trim_matches('"'));
    let columns = parts.map(|part| one(header, part).ok_or_else(|| unknown(part))).collect::<Result<Vec<_>, _>>()?;
    if columns.len() > Layout::MOST / 3 || matches!(role, Role::Amount | Role::Currency) {
        return Err(ColumnFault::Joined { role, name: text.to_owned() });
    }
    Ok(columns)
}

/// The column of that name, or at that position.
fn one(header: &[String], name: &str) -> Option<usize> {
    let folded = |own: &&String| own.eq_ignore_ascii_case(name);
    if let Some(at) = header.iter().position(|own| own == name) {
        return Some(at);
    }
    if let Some(position) = name.strip_prefix('#').and_then(|digits| digits.parse::<usize>().ok()) {
        return position.checked_sub(1).filter(|&at| at < header.len());
    }
    // A heading in other letters, if only one is like that.
    let like: Vec<usize> = header.iter().enumerate().filter(|(_, own)| folded(own)).map(|(at, _)| at).collect();
    if let [at] = like.as_slice() { Some(*at) } else { None }
}
