//! Which column is what, by its name and by what is in it.

use std::collections::BTreeSet;

use super::{known, propose::pair, said::Said};
use crate::ledger::{
    column_fault::{ColumnFault, ColumnFaults, typed},
    columns::{Chosen, joined, named},
    error::LedgerError,
    how::How,
    moment,
    reading::Reading,
    role::Role,
    time::TimeForm,
    times,
};

/// What is known of a table before its roles are.
pub(super) struct Guess<'a> {
    pub(super) header: &'a [String],
    /// The first rows.
    pub(super) rows: &'a [Vec<String>],
    pub(super) reading: &'a Reading,
    pub(super) how: &'a How,
    pub(super) has_header: bool,
    /// Columns whose headings stand twice: by such a name nothing is guessed.
    pub(super) renamed: &'a [String],
}

impl Guess<'_> {
    /// The columns of each role: those that are named, then those that can be guessed. Every fault is told at once.
    pub(super) fn columns(&self, said: &mut Said) -> Result<Chosen, LedgerError> {
        let mut columns = Chosen::default();
        let mut faults = Vec::new();
        for role in Role::ALL {
            match self.named(role).map(|text| named(self.header, role, text)).transpose() {
                Ok(own) => columns[role as usize] = own.unwrap_or_default(),
                Err(fault) => faults.push(fault),
            }
        }
        // What is named wrongly is not guessed besides.
        let wrong: Vec<Role> = faults.iter().filter_map(ColumnFault::role).collect();
        let open = |role: Role| self.named(role).is_none() && !wrong.contains(&role);
        self.parties(&mut columns, open(Role::From), open(Role::To), &mut faults);
        for role in [Role::Time, Role::Amount, Role::Currency] {
            if open(role) {
                match self.guessed(role, &columns, said) {
                    Ok(own) => columns[role as usize] = own,
                    Err(fault) => faults.push(fault),
                }
            }
        }
        for role in [Role::From, Role::To]
            .into_iter()
            .filter(|&role| columns[role as usize].is_empty() && !wrong.contains(&role))
        {
            if !faults.iter().any(|fault| fault.role() == Some(role)) {
                faults.push(ColumnFault::Missing { role });
            }
        }
        faults.extend(self.shared(&columns));
        if faults.is_empty() {
            return Ok(columns);
        }
        let taken =
            Role::ALL.into_iter().filter_map(|role| Some((role, joined(self.header, &columns[role as usize])?)));
        Err(LedgerError::Columns(Box::new(ColumnFaults {
            faults,
            taken: taken.collect(),
            header: self.header.to_vec(),
            flags: self.flags(&columns),
        })))
    }

    fn named(&self, role: Role) -> Option<&str> {
        match role {
            Role::From => self.reading.from.as_deref(),
            Role::To => self.reading.to.as_deref(),
            Role::Time => self.reading.time.as_deref(),
            Role::Amount => self.reading.amount.as_deref(),
            Role::Currency => self.reading.currency.as_deref(),
        }
    }

    /// Columns that are read for two things.
    fn shared(&self, columns: &Chosen) -> Vec<ColumnFault> {
        let mut faults = Vec::new();
        for (at, &role) in Role::ALL.iter().enumerate() {
            for &other in &Role::ALL[..at] {
                let same = columns[role as usize].iter().find(|&own| columns[other as usize].contains(own));
                if let Some(&column) = same {
                    let twin = format!("{}.1", self.header[column]);
                    let twin = self.header.contains(&twin).then_some(twin);
                    faults.push(ColumnFault::Shared { roles: [other, role], name: self.header[column].clone(), twin });
                }
            }
        }
        faults
    }

    /// Guesses payer and payee: two columns whose names belong together.
    fn parties(&self, columns: &mut Chosen, wants_from: bool, wants_to: bool, faults: &mut Vec<ColumnFault>) {
        if !self.has_header && self.header.len() == 2 && wants_from && wants_to {
            (columns[0], columns[1]) = (vec![0], vec![1]);
            return;
        }
        let taken: Vec<usize> = columns.iter().flatten().copied().collect();
        let sides = |role: Role| {
            let of = |at: usize| Some((at, known::side(&self.header[at], role)?));
            let free = |at: &usize| !taken.contains(at) && !self.renamed.contains(&self.header[*at]);
            (0..self.header.len()).filter(free).filter_map(of).collect::<Vec<_>>()
        };
        let one = |role: Role, own: Vec<usize>, faults: &mut Vec<ColumnFault>| match own.as_slice() {
            [one] => vec![*one],
            [] => Vec::new(),
            several => {
                let candidates = several.iter().map(|&at| self.header[at].clone()).collect();
                faults.push(ColumnFault::Ambiguous { role, candidates });
                Vec::new()
            }
        };
        let (from, to) = (sides(Role::From), sides(Role::To));
        match (wants_from, wants_to) {
            (true, true) => {
                let pairs: Vec<(usize, usize)> = from
                    .iter()
                    .flat_map(|a| to.iter().filter(|b| a.1.matches(b.1) && a.0 != b.0).map(|b| (a.0, b.0)))
                    .collect();
                if let [(payer, payee)] = pairs.as_slice() {
                    (columns[0], columns[1]) = (vec![*payer], vec![*payee]);
                    return;
                }
                let strong = |sides: &[(usize, known::Side)]| {
                    sides.iter().filter(|(_, side)| !side.is_weak() || !pairs.is_empty()).map(|(at, _)| *at).collect()
                };
                columns[0] = one(Role::From, strong(&from), faults);
                columns[1] = one(Role::To, strong(&to), faults);
            }
            (true, false) => {
                let other = columns[1].last().and_then(|&at| known::side(&self.header[at], Role::To));
                columns[0] = one(Role::From, beside(&from, other), faults);
            }
            (false, true) => {
                let other = columns[0].last().and_then(|&at| known::side(&self.header[at], Role::From));
                columns[1] = one(Role::To, beside(&to, other), faults);
            }
            (false, false) => {}
        }
    }

    /// The columns with a usual name for this role, among those that are not taken.
    fn guessed(&self, role: Role, taken: &Chosen, said: &mut Said) -> Result<Vec<usize>, ColumnFault> {
        let is_free =
            |at: &usize| !taken.iter().any(|own| own.contains(at)) && !self.renamed.contains(&self.header[*at]);
        let is_known = |at: &usize| is_free(at) && known::is_known(&self.header[*at], role);
        let mut fit: Vec<usize> = (0..self.header.len()).filter(is_known).collect();
        if role == Role::Time
            && let Some(pair) = self.day_and_clock(&fit)
        {
            return Ok(pair);
        }
        if role == Role::Time {
            fit.retain(|&at| {
                let Some(wrong) = self.never_a_time(at) else { return true };
                said.passed_over.push((self.header[at].clone(), wrong));
                false
            });
        }
        match fit.as_slice() {
            [] => Ok(Vec::new()),
            [one] => Ok(vec![*one]),
            several => Err(ColumnFault::Ambiguous {
                role,
                candidates: several.iter().map(|&at| self.header[at].clone()).collect(),
            }),
        }
    }

    /// What is in a column.
    fn values(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(move |row| row.get(column)).map(String::as_str).filter(|cell| !cell.is_empty())
    }

    /// What is in a column that is called like a time, if none of it is one: `Mon`.
    fn never_a_time(&self, column: usize) -> Option<String> {
        let first = self.values(column).next()?;
        (!self.values(column).any(|cell| is_time(cell, self.how))).then(|| first.to_owned())
    }

    /// Two columns of which one has days and the other times of day.
    fn day_and_clock(&self, candidates: &[usize]) -> Option<Vec<usize>> {
        let all = |at: usize, is: &dyn Fn(&str) -> bool| self.values(at).next().is_some() && self.values(at).all(is);
        let [one, other] = candidates else { return None };
        let (one, other) = if all(*one, &moment::is_clock) { (*other, *one) } else { (*one, *other) };
        let is_day = |cell: &str| !moment::is_clock(cell) && is_time(cell, self.how);
        (all(other, &moment::is_clock) && all(one, &is_day)).then(|| vec![one, other])
    }

    /// A column that holds nothing but dates, where none is read as the time and nobody has said that none is.
    pub(super) fn unread_dates(&self, columns: &Chosen) -> Option<String> {
        let is_date =
            |cell: &str| times::read(cell.as_bytes(), self.how).is_ok_and(|time| time.form != TimeForm::Numbers);
        let holds_dates = |at: &usize| self.values(*at).next().is_some() && self.values(*at).all(is_date);
        let is_open = columns[Role::Time as usize].is_empty() && self.reading.time.is_none();
        let read = |at: &usize| columns.iter().any(|own| own.contains(at));
        let found = (0..self.header.len()).filter(|at| is_open && !read(at)).find(holds_dates)?;
        Some(self.header[found].clone())
    }

    /// Columns of banks that no account is read with, if there are several banks.
    pub(super) fn banks(&self, columns: &Chosen) -> Vec<String> {
        let read = |at: &usize| columns.iter().any(|own| own.contains(at));
        let several = |at: &usize| self.values(*at).collect::<BTreeSet<_>>().len() > 1;
        let banks = (0..self.header.len()).filter(|at| known::is_bank(&self.header[*at]) && !read(at) && several(at));
        banks.map(|at| self.header[at].clone()).collect()
    }

    /// What to type, as far as it can be told.
    fn flags(&self, columns: &Chosen) -> Option<String> {
        let [mut from, mut to] = [Role::From, Role::To].map(|role| joined(self.header, &columns[role as usize]));
        if let Some((payer, payee)) = pair(self.rows, self.header.len(), columns) {
            from = from.or_else(|| Some(self.header[payer].clone()));
            to = to.or_else(|| Some(self.header[payee].clone()));
        }
        let quoted = |flag: &str, name: &str| format!("{flag} {}", typed(name));
        Some(format!("{} {}", quoted("--from", &from?), quoted("--to", &to?)))
    }
}

/// Of the sides, that which belongs to another one; else all that say something.
fn beside(sides: &[(usize, known::Side)], other: Option<known::Side>) -> Vec<usize> {
    let pairs: Vec<usize> =
        sides.iter().filter(|(_, side)| other.is_some_and(|own| own.matches(*side))).map(|(at, _)| *at).collect();
    if pairs.is_empty() { sides.iter().filter(|(_, side)| !side.is_weak()).map(|(at, _)| *at).collect() } else { pairs }
}

fn is_time(cell: &str, how: &How) -> bool {
    times::read(cell.as_bytes(), how).is_ok()
}
