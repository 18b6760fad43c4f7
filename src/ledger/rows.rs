//! What was read: the rows of a ledger as columns.

use super::{
    accounts::Accounts,
    columns::Found,
    size::{Share, Size},
    times::{self, TimeForm, put_decimal},
};

/// The rows of a ledger as columns, all in the order of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    pub(super) payers: Vec<u32>,
    pub(super) payees: Vec<u32>,
    pub(super) times: Option<Vec<i64>>,
    pub(super) time_scale: u32,
    pub(super) time_form: TimeForm,
    pub(super) amounts: Option<Vec<i64>>,
    pub(super) scale: u32,
    pub(super) accounts: Accounts,
    pub(super) columns: Found,
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

    /// How much, row by row, in 10^-[`scale`](Self::scale) of the ledger's currency; none if no column says so.
    pub fn amounts(&self) -> Option<&[i64]> {
        self.amounts.as_deref()
    }

    /// The decimals kept of an amount, the most that any row has.
    pub fn scale(&self) -> u32 {
        self.scale
    }

    /// Appends the amount of a row as a decimal, in the currency of that row; nothing if the ledger has no amounts.
    pub fn put_amount(&self, row: u32, out: &mut Vec<u8>) {
        if let Some(amounts) = &self.amounts {
            put_decimal(amounts[row as usize], self.scale, out);
        }
    }

    /// The currency of a row's amount; none if the ledger does not say.
    pub fn currency(&self, _row: u32) -> Option<&str> {
        None
    }

    /// The amount of a row, to be compared with others; none if the ledger has no amounts.
    pub fn size(&self, row: u32) -> Option<Size> {
        Some(Size { unit: 0, key: self.amounts.as_ref()?[row as usize] })
    }

    /// Appends a size as a decimal.
    pub fn put_size(&self, size: Size, out: &mut Vec<u8>) {
        put_decimal(size.key, self.scale, out);
    }

    /// The currency of a size, or what all amounts were converted into; none if the ledger does not say.
    pub fn unit(&self, _size: Size) -> Option<&str> {
        None
    }

    /// The least and the greatest key that a payment may have, in the unit of a row, to keep a share of that row's
    /// amount. The range is empty if none can.
    pub fn kept(&self, row: u32, share: Share) -> Option<(i64, i64)> {
        Some(share.of(self.amounts.as_ref()?[row as usize]))
    }

    /// Where a row stands: the file, if the ledger was read from several, and the row of data in it, from 1.
    pub fn place(&self, row: u32) -> (Option<&str>, u64) {
        (None, u64::from(row) + 1)
    }

    /// The accounts, numbered in the order in which they first appear, in each row the payer before the payee.
    pub fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// Which columns of the header were taken for what.
    pub fn columns(&self) -> &Found {
        &self.columns
    }
}
