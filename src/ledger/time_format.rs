//! Times in a form of their own: `--time-format`.

use jiff::{civil::Time, fmt::strtime::BrokenDownTime, tz::TimeZone};

use super::{
    column_fault::typed,
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

/// Forms that times are often written in and that are not read unasked, because others look the same.
const ASKED: [&str; 8] =
    ["%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%y-%m-%d", "%d-%m-%y", "%d-%b-%y", "%d %b %y", "%a %b %d %H:%M:%S %Y"];

/// The times of day that may follow them.
const CLOCKS: [&str; 5] = ["", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p"];

/// The flags that would read a cell, as they are typed.
pub(super) fn proposed(cell: &str) -> Vec<String> {
    let form = |clock: &'static str| ASKED.into_iter().map(move |day| format!("{day}{clock}"));
    let fits = |form: &String| TimeFormat::new(form).is_some_and(|own| own.read(cell.as_bytes()).is_some());
    CLOCKS.into_iter().flat_map(form).filter(fits).map(|form| format!("`--time-format {}`", typed(&form))).collect()
}

impl TimeFormat {
    /// None if it has no day, or something that is no part of a time.
    pub(super) fn new(text: &str) -> Option<Self> {
        let folded = text.trim().to_lowercase();
        let form = COMPACT.iter().find(|(name, _)| *name == folded).map_or(text, |(_, form)| form).to_owned();
        let sample = jiff::civil::date(2025, 12, 17).at(10, 11, 12, 0).to_zoned(TimeZone::UTC).ok();
        let written = sample.and_then(|sample| jiff::fmt::strtime::format(&form, &sample).ok());
        let has_clock = ["%H", "%I", "%T", "%R", "%s", "%k", "%l", "%M"].iter().any(|part| form.contains(part));
        let it = Self { form, has_clock };
        (it.form.contains('%') && it.read(written?.as_bytes()).is_some()).then_some(it)
    }

    /// A time in seconds since 1970, with the decimals that it has.
    pub(super) fn read(&self, cell: &[u8]) -> Option<(Number, TimeForm)> {
        let text = std::str::from_utf8(cell).ok()?.trim();
        // A number without its first zero, as spreadsheets leave it: 1092022 for 01092022.
        let padded;
        let is_bare = ["%d%m", "%m%d", "%y%m"].iter().any(|own| self.form.starts_with(own));
        let text = if is_bare && text.len() % 2 == 1 && text.bytes().all(|b| b.is_ascii_digit()) {
            padded = format!("0{text}");
            &padded
        } else {
            text
        };
        let parts = BrokenDownTime::parse(&self.form, text).ok()?;
        // Of a year of two digits it is not known which it is: that is what %y is for.
        if parts.year().is_some_and(|year| (0..1000).contains(&year)) {
            return None;
        }
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
