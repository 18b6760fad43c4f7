//! Times: plain numbers, dates and date-times; those of ISO 8601 fast.

use jiff::{SignedDuration, civil, fmt::temporal::Pieces, tz::TimeZone};

use super::{
    error::Flaw,
    head::trim,
    how::How,
    moment,
    number::{Number, plain_number, signed_number},
    time::{DAY, DayOrder, Time, TimeForm, with_fraction},
};

/// Reads one cell.
#[inline]
pub(super) fn read(cell: &[u8], how: &How) -> Result<Time, Flaw> {
    let clear = |(number, form)| Time { number, form, order: DayOrder::Clear };
    if let Some(format) = &how.format {
        return format.read(cell).map(clear).ok_or_else(|| no_time(cell));
    }
    // No number has a dash there, and most dates do.
    if cell.get(4) == Some(&b'-')
        && let Some(moment) = common_moment(cell)
    {
        return Ok(clear(moment));
    }
    if let Some(number) = plain_number(cell) {
        return Ok(clear((number, TimeForm::Numbers)));
    }
    rare(cell, how.day_first)
}

/// Reads what is written in any other way.
#[cold]
fn rare(cell: &[u8], day_first: Option<bool>) -> Result<Time, Flaw> {
    let clear = |(number, form)| Time { number, form, order: DayOrder::Clear };
    let text = trim(std::str::from_utf8(cell).map_err(|_| Flaw::NotATime)?);
    let number = || {
        plain_number(text.as_bytes()).or_else(|| signed_number(text.as_bytes())).or_else(|| with_comma(text.as_bytes()))
    };
    if text.is_empty() {
        return Err(Flaw::Empty);
    }
    // Digits alone are a number, though ISO 8601 knows dates without dashes.
    if let Some(number) = number() {
        return Ok(clear((number, TimeForm::Numbers)));
    }
    if let Some(moment) = common_moment(text.as_bytes()).or_else(|| rare_moment(text.as_bytes())) {
        return Ok(clear(moment));
    }
    moment::read(text, day_first).ok_or_else(|| no_time(text.as_bytes()))
}

/// Why a text is no time.
#[cold]
fn no_time(cell: &[u8]) -> Flaw {
    match std::str::from_utf8(cell).map(trim) {
        Ok("") => Flaw::Empty,
        Ok(text) if How::says_nothing(text) => Flaw::Unsaid,
        _ => Flaw::NotATime,
    }
}

/// A number with its decimals behind a comma, as days of a spreadsheet often have: `44805,25`. Behind three digits or fewer
/// the comma could part thousands.
fn with_comma(text: &[u8]) -> Option<Number> {
    let comma = memchr::memchr(b',', text).filter(|&at| at > 3)?;
    signed_number(&[&text[..comma], b".", &text[comma + 1..]].concat())
}

/// `YYYY-MM-DD`, perhaps with `hh:mm:ss` behind a `T` or a space, perhaps with a `Z`.
fn common_moment(cell: &[u8]) -> Option<(Number, TimeForm)> {
    let (date, rest) = cell.split_first_chunk()?;
    let midnight = midnight(date)?;
    let (seconds, form) = match rest {
        [] => (0, TimeForm::Dates),
        [b'T' | b' ', clock @ ..] => (in_day(clock.strip_suffix(b"Z").unwrap_or(clock))?, TimeForm::DateTimes),
        _ => return None,
    };
    Some((Number { units: midnight + seconds, places: 0 }, form))
}

/// The seconds from midnight to `hh:mm:ss`.
fn in_day(clock: &[u8]) -> Option<i64> {
    let &[h1, h2, b':', m1, m2, b':', s1, s2] = clock else { return None };
    let (hour, minute, second) = (two(h1, h2)?, two(m1, m2)?, two(s1, s2)?);
    (hour < 24 && minute < 60 && second < 60).then_some(hour * 3600 + minute * 60 + second)
}

/// The second with which `YYYY-MM-DD` begins.
fn midnight(date: &[u8; 10]) -> Option<i64> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = date else { return None };
    let (year, month, day) = (two(y1, y2)? * 100 + two(y3, y4)?, two(m1, m2)?, two(d1, d2)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(is_leap),
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    // Years that begin in March end with the leap day, so that it shifts no other; an era is 400 years.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era = year.div_euclid(400);
    let year = year - era * 400;
    let days = era * 146_097 + year * 365 + year / 4 - year / 100 + (153 * month + 2) / 5 + day - 1;
    // From 0000-03-01 to 1970-01-01.
    Some((days - 719_468) * DAY)
}

