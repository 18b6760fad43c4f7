//! Times in a form of their own: `--time-format`.

use jiff::{civil::Time, fmt::strtime::BrokenDownTime, tz::TimeZone};

use super::{
    error::LedgerError,
    number::Number,
    time::{TimeForm, with_fraction},
};

/// A form of times, as `strptime` of C has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TimeFormat {
    form: String,
    has_clock: bool,
}

/// Names of forms without signs between the parts, as people write them.
const COMPACT: [(&str, &str); 7] = [
    ("yyyymmdd", "%Y%m%d"),
    ("yymmdd", "%y%m%d"),
    ("ddmmyyyy", "%d%m%Y"),
    ("mmddyyyy", "%m%d%Y"),
    ("yyyymmddhhmm", "%Y%m%d%H%M"),
    ("yyyymmddhhmmss", "%Y%m%d%H%M%S"),
    ("ddmmyyyyhhmmss", "%d%m%Y%H%M%S"),
];

impl TimeFormat {
    /// # Errors
    /// If it has no day, or something that is no part of a time.
    pub(super) fn new(text: &str) -> Result<Self, LedgerError> {
        let folded = text.trim().to_lowercase();
        let form = COMPACT.iter().find(|(name, _)| *name == folded).map_or(text, |(_, form)| form).to_owned();
        let sample = jiff::civil::date(2025, 12, 17).at(10, 11, 12, 0).to_zoned(TimeZone::UTC).ok();
        let written = sample.and_then(|sample| jiff::fmt::strtime::format(&form, &sample).ok());
        let has_clock = ["%H", "%I", "%T", "%R", "%s", "%k", "%l", "%M"].iter().any(|part| form.contains(part));
        let it = Self { form, has_clock };
        match written {
            Some(written) if it.form.contains('%') && it.read(written.as_bytes()).is_some() => Ok(it),
            _ => Err(LedgerError::TimeFormat { text: text.to_owned() }),
        }
    }

    /// A time in seconds since 1970, with the decimals that it has.
    pub(super) fn read(&self, cell: &[u8]) -> Option<(Number, TimeForm)> {
        let text = std::str::from_utf8(cell).ok()?.trim();
        // A number without its first zero, as spreadsheets leave it: 1092022 for 01092022.
        let padded;
        let text = if self.form.starts_with("%d%m") && text.len() % 2 == 1 && text.bytes().all(|b| b.is_ascii_digit()) {
            padded = format!("0{text}");
            &padded
        } else {
            text
        };
        let parts = BrokenDownTime::parse(&self.form, text).ok()?;
        let time = if self.has_clock { parts.to_time().ok()? } else { Time::midnight() };
        let seconds = if let Some(second) = parts.timestamp() {
            second.as_second()
        } else {
            let zone = parts.offset().map_or(TimeZone::UTC, TimeZone::fixed);
            parts.to_date().ok()?.to_datetime(time).to_zoned(zone).ok()?.timestamp().as_second()
        };
        let form = if self.has_clock { TimeForm::DateTimes } else { TimeForm::Dates };
        Some((with_fraction(seconds, time.subsec_nanosecond())?, form))
    }
}
