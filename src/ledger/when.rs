//! The times of a ledger: what the numbers or dates of the column mean.

use super::{
    accounts::NOBODY,
    clock::{self, Clock, Hints},
    columns::Layout,
    doubt::Doubt,
    error::LedgerError,
    how::order_name,
    noted::Noted,
    numbers::Numbers,
    role::Role,
    time::TimeForm,
    time_unit::TimeUnit,
    times,
};

/// The times of a ledger, and what they are.
#[derive(Debug)]
pub(super) struct When {
    pub(super) times: Vec<i64>,
    pub(super) scale: u32,
    pub(super) form: TimeForm,
    pub(super) unit: Option<TimeUnit>,
    /// What `--time-unit` would say of the numbers as they stand in the ledger.
    pub(super) told_unit: Option<TimeUnit>,
    /// What `--time-format` would say.
    pub(super) format: Option<String>,
    /// For the reader: what they are.
    pub(super) words: String,
}

impl When {
    /// Reads a column; rows that are left out have nobody for a payer. `day_first` is what the dates have told. None if the
    /// ledger has no times.
    pub(super) fn new(
        numbers: Numbers,
        noted: &Noted,
        (layout, day_first): (&Layout, Option<bool>),
        payers: &[u32],
        doubts: &mut Vec<Doubt>,
    ) -> Result<Option<Self>, LedgerError> {
        let Some(column) = layout.name(Role::Time) else { return Ok(None) };
        let (times, scale) = numbers.small().map_err(|unfit| LedgerError::TooFine {
            column: column.clone(),
            row: unfit.row as u64 + 1,
            decimals: unfit.scale.into(),
            finest: unfit.finest as u64 + 1,
        })?;
        let plain =
            |times, scale, form, unit, words| Self { times, scale, form, unit, told_unit: None, format: None, words };
        if noted.first_date.is_some() {
            let (form, words) =
                if noted.has_clock { (TimeForm::DateTimes, "date-times") } else { (TimeForm::Dates, "dates") };
            // What the dates of this ledger have told, those of the next month may not.
            let format = day_first.map(|day_first| order_name(day_first).to_owned());
            let read = plain(times, scale, form, Some(TimeUnit::Second), words.to_owned());
            return Ok(Some(Self { format, ..read }));
        }
        let there = times.iter().zip(payers).filter(|(_, payer)| **payer != NOBODY).map(|(time, _)| *time);
        // Seconds since 1970 are no steps, whatever the layout.
        let is_since_1970 = || matches!(clock::guessed(&there, scale, Hints::default()), Some(Clock::Steps(Some(_))));
        let asked = layout.how.asked.time_unit.filter(|_| !(layout.how.unit_of_layout && is_since_1970()));
        let hints = Hints { is_date: clock::is_date(&column), day_first };
        let clock = match asked {
            Some(TimeUnit::Excel) => Clock::Excel,
            Some(unit) => Clock::Steps(Some(unit)),
            None => {
                let either = || LedgerError::EitherOrder { column: column.clone(), both: false };
                clock::guessed(&there, scale, hints).ok_or_else(either)?
            }
        };
        if clock == Clock::Steps(None)
            && let Some(kinds) = clock::two_kinds(there.clone(), scale, hints)
        {
            let words = |(number, clock): (i64, Clock)| {
                format!("`{}` ({})", times::words(number, scale, TimeForm::Numbers), clock.words(false))
            };
            let [one, other] = kinds.map(words);
            return Err(LedgerError::MixedNumbers { column, one, other });
        }
        let words = clock.words(asked.is_some());
        let Some(read) = clock.read(&times, scale) else {
            let unit = if let Clock::Steps(unit) = clock { unit } else { None };
            return Ok(Some(Self { told_unit: unit, ..plain(times, scale, TimeForm::Numbers, unit, words) }));
        };
        let (told_unit, format) = match clock {
            Clock::Spelt(spelling) => (None, Some(spelling.name().to_owned())),
            _ => (Some(TimeUnit::Excel), None),
        };
        let first = payers.iter().position(|payer| *payer != NOBODY);
        if let Some(first) = first.filter(|_| asked.is_none()) {
            let flag = format.as_ref().map_or("--time-unit excel".to_owned(), |form| format!("--time-format {form}"));
            doubts.push(Doubt::Clock {
                column,
                number: times::words(times[first], scale, TimeForm::Numbers),
                moment: times::words(read.times[first], read.scale, read.form),
                flag,
            });
        }
        let read = plain(read.times, read.scale, read.form, Some(TimeUnit::Second), words);
        Ok(Some(Self { told_unit, format, ..read }))
    }
}
