//! What was read: the rows of a ledger as columns.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{
    accounts::Accounts,
    amounts::Amounts,
    codes::Codes,
    fold,
    how::{How, Told},
    reading::{Names, Reading},
    report::Report,
    size::{Share, Size},
    time::{DayOrder, TimeForm},
    time_unit::TimeUnit,
    times::{self, put_decimal},
};

/// The rows of a ledger as columns, all in the order of the rows. A row that is left out has [`NOBODY`](super::NOBODY) at
/// both ends.
#[derive(Debug, Clone)]
pub struct Ledger {
    pub(super) payers: Vec<u32>,
    pub(super) payees: Vec<u32>,
    pub(super) times: Option<Vec<i64>>,
    pub(super) time_scale: u32,
    pub(super) time_form: TimeForm,
    pub(super) time_unit: Option<TimeUnit>,
    pub(super) amounts: Option<Amounts>,
    /// What the amounts were worth in one currency, if that is how they are compared; and in which.
    pub(super) worth: Option<Amounts>,
    pub(super) base: String,
    pub(super) currencies: Codes,
    pub(super) accounts: Accounts,
    pub(super) report: Report,
}

/// Ledgers with the same payments, read from whatever files.
impl PartialEq for Ledger {
    fn eq(&self, other: &Self) -> bool {
        let of = |own: &Self| (own.time_scale, own.time_form, own.time_unit);
        of(self) == of(other)
            && (&self.payers, &self.payees, &self.times) == (&other.payers, &other.payees, &other.times)
            && self.worth == other.worth
            && (&self.amounts, &self.currencies, &self.accounts) == (&other.amounts, &other.currencies, &other.accounts)
    }
}