fn two(tens: u8, ones: u8) -> Option<i64> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    Some(digit(tens)? * 10 + digit(ones)?)
}

/// Every other form of ISO 8601 with a calendar date: offsets, fractions of a second, hours and minutes alone.
#[cold]
fn rare_moment(cell: &[u8]) -> Option<(Number, TimeForm)> {
    let pieces = Pieces::parse(cell).ok()?;
    // The rules of a named time zone depend on the machine.
    if pieces.time_zone_annotation().is_some() {
        return None;
    }
    let Some(time) = pieces.time() else {
        return Some((Number { units: seconds(&pieces, civil::Time::midnight())?, places: 0 }, TimeForm::Dates));
    };
    let whole = seconds(&pieces, time.with().subsec_nanosecond(0).build().ok()?)?;
    Some((with_fraction(whole, time.subsec_nanosecond())?, TimeForm::DateTimes))
}

fn seconds(pieces: &Pieces<'_>, time: civil::Time) -> Option<i64> {
    let zone = pieces.to_numeric_offset().map_or(TimeZone::UTC, TimeZone::fixed);
    Some(pieces.date().to_datetime(time).to_zoned(zone).ok()?.timestamp().as_second())
}

/// The second with which a day begins, as it is written in any clear way.
pub(super) fn day_of(text: &str) -> Option<i64> {
    let time = rare(text.as_bytes(), None).ok()?;
    (time.form == TimeForm::Dates && time.order != DayOrder::Either).then_some(time.number.units)
}

/// A time as it was written: numbers as they were, dates as dates, date-times in UTC.
pub(super) fn words(time: i64, scale: u32, form: TimeForm) -> String {
    let unit = 10_i64.checked_pow(scale).unwrap_or(i64::MAX);
    let plain = || trimmed(decimal(time, scale));
    if form == TimeForm::Numbers {
        return plain();
    }
    // By the calendar, which goes on to the last day of 9999; time zones do not.
    let midnight = civil::date(1970, 1, 1).at(0, 0, 0, 0);
    let Ok(moment) = midnight.checked_add(SignedDuration::from_secs(time.div_euclid(unit))) else { return plain() };
    if form == TimeForm::Dates {
        return moment.date().to_string();
    }
    let fraction = trimmed(decimal(time.rem_euclid(unit), scale));
    format!("{moment}{}Z", fraction.trim_start_matches('0'))
}

/// A number of minor units as a decimal: `15420` at scale 2 is `154.20`.
///
/// ```
/// assert_eq!(roundtrip::ledger::decimal(-5, 2), "-0.05");
/// ```
pub fn decimal(units: i64, scale: u32) -> String {
    wide_decimal(units.into(), scale)
}

/// Appends the same to a text without allocating, for writing very many.
///
/// ```
/// let mut text = Vec::new();
/// roundtrip::ledger::put_decimal(-15_420, 2, &mut text);
/// assert_eq!(text, b"-154.20");
/// ```
pub fn put_decimal(units: i64, scale: u32, out: &mut Vec<u8>) {
    put_digits(units < 0, itoa::Buffer::new().format(units.unsigned_abs()), scale, out);
}

pub(super) fn wide_decimal(units: i128, scale: u32) -> String {
    let mut out = Vec::new();
    put_digits(units < 0, itoa::Buffer::new().format(units.unsigned_abs()), scale, &mut out);
    // It is digits, a point and a sign.
    String::from_utf8(out).unwrap_or_default()
}

/// Appends digits with a point before the last of them, as many as the scale.
pub(super) fn put_digits(negative: bool, digits: &str, scale: u32, out: &mut Vec<u8>) {
    let places = scale as usize;
    let (whole, part) = digits.as_bytes().split_at(digits.len().saturating_sub(places));
    if negative {
        out.push(b'-');
    }
    out.extend_from_slice(if whole.is_empty() { b"0" } else { whole });
    if places > 0 {
        out.push(b'.');
        out.extend(std::iter::repeat_n(b'0', places - part.len()));
        out.extend_from_slice(part);
    }
}

/// Without zeros at the end of its decimals.
fn trimmed(number: String) -> String {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.').to_owned() } else { number }
}
