//! Which column is what, by its name and by what is in it.

use std::collections::BTreeSet;

use super::{known, propose::pair, said::Said, sample::MOST_GUESSED};
use crate::ledger::{
    column_fault::{ColumnFault, ColumnFaults, typed},
    columns::{Chosen, joined, named},
    error::LedgerError,
    how::How,
    moment,
    reading::Reading,
    role::Role,
    time::{DAY, TimeForm},
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
        let is_shared = |role: &Role| {
            faults.iter().any(|fault| matches!(fault, ColumnFault::Shared { roles, .. } if roles.contains(role)))
        };
        let taken = Role::ALL
            .into_iter()
            .filter(|role| !is_shared(role))
            .filter_map(|role| Some((role, joined(self.header, &columns[role as usize])?)));
        let (taken, flags) = (taken.collect(), self.flags(&columns, &faults));
        Err(LedgerError::Columns(Box::new(ColumnFaults { faults, taken, header: self.header.to_vec(), flags })))
    }

    /// The columns among which something is guessed: a table of payments has no more, and a hostile one may have a million.
    fn guessable(&self) -> std::ops::Range<usize> {
        0..self.header.len().min(MOST_GUESSED)
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
            // From one day to another is nobody.
            let free = |at: &usize| {
                !taken.contains(at) && !self.renamed.contains(&self.header[*at]) && !self.is_all_dates(*at)
            };
            self.guessable().filter(free).filter_map(of).collect::<Vec<_>>()
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
        let mut fit: Vec<usize> = self.guessable().filter(is_known).collect();
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
            if let Some(finest) = self.finest(&fit) {
                fit = vec![finest];
            }
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

    /// What is in a column that is called like a time, if it is words: `Mon`. What has a digit may be a time in a form that
    /// is not known, and is refused with what to type.
    fn never_a_time(&self, column: usize) -> Option<String> {
        let first = self.values(column).next()?;
        let is_word = |cell: &str| !cell.bytes().any(|byte| byte.is_ascii_digit());
        let is_asked = self.reading.time_format.is_some() || self.reading.time_unit.is_some();
        (!is_asked && self.values(column).all(is_word)).then(|| first.to_owned())
    }

    /// Whether all that is in a column are dates.
    fn is_all_dates(&self, column: usize) -> bool {
        let is_date =
            |cell: &str| times::read(cell.as_bytes(), self.how).is_ok_and(|time| time.form != TimeForm::Numbers);
        self.values(column).next().is_some() && self.values(column).all(is_date)
    }

    /// Of columns that tell the same time, the one that tells it most finely: `Date` beside `Date Time`, or seconds beside a
    /// date-time.
    fn finest(&self, candidates: &[usize]) -> Option<usize> {
        let second = |row: &Vec<String>, at: usize| -> Option<(i64, bool)> {
            let time = times::read(row.get(at)?.as_bytes(), self.how).ok()?;
            let seconds = time.number.units / 10_i64.checked_pow(time.number.places.into())?;
            let is_seconds = time.form != TimeForm::Numbers || (100_000_000..5_000_000_000).contains(&seconds);
            is_seconds.then_some((seconds, time.form == TimeForm::Dates))
        };
        let is_finest = |&at: &usize| {
            let tells = |row: &Vec<String>, other: usize| match (second(row, at), second(row, other)) {
                (Some((one, _)), Some((day, true))) => one.div_euclid(DAY) == day.div_euclid(DAY),
                (Some((one, false)), Some((same, false))) => one == same,
                _ => false,
            };
            candidates.iter().all(|&other| other == at || self.rows.iter().all(|row| tells(row, other)))
        };
        if self.rows.is_empty() { None } else { candidates.iter().copied().find(is_finest) }
    }

    /// A column that holds times and is not read, where none is read as the time and nobody has said that none is.
    pub(super) fn unread_times(&self, columns: &Chosen) -> Option<String> {
        if self.reading.time.is_some() || !columns[Role::Time as usize].is_empty() {
            return None;
        }
        let is_free = |at: &usize| !columns.iter().any(|own| own.contains(at));
        let is_number = |cell: &str| cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && cell.len() >= 5;
        let holds_times = |at: &usize| {
            self.is_all_dates(*at)
                || (known::sounds_like_a_time(&self.header[*at])
                    && self.values(*at).next().is_some()
                    && self.values(*at).all(is_number))
        };
        self.guessable().filter(is_free).find(holds_times).map(|at| self.header[at].clone())
    }

    /// A column of currencies that is not read, if amounts are.
    pub(super) fn uncounted(&self, columns: &Chosen) -> Option<String> {
        if self.reading.currency.is_some()
            || columns[Role::Amount as usize].is_empty()
            || !columns[Role::Currency as usize].is_empty()
        {
            return None;
        }
        // One currency among the first rows may not be that of the last.
        let names_some = |at: &usize| {
            let is_free = !columns.iter().any(|own| own.contains(at));
            let mut values = self.values(*at).peekable();
            is_free && values.peek().is_some() && values.all(|cell| known::is_currency(&cell.to_uppercase()))
        };
        self.guessable().find(names_some).map(|at| self.header[at].clone())
    }

    /// Two columns of which one has days and the other times of day.
    fn day_and_clock(&self, candidates: &[usize]) -> Option<Vec<usize>> {
        let all = |at: usize, is: &dyn Fn(&str) -> bool| self.values(at).next().is_some() && self.values(at).all(is);
        let [one, other] = candidates else { return None };
        let (one, other) = if all(*one, &moment::is_clock) { (*other, *one) } else { (*one, *other) };
        // A time of day alone is no time, so it belongs to the other, in whatever form that is.
        let is_day = |cell: &str| !moment::is_clock(cell);
        (all(other, &moment::is_clock) && all(one, &is_day)).then(|| vec![one, other])
    }

    /// Columns of banks that no account is read with, if there are several banks, and what to type to read them.
    pub(super) fn banks(&self, columns: &Chosen) -> Option<(Vec<String>, String)> {
        let read = |at: &usize| columns.iter().any(|own| own.contains(at));
        let several = |at: &usize| self.values(*at).collect::<BTreeSet<_>>().len() > 1;
        let bank = |role: Role| {
            let is_bank = |at: &usize| known::bank_of(&self.header[*at]) == Some(role) && !read(at) && several(at);
            self.guessable().find(is_bank).map(|at| (role, self.header[at].clone()))
        };
        let banks: Vec<(Role, String)> = [Role::From, Role::To].into_iter().filter_map(bank).collect();
        let flag = |(role, bank): &(Role, String)| {
            let account = joined(self.header, &columns[*role as usize])?;
            Some(format!("{} {}", role.flag(), typed(&format!("{bank}+{account}"))))
        };
        let flags = banks.iter().map(flag).collect::<Option<Vec<_>>>()?.join(" ");
        let names: Vec<String> = banks.into_iter().map(|(_, bank)| bank).collect();
        (!names.is_empty()).then_some((names, flags))
    }

    /// What to type, as far as it can be told.
    fn flags(&self, columns: &Chosen, faults: &[ColumnFault]) -> Option<String> {
        let [mut from, mut to] = [Role::From, Role::To].map(|role| joined(self.header, &columns[role as usize]));
        if let Some((payer, payee)) = pair(self.rows, self.header, columns) {
            from = from.or_else(|| Some(self.header[payer].clone()));
            to = to.or_else(|| Some(self.header[payee].clone()));
        }
        let mut others = String::new();
        for fault in faults {
            match fault {
                ColumnFault::Shared { roles: [_, role], twin: Some(twin), .. } if *role == Role::To => {
                    to = Some(twin.clone());
                }
                ColumnFault::Ambiguous { role, candidates } => match (role, candidates.first()) {
                    (Role::From, first) => from = from.or_else(|| first.cloned()),
                    (Role::To, first) => to = to.or_else(|| first.cloned()),
                    (_, Some(first)) => others += &format!(" {} {}", role.flag(), typed(first)),
                    (_, None) => {}
                },
                _ => {}
            }
        }
        let (from, to) = (from?, to?);
        (from != to).then(|| format!("--from {} --to {}{others}", typed(&from), typed(&to)))
    }
}

/// Of the sides, that which belongs to another one; else all that say something.
fn beside(sides: &[(usize, known::Side)], other: Option<known::Side>) -> Vec<usize> {
    let pairs: Vec<usize> =
        sides.iter().filter(|(_, side)| other.is_some_and(|own| own.matches(*side))).map(|(at, _)| *at).collect();
    if pairs.is_empty() { sides.iter().filter(|(_, side)| !side.is_weak()).map(|(at, _)| *at).collect() } else { pairs }
}
