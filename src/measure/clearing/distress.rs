//! How far distress short of default spreads.

use serde::Serialize;

use super::{
    system::{float, sums},
    total,
};
use crate::measure::{About, Network};

/// What a reader must know of distress.
pub const ABOUT: About = About {
    title: "distress",
    definition: "How much of all that is owed to anyone is in doubt when one company is in distress, apart from what \
                 is owed to that company itself: each creditor is in distress to the extent that what it is owed \
                 comes from debtors in distress.",
    method: "DebtRank (Battiston and others 2012): distress is passed on once by each, along shares of what is owed.",
    caution: "A reading of who depends on whom, not of losses: a register has no equity against which to measure \
              them, so what each company is owed stands in for it.",
};

/// Who hits whom how hard, and how much each weighs.
#[derive(Debug, Clone, PartialEq)]
pub struct Impacts {
    weights: Vec<f64>,
    impacts: Vec<(usize, usize, f64)>,
}

/// Distress, and how much of the whole it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Distress {
    /// Of each vertex, from 0 (none) to 1 (default).
    pub of: Vec<f64>,
    /// DebtRank: the weight in distress, less that of the shock itself.
    pub rank: f64,
}

impl Impacts {
    /// Impacts `(from, to, how hard)` are held within 0 and 1; those with an end that has no weight are dropped.
    pub fn new(weights: Vec<f64>, impacts: impl IntoIterator<Item = (usize, usize, f64)>) -> Self {
        let within = |impact: &(usize, usize, f64)| impact.0.max(impact.1) < weights.len() && !impact.2.is_nan();
        let impacts = impacts.into_iter().filter(within).map(|(from, to, hard)| (from, to, hard.clamp(0.0, 1.0)));
        let impacts = impacts.collect();
        Self { weights, impacts }
    }

    /// From obligations: the impact of a debtor on a creditor is its share of what the creditor is owed, and the weight
    /// of each company is its share of all that is owed.
    pub fn of(owed: &Network) -> Self {
        let claims = sums(owed, |arc| arc.payee);
        let total = float(owed.total());
        let part = |amount: f64, whole: f64| if whole > 0.0 { amount / whole } else { 0.0 };
        let weights = claims.iter().map(|claim| part(float(*claim), total)).collect();
        let impact =
            |arc: &super::super::Payment| (arc.payer, arc.payee, part(float(arc.amount), float(claims[arc.payee])));
        Self::new(weights, owed.arcs().iter().map(impact))
    }

    /// What follows from a shock, given for each vertex from 0 to 1; missing ones are 0. Each vertex passes distress on
    /// once, in the step after it first comes under distress: O(vertices · impacts) at worst.
    ///
    /// ```
    /// use roundtrip::measure::Impacts;
    /// let impacts = Impacts::new(vec![0.5, 0.3, 0.2], [(0, 1, 0.5), (0, 2, 0.2), (1, 2, 0.4), (2, 0, 0.3)]);
    /// let found = impacts.debtrank(&[1.0]);
    /// assert!((found.rank - 0.23).abs() < 1e-12);
    /// ```
    pub fn debtrank(&self, shock: &[f64]) -> Distress {
        let start = |at: usize| shock.get(at).map_or(0.0, |shock: &f64| shock.clamp(0.0, 1.0));
        let mut of: Vec<f64> = (0..self.weights.len()).map(start).collect();
        let own = self.weigh(&of);
        let mut active: Vec<bool> = of.iter().map(|distress| *distress > 0.0).collect();
        let mut done = active.clone();
        while active.contains(&true) {
            let before = of.clone();
            for &(from, to, hard) in self.impacts.iter().filter(|impact| active[impact.0]) {
                of[to] = (of[to] + hard * before[from]).min(1.0);
            }
            active = of.iter().zip(&done).map(|(distress, done)| *distress > 0.0 && !done).collect();
            done.iter_mut().zip(&active).for_each(|(done, active)| *done |= active);
        }
        let rank = self.weigh(&of) - own;
        Distress { of, rank }
    }

    fn weigh(&self, distress: &[f64]) -> f64 {
        total(self.weights.iter().zip(distress).map(|(weight, distress)| weight * distress))
    }
}
