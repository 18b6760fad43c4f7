//! Fractions of whole numbers of any size, and figures that are known exactly or nearly.

use std::{fmt, iter::Sum};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

/// A fraction in lowest terms, exact.
///
/// ```
/// use roundtrip::measure::Fraction;
/// let half = Fraction::from(rust_decimal::Decimal::new(5, 1));
/// assert_eq!((half.to_string(), half.value()), ("1/2".to_owned(), 0.5));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fraction(BigRational);

impl Serialize for Fraction {
    /// The nearest floating-point number.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(self.value())
    }
}

impl Fraction {
    /// A numerator over a denominator; `None` if that is zero.
    pub(in crate::measure) fn of(part: BigInt, whole: BigInt) -> Option<Self> {
        (!whole.is_zero()).then(|| Self(BigRational::new(part, whole)))
    }

    pub(in crate::measure) fn zero() -> Self {
        Self(BigRational::zero())
    }

    pub(in crate::measure) fn one() -> Self {
        Self(BigRational::one())
    }

    /// The nearest floating-point number.
    pub fn value(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    pub(in crate::measure) fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }

    pub(in crate::measure) fn minus(&self, other: &Self) -> Self {
        Self(&self.0 - &other.0)
    }

    pub(in crate::measure) fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// `None` if the other is zero.
    pub(in crate::measure) fn over(&self, other: &Self) -> Option<Self> {
        (!other.0.is_zero()).then(|| Self(&self.0 / &other.0))
    }

    /// The smallest whole number that is not below it.
    pub(in crate::measure) fn ceil(&self) -> BigInt {
        self.0.ceil().to_integer()
    }

    /// Numerator and denominator.
    pub(in crate::measure) fn parts(&self) -> (&BigInt, &BigInt) {
        (self.0.numer(), self.0.denom())
    }
}

impl From<Decimal> for Fraction {
    fn from(amount: Decimal) -> Self {
        Self(BigRational::new(amount.mantissa().into(), BigInt::from(10).pow(amount.scale())))
    }
}

impl fmt::Display for Fraction {
    /// `3`, or `40/17`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'a> Sum<&'a Self> for Fraction {
    fn sum<I: Iterator<Item = &'a Self>>(iter: I) -> Self {
        iter.fold(Self::zero(), |sum, one| sum.plus(one))
    }
}

/// A figure that is known exactly where its problem is small, and else to some digits.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantity {
    /// Exactly.
    Exact(Fraction),
    /// Nearly.
    Near(f64),
}

impl Serialize for Quantity {
    /// As a floating-point number.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f64(self.value())
    }
}

impl Quantity {
    /// As a floating-point number.
    pub fn value(&self) -> f64 {
        match self {
            Self::Exact(fraction) => fraction.value(),
            Self::Near(value) => *value,
        }
    }

    /// As a fraction, if it is known as one.
    pub fn exact(&self) -> Option<&Fraction> {
        match self {
            Self::Exact(fraction) => Some(fraction),
            Self::Near(_) => None,
        }
    }

    /// By an operation on fractions if both are known exactly, and else on floating-point numbers. `None` where the
    /// operation has no result.
    pub(in crate::measure) fn by(
        &self,
        other: &Self,
        exactly: impl Fn(&Fraction, &Fraction) -> Option<Fraction>,
        nearly: impl Fn(f64, f64) -> f64,
    ) -> Option<Self> {
        if let (Self::Exact(a), Self::Exact(b)) = (self, other) {
            return exactly(a, b).map(Self::Exact);
        }
        Some(nearly(self.value(), other.value())).filter(|value| value.is_finite()).map(Self::Near)
    }

    pub(in crate::measure) fn plus(&self, other: &Self) -> Self {
        self.by(other, |a, b| Some(a.plus(b)), |a, b| a + b).unwrap_or(Self::Near(f64::MAX))
    }

    pub(in crate::measure) fn times(&self, other: &Self) -> Self {
        self.by(other, |a, b| Some(a.times(b)), |a, b| a * b).unwrap_or(Self::Near(f64::MAX))
    }

    /// One over another; `None` if the other is zero.
    pub fn over(&self, other: &Self) -> Option<Self> {
        self.by(other, Fraction::over, |a, b| a / b)
    }

    /// The sum; exactly nothing if there is nothing to add.
    pub(in crate::measure) fn sum<'a>(of: impl IntoIterator<Item = &'a Self>) -> Self {
        of.into_iter().fold(Self::Exact(Fraction::zero()), |sum, one| sum.plus(one))
    }
}

impl From<Decimal> for Quantity {
    fn from(amount: Decimal) -> Self {
        Self::Exact(amount.into())
    }
}
