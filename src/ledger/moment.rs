//! Dates and date-times that are not of ISO 8601, as banks and spreadsheets write them.
//!
//! ```text
//! 2022/09/01 00:20     01.09.2022 10:20:30.5     31/12/2022     12/31/2022 3:05 PM     17-Dec-2025     2022-09-01 00:20:00 UTC
//! ```

use jiff::civil::{Date, date};

use super::time::{DAY, DayOrder, Time, TimeForm, with_fraction};

/// The first letters of the months.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads a moment. Whether the day comes first, as in `31/01/2026`, is told by the date itself; if it is `asked`, a date in
/// the other order is none.
pub(super) fn read(text: &str, asked: Option<bool>) -> Option<Time> {
    let worded;
    let text = if text.starts_with(|sign: char| sign.is_ascii_alphabetic()) {
        worded = without_words(text)?;
        &worded
    } else {
        text
    };
    // A `T` inside a word is none between day and time.
    let parts = text.char_indices().find(|&(at, sign)| {
        sign == ' ' || sign == 'T' && text[at + 1..].starts_with(|next: char| next.is_ascii_digit())
    });
    let (day, clock) = match parts.map(|(at, _)| (&text[..at], &text[at + 1..])) {
        // `17 Dec 2025`: the spaces part the date.
        Some((first, rest)) if rest.starts_with(|sign: char| sign.is_ascii_alphabetic()) && first.len() <= 2 => {
            let (month, rest) = rest.split_once(' ')?;
            let (year, clock) = rest.split_once(' ').unwrap_or((rest, ""));
            (format!("{first}-{month}-{year}"), clock)
        }
        Some((day, clock)) => (day.to_owned(), clock),
        None => (text.to_owned(), ""),
    };
    let (day, order) = calendar(day.trim_end_matches(','), asked)?;
    let clock = clock.trim();
    let midnight = day.duration_since(date(1970, 1, 1)).as_hours() / 24 * DAY;
    if clock.is_empty() {
        return Some(Time { number: with_fraction(midnight, 0)?, form: TimeForm::Dates, order });
    }
    let Clock { seconds, nanoseconds } = in_day(clock)?;
    let number = with_fraction(midnight.checked_add(seconds)?, nanoseconds)?;
    Some(Time { number, form: TimeForm::DateTimes, order })
}

/// A date that begins with a word, as one that begins with the day: `Sep 1, 2022` and `Thu, 01 Sep 2022` are `1-Sep-2022`.
fn without_words(text: &str) -> Option<String> {
    const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let is = |list: &[&str], word: &str| list.iter().any(|own| word.to_ascii_lowercase().starts_with(own));
    let (first, rest) = text.split_once([' ', ',', '-'])?;
    if is(&WEEKDAYS, first) {
        let rest = rest.trim_start();
        let is_word = rest.starts_with(|sign: char| sign.is_ascii_alphabetic());
        return if is_word { without_words(rest) } else { Some(rest.to_owned()) };
    }
    if !is(&MONTHS, first) {
        return None;
    }
    let rest = rest.trim_start();
    let (day, rest) = rest.split_once([' ', ',', '-'])?;
    let rest = rest.trim_start_matches([' ', ',']);
    Some(format!("{day}-{first}-{rest}"))
}

