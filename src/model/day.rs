//! Dates as precise as they are known.

use std::{fmt, str::FromStr};

use jiff::civil::Date;

/// A day, a month, a quarter, a year, or "before a day": a date with the precision of its source.
///
/// Where one day is needed (is it there as of …, which came first) the *last* day that it can be is
/// taken: on that day it certainly stood.
///
/// ```
/// use roundtrip::model::When;
/// let month: When = "2025-05".parse()?;
/// assert_eq!(month.day().to_string(), "2025-05-31");
/// assert_eq!(month.to_string(), "2025-05");
/// # Ok::<(), roundtrip::model::WhenError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    day: Date,
    precision: Precision,
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// To the day.
    Day,
    /// The month.
    Month,
    /// The quarter of a year.
    Quarter,
    /// The year.
    Year,
    /// Only that it was not after a day.
    Before,
}

impl Precision {
    /// Its name in tables: beside the last day that a date can be, `or-before` says that any day before may be it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Before => "or-before",
        }
    }
}

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhenError {
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for WhenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for WhenError {}

impl When {
    /// A date known to the day.
    pub fn on(day: Date) -> Self {
        Self { day, precision: Precision::Day }
    }

    /// The last day that it can be.
    pub fn day(self) -> Date {
        self.day
    }

    /// How exactly it is known.
    ///
    /// ```
    /// use roundtrip::model::When;
    /// let quarter: When = "2026-Q2".parse()?;
    /// assert_eq!((quarter.day().to_string().as_str(), quarter.precision().name()), ("2026-06-30", "quarter"));
    /// # Ok::<(), roundtrip::model::WhenError>(())
    /// ```
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// The first day that it can be; `None` if only a day before which it was is known.
    pub fn first_day(self) -> Option<Date> {
        match self.precision {
            Precision::Day => Some(self.day),
            Precision::Month => Some(self.day.first_of_month()),
            Precision::Quarter => Date::new(self.day.year(), self.day.month() - 2, 1).ok(),
            Precision::Year => Some(self.day.first_of_year()),
            Precision::Before => None,
        }
    }
}

impl FromStr for When {
    type Err = WhenError;

    /// Reads `2025-05-23`, `2025-05`, `2025-Q2`, `2025` or `<2026-03-06` (some day before).
    fn from_str(text: &str) -> Result<Self, WhenError> {
        let wrong = || WhenError { message: format!("`{text}` is not a date") };
        if let Some(rest) = text.strip_prefix('<') {
            let day = calendar_day(rest).ok_or_else(wrong)?.yesterday().map_err(|_| wrong())?;
            return Ok(Self { day, precision: Precision::Before });
        }
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &str, len: usize| {
            (part.len() == len && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i16>().ok()).flatten()
        };
        match parts.as_slice() {
            [year] => {
                let day = Date::new(number(year, 4).ok_or_else(wrong)?, 12, 31).map_err(|_| wrong())?;
                Ok(Self { day, precision: Precision::Year })
            }
            [year, quarter] if quarter.starts_with('Q') => {
                let year = number(year, 4).ok_or_else(wrong)?;
                let quarter: i8 = quarter.strip_prefix('Q').and_then(|digit| digit.parse().ok()).ok_or_else(wrong)?;
                let fine = quarter.to_string().len() == 1 && (1..=4).contains(&quarter);
                let month = if fine { 3 * quarter } else { return Err(wrong()) };
                let day = Date::new(year, month, 1).map_err(|_| wrong())?.last_of_month();
                Ok(Self { day, precision: Precision::Quarter })
            }
            [year, month] => {
                let (year, month) = (number(year, 4).ok_or_else(wrong)?, number(month, 2).ok_or_else(wrong)?);
                let month = i8::try_from(month).map_err(|_| wrong())?;
                let day = Date::new(year, month, 1).map_err(|_| wrong())?.last_of_month();
                Ok(Self { day, precision: Precision::Month })
            }
            _ => Ok(Self::on(calendar_day(text).ok_or_else(wrong)?)),
        }
    }
}

/// Strictly `YYYY-MM-DD`: jiff would take more, and a date with an hour is no day.
fn calendar_day(text: &str) -> Option<Date> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    if shaped { text.parse().ok() } else { None }
}

impl fmt::Display for When {
    /// As it was written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.day;
        let text = match self.precision {
            Precision::Day => day.to_string(),
            Precision::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Precision::Quarter => format!("{:04}-Q{}", day.year(), day.month() / 3),
            Precision::Year => format!("{:04}", day.year()),
            Precision::Before => format!("before {}", day.tomorrow().unwrap_or(day)),
        };
        f.pad(&text)
    }
}

impl serde::Serialize for When {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_precision_has_a_last_day() {
        let day = |text: &str| text.parse::<When>().unwrap().day().to_string();
        assert_eq!(day("2025-05-23"), "2025-05-23");
        assert_eq!(day("2024-02"), "2024-02-29");
        assert_eq!(day("2024-Q1"), "2024-03-31");
        assert_eq!(day("2024"), "2024-12-31");
        assert_eq!(day("<2026-03-06"), "2026-03-05");
    }

    #[test]
    fn the_first_day_is_known_unless_it_is_only_before() {
        let day = |text: &str| text.parse::<When>().unwrap().first_day().map(|day| day.to_string());
        assert_eq!(day("2025-05-23").as_deref(), Some("2025-05-23"));
        assert_eq!(day("2024-02").as_deref(), Some("2024-02-01"));
        assert_eq!(day("2024-Q4").as_deref(), Some("2024-10-01"));
        assert_eq!("2024-Q4".parse::<When>().unwrap().to_string(), "2024-Q4");
        assert_eq!(day("2024").as_deref(), Some("2024-01-01"));
        assert_eq!(day("<2026-03-06"), None);
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "2025-13",
            "2025-02-30",
            "25-01-01",
            "2025-1-1",
            "tomorrow",
            "2025-01-01T00:00",
            "99999",
            "2025-Q5",
            "2025-Q",
        ] {
            assert!(text.parse::<When>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,12}") {
            let _ = text.parse::<When>();
        }
    }
}
