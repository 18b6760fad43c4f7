//! What goes round at the most where amounts share sums: a linear programme, whose answer is checked in whole numbers.
//!
//! For a share λ, the largest of Σf − λΣc over amounts c and circulations f ≤ c. The solver works in floats: its
//! amounts are rounded to whole ones that the ranges and sums allow, of which what goes round is found exactly; and its
//! prices π of the vertices, rounded, prove a bound whatever they are. For no more goes round than Σ c·y with
//! y = max(0, 1 + π(payer) − π(payee)), and the largest of a linear function of the amounts is found exactly.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::{
    polytope::{Bounds, Part, Polytope},
    rounds::Rounds,
};
use crate::measure::solve::{fraction::Fraction, lp::SharedLp};

/// Prices are rounded to whole numbers of these parts, if those of the share itself do not do.
const FINE: i128 = 1 << 36;

/// With more amounts than this the solver takes too long to be asked.
const LARGEST: usize = 1_500;

/// How far from the truth an amount of the solver may be, as a part of the largest.
const SURE: f64 = 1e-8;

/// Limited amounts, for the solver.
pub(super) struct Programme<'a> {
    rounds: &'a Rounds,
    limited: &'a Polytope,
    /// `None` if there are too many amounts.
    lp: Option<SharedLp>,
    /// The solver's numbers are parts of this.
    unit: f64,
}

impl<'a> Programme<'a> {
    pub(super) fn new(rounds: &'a Rounds, limited: &'a Polytope) -> Self {
        let high = |bounds: Bounds| bounds.high.unwrap_or(bounds.low);
        let unit = limited.parts().iter().map(|part| high(part.bounds)).max().unwrap_or(1).max(1) as f64;
        let ends = |bounds: Bounds| (bounds.low as f64 / unit, high(bounds) as f64 / unit);
        let on_loops: Vec<usize> = (0..rounds.ends().len()).filter(|&hop| rounds.on_a_loop(hop)).collect();
        let part = |part: &Part| {
            let (low, high) = ends(part.bounds);
            (part.hop.and_then(|hop| on_loops.binary_search(&hop).ok()), low, high, part.group)
        };
        let group = |group: &super::polytope::Group| {
            let (low, high) = ends(group.bounds);
            (low, high, group.within)
        };
        let lp = SharedLp {
            vertices: rounds.vertices(),
            hops: on_loops.iter().filter_map(|&hop| rounds.ends().get(hop).copied()).collect(),
            parts: limited.parts().iter().map(part).collect(),
            groups: limited.groups().iter().map(group).collect(),
        };
        Self { rounds, limited, lp: (lp.parts.len() <= LARGEST).then_some(lp), unit }
    }

    /// Amounts of the parts with nearly the largest value at a share, and others with fewer digits, which are better if
    /// the best are round. If the solver fails or is not asked, amounts as large as they can be, one after the other.
    pub(super) fn amounts(&self, share: (i128, i128)) -> Vec<Vec<i128>> {
        let Some(near) = self.lp.as_ref().and_then(|lp| lp.amounts(ratio(share))) else {
            let high = self.limited.parts().iter().map(|part| part.bounds.high.unwrap_or(part.bounds.low));
            return vec![self.limited.near(&high.collect::<Vec<_>>())];
        };
        let whole = |value: f64| (value * self.unit).round().to_i128().unwrap_or(0);
        let few_digits = |value: &f64| {
            let value = whole(*value);
            let near = whole(SURE);
            // To the largest power of ten that is as near as the solver is sure of.
            let powers = std::iter::successors(Some(1_i128), |power| power.checked_mul(10));
            let rounded =
                powers.take_while(|power| *power / 10 <= value).map(|power| (value + power / 2) / power * power);
            rounded.filter(|rounded| (rounded - value).abs() <= near).last().unwrap_or(0)
        };
        let (round, exact) = (near.iter().map(few_digits).collect::<Vec<_>>(), near.iter().map(|value| whole(*value)));
        vec![self.limited.near(&round), self.limited.near(&exact.collect::<Vec<_>>())]
    }

    /// Whether some amounts may have more than a share: if not, it is proven. These prices, in parts of the share, are
    /// tried with those of the solver.
    pub(super) fn can_exceed(&self, share: (i128, i128), prices: &[i128]) -> bool {
        self.bound(share, prices) > Fraction::zero()
    }

    /// No amounts have more than this: what goes round less a share of all of it.
    pub(super) fn bound(&self, share: (i128, i128), prices: &[i128]) -> Fraction {
        let near = self.lp.as_ref().and_then(|lp| lp.prices(ratio(share))).unwrap_or_default();
        let rounded = |parts: i128| -> Vec<i128> {
            near.iter().map(|price| (price * parts as f64).round().to_i128().unwrap_or(0)).collect()
        };
        // The prices are often whole numbers, or of the share's own parts: then the bound is exact.
        let tried = [(1, rounded(1)), (share.1, rounded(share.1)), (FINE, rounded(FINE)), (share.1, prices.to_vec())];
        let bounds = tried.iter().filter_map(|(parts, prices)| self.bound_of(prices, *parts, share));
        bounds.min().unwrap_or_else(|| Fraction::from(rust_decimal::Decimal::MAX))
    }

    /// The bound that these prices prove, in whole numbers of so many parts; `None` if the numbers are too large.
    fn bound_of(&self, prices: &[i128], parts: i128, (part, whole): (i128, i128)) -> Option<Fraction> {
        let price = |vertex: usize| prices.get(vertex).copied().unwrap_or(0);
        let gain = |(hop, &(payer, payee)): (usize, &(usize, usize))| {
            if self.rounds.on_a_loop(hop) { (parts + price(payer) - price(payee)).max(0) } else { 0 }
        };
        let gains: Vec<i128> = self.rounds.ends().iter().enumerate().map(gain).collect();
        let share = part.checked_mul(parts)?;
        let weights: Option<Vec<i128>> =
            gains.iter().map(|gain| whole.checked_mul(*gain)?.checked_sub(share)).collect();
        let weights = weights?;
        let weight = |one: &Part| one.hop.and_then(|hop| weights.get(hop)).copied().unwrap_or(-share);
        let amounts = self.limited.best(weight);
        let sum: BigInt =
            self.limited.parts().iter().zip(amounts).map(|(one, amount)| BigInt::from(weight(one)) * amount).sum();
        Fraction::of(sum, BigInt::from(parts) * whole)
    }
}

fn ratio((part, whole): (i128, i128)) -> f64 {
    part as f64 / whole as f64
}