/// A day of the calendar, and what it says about the order of its parts.
fn calendar(text: &str, asked: Option<bool>) -> Option<(Date, DayOrder)> {
    let sign = text.chars().find(|sign| "/.-".contains(*sign))?;
    let mut parts = text.split(sign);
    let [first, second, third] = [parts.next()?, parts.next()?, parts.next()?];
    if parts.next().is_some() {
        return None;
    }
    let whole = |text: &str| {
        (text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse::<i16>().ok())?
    };
    let of = |year: &str, month: i16, day: i16| {
        let year = if year.len() == 4 { whole(year)? } else { return None };
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    if first.len() == 4 {
        return Some((of(first, whole(second)?, whole(third)?)?, DayOrder::Clear));
    }
    if second.len() >= 3 {
        let name = second.to_ascii_lowercase();
        let month = MONTHS.iter().position(|month| name.starts_with(month))?;
        return Some((of(third, i16::try_from(month + 1).ok()?, whole(first)?)?, DayOrder::Clear));
    }
    let (first, second) = (whole(first)?, whole(second)?);
    // With points the day comes first wherever they are used.
    let order = match (first > 12, second > 12) {
        // What is asked for is no evidence.
        _ if sign == '.' || asked.is_some() => DayOrder::Clear,
        (true, _) => DayOrder::DayFirst,
        (_, true) => DayOrder::MonthFirst,
        // The same day either way says nothing.
        _ if first == second => DayOrder::Clear,
        _ => DayOrder::Either,
    };
    let month_first = order == DayOrder::MonthFirst || (asked == Some(false) && sign != '.');
    let (day, month) = if month_first { (second, first) } else { (first, second) };
    Some((of(third, month, day)?, order))
}

/// A time of day, perhaps less its distance from Greenwich.
struct Clock {
    seconds: i64,
    nanoseconds: i32,
}

/// `10:20`, `10:20:30.5`, `3:05 PM`, perhaps with `UTC`, `GMT`, `Z`, `+02:00` or `UTC+2` behind.
fn in_day(text: &str) -> Option<Clock> {
    let text = text.strip_suffix("+UTC").unwrap_or(text).trim_end();
    let zone = ["UTC", "GMT", "Z", "z"].iter().find_map(|zone| text.strip_suffix(zone));
    let (text, offset) = match zone {
        Some(rest) => (rest.trim_end(), 0),
        None => match text.rfind(['+', '-']) {
            Some(at) => {
                let clock = text[..at].trim_end();
                let clock = clock.strip_suffix("UTC").or_else(|| clock.strip_suffix("GMT")).unwrap_or(clock);
                (clock.trim_end(), offset(&text[at..])?)
            }
            None => (text, 0),
        },
    };
    let upper = text.to_ascii_uppercase();
    let half = ["AM", "PM"].into_iter().find(|half| upper.ends_with(half));
    let text = half.map_or(text, |_| text[..text.len() - 2].trim_end());
    let mut parts = text.split(':');
    let number = |text: &str, most: i64| {
        let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<i64>().ok())?.filter(|number| *number < most)
    };
    let hour = number(parts.next()?, 24)?;
    let minute = number(parts.next()?, 60)?;
    let (second, fraction) = match parts.next() {
        Some(text) => {
            let (second, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
            (number(second, 60)?, fraction)
        }
        None => (0, ""),
    };
    if parts.next().is_some() || fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some("PM") => hour % 12 + 12,
        Some(_) => hour % 12,
        None => hour,
    };
    let nanoseconds = format!("{fraction:0<9}").parse().ok()?;
    Some(Clock { seconds: hour * 3600 + minute * 60 + second - offset, nanoseconds })
}

/// `+02:00`, `-0330`, `+02` or `+2`, in seconds.
fn offset(text: &str) -> Option<i64> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text[1..].replace(':', "");
    if ![1, 2, 4].contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = digits.split_at(digits.len().min(2));
    let minutes: i64 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    let hours: i64 = hours.parse().ok()?;
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// Whether a text is a time of day alone.
pub(super) fn is_clock(text: &str) -> bool {
    text.contains(':') && in_day(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(i64, u8, TimeForm, DayOrder)> {
        read(text, None).map(|time| (time.number.units, time.number.places, time.form, time.order))
    }

    #[test]
    fn as_banks_and_spreadsheets_write_them() {
        let day = 1_661_990_400;
        let clear = |units, form| Some((units, 0, form, DayOrder::Clear));
        for text in [
            "2022/09/01",
            "2022.09.01",
            "01.09.2022",
            "1.9.2022",
            "01-Sep-2022",
            "1 Sept 2022",
            "1-SEPT-2022",
            "Sep 1, 2022",
            "September 1 2022",
            "Sep-01-2022",
            "Thursday, 1 September 2022",
        ] {
            assert_eq!(of(text), clear(day, TimeForm::Dates), "{text}");
        }
        for text in [
            "2022/09/01 00:20",
            "01.09.2022 00:20:00",
            "2022-09-01 00:20:00 UTC",
            "2022/09/01 02:20 +02:00",
            "01.09.2022 12:20 AM",
            "2022/09/01T00:20:00Z",
            "2022/09/01 02:20 UTC+2",
            "Sep-01-2022 12:20:00 AM +UTC",
            "Thu, 01 Sep 2022 00:20:00 +0000",
            "Sep 1, 2022, 12:20 AM",
        ] {
            assert_eq!(of(text), clear(day + 1200, TimeForm::DateTimes), "{text}");
        }
        assert_eq!(of("31/12/2022 3:05 PM").map(|time| (time.0, time.3)), Some((1_672_499_100, DayOrder::DayFirst)));
        assert_eq!(of("12/31/2022").map(|time| time.3), Some(DayOrder::MonthFirst));
        let asked = |text, day_first| read(text, Some(day_first)).map(|time| time.number.units);
        assert_eq!(asked("01/09/2022", true), Some(day));
        assert_eq!(asked("09/01/2022", false), Some(day));
        assert_eq!(asked("12/31/2022", true), None, "there is no 31st month");
        assert_eq!(asked("01.09.2022", false), Some(day), "with points the day comes first");
        assert_eq!(of("01/02/2022").map(|time| time.3), Some(DayOrder::Either));
        assert_eq!(of("01.09.2022 00:00:00.25"), Some((day * 100 + 25, 2, TimeForm::DateTimes, DayOrder::Clear)));
        for text in [
            "31/31/2022",
            "2022/13/01",
            "01.09.22",
            "2022/09/01 24:00",
            "soon",
            "1/2",
            "2022/09/01 1:2:3:4",
            "//",
            "é/1/2022",
            "Monday",
            "Sept 2022",
            "Thu Sep  1 00:20:00 2022",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
