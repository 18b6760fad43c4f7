//! What goes round of one choice of amounts after the other, and which hops limit it.

use super::Intervals;
use crate::measure::solve::simplex::{self, Edge};

/// The hops on loops.
pub(super) struct Rounds {
    vertices: usize,
    /// Payer and payee of each hop.
    ends: Vec<(usize, usize)>,
    on_a_loop: Vec<bool>,
}

impl Rounds {
    pub(super) fn of(intervals: &Intervals) -> Self {
        Self {
            vertices: intervals.names().len(),
            ends: intervals.hops().iter().map(|hop| (hop.payer, hop.payee)).collect(),
            on_a_loop: intervals.on_a_loop(),
        }
    }

    pub(super) fn vertices(&self) -> usize {
        self.vertices
    }

    pub(super) fn ends(&self) -> &[(usize, usize)] {
        &self.ends
    }

    pub(super) fn on_a_loop(&self, hop: usize) -> bool {
        self.on_a_loop[hop]
    }

    /// How much goes round of these amounts of the hops.
    pub(super) fn circulation(&self, amounts: &[i128]) -> i128 {
        self.best(amounts).flow.iter().sum()
    }

    /// The same with, for each hop, how much more at the most goes round for a unit more that it pays: with any other
    /// amounts, no more goes round than the sum of what each pays times this.
    pub(super) fn limits(&self, amounts: &[i128]) -> (i128, Vec<i128>) {
        let best = self.best(amounts);
        let gain = |(&(payer, payee), on_a_loop): (&(usize, usize), &bool)| {
            if *on_a_loop { (1 + best.price[payer] - best.price[payee]).max(0) } else { 0 }
        };
        (best.flow.iter().sum(), self.ends.iter().zip(&self.on_a_loop).map(gain).collect())
    }

    fn best(&self, amounts: &[i128]) -> simplex::Best {
        let on_a_loop = self.ends.iter().zip(amounts).zip(&self.on_a_loop).filter(|(_, round)| **round);
        let edge =
            |((&(tail, head), &capacity), _): ((&(usize, usize), &i128), &bool)| Edge { tail, head, capacity, gain: 1 };
        let edges: Vec<Edge> = on_a_loop.map(edge).collect();
        simplex::best(self.vertices, &edges)
    }
}
