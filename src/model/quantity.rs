//! So many gigawatts, chips or shares.

use serde::{Serialize, Serializer};

use super::{Amount, Range};

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

impl Quantity {
    /// Reads a bound, a number and a unit: `about 2 GW`, `>100,000 chips`, `2..3 GW`, `1.2 million shares`.
    pub fn read(text: &str) -> Self {
        let read = Self::parts(text);
        let (number, unit) = read.map_or((Range::UNKNOWN, None), |(number, unit)| (number, Some(unit)));
        Self { stated: text.trim().to_owned(), number, unit }
    }

    /// The number and the unit, if the text has both.
    fn parts(text: &str) -> Option<(Range, String)> {
        let after = text.rfind(|c: char| c.is_ascii_digit())? + 1;
        let (figure, unit) = text.split_at_checked(after)?;
        let mut unit = unit.trim();
        let mut figure = figure.trim().to_owned();
        for (word, zeros) in ZEROS {
            if let Some(rest) = unit.strip_prefix(word) {
                figure += zeros;
                unit = rest.trim();
            }
        }
        let amount: Amount = figure.parse().ok()?;
        let is_unit = unit.starts_with(char::is_alphabetic);
        is_unit.then(|| (amount.range(), unit.to_owned()))
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.stated)
    }
}
