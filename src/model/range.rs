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

    /// The range in a currency for a reader: `$40bn`, `$100bn ($0 to $100bn)`, `at least €30bn`, `undisclosed`.
    pub fn words(&self, currency: Currency) -> String {
        let money = |value| currency.money(value);
        match (self.stated, self.high) {
            (Some(stated), Some(high)) if self.low == stated && high == stated => money(stated),
            (Some(stated), None) if self.low == stated => format!("at least {}", money(stated)),
            (Some(stated), high) => {
                let high = high.map_or_else(|| "no stated limit".to_owned(), money);
                format!("{} ({} to {high})", money(stated), money(self.low))
            }
            (None, Some(high)) if self.low.is_zero() => {
                format!("undisclosed, at most {}", money(high))
            }
            (None, Some(high)) => format!("{} to {}", money(self.low), money(high)),
            (None, None) if self.low.is_zero() => "undisclosed".to_owned(),
            (None, None) => format!("at least {}", money(self.low)),
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
