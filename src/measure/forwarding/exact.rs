//! Balanced forwarding in exact fractions, for networks whose loops join few companies.
//!
//! The vertices of a part keep the proportions of their payments, so each round solves a system of the original
//! amounts, and numbers grow by the same number of digits in each round.

use num_bigint::BigInt;
use num_traits::One;

use super::super::{
    Fraction, Network,
    solve::bareiss::{integers, solve, without_common_factor},
};
use crate::circuits::components;

/// The most binary digits of a denominator: more would help nobody and take long.
const DIGITS: u64 = 8192;

/// The share of each arc that goes round, and the number of rounds.
pub(super) struct Exact {
    pub(super) shares: Vec<Fraction>,
    pub(super) rounds: usize,
}

/// Vertices that reach each other, with what is left of each as a whole number of some unit.
struct Part {
    members: Vec<usize>,
    left: Vec<BigInt>,
    unit: BigInt,
    rounds: usize,
}

/// Balanced forwarding; `None` if more than `most` companies can reach each other, or fractions become too long.
pub(super) fn forward(network: &Network, most: usize) -> Option<Exact> {
    let amounts = integers(network.arcs().iter().map(|arc| arc.amount));
    let mut exact = Exact { shares: vec![Fraction::zero(); network.arcs().len()], rounds: 0 };
    let everybody: Vec<usize> = (0..network.len()).collect();
    let mut waiting = Vec::new();
    for members in groups(network, &everybody) {
        if members.len() > most {
            return None;
        }
        waiting.push(Part { left: vec![BigInt::one(); members.len()], members, unit: BigInt::one(), rounds: 0 });
    }
    while let Some(part) = waiting.pop() {
        let after = part.round(network, &amounts)?;
        exact.rounds = exact.rounds.max(after.rounds);
        let live: Vec<usize> =
            after.members.iter().zip(&after.left).filter(|(_, left)| **left > BigInt::ZERO).map(|(&m, _)| m).collect();
        let smaller = groups(network, &live);
        after.note(network, &smaller, &mut exact.shares)?;
        waiting.extend(smaller.into_iter().map(|members| after.restricted(members)));
    }
    Some(exact)
}

/// The strongly connected sets of two or more vertices among these.
fn groups(network: &Network, vertices: &[usize]) -> Vec<Vec<usize>> {
    let place = |vertex: usize| vertices.binary_search(&vertex).ok();
    let inside = network.arcs().iter().filter_map(|arc| Some((place(arc.payer)?, place(arc.payee)?)));
    let component = components(vertices.len(), inside);
    let mut groups = vec![Vec::new(); vertices.len()];
    for (&vertex, component) in vertices.iter().zip(component) {
        groups[component].push(vertex);
    }
    groups.retain(|group| group.len() > 1);
    groups
}

impl Part {
    fn place(&self, vertex: usize) -> Option<usize> {
        self.members.binary_search(&vertex).ok()
    }

    /// One round: what is left afterwards. `None` if numbers become too long.
    fn round(self, network: &Network, amounts: &[BigInt]) -> Option<Self> {
        let law = self.law(network, amounts)?;
        let first = (0..law.len()).min_by(|&a, &b| (&self.left[a] * &law[b]).cmp(&(&self.left[b] * &law[a])))?;
        let mut numbers: Vec<BigInt> =
            self.left.iter().zip(&law).map(|(left, share)| left * &law[first] - &self.left[first] * share).collect();
        numbers.push(&self.unit * &law[first]);
        let mut left = without_common_factor(numbers);
        let unit = left.pop()?;
        (unit.bits() <= DIGITS).then_some(Self { left, unit, rounds: self.rounds + 1, ..self })
    }

    /// The shares of their payments that the members forward, so that each receives what it forwards.
    fn law(&self, network: &Network, amounts: &[BigInt]) -> Option<Vec<BigInt>> {
        let others = self.members.len() - 1;
        // One row for each member but the first, whose share is the determinant.
        let mut rows = vec![vec![BigInt::ZERO; others + 1]; others];
        for (arc, amount) in network.arcs().iter().zip(amounts) {
            let (Some(payer), Some(payee)) = (self.place(arc.payer), self.place(arc.payee)) else { continue };
            if payer > 0 {
                rows[payer - 1][payer - 1] += amount;
            }
            match (payer, payee) {
                (_, 0) => {}
                (0, payee) => rows[payee - 1][others] += amount,
                (payer, payee) => rows[payee - 1][payer - 1] -= amount,
            }
        }
        let (determinant, solution) = solve(rows)?;
        let law = std::iter::once(determinant).chain(solution.into_iter().flatten()).collect();
        Some(without_common_factor(law))
    }

    /// Records what was taken of each arc of the part that is in none of the smaller parts.
    fn note(&self, network: &Network, smaller: &[Vec<usize>], shares: &mut [Fraction]) -> Option<()> {
        let taken: Option<Vec<Fraction>> =
            self.left.iter().map(|left| Fraction::of(&self.unit - left, self.unit.clone())).collect();
        let taken = taken?;
        let group = |vertex: usize| smaller.iter().position(|group| group.binary_search(&vertex).is_ok());
        for (arc, share) in network.arcs().iter().zip(shares) {
            if let (Some(payer), Some(_)) = (self.place(arc.payer), self.place(arc.payee)) {
                let stays = group(arc.payer).is_some_and(|own| group(arc.payee) == Some(own));
                if !stays {
                    *share = taken[payer].clone();
                }
            }
        }
        Some(())
    }

    fn restricted(&self, members: Vec<usize>) -> Self {
        let left = members.iter().filter_map(|&member| Some(self.left[self.place(member)?].clone())).collect();
        Self { members, left, unit: self.unit.clone(), rounds: self.rounds }
    }
}
