//! Dates as people write them → dates as the register writes them.

use jiff::civil::Date;

use crate::model::When;

/// What a text says of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Day {
    /// A date, as the register writes it.
    Known(String),
    /// Two figures that can each be the day or the month, and the year.
    Either { first: i8, second: i8, year: i16 },
    /// Nothing: `n/a`, `TBC`, `-`.
    Nothing,
    /// No date.
    Wrong,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words for a day that nobody knows.
const NOTHING: [&str; 14] =
    ["", "-", "—", "–", "?", "n/a", "na", "n/d", "nd", "tbc", "tbd", "tba", "unknown", "undisclosed"];

/// Reads a date. `day_first` decides between 3 April and 4 March where nothing else does.
pub(super) fn read(text: &str, day_first: Option<bool>) -> Day {
    let text = text.trim();
    if says_nothing(text) {
        return Day::Nothing;
    }
    if let Ok(when) = text.parse::<When>() {
        return Day::Known(written(when, text));
    }
    let lower = text.to_lowercase();
    let without_time = without_time(&lower);
    let known = in_order(without_time)
        .or_else(|| quarter(without_time))
        .or_else(|| in_words(without_time))
        .or_else(|| compact(without_time));
    match known {
        Some(known) => Day::Known(known),
        None => figures(without_time, day_first),
    }
}

/// Whether a cell is empty, or has a word for what nobody knows.
pub(super) fn says_nothing(text: &str) -> bool {
    NOTHING.iter().any(|word| text.trim().eq_ignore_ascii_case(word))
}

/// `<2026-03-06` is written as it was.
fn written(when: When, text: &str) -> String {
    if when.first_day().is_some() { when.to_string() } else { text.to_owned() }
}

/// Whether the days of a column stand first: any figure above twelve says so. `Err` if some stand first and some second.
pub(super) fn order(texts: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Option<bool>, ()> {
    let mut seen = [false; 2];
    for text in texts {
        let lower = text.as_ref().trim().to_lowercase();
        if let Some(parts) = parts_of(without_time(&lower)) {
            seen = [seen[0] || parts.first > 12, seen[1] || parts.second > 12];
        }
    }
    match seen {
        [true, true] => Err(()),
        [true, false] => Ok(Some(true)),
        [false, true] => Ok(Some(false)),
        [false, false] => Ok(None),
    }
}

/// `2025-03-25t10:00:00z`, `25/03/2025 10:00`: the date alone.
fn without_time(text: &str) -> &str {
    let date = text.split_once('t').map(|(date, _)| date).filter(|date| date.len() == 10);
    let date = date.filter(|date| date.bytes().all(|b| b.is_ascii_digit() || b == b'-'));
    let spaced = text.rsplit_once(' ').filter(|(_, time)| time.contains(':')).map(|(date, _)| date.trim());
    date.or(spaced).unwrap_or(text).trim_end_matches(".0")
}

fn numbers(text: &str) -> Option<Vec<i16>> {
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    parts.iter().map(|part| part.trim().parse().ok().filter(|number| *number >= 0)).collect()
}

/// Year first: `2025/3/25`, `2025.03`, `2020-00-00`, `2025年3月25日`. A month or day of nought is unknown.
fn in_order(text: &str) -> Option<String> {
    let numbers = numbers(text)?;
    let (year, rest) = numbers.split_first().filter(|(year, _)| (1000..=9999).contains(*year))?;
    match rest {
        [] | [0] | [0, 0] => iso(*year, None, None),
        [month] | [month, 0] => iso(*year, i8::try_from(*month).ok(), None),
        [month, day] => iso(*year, Some(i8::try_from(*month).ok()?), Some(i8::try_from(*day).ok()?)),
        _ => None,
    }
}

/// `Q1 2025`, `2025 Q1`, `1Q25`, `2025-Q1`.
fn quarter(text: &str) -> Option<String> {
    let text = text.replace([' ', '-', '/', '\''], "");
    let (before, after) = text.split_once('q')?;
    let (number, year) = match (before, after) {
        ("", rest) => rest.split_at_checked(1)?,
        (year, number) if year.len() == 4 => (number, year),
        (number, year) => (number, year),
    };
    let number: i8 = number.parse().ok().filter(|number| (1..=4).contains(number))?;
    let year: i16 = year.parse().ok()?;
    let year = if (0..100).contains(&year) { 2000 + year } else { year };
    (1000..=9999).contains(&year).then(|| format!("{year:04}-Q{number}"))
}

/// `Mar 2025`, `12 March 2025`, `March 12, 2025`, `12-Mar-25`.
fn in_words(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "of").collect();
    let month_at = words.iter().position(|word| month(word).is_some())?;
    let month = month(words.get(month_at)?)?;
    let figures: Vec<i16> = words
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != month_at)
        .map(|(_, word)| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok())
        .collect::<Option<_>>()?;
    match figures.as_slice() {
        [year] if *year >= 1000 => iso(*year, Some(month), None),
        [day, year] => {
            let year = if (0..100).contains(year) { 2000 + year } else { *year };
            iso(year, Some(month), Some(i8::try_from(*day).ok()?))
        }
        _ => None,
    }
}

