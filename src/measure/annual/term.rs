//! The text of a term → its days.

use jiff::{Span, civil::Date};

use super::Days;
use crate::model::When;

/// What a text says about a term.
#[derive(Debug, Default)]
struct Stated {
    start: Option<Date>,
    end: Option<Date>,
    length: Option<Span>,
}

/// The days of a term, and whether its text states the first one. It reads a length (`7y`, `12 months`), an end
/// (`through 2031-12`, with all of that month), a start (`from 2027`, with the first of its days), and both
/// (`2026H2 to end 2029`, `5y from 2027-01-01`). A text that states no start begins on the given day.
///
/// `None` if the text contains anything else (`15 to 19 years`), has no end, or ends before it starts.
pub(super) fn term(text: &str, begins: Option<Date>) -> Option<(Days, bool)> {
    let said = said(text)?;
    let start = said.start.or_else(|| said.end?.checked_sub(said.length?).ok());
    let from = start.or(begins)?;
    let end = match (said.end, said.length) {
        (Some(end), None) => end,
        // With all three stated, one can contradict the others.
        (Some(end), Some(_)) if said.start.is_none() => end,
        (None, Some(length)) => from.checked_add(length).ok()?,
        _ => return None,
    };
    Days::new(from, end).map(|days| (days, start.is_some()))
}

fn said(text: &str) -> Option<Stated> {
    let lower = text.to_lowercase();
    let mut words = lower.split([' ', ',']).filter(|word| !word.is_empty()).peekable();
    let mut said = Stated::default();
    while let Some(word) = words.next() {
        let taken = match word {
            "from" => said.start.replace(period(words.next()?)?.start).is_some(),
            "to" | "through" => {
                let end = words.next()?;
                let end = if end == "end" { words.next()? } else { end };
                said.end.replace(period(end)?.end).is_some()
            }
            _ => match (length(word, words.peek().copied()), period(word)) {
                (Some((length, with_unit)), _) => {
                    if with_unit {
                        words.next();
                    }
                    said.length.replace(length).is_some()
                }
                (None, Some(period)) => said.start.replace(period.start).is_some(),
                (None, None) => return None,
            },
        };
        // Stated twice.
        if taken {
            return None;
        }
    }
    Some(said)
}

/// `7y`, or `7` before `years`; then also whether the next word is part of it.
fn length(word: &str, next: Option<&str>) -> Option<(Span, bool)> {
    let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let (number, unit) = word.split_at_checked(digits)?;
    let (unit, with_next) = if unit.is_empty() { (next?, true) } else { (unit, false) };
    let number: i64 = number.parse().ok()?;
    let span = match unit {
        "y" | "year" | "years" => Span::new().try_years(number),
        "m" | "month" | "months" => Span::new().try_months(number),
        "d" | "day" | "days" => Span::new().try_days(number),
        _ => return None,
    };
    span.ok().map(|span| (span, with_next))
}

/// A day, month or year as the register writes it, or a half or a quarter of a year (`2026h2`, `2026q3`).
fn period(word: &str) -> Option<Days> {
    if let Ok(when) = word.parse::<When>() {
        return Days::new(when.first_day()?, when.day().tomorrow().ok()?);
    }
    let (year, part) = word.split_at_checked(4)?;
    let (first, months): (i8, i8) = match part {
        "h1" => (1, 6),
        "h2" => (7, 6),
        "q1" => (1, 3),
        "q2" => (4, 3),
        "q3" => (7, 3),
        "q4" => (10, 3),
        _ => return None,
    };
    let start = Date::new(year.parse().ok()?, first, 1).ok()?;
    Days::new(start, start.checked_add(Span::new().try_months(i64::from(months)).ok()?).ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<(String, String, bool)> {
        let (days, stated) = term(text, Some("2025-11-03".parse().unwrap()))?;
        Some((days.start.to_string(), days.end.to_string(), stated))
    }

    #[test]
    fn terms_as_they_are_written() {
        for (text, start, end, stated) in [
            ("7y", "2025-11-03", "2032-11-03", false),
            ("12 months", "2025-11-03", "2026-11-03", false),
            ("90d", "2025-11-03", "2026-02-01", false),
            ("through 2031-12", "2025-11-03", "2032-01-01", false),
            ("through 2032-04-13", "2025-11-03", "2032-04-14", false),
            ("through 2030", "2025-11-03", "2031-01-01", false),
            ("2026H2 to end 2029", "2026-07-01", "2030-01-01", true),
            ("5y from 2027-01-01", "2027-01-01", "2032-01-01", true),
            ("from 2027-03, 2 years", "2027-03-01", "2029-03-01", true),
            ("2y through 2027", "2026-01-01", "2028-01-01", true),
            ("2026Q3 through 2026Q4", "2026-07-01", "2027-01-01", true),
        ] {
            assert_eq!(read(text), Some((start.to_owned(), end.to_owned(), stated)), "{text}");
        }
    }

    #[test]
    fn terms_that_are_not_known() {
        for text in [
            "",
            "15 to 19 years",
            "multi-year",
            "from 2027",
            "through 2024",
            "through <2031-01-01",
            "7",
            "0y",
            "5y from 2027 through 2030",
            "5y 6y",
            "due 2049",
            "99999999999y",
            "4.5y",
            "through end",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(text in "(([0-9]{1,12}|y|from|to|through|end|2026h2|9999|-9999|é| ){1,2} ?){0,6}") {
            if let Some((days, _)) = term(&text, Some("2025-11-03".parse().unwrap())) {
                prop_assert!(days.start < days.end);
            }
        }
    }
}
