//! Amounts to be compared with each other.

use rust_decimal::Decimal;

/// An amount as a key: of two sizes of one unit, the one with the larger key is the larger amount. Sizes of different
/// units, which are currencies, cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Which currency; 0 if the ledger has only one, or all were converted.
    pub unit: u32,
    /// The place of the amount among those of its unit.
    pub key: i64,
}

/// The least amount that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Floor {
    /// Of payments in this currency ([`Ledger::unit_of`](super::Ledger::unit_of)); of all, if there is none.
    pub unit: Option<u32>,
    /// In that currency.
    pub least: Decimal,
}

/// How much of a payment the next one must carry on: at least, and at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// As a fraction of the payment before, such as 0.9.
    pub least: Decimal,
    /// The same; none if there is no upper bound.
    pub most: Option<Decimal>,
}

impl Share {
    /// The least and the greatest whole number that keep this share of another one.
    pub(super) fn of(self, units: i64) -> (i64, i64) {
        let part = |share: Decimal| {
            let scale = 10_i128.pow(share.scale());
            (i128::from(units).saturating_mul(share.mantissa()), scale)
        };
        let (above, below) = part(self.least);
        let least = above.div_euclid(below) + i128::from(above.rem_euclid(below) > 0);
        let most = self.most.map_or(i128::MAX, |most| {
            let (above, below) = part(most);
            above.div_euclid(below)
        });
        let fit = |number: i128| i64::try_from(number).unwrap_or(if number > 0 { i64::MAX } else { i64::MIN });
        // What is beyond 64 bits is no amount of this ledger.
        if least > i128::from(i64::MAX) { (i64::MAX, i64::MIN) } else { (fit(least), fit(most)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_exact() {
        let share = |least: i64, most: Option<i64>| Share {
            least: Decimal::new(least, 1),
            most: most.map(|most| Decimal::new(most, 1)),
        };
        assert_eq!(share(9, None).of(10), (9, i64::MAX));
        assert_eq!(share(9, None).of(99), (90, i64::MAX), "89.1 is not enough");
        assert_eq!(share(9, Some(11)).of(99), (90, 108));
        assert_eq!(share(20, None).of(i64::MAX), (i64::MAX, i64::MIN), "nothing is that large");
    }
}