fn month(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|name| {
        *name == word || (word.len() >= 3 && name.starts_with(word)) || (word == "sept" && *name == "september")
    })?;
    i8::try_from(at + 1).ok()
}

/// `20250325`.
fn compact(text: &str) -> Option<String> {
    let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let (year, rest) = text.split_at_checked(4).filter(|_| digits)?;
    let (month, day) = rest.split_at_checked(2)?;
    iso(year.parse().ok().filter(|year| *year >= 1900)?, Some(month.parse().ok()?), Some(day.parse().ok()?))
}

struct Parts {
    first: i16,
    second: i16,
    year: i16,
}

/// Two figures and a year, whatever parts them.
fn parts_of(text: &str) -> Option<Parts> {
    match numbers(text)?.as_slice() {
        [first, second, year] if *year >= 1000 => Some(Parts { first: *first, second: *second, year: *year }),
        _ => None,
    }
}

/// `25/03/2025`, `03/25/2025`, `03/2025`.
fn figures(text: &str, day_first: Option<bool>) -> Day {
    if let Some([month, year]) = numbers(text).as_deref()
        && *year >= 1000
    {
        return i8::try_from(*month)
            .ok()
            .and_then(|month| iso(*year, Some(month), None))
            .map_or(Day::Wrong, Day::Known);
    }
    let Some(Parts { first, second, year }) = parts_of(text) else {
        return Day::Wrong;
    };
    let (Ok(first), Ok(second)) = (i8::try_from(first), i8::try_from(second)) else {
        return Day::Wrong;
    };
    // Points are written where the day stands first.
    let first_is_day = if text.contains('.') { Some(true) } else { day_first };
    let date = |month, day| iso(year, Some(month), Some(day)).map_or(Day::Wrong, Day::Known);
    match (first > 12, second > 12, first_is_day) {
        (true, _, _) | (false, false, Some(true)) => date(second, first),
        (_, true, _) | (false, false, Some(false)) => date(first, second),
        (false, false, None) if first == second => date(first, second),
        (false, false, None) => Day::Either { first, second, year },
    }
}

/// As the register writes it, if there is such a day.
fn iso(year: i16, month: Option<i8>, day: Option<i8>) -> Option<String> {
    let date = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    Some(match (month, day) {
        (None, _) => format!("{year:04}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        (Some(_), Some(_)) => date.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_as_people_write_them() {
        for (text, iso) in [
            ("2025-03-25", "2025-03-25"),
            ("2025-03-25T10:00:00Z", "2025-03-25"),
            ("2025-03-25 10:00:00", "2025-03-25"),
            ("2025/3/5", "2025-03-05"),
            ("2025", "2025"),
            ("2024.0", "2024"),
            ("2020-00-00", "2020"),
            ("2020-05-00", "2020-05"),
            ("Q1 2025", "2025-Q1"),
            ("2025 Q4", "2025-Q4"),
            ("3Q25", "2025-Q3"),
            ("Mar 2025", "2025-03"),
            ("Sept. 2025", "2025-09"),
            ("12 March 2025", "2025-03-12"),
            ("March 12th, 2025", "2025-03-12"),
            ("12-Mar-25", "2025-03-12"),
            ("25/03/2025", "2025-03-25"),
            ("03/25/2025", "2025-03-25"),
            ("04/04/2025", "2025-04-04"),
            ("03.04.2025", "2025-04-03"),
            ("03/2025", "2025-03"),
            ("20250325", "2025-03-25"),
            ("2025年3月25日", "2025-03-25"),
        ] {
            assert_eq!(read(text, None), Day::Known(iso.to_owned()), "{text}");
            assert!(iso.parse::<When>().is_ok(), "{iso}");
        }
        assert_eq!(read("03/04/2025", None), Day::Either { first: 3, second: 4, year: 2025 });
        assert_eq!(read("03/04/2025", Some(true)), Day::Known("2025-04-03".to_owned()));
        assert_eq!(read("03/04/2025", Some(false)), Day::Known("2025-03-04".to_owned()));
        for text in ["n/a", "TBC", "n/d", "—", ""] {
            assert_eq!(read(text, None), Day::Nothing, "{text}");
        }
        for text in ["soon", "31/31/2025", "2025-02-30", "H1 2025", "Q5 2025", "32 March 2025", "99"] {
            assert_eq!(read(text, None), Day::Wrong, "{text}");
        }
    }

    #[test]
    fn one_figure_above_twelve_decides_the_column() {
        assert_eq!(order(["03/04/2025", "25/03/2025"]), Ok(Some(true)));
        assert_eq!(order(["03/04/2025", "03/25/2025"]), Ok(Some(false)));
        assert_eq!(order(["03/04/2025", "2025-03-25"]), Ok(None));
        assert_eq!(order(["25/03/2025", "03/25/2025"]), Err(()));
    }

    proptest! {
        #[test]
        fn what_is_read_is_a_date(text in "[0-9a-z/. -]{0,14}", first: Option<bool>) {
            if let Day::Known(iso) = read(&text, first) {
                prop_assert!(iso.parse::<When>().is_ok(), "{} {}", text, iso);
            }
        }
    }
}
