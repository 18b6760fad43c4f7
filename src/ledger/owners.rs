//! Who owns which account, so that loops are between owners and not between their accounts.

use std::{collections::BTreeMap, path::Path};

use super::{
    accounts::{Accounts, NOBODY},
    aside,
    error::{LedgerError, TableFault},
    fold, names,
    reading::Names,
    report::Owned,
    rows::Ledger,
    time::DAY,
};

/// Accounts with their owners, each from a day on and to a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Owners(BTreeMap<String, Vec<Period>>);

/// How long an account has been somebody's.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Period {
    /// The first second, and the first one that is no part of it, since 1970.
    from: i64,
    until: i64,
    owner: String,
}

impl Owners {
    /// Reads a table with the columns `account` and `owner`, and perhaps `from` and `to`: the first day and the last.
    ///
    /// # Errors
    /// Every row that is flawed, and accounts that have two owners on one day.
    pub fn read(path: &Path) -> Result<Self, LedgerError> {
        let names: [&[&str]; 4] = [
            &["account", "account_id", "iban", "address"],
            &["owner", "holder", "customer", "party", "entity"],
            &["from", "since", "start"],
            &["to", "until", "end"],
        ];
        let mut owners = Self::default();
        let mut faults = Vec::new();
        for aside::Row { line, cells: [account, owner, from, to] } in aside::read(path, names, 2)? {
            let mut flaw = |message: String| faults.push(TableFault { line: Some(line), message });
            if account.is_empty() || owner.is_empty() {
                flaw(if account.is_empty() { "the account is empty" } else { "the owner is empty" }.to_owned());
                continue;
            }
            let (from, to) = match (aside::day(&from), aside::day(&to)) {
                (Ok(from), Ok(to)) => (from, to),
                (from, to) => {
                    [from.err(), to.err()].into_iter().flatten().for_each(flaw);
                    continue;
                }
            };
            let period = Period {
                from: from.unwrap_or(i64::MIN),
                until: to.map_or(i64::MAX, |day| day.saturating_add(DAY)),
                owner,
            };
            if period.from >= period.until {
                flaw("it ends before it begins".to_owned());
                continue;
            }
            let own = owners.0.entry(account.clone()).or_default();
            if let Some(other) =
                own.iter().find(|other| other.from < period.until && period.from < other.until && **other != period)
            {
                flaw(format!("`{account}` is {}'s and {}'s at the same time", other.owner, period.owner));
            } else if !own.contains(&period) {
                own.push(period);
            }
        }
        if faults.is_empty() {
            return Ok(owners);
        }
        let help =
            "write account,owner, and perhaps from,to: the first day and the last, such as 2025-12-17".to_owned();
        Err(LedgerError::Table { path: path.to_path_buf(), faults, help })
    }

    fn is_dated(&self) -> bool {
        self.0.values().flatten().any(|period| period.from > i64::MIN || period.until < i64::MAX)
    }
}

impl Ledger {
    /// The same payments between owners. An account without an owner, on the day of a payment, is its own owner.
    ///
    /// # Errors
    /// If owners are dated and the times of the ledger are no dates.
    pub fn owned(mut self, owners: &Owners) -> Result<Self, LedgerError> {
        let seconds = self.seconds();
        if owners.is_dated() && seconds.is_none() {
            return Err(LedgerError::Undated { what: "--owners" });
        }
        let folds = self.report.reading.names == Some(Names::Fold);
        let key = |name: &str| if folds { fold::folded(name) } else { name.to_owned() };
        let known: BTreeMap<String, &Vec<Period>> = owners.0.iter().map(|(name, own)| (key(name), own)).collect();
        let mut table = Table::default();
        let mut own: Vec<Account<'_>> =
            self.accounts.names().map(|name| Account::new(name, known.get(&key(name)).copied())).collect();
        let mut within = 0;
        for row in 0..self.payers.len() {
            let second = seconds.as_ref().map_or(0, |seconds| seconds[row]);
            let ends = [self.payers[row], self.payees[row]];
            let [payer, payee] = ends.map(|account| {
                own.get_mut(account as usize).map_or(NOBODY, |account| account.owner(second, &mut table))
            });
            within += u64::from(payer == payee && ends[0] != ends[1]);
            (self.payers[row], self.payees[row]) = (payer, payee);
        }
        let accounts = own.iter().filter(|account| !account.periods.is_empty()).count() as u64;
        self.report.owned = Some(Owned { accounts, of: self.accounts.len() as u64, within });
        self.accounts = Accounts::new(table.names);
        Ok(self)
    }
}

/// An account and the numbers of those who own it, as far as they are known: most accounts have many payments.
struct Account<'a> {
    name: &'a str,
    own: Option<u32>,
    periods: Vec<(&'a Period, Option<u32>)>,
}

impl<'a> Account<'a> {
    fn new(name: &'a str, periods: Option<&'a Vec<Period>>) -> Self {
        Self { name, own: None, periods: periods.into_iter().flatten().map(|period| (period, None)).collect() }
    }

    /// The number of its owner at a time.
    fn owner(&mut self, second: i64, table: &mut Table) -> u32 {
        let period = self.periods.iter_mut().find(|(period, _)| period.from <= second && second < period.until);
        let (name, number) = match period {
            Some((period, number)) => (period.owner.as_str(), number),
            None => (self.name, &mut self.own),
        };
        *number.get_or_insert_with(|| table.number(name))
    }
}

/// Owners in the order of their first payment.
#[derive(Default)]
struct Table {
    numbers: BTreeMap<String, u32>,
    names: names::Names,
}

impl Table {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.push(name.as_bytes());
        self.numbers.insert(name.to_owned(), number);
        number
    }
}
