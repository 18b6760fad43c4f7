//! What currencies were worth on a day, so that amounts of different ones can be compared.

use std::{collections::BTreeMap, path::Path};

use jiff::{civil::Date, tz::TimeZone};
use num_bigint::BigInt;
use rust_decimal::Decimal;

use super::{
    accounts::NOBODY,
    amounts::Amounts,
    aside,
    doubt::Doubt,
    error::{LedgerError, TableFault},
    numbers::Column,
    rows::Ledger,
    time::DAY,
};

/// By currency, its rates in the order of their days: how much one of it was worth.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rates(BTreeMap<String, Vec<Rate>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rate {
    /// The second with which the day begins, since 1970.
    day: i64,
    worth: Decimal,
}

/// How long a rate is used without a doubt, in seconds: a week, and a long weekend.
const FRESH: i64 = 10 * DAY;

/// What a currency was worth from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRate<'a> {
    /// As the table writes it.
    pub currency: &'a str,
    /// The day.
    pub day: Date,
    /// What one of it was worth.
    pub worth: Decimal,
}

impl Rates {
    /// Every rate, by currency and in the order of their days.
    pub fn all(&self) -> impl Iterator<Item = DayRate<'_>> {
        let date = |second: i64| jiff::Timestamp::from_second(second).ok().map(|at| at.to_zoned(TimeZone::UTC).date());
        self.0.iter().flat_map(move |(currency, rates)| {
            rates.iter().filter_map(move |rate| Some(DayRate { currency, day: date(rate.day)?, worth: rate.worth }))
        })
    }

    /// Reads a table with the columns `day`, `currency` and `rate`. A rate counts from its day on, until the next one.
    ///
    /// # Errors
    /// Every row that is flawed, and days on which a currency has two rates.
    pub fn read(path: &Path) -> Result<Self, LedgerError> {
        let names: [&[&str]; 3] =
            [&["day", "date", "time_period"], &["currency", "ccy", "code"], &["rate", "worth", "value", "obs_value"]];
        let mut rates = Self::default();
        let mut faults = Vec::new();
        for aside::Row { line, cells: [day, currency, worth] } in aside::read(path, names, 3)? {
            let mut flaw = |message: String| faults.push(TableFault { line: Some(line), message });
            let parsed: Option<Decimal> = worth.parse().ok().filter(|worth: &Decimal| *worth > Decimal::ZERO);
            let (day, worth) = match (aside::day(&day), parsed) {
                (Ok(Some(day)), Some(worth)) => (day, worth),
                (Err(message), _) => {
                    flaw(message);
                    continue;
                }
                (Ok(None), _) => {
                    flaw("the day is empty".to_owned());
                    continue;
                }
                (_, None) => {
                    flaw(format!("`{worth}` is no rate"));
                    continue;
                }
            };
            let own = rates.0.entry(currency.clone()).or_default();
            match own.iter().find(|other| other.day == day) {
                Some(other) if other.worth != worth => flaw(format!("{currency} has another rate on that day")),
                Some(_) => {}
                None => own.push(Rate { day, worth }),
            }
        }
        if !faults.is_empty() {
            let help =
                "write day,currency,rate: what one of the currency was worth, such as 2025-12-17,JPY,0.0064".to_owned();
            return Err(LedgerError::Table { path: path.to_path_buf(), faults, help });
        }
        for own in rates.0.values_mut() {
            own.sort_by_key(|rate| rate.day);
        }
        Ok(rates)
    }

    /// The rate of a currency at a time: that of the last day before; and how old it is.
    fn at(&self, currency: &str, second: i64) -> Option<(Decimal, i64)> {
        let own = self.0.get(currency)?;
        let after = own.partition_point(|rate| rate.day <= second);
        let rate = own.get(after.checked_sub(1)?)?;
        Some((rate.worth, second - rate.day))
    }
}

impl Ledger {
    /// The same ledger, in which amounts are compared by what they were worth. A currency without any rate is the one in
    /// which the rates are, if there is only one such.
    ///
    /// # Errors
    /// If the ledger has no currencies or no dates, or a payment has no rate.
    pub fn converted(mut self, rates: &Rates) -> Result<Self, LedgerError> {
        let Some(amounts) = self.amounts.as_ref().filter(|_| self.currencies.is_used()) else {
            return Err(LedgerError::NoCurrencies);
        };
        let Some(seconds) = self.seconds() else { return Err(LedgerError::Undated { what: "--rates" }) };
        let present: Vec<&str> = self.report.currencies.iter().map(|(name, _)| name.as_str()).collect();
        let unrated: Vec<&str> = present.iter().copied().filter(|name| !rates.0.contains_key(*name)).collect();
        let base = match unrated.as_slice() {
            [] => String::new(),
            [one] if !one.is_empty() => (*one).to_owned(),
            several => {
                let names = several
                    .iter()
                    .map(|name| if name.is_empty() { "no currency" } else { name })
                    .collect::<Vec<_>>()
                    .join(", ");
                return Err(LedgerError::NoRate { currency: names, day: None });
            }
        };
        let scale = rates.0.values().flatten().map(|rate| rate.worth.scale()).max().unwrap_or(0);
        let one = Decimal::ONE;
        let mut worth = Vec::with_capacity(self.rows());
        let mut stale: Option<(String, i64)> = None;
        for (row, &key) in (0..).zip(amounts.keys()) {
            let name = self.currencies.name(self.currencies.of(row));
            let rate = if self.payers[row as usize] == NOBODY || name == base {
                one
            } else {
                let second = seconds[row as usize];
                let Some((rate, age)) = rates.at(name, second) else {
                    let day = super::times::words(second, 0, super::time::TimeForm::Dates);
                    return Err(LedgerError::NoRate { currency: name.to_owned(), day: Some(day) });
                };
                if age > stale.as_ref().map_or(FRESH, |(_, age)| *age) {
                    stale = Some((name.to_owned(), age));
                }
                rate
            };
            let factor = BigInt::from(rate.mantissa()) * BigInt::from(10).pow(scale - rate.scale());
            worth.push(amounts.value(key) * factor);
        }
        self.report.doubts.extend(stale.map(|(currency, age)| Doubt::OldRate { currency, days: age / DAY }));
        let worth = Amounts::new(Column::of(&worth, amounts.scale() + scale));
        self.worth = Some(worth);
        self.base = base;
        Ok(self)
    }
}
