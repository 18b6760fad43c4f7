//! The lowest circulation and the lowest circular share.
//!
//! One hop without an upper end is enough for a share of zero in the limit: as it alone grows, the others limit what
//! goes round, while the total grows without limit.

use rust_decimal::Decimal;

use super::{
    Amounts, Extreme, Interval, Intervals,
    rounds::Rounds,
    search::{Aim, Least, least},
};
use crate::model::Stop;

impl Intervals {
    /// The lowest circular share that amounts within the ranges can have, and the amounts that have it; `None` if
    /// nothing is paid in any case. The search looks at no more than `most` choices of amounts, each of which takes a few
    /// circulations, and ends when it has to stop: with the best that it found, and what it has proven.
    pub fn lowest_share(&self, most: usize, stop: &Stop) -> Option<Extreme> {
        self.lowest_share_from(self.lowest_circulation(most, stop), most, stop)
    }

    /// The same, if the amounts of which least goes round are known.
    pub(in crate::measure) fn lowest_share_from(&self, lowest: Least, most: usize, stop: &Stop) -> Option<Extreme> {
        if lowest.circulation == 0 {
            return self.nothing_round(&lowest.amounts).map(Extreme::Reached);
        }
        let unbounded = self.hops.iter().enumerate().filter(|(_, hop)| hop.high.is_none());
        let growing: Vec<usize> = unbounded.map(|(at, _)| at).collect();
        if !growing.is_empty() {
            return Some(Extreme::Approached { share: 0.0, growing });
        }
        // Where nothing is open, there are no other amounts.
        let is_open = self.polytope.is_open();
        let Least { amounts, circulation, bound } =
            if is_open { least(&Rounds::of(self), &self.polytope, Aim::Share, most, stop) } else { lowest };
        let found = self.amounts(&amounts, circulation);
        Some(match bound {
            None => Extreme::Reached(found),
            Some((part, whole)) => {
                let bound = super::share(self.scale.amount(part), self.scale.amount(whole)).unwrap_or(0.0);
                Extreme::Open { found, bound }
            }
        })
    }

    /// The amounts of which least goes round: every sum, and what is in none, at its lower end.
    pub(in crate::measure) fn lowest_circulation(&self, most: usize, stop: &Stop) -> Least {
        least(&Rounds::of(self), &self.polytope.least(), Aim::Circulation, most, stop)
    }

    /// Amounts with no circulation, if these have none: themselves or, if they are all zero, one hop at its upper end.
    /// `None` if nothing can be paid at all.
    pub(super) fn nothing_round(&self, amounts: &[i128]) -> Option<Amounts> {
        let mut found = self.amounts(amounts, 0);
        if found.total.is_zero() {
            let most = |hop: &Interval| hop.high.unwrap_or(Decimal::ONE);
            let (at, hop) = self.hops.iter().enumerate().max_by_key(|(_, hop)| most(hop))?;
            *found.amounts.get_mut(at)? = most(hop);
            found.total = most(hop);
        }
        (!found.total.is_zero()).then_some(found)
    }
}
