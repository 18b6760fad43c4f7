//! From the columns to a ledger: what the whole of it tells, what is wrong with it, what is said of it.

use super::{
    accounts::{Accounts, NOBODY},
    amount::Signs,
    amounts::Amounts,
    codes::Codes,
    columns::Layout,
    decide,
    doubt::Doubt,
    error::{Faults, LedgerError},
    head::Said,
    how::Told,
    read::Table,
    reading::{DecimalSign, Names, Reading},
    report::Report,
    role::Role,
    rows::Ledger,
    same,
    time::TimeForm,
    when::When,
};

/// What a reading came to.
pub(super) enum Outcome {
    /// The ledger.
    Whole(Box<Ledger>),
    /// The whole of it told what its beginning did not: it is to be read once more.
    Again(Told),
}

impl Table {
    /// The ledger, if nothing is wrong with it; or what its rows have told, if that calls for another reading.
    pub(super) fn finish(mut self) -> Result<Outcome, LedgerError> {
        let Some(layout) = self.layout.take() else { return Err(LedgerError::NoHeader) };
        let mut doubts = doubts_of_the_head(&self.said, &layout);
        let decimal = decide::decimal(self.noted.signs, &layout, self.separator, &mut doubts)?;
        let day_first = decide::day_first(self.noted.orders, &layout)?;
        let told = Told { decimal: Some(decimal), day_first };
        // Until it is told otherwise, the day is taken to come first.
        let is_read_so = day_first.unwrap_or(true) == layout.how.day_first.unwrap_or(true);
        if (decimal != layout.how.decimal || !is_read_so) && told != self.told {
            let flag = if decimal == layout.how.decimal { "--time-format" } else { "--decimal" };
            return if self.again { Ok(Outcome::Again(told)) } else { Err(LedgerError::OnlyOnce { flag }) };
        }
        self.sound()?;
        let (mut payers, mut payees) = (self.payers, self.payees);
        payers.shrink_to_fit();
        payees.shrink_to_fit();
        let when = When::new(self.times, &self.noted, (&layout, day_first), &payers, &mut doubts)?;
        let amounts = layout.has(Role::Amount).then(|| Amounts::new(self.amounts.column()));
        let names = self.accounts.into_names();
        let (names, twins) = same::accounts(names, layout.how.asked.names, &mut payers, &mut payees);
        let accounts = Accounts::new(names);
        doubts.extend(twins.into_iter().chain(same::rounded(&accounts)));
        doubts.extend(same::numbers(&accounts, layout.how.asked.names));
        let currencies = currencies(&self.currencies, &payers, &mut doubts);
        let report = Report {
            files: self.files,
            rows: self.noted.rows,
            left: self.noted.left,
            columns: layout.found(),
            unread: layout.unread().map(str::to_owned).collect(),
            separator: self.separator,
            first_column: layout.header.first().cloned().unwrap_or_default(),
            has_header: self.said.has_header,
            profile: self.said.profile,
            times: when.as_ref().filter(|_| payers.iter().any(|payer| *payer != NOBODY)).map(|own| own.words.clone()),
            decimal: (self.noted.signs != Signs::default()).then_some(decimal),
            currencies,
            doubts,
            owned: None,
            reading: used(&layout, &self.said, self.separator, decimal, when.as_ref()),
            titles: self.said.titles,
            renamed: self.said.renamed,
        };
        let (times, time_scale, time_form, time_unit) = match when {
            Some(own) => (Some(own.times), own.scale, own.form, own.unit),
            None => (None, 0, TimeForm::Numbers, None),
        };
        Ok(Outcome::Whole(Box::new(Ledger {
            payers,
            payees,
            times,
            time_scale,
            time_form,
            time_unit,
            amounts,
            worth: None,
            base: String::new(),
            currencies: self.currencies,
            accounts,
            report,
        })))
    }

    /// Whether every row could be read, and all times are of one kind.
    fn sound(&mut self) -> Result<(), LedgerError> {
        let Faults { first, all } = std::mem::take(&mut self.faults);
        if all > 0 {
            return Err(LedgerError::Faults { more: all - first.len() as u64, first });
        }
        match (self.noted.first_number, self.noted.first_date) {
            (Some(number), Some(date)) => Err(LedgerError::MixedTimes { number, date }),
            _ => Ok(()),
        }
    }
}

/// What was decided before the first row and could be otherwise.
fn doubts_of_the_head(said: &Said, layout: &Layout) -> Vec<Doubt> {
    let Said { has_header, passed_over, banks, dates, uncounted, .. } = said;
    let mut doubts = Vec::new();
    if !has_header && layout.how.asked.header.is_none() {
        doubts.push(Doubt::NoHeader);
    }
    let passed =
        passed_over.iter().map(|(column, value)| Doubt::PassedOver { column: column.clone(), value: value.clone() });
    doubts.extend(passed);
    doubts.extend(dates.clone().map(|column| Doubt::Dates { column }));
    if let Some((columns, flags)) = banks {
        doubts.push(Doubt::Banks { columns: columns.clone(), flags: flags.clone() });
    }
    doubts.extend(uncounted.clone().map(|column| Doubt::Uncounted { column }));
    doubts
}

/// Every currency with the number of its payments, without the rows that are left out.
fn currencies(codes: &Codes, payers: &[u32], doubts: &mut Vec<Doubt>) -> Vec<(String, u64)> {
    if !codes.is_used() {
        return Vec::new();
    }
    let rows = (0..).zip(payers).filter(|(_, payer)| **payer != NOBODY).map(|(row, _)| row);
    let counts: Vec<(String, u64)> =
        codes.counts(rows).into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    if counts.len() > 1
        && let Some((_, rows)) = counts.iter().find(|(name, _)| name.is_empty())
    {
        doubts.push(Doubt::NoCurrency { rows: *rows });
    }
    counts
}

/// How the ledger was read, as a profile says it: read so once more, it is the same, and leaves no doubt that a flag
/// could settle.
fn used(layout: &Layout, said: &Said, separator: Option<char>, decimal: DecimalSign, when: Option<&When>) -> Reading {
    let found = layout.found();
    let asked = &layout.how.asked;
    let or_none = |name: Option<String>| Some(name.unwrap_or_else(|| "none".to_owned()));
    Reading {
        from: Some(found.from),
        to: Some(found.to),
        time: or_none(found.time),
        decimal: found.amount.is_some().then_some(decimal),
        amount: or_none(found.amount),
        currency: or_none(found.currency),
        header: Some(said.has_header),
        separator,
        time_format: asked.time_format.clone().or_else(|| when.and_then(|own| own.format.clone())),
        time_unit: when.and_then(|own| own.told_unit),
        names: Some(asked.names.unwrap_or(Names::Exact)),
        ..asked.clone()
    }
}
