//! What a statement of money leaves open, and how such ranges add up.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Currency;

/// What a statement leaves open: the figure that was stated, the least and the most it can be.
///
/// Laws (property tests below): [`Range::plus`] is how parallel deals add, [`Range::min`] how a
/// chain is as thin as its thinnest hop; both are associative and commutative, and neither turns an unknown into
/// zero or into a maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Range {
    /// As stated, in the base currency; `None` if nothing was stated.
    #[serde(serialize_with = "super::exact::option")]
    pub stated: Option<Decimal>,
    /// The least it can be.
    #[serde(serialize_with = "super::exact::one")]
    pub low: Decimal,
    /// The most it can be; `None` is unbounded.
    #[serde(serialize_with = "super::exact::option")]
    pub high: Option<Decimal>,
}

impl Range {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { stated: None, low: Decimal::ZERO, high: None };
    /// Nothing is paid: what an empty sum is.
    pub const ZERO: Self = Self { stated: None, low: Decimal::ZERO, high: Some(Decimal::ZERO) };

    /// This and nothing else.
    pub fn exactly(value: Decimal) -> Self {
        Self { stated: Some(value), low: value, high: Some(value) }
    }

    /// An unknown part of a whole that is at most `high`.
    pub fn share_of(high: Option<Decimal>) -> Self {
        Self { stated: None, low: Decimal::ZERO, high }
    }

