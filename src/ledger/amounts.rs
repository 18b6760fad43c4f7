//! The amounts of a ledger, of any size.

use num_bigint::BigInt;
use rust_decimal::Decimal;

use super::{numbers::Column, size::Share, times};

/// How much, row by row, exactly. Each amount has a key of 64 bits; keys are in the order of the amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amounts {
    keys: Vec<i64>,
    scale: u32,
    /// The different amounts in order, if some do not fit in 64 bits: then a key is a place among them.
    values: Option<Vec<BigInt>>,
}

impl Amounts {
    pub(super) fn new(column: Column) -> Self {
        match column {
            Column::Small { units, scale } => Self { keys: units, scale, values: None },
            Column::Large { places, values, scale } => Self { keys: places, scale, values: Some(values) },
        }
    }

    /// The keys, row by row.
    pub fn keys(&self) -> &[i64] {
        &self.keys
    }

    /// The decimals kept of an amount, the most that any row has.
    pub fn scale(&self) -> u32 {
        self.scale
    }

    /// The amounts in 10^-[`scale`](Self::scale) of their currency; none if some do not fit in 64 bits.
    pub fn units(&self) -> Option<&[i64]> {
        self.values.is_none().then_some(&self.keys)
    }

    /// The amount of a key in 10^-[`scale`](Self::scale), whatever its size.
    pub(super) fn value(&self, key: i64) -> BigInt {
        match &self.values {
            None => key.into(),
            Some(values) => usize::try_from(key).ok().and_then(|at| values.get(at)).cloned().unwrap_or_default(),
        }
    }

    /// Appends the amount of a key as a decimal.
    pub(super) fn put(&self, key: i64, out: &mut Vec<u8>) {
        if self.values.is_none() {
            return times::put_decimal(key, self.scale, out);
        }
        let value = self.value(key);
        let is_negative = value.sign() == num_bigint::Sign::Minus;
        times::put_digits(is_negative, &value.magnitude().to_string(), self.scale, out);
    }

    /// The least and the greatest key that keep a share of the amount of a key; empty if none can.
    pub(super) fn kept(&self, key: i64, share: Share) -> (i64, i64) {
        let Some(values) = &self.values else { return share.of(key) };
        let value = self.value(key);
        let place = |share: Decimal, is_least: bool| {
            let wanted = &value * BigInt::from(share.mantissa());
            let one = BigInt::from(10).pow(share.scale());
            let below = |own: &BigInt| if is_least { own * &one < wanted } else { own * &one <= wanted };
            i64::try_from(values.partition_point(below)).unwrap_or(i64::MAX)
        };
        (place(share.least, true), share.most.map_or(i64::MAX, |most| place(most, false) - 1))
    }

    /// The least key of an amount that is at least as large as a number; beyond all keys if there is none.
    pub(super) fn least_key(&self, least: Decimal) -> i64 {
        let one = BigInt::from(10).pow(least.scale());
        let wanted = BigInt::from(least.mantissa()) * BigInt::from(10).pow(self.scale);
        if let Some(values) = &self.values {
            return i64::try_from(values.partition_point(|own| own * &one < wanted)).unwrap_or(i64::MAX);
        }
        // Rounded up, also below zero.
        let (whole, rest) = (&wanted / &one, &wanted % &one);
        let up = if rest > BigInt::ZERO { whole + 1 } else { whole };
        let beyond = if up > BigInt::ZERO { i64::MAX } else { i64::MIN };
        i64::try_from(up).unwrap_or(beyond)
    }
}
