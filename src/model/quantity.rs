//! So many gigawatts, chips or shares.

use serde::{Serialize, Serializer};

use super::{Amount, Bound, Range};

/// How much of something other than money, as it was stated and as data.
///
/// ```
/// use roundtrip::model::Quantity;
/// let chips = Quantity::read("over 220,000 chips");
/// assert_eq!((chips.number.low, chips.number.high, chips.unit.as_deref()), (220_000.into(), None, Some("chips")));
/// let power = Quantity::read("up to 0.5 GW");
/// assert_eq!((power.number.low, power.unit.as_deref()), (0.into(), Some("GW")));
/// let words = Quantity::read("several campuses");
/// assert_eq!((words.number.stated, words.unit), (None, None));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// As it was stated.
    pub stated: String,
    /// How many of the unit; unknown if the words do not tell.
    pub number: Range,
    /// What is counted; `None` if the words do not tell.
    pub unit: Option<String>,
}

/// Words for a number of zeros between the figure and the unit.
const ZEROS: [(&str, &str); 3] = [("thousand", "K"), ("million", "M"), ("billion", "B")];

/// A number has no more words than this before it ends.
const MOST_WORDS: usize = 8;

impl Quantity {
    /// Reads a bound, a number and a unit: `about 2 GW`, `>100,000 chips`, `2..3 GW`, `1.2 million shares`.
    pub fn read(text: &str) -> Self {
        let read = Self::parts(text);
        let (number, unit) = read.map_or((Range::UNKNOWN, None), |(number, unit)| (number, Some(unit)));
        Self { stated: text.trim().to_owned(), number, unit }
    }

    /// Whether the words do not tell how many of what.
    pub fn is_unclear(&self) -> bool {
        self.unit.is_none()
    }

    /// The number and the unit, if the text has both: the number ends where what follows can be no part of it, so that a unit
    /// may have figures in it (`100,000 H100 chips`).
    fn parts(text: &str) -> Option<(Range, String)> {
        let ends = text.match_indices(' ').map(|(at, _)| at).take(MOST_WORDS);
        // `0.3GW` has no blank between the two.
        let joined = text.find(|c: char| c.is_ascii_digit()).and_then(|first| {
            let rest = text.get(first..)?;
            let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '_')))?;
            Some(first + end)
        });
        let mut ends: Vec<usize> = ends.chain(joined).collect();
        ends.sort_unstable();
        ends.into_iter().rev().find_map(|end| Self::split(text, end))
    }

    /// The number before a place and the unit behind it.
    fn split(text: &str, at: usize) -> Option<(Range, String)> {
        let (figure, unit) = text.split_at_checked(at)?;
        let mut unit = unit.trim();
        let mut figure = figure.trim().to_owned();
        for (word, zeros) in ZEROS {
            if let Some(rest) = unit.strip_prefix(word) {
                figure += zeros;
                unit = rest.trim();
            }
        }
        let amount: Amount = figure.parse().ok()?;
        let is_unit = unit.starts_with(char::is_alphabetic) && amount.bound != Bound::Undisclosed;
        is_unit.then(|| (amount.range(), unit.to_owned()))
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.stated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_their_units() {
        let read = |text: &str| {
            let Quantity { number, unit, .. } = Quantity::read(text);
            (number.low.to_string(), number.high.map(|high| high.to_string()), unit.unwrap_or_default())
        };
        let exactly = |figure: &str, unit: &str| (figure.to_owned(), Some(figure.to_owned()), unit.to_owned());
        assert_eq!(read("100,000 H100 chips"), exactly("100000", "H100 chips"));
        assert_eq!(read("about 5 GW of TPU v7"), exactly("5", "GW of TPU v7"));
        assert_eq!(read("1.2 million shares"), exactly("1200000", "shares"));
        assert_eq!(read("0.3GW"), exactly("0.3", "GW"));
        assert_eq!(read("18,000 chips"), exactly("18000", "chips"));
        assert_eq!(read("2..3 GW"), ("2".to_owned(), Some("3".to_owned()), "GW".to_owned()));
        for unclear in ["several campuses", "5000", "", "?", "? GW", "many GW", "-3 GW", "10 %"] {
            assert!(Quantity::read(unclear).is_unclear(), "{unclear}");
        }
    }
}
