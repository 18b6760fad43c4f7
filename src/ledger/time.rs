//! A time as a number, and what is known of it.

use super::number::Number;

/// In what form the times of a ledger are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeForm {
    /// Plain numbers, in the unit that [`Ledger::time_unit`](super::Ledger::time_unit) tells, if anything does.
    Numbers,
    /// Days, each stored as its first midnight in UTC.
    Dates,
    /// Date-times, at least one of them with a time of day. One without a zone is in UTC.
    DateTimes,
}

/// A time as it stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    /// In seconds since 1970, or the number itself.
    pub(super) number: Number,
    pub(super) form: TimeForm,
    pub(super) order: DayOrder,
}

/// What a date says about the order of its day and its month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayOrder {
    /// Nothing: it is written so that there is no question.
    Clear,
    /// The day comes first, as in `31/01/2026`.
    DayFirst,
    /// The month comes first, as in `01/31/2026`.
    MonthFirst,
    /// It could be either, as in `01/02/2026`.
    Either,
}

/// A day in seconds.
pub(super) const DAY: i64 = 86_400;

/// Seconds and nanoseconds as one number, with the decimals that it needs.
pub(super) fn with_fraction(seconds: i64, nanoseconds: i32) -> Option<Number> {
    let (mut nanos, mut places) = (i64::from(nanoseconds), 9);
    while places > 0 && nanos % 10 == 0 {
        nanos /= 10;
        places -= 1;
    }
    let units = seconds.checked_mul(10_i64.pow(places))?.checked_add(nanos)?;
    Some(Number { units, places: u8::try_from(places).ok()? })
}
