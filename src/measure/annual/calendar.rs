//! Half-open spans of days, and how an amount spreads over their years.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

/// The places to which a year's part is rounded, unless the amount itself has more.
const PLACES: u32 = 10;

/// From one day to another; the second is not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Days {
    /// The first day.
    pub start: Date,
    /// The day after the last.
    pub end: Date,
}

impl Days {
    /// A span, if it has a day.
    pub fn new(start: Date, end: Date) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// How many days.
    pub fn count(self) -> i64 {
        days(self.start, self.end)
    }

    /// The calendar years in which it has a day, with the number of its days in each.
    pub fn years(self) -> Vec<(i16, i64)> {
        let first_of = |year: i16| Date::new(year, 1, 1).unwrap_or(self.end);
        let last = self.end.yesterday().unwrap_or(self.start).year();
        let in_year = |year: i16| days(self.start.max(first_of(year)), self.end.min(first_of(year.saturating_add(1))));
        (self.start.year()..=last).map(|year| (year, in_year(year))).collect()
    }

    /// An amount spread evenly over the days, by calendar year. The parts add up to it exactly: each is rounded down to
    /// ten decimal places (or to those of the amount, if it has more, or to as many as there is room for), and the last
    /// year gets the rest. An amount of zero or less is put into the last year.
    ///
    /// ```
    /// use roundtrip::measure::Days;
    /// let days = Days::new("2027-01-01".parse()?, "2032-01-01".parse()?).expect("a span");
    /// let parts = days.spread(300.into());
    /// assert_eq!(parts[1], (2028, "60.1314348302".parse()?));
    /// assert_eq!(parts.iter().map(|part| part.1).sum::<rust_decimal::Decimal>(), 300.into());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn spread(self, amount: Decimal) -> Vec<(i16, Decimal)> {
        let mut fine = amount.max(Decimal::ZERO);
        fine.rescale(PLACES.max(fine.scale()));
        let (whole, places) = (fine.mantissa(), fine.scale());
        let length = i128::from(self.count()).max(1);
        // A mantissa has at most 96 bits and a span at most 22, so nothing overflows.
        let part = |days: i64| Decimal::try_from_i128_with_scale(whole * i128::from(days) / length, places);
        let mut parts: Vec<(i16, Decimal)> =
            self.years().into_iter().map(|(year, days)| (year, part(days).unwrap_or_default().normalize())).collect();
        if let Some((last, before)) = parts.split_last_mut() {
            let given: Decimal = before.iter().map(|part| part.1).sum();
            last.1 = (amount - given).normalize();
        }
        parts
    }
}

/// The days from one day to another.
fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_in_its_years() {
        let span = |start: &str, end: &str| Days::new(start.parse().unwrap(), end.parse().unwrap());
        let over = span("2023-12-31", "2025-01-01").unwrap();
        assert_eq!((over.count(), over.years()), (367, vec![(2023, 1), (2024, 366)]));
        assert_eq!(span("2024-01-01", "2024-01-01"), None);
        let last = span("9999-12-30", "9999-12-31").unwrap();
        assert_eq!(last.years(), [(9999, 1)]);
    }

    #[test]
    fn the_largest_and_the_finest_amounts_add_up() {
        let span = Days::new("2023-07-01".parse().unwrap(), "2030-02-03".parse().unwrap()).unwrap();
        for text in ["79228162514264337593543950335", "0.0000000000000000000000000001", "1000000000000000000.01", "0"] {
            let amount: Decimal = text.parse().unwrap();
            let parts = span.spread(amount);
            assert_eq!(parts.iter().map(|part| part.1).sum::<Decimal>(), amount, "{text}");
            assert!(parts.iter().all(|part| part.1 >= Decimal::ZERO), "{text}");
        }
    }
}