impl Ledger {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.payers.len()
    }

    /// Who pays, row by row: ids of [`Ledger::accounts`].
    pub fn payers(&self) -> &[u32] {
        &self.payers
    }

    /// Who is paid, row by row.
    pub fn payees(&self) -> &[u32] {
        &self.payees
    }

    /// When, row by row, in 10^-[`time_scale`](Self::time_scale) seconds since 1970 or in the plain numbers' own unit;
    /// none if no column says so.
    pub fn times(&self) -> Option<&[i64]> {
        self.times.as_deref()
    }

    /// The decimals kept of a time, the most that any row has: 0 if all are whole.
    pub fn time_scale(&self) -> u32 {
        self.time_scale
    }

    /// In what form the times are written.
    pub fn time_form(&self) -> TimeForm {
        self.time_form
    }

    /// Whether the times are dates or date-times, and not plain numbers.
    pub fn dated(&self) -> bool {
        self.time_form != TimeForm::Numbers
    }

    /// A time in the form in which the ledger has it: a number as it was, but for zeros at the end of its decimals;
    /// a date if all are dates, else a date-time in UTC.
    pub fn time_words(&self, time: i64) -> String {
        times::words(time, self.time_scale, self.time_form)
    }

    /// Appends the same to a text.
    pub fn put_time(&self, time: i64, out: &mut Vec<u8>) {
        if self.dated() || self.time_scale > 0 {
            out.extend_from_slice(self.time_words(time).as_bytes());
        } else {
            put_decimal(time, 0, out);
        }
    }

    /// What 1 is in the times, but for their decimals; a second for dates; none if nothing tells it.
    pub fn time_unit(&self) -> Option<TimeUnit> {
        self.time_unit
    }

    /// A moment as it is typed, in the units of the times: a date or a date-time, or a number as in the column. None if it
    /// is no time, or cannot be compared with those of the ledger.
    pub fn moment(&self, text: &str) -> Option<i64> {
        let time = times::read(text.as_bytes(), &How::new(&Reading::default(), Told::default(), None)).ok()?;
        if time.order == DayOrder::Either {
            return None;
        }
        let is_number = time.form == TimeForm::Numbers;
        let scale = |units: i64, places: u8| {
            let units = i128::from(units) * 10_i128.pow(self.time_scale);
            let one = 10_i128.pow(u32::from(places));
            // Rounded up: what is on or after it stays so.
            i64::try_from(units.div_euclid(one) + i128::from(units.rem_euclid(one) > 0)).ok()
        };
        if is_number != self.dated() {
            return scale(time.number.units, time.number.places);
        }
        let unit = self.time_unit.filter(|unit| !is_number && unit.since_1970())?;
        let units = i128::from(time.number.units) * i128::from(1_000_000_000 / unit.nanoseconds());
        scale(i64::try_from(units).ok()?, time.number.places)
    }

    /// How much, row by row; none if no column says so.
    pub fn amounts(&self) -> Option<&Amounts> {
        self.amounts.as_ref()
    }

    /// Appends the amount of a row as a decimal, in the currency of that row; nothing if the ledger has no amounts.
    pub fn put_amount(&self, row: u32, out: &mut Vec<u8>) {
        if let Some(amounts) = &self.amounts {
            amounts.put(amounts.keys()[row as usize], out);
        }
    }

    /// The currency of a row's amount; none if the ledger does not say.
    pub fn currency(&self, row: u32) -> Option<&str> {
        Some(self.currencies.name(self.currencies.of(row))).filter(|name| !name.is_empty())
    }

    /// Whether amounts of all currencies were converted into one, and are compared in it.
    pub fn is_converted(&self) -> bool {
        self.worth.is_some()
    }

    /// The currency into which all amounts were converted, empty if nothing says its name; none if they were not.
    pub fn converted_into(&self) -> Option<&str> {
        self.is_converted().then_some(&self.base)
    }

    /// The amounts as they are compared.
    fn compared(&self) -> Option<&Amounts> {
        self.worth.as_ref().or(self.amounts.as_ref())
    }

    /// The times in whole seconds since 1970; none if they are no dates.
    pub(super) fn seconds(&self) -> Option<Vec<i64>> {
        let unit = self.time_unit.filter(|unit| self.dated() || unit.since_1970())?;
        let one = i128::from(1_000_000_000 / unit.nanoseconds()) * 10_i128.pow(self.time_scale);
        let second = |time: &i64| i64::try_from(i128::from(*time).div_euclid(one)).unwrap_or(i64::MAX);
        Some(self.times.as_ref()?.iter().map(second).collect())
    }

    /// Whether any amount has a currency.
    pub fn has_currencies(&self) -> bool {
        self.currencies.is_used()
    }

    /// The amount of a row, to be compared with others; none if the ledger has no amounts.
    pub fn size(&self, row: u32) -> Option<Size> {
        let key = self.compared()?.keys()[row as usize];
        Some(Size { unit: if self.is_converted() { 0 } else { self.currencies.of(row) }, key })
    }

    /// Appends a size as a decimal.
    pub fn put_size(&self, size: Size, out: &mut Vec<u8>) {
        if let Some(amounts) = self.compared() {
            amounts.put(size.key, out);
        }
    }

    /// The currency of a size; none if the ledger does not say.
    pub fn unit(&self, size: Size) -> Option<&str> {
        let name = if self.is_converted() { &self.base } else { self.currencies.name(size.unit) };
        Some(name).filter(|name| !name.is_empty())
    }

    /// The unit of the amounts in a currency; none if no payment has it.
    pub fn unit_of(&self, currency: &str) -> Option<u32> {
        self.currencies.find(currency)
    }

    /// The least and the greatest key that a payment may have, in the unit of a row, to keep a share of that row's
    /// amount. The range is empty if none can.
    pub fn kept(&self, row: u32, share: Share) -> Option<(i64, i64)> {
        let amounts = self.compared()?;
        Some(amounts.kept(amounts.keys()[row as usize], share))
    }

    /// The least key of an amount of at least that many; none if the ledger has no amounts.
    pub fn least_key(&self, least: Decimal) -> Option<i64> {
        Some(self.compared()?.least_key(least))
    }

    /// Where a row stands: the file, if the ledger was read from several, and the row of data in it, from 1.
    pub fn place(&self, row: u32) -> (Option<&str>, u64) {
        let row = u64::from(row);
        let files = &self.report.files;
        let after = files.partition_point(|file| file.start <= row);
        match after.checked_sub(1).map(|at| &files[at]) {
            Some(file) if files.len() > 1 => (Some(&file.path), row - file.start + 1),
            _ => (None, row + 1),
        }
    }

    /// The accounts, numbered in the order in which they first appear, in each row the payer before the payee.
    pub fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// The name of an account by which it is told from others, whichever of its spellings comes first: if names are
    /// folded, its folded name.
    pub fn compared_name(&self, account: u32) -> Cow<'_, str> {
        let name = self.accounts.name(account);
        if self.report.reading.names == Some(Names::Fold) { fold::folded(name).into() } else { name.into() }
    }

    /// What was read, and what was not.
    pub fn report(&self) -> &Report {
        &self.report
    }
}
