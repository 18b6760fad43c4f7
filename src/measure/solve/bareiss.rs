//! Linear systems in whole numbers of any size, without fractions on the way (E. H. Bareiss, *Sylvester's identity and
//! multistep integer-preserving Gaussian elimination*, Mathematics of Computation 22, 1968).
//!
//! All systems here are of M-matrices (what a vertex pays on its diagonal, what others pay it off it): no row needs to
//! change place.

use num_bigint::BigInt;
use num_traits::{One, Zero};
use rust_decimal::Decimal;

/// Whole numbers in the proportions of some amounts.
pub(in crate::measure) fn integers(amounts: impl Iterator<Item = Decimal> + Clone) -> Vec<BigInt> {
    let places = amounts.clone().map(|amount| amount.normalize().scale()).max().unwrap_or(0);
    let numbers: Vec<BigInt> = amounts
        .map(|amount| {
            let amount = amount.normalize();
            BigInt::from(amount.mantissa()) * BigInt::from(10).pow(places - amount.scale())
        })
        .collect();
    without_common_factor(numbers)
}

/// The same proportions in the smallest whole numbers.
pub(in crate::measure) fn without_common_factor(mut numbers: Vec<BigInt>) -> Vec<BigInt> {
    let factor = numbers.iter().fold(BigInt::zero(), |factor, number| common_factor(factor, number.clone()));
    if !factor.is_zero() && !factor.is_one() {
        for number in &mut numbers {
            *number /= &factor;
        }
    }
    numbers
}

/// The largest common factor (Euclid).
fn common_factor(mut a: BigInt, mut b: BigInt) -> BigInt {
    while !b.is_zero() {
        let rest = &a % &b;
        (a, b) = (b, rest);
    }
    a.magnitude().clone().into()
}

/// Solves `A x = b` for every column `b` that stands to the right of the square `A`: gives `det A` and, in each row,
/// `det A · x`. `None` if `A` is singular. n² times the number of columns.
pub(in crate::measure) fn solve(mut rows: Vec<Vec<BigInt>>) -> Option<(BigInt, Vec<Vec<BigInt>>)> {
    let len = rows.len();
    let mut before = BigInt::one();
    for at in 0..len {
        let own = std::mem::take(&mut rows[at]);
        let pivot = own[at].clone();
        if pivot.is_zero() {
            return None;
        }
        for row in rows.iter_mut().filter(|row| !row.is_empty()) {
            reduce(row, &own, at, &before);
        }
        rows[at] = own;
        before = pivot;
    }
    for row in &mut rows {
        row.drain(..len);
    }
    Some((before, rows))
}

/// The determinant; 1 of nothing. Cubic.
pub(in crate::measure) fn determinant(mut rows: Vec<Vec<BigInt>>) -> BigInt {
    let mut before = BigInt::one();
    for at in 0..rows.len() {
        let (above, below) = rows.split_at_mut(at + 1);
        let own = &above[at];
        if own[at].is_zero() {
            return BigInt::zero();
        }
        for row in below {
            reduce(row, own, at, &before);
        }
        before.clone_from(&own[at]);
    }
    before
}

fn reduce(row: &mut [BigInt], own: &[BigInt], at: usize, before: &BigInt) {
    let factor = std::mem::take(&mut row[at]);
    for (entry, other) in row.iter_mut().zip(own).skip(at + 1) {
        *entry = (&own[at] * &*entry - &factor * other) / before;
    }
}
