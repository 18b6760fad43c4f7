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

impl Intervals {
    /// The lowest circular share that amounts within the ranges can have, and the amounts that have it; `None` if
    /// nothing is paid in any case. The search looks at no more than `most` choices of amounts; each takes a few
    /// circulations.
    pub fn lowest_share(&self, most: usize) -> Option<Extreme> {
        let rounds = Rounds::of(self);
        let lowest = self.lowest_circulation(&rounds, most);
        if lowest.circulation == 0 {
            return self.nothing_round(&lowest.amounts).map(Extreme::Reached);
        }
        let unbounded = self.hops.iter().enumerate().filter(|(_, hop)| hop.high.is_none());
        let growing: Vec<usize> = unbounded.map(|(at, _)| at).collect();
        if !growing.is_empty() {
            return Some(Extreme::Approached { share: 0.0, growing });
        }
        let Least { amounts, circulation, bound } = least(&rounds, &self.polytope, Aim::Share, most);
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
    pub(super) fn lowest_circulation(&self, rounds: &Rounds, most: usize) -> Least {
        least(rounds, &self.polytope.least(), Aim::Circulation, most)
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
