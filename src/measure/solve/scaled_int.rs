//! Decimal amounts as whole numbers of one small unit, so that flows are exact.

use rust_decimal::Decimal;

/// The largest whole number that a [`Decimal`] holds.
const MOST: i128 = (1 << 96) - 1;

/// What the sum of all amounts comes to in a fine unit: products of two such sums are whole numbers too.
const FINE: i128 = 1_000_000_000_000_000;

/// A unit of 10^-`places` in which all amounts of a problem, and their sum, are whole numbers below 2^96: so every sum
/// of theirs is a `Decimal` again, exactly.
///
/// Amounts whose sum has more than 28 digits in the finest unit are rounded to a coarser one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::measure) struct Scale {
    places: i32,
}

impl Scale {
    /// The finest unit that any of these amounts needs, or the finest that holds their sum.
    pub(in crate::measure) fn of(amounts: &[Decimal]) -> Self {
        let finest = amounts.iter().map(|amount| amount.normalize().scale()).max().unwrap_or(0);
        let mut scale = Self { places: i32::try_from(finest).unwrap_or(0) };
        while !scale.holds(amounts) {
            scale.places -= 1;
        }
        scale
    }

    /// The same with more digits where the sum has few: for amounts that are fractions of these.
    pub(in crate::measure) fn fine(amounts: &[Decimal]) -> Self {
        let mut scale = Self::of(amounts);
        loop {
            let finer = Self { places: scale.places + 1 };
            let sum: i128 = amounts.iter().map(|amount| scale.whole(*amount)).sum();
            if sum >= FINE || finer.places > 28 || !finer.holds(amounts) {
                return scale;
            }
            scale = finer;
        }
    }

    fn holds(self, amounts: &[Decimal]) -> bool {
        let sum = amounts.iter().try_fold(0_i128, |sum, amount| sum.checked_add(self.checked(*amount)?));
        sum.is_some_and(|sum| sum <= MOST)
    }

    /// An amount that is not negative as a whole number, rounded if it is finer than the unit.
    pub(in crate::measure) fn whole(self, amount: Decimal) -> i128 {
        self.checked(amount).unwrap_or(MOST)
    }

    fn checked(self, amount: Decimal) -> Option<i128> {
        let places = u32::try_from(self.places).unwrap_or(0);
        let rounded = amount.round_dp(places);
        let coarser = 10_i128.checked_pow(u32::try_from(-self.places).unwrap_or(0))?;
        let finer = 10_i128.checked_pow(places.checked_sub(rounded.scale())?)?;
        Some(rounded.mantissa().checked_mul(finer)? / coarser)
    }

    /// A whole number as an amount; the largest there is if it is larger.
    pub(in crate::measure) fn amount(self, whole: i128) -> Decimal {
        let coarser = 10_i128.checked_pow(u32::try_from(-self.places).unwrap_or(0));
        let places = u32::try_from(self.places).unwrap_or(0);
        let value = coarser.and_then(|coarser| whole.checked_mul(coarser));
        let amount = value.and_then(|value| Decimal::try_from_i128_with_scale(value, places).ok());
        amount.unwrap_or(Decimal::MAX).normalize()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_come_back_as_they_were() {
        let amounts = ["22.4", "0.001", "250000000000"].map(|text| text.parse::<Decimal>().unwrap());
        let scale = Scale::of(&amounts);
        assert_eq!(scale.places, 3);
        for amount in amounts {
            assert_eq!(scale.amount(scale.whole(amount)), amount);
        }
    }

    #[test]
    fn too_many_digits_are_rounded_and_nothing_overflows() {
        let amounts = ["1000000000000000000", "0.0000000000000000000000000001"].map(|text| text.parse().unwrap());
        let scale = Scale::of(&amounts);
        assert_eq!(scale.amount(scale.whole(amounts[0])), amounts[0]);
        assert_eq!(scale.whole(amounts[1]), 0);
        let scale = Scale::of(&[Decimal::MAX; 50]);
        assert!(scale.places < 0);
        assert!(scale.whole(Decimal::MAX) * 50 <= MOST);
        assert_eq!(scale.amount(MOST), Decimal::MAX);
    }
}