    /// Two payments side by side. What one states is stated of the sum, as at least that much.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let stated = match (self.stated, other.stated) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (a, b) => a.or(b),
        };
        let high = self.high.zip(other.high).map(|(a, b)| a.saturating_add(b));
        Self { stated, low: self.low.saturating_add(other.low), high }
    }

    /// Two payments one after the other: no more passes than the smaller lets through. The smaller is stated only
    /// if both are.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        let stated = self.stated.zip(other.stated).map(|(a, b)| a.min(b));
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { stated, low: self.low.min(other.low), high }
    }

    /// What is left of a total when the stated part of it is taken away; `None` if nothing is.
    #[must_use]
    pub fn remainder(self, parts: &[Self]) -> Option<Self> {
        let known: Decimal = parts.iter().filter_map(|p| p.stated).sum();
        let all_stated = parts.iter().all(|p| p.stated.is_some());
        let less = |value: Decimal| (value - known).max(Decimal::ZERO);
        if self.stated.is_some_and(|stated| all_stated && stated <= known) {
            return None;
        }
        let stated = self.stated.filter(|_| all_stated).map(less);
        let low = if all_stated { less(self.low) } else { Decimal::ZERO };
        Some(Self { stated, low, high: self.high.map(less) })
    }

    /// The range in a currency for a reader: `$40bn`, `$100bn ($0 to $100bn)`, `at least €30bn`, `undisclosed`. The figure
    /// before the brackets is what was stated. After words that promise an end, such as "at most", write
    /// [`Range::interval`].
    pub fn words(&self, currency: Currency) -> String {
        self.written(currency, |stated, low, high| format!("{stated} ({low} to {high})"))
    }

    /// The range as an interval, for a sentence in which one figure alone would be taken for its end: `$40bn`,
    /// `$0 to $100bn; $100bn as stated`, `at least €30bn`, `undisclosed`.
    ///
    /// ```
    /// use roundtrip::model::{Amount, Currency};
    /// let up_to: Amount = "<=100B".parse()?;
    /// assert_eq!(up_to.range().words(Currency::USD), "$100bn ($0 to $100bn)");
    /// assert_eq!(up_to.range().interval(Currency::USD), "$0 to $100bn; $100bn as stated");
    /// # Ok::<(), roundtrip::model::AmountError>(())
    /// ```
    pub fn interval(&self, currency: Currency) -> String {
        self.written(currency, |stated, low, high| match high {
            "no stated limit" => format!("at least {low}; {stated} as stated"),
            _ => format!("{low} to {high}; {stated} as stated"),
        })
    }

    /// In words. `open` writes what was stated with the two ends that it leaves open.
    fn written(&self, currency: Currency, open: impl Fn(&str, &str, &str) -> String) -> String {
        let low = self.low;
        // Of a part of a round, the others can leave more than its deals state by themselves: then only the ends are said.
        let possible = |stated: &Decimal| *stated >= low && self.high.is_none_or(|high| *stated <= high);
        match (self.stated.filter(possible), self.high) {
            (Some(stated), Some(high)) if low == stated && high == stated => currency.money(stated),
            (Some(stated), None) if low == stated => format!("at least {}", currency.money(stated)),
            (Some(stated), Some(high)) => match currency.apart([stated, low, high]) {
                [about, low, high] if low == high => format!("about {about}"),
                [stated, low, high] => open(&stated, &low, &high),
            },
            (Some(stated), None) => {
                let [stated, low] = currency.apart([stated, low]);
                open(&stated, &low, "no stated limit")
            }
            // No payment at all, which is not the same as one of which nothing is known.
            (None, Some(high)) if high.is_zero() => "nothing".to_owned(),
            (None, Some(high)) if low.is_zero() => format!("undisclosed, at most {}", currency.money(high)),
            (None, Some(high)) => currency.between(low, high),
            (None, None) if low.is_zero() => "undisclosed".to_owned(),
            (None, None) => format!("at least {}", currency.money(low)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Amount, amount::tests::any_amount};

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    #[test]
    fn a_total_less_its_tranches() {
        let of = |t: &str| amount(t).range();
        let crwv = of("<=22.4B").remainder(&[of("11.9B"), of("4B"), of("6.5B")]);
        assert_eq!(crwv, None);
        assert_eq!(of("~13.8B").remainder(&[of("1B"), of("~10B")]), Some(of("~2.8B")));
        assert_eq!(of("?").remainder(&[of("540M")]), Some(Range::UNKNOWN));
        assert_eq!(of("2B").remainder(&[of("?")]), Some(Range::share_of(Some(2_000_000_000_i64.into()))));
    }

    #[test]
    fn ends_that_are_written_alike_are_told_apart_or_are_one_figure() {
        let words = |text: &str| amount(text).range().words(Currency::USD);
        assert_eq!(words("1000B..1001B"), "$1tn ($1tn to $1.001tn)");
        assert_eq!(words("1000000000000..1000000000001"), "about $1tn");
        let computed = |low: &str, high: &str| Range { stated: None, ..amount(&format!("{low}..{high}")).range() };
        assert_eq!(computed("2000B", "2001B").words(Currency::USD), "$2tn to $2.001tn");
        assert_eq!(computed("2B", "2000000001").words(Currency::USD), "about $2bn");
        assert_eq!(Range::ZERO.words(Currency::USD), "nothing");
        assert_eq!(Range::UNKNOWN.words(Currency::USD), "undisclosed");
    }

    #[test]
    fn an_interval_has_its_ends_first() {
        let interval = |text: &str| amount(text).range().interval(Currency::USD);
        assert_eq!(interval("10B..38B"), "$10bn to $38bn; $10bn as stated");
        assert_eq!(interval("10B"), "$10bn");
        assert_eq!(interval(">=10B"), "at least $10bn");
        assert_eq!(interval("?"), "undisclosed");
        let more = amount(">=10B").range().plus(amount("<=5B").range());
        assert_eq!(more.interval(Currency::USD), "at least $10bn; $15bn as stated");
        assert_eq!(more.words(Currency::USD), "$15bn ($10bn to no stated limit)");
    }

    proptest! {
        #[test]
        fn adding_and_narrowing_do_not_depend_on_order(a in any_amount(), b in any_amount(), c in any_amount()) {
            let (a, b, c) = (a.range(), b.range(), c.range());
            prop_assert_eq!(a.plus(b), b.plus(a));
            prop_assert_eq!(a.plus(b).plus(c), a.plus(b.plus(c)));
            prop_assert_eq!(a.min(b), b.min(a));
            prop_assert_eq!(a.min(b).min(c), a.min(b.min(c)));
            let sum = a.plus(b);
            prop_assert!(sum.high.is_none_or(|h| sum.low <= h));
            let least = a.min(b);
            prop_assert!(least.low <= a.low && least.high.is_none_or(|h| least.low <= h));
        }
    }
}
