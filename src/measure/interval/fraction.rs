//! Fractions of whole numbers, compared exactly.

use std::cmp::Ordering;

/// Compares `a / b` with `c / d`, for non-negative numbers with `b` and `d` above zero. By continued fractions, so that
/// no product can overflow.
pub(super) fn compare((mut a, mut b): (i128, i128), (mut c, mut d): (i128, i128)) -> Ordering {
    loop {
        let whole = (a / b).cmp(&(c / d));
        if whole != Ordering::Equal {
            return whole;
        }
        // The remainders are below 1, and compare as their inverses do in reverse.
        match (a % b, c % d) {
            (0, 0) => return Ordering::Equal,
            (0, _) => return Ordering::Less,
            (_, 0) => return Ordering::Greater,
            (left, right) => (a, b, c, d) = (d, right, b, left),
        }
    }
}

/// The fraction in its lowest terms.
pub(super) fn reduced((part, whole): (i128, i128)) -> (i128, i128) {
    let (mut a, mut b) = (part, whole);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    (part / a.max(1), whole / a.max(1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn as_by_multiplication(a in 0..40_i128, b in 1..40_i128, c in 0..40_i128, d in 1..40_i128) {
            prop_assert_eq!(compare((a, b), (c, d)), (a * d).cmp(&(c * b)));
            let (p, q) = reduced((a, b));
            prop_assert_eq!((p * b, compare((p, q), (a, b))), (a * q, Ordering::Equal));
            let huge = 1 << 95;
            prop_assert_eq!(compare((a * huge, b * huge), (c * huge, d * huge)), (a * d).cmp(&(c * b)));
        }
    }
}
