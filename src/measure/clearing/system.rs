//! The greatest and the least clearing payments.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{costs::Costs, eliminate::Passed};
use crate::{circuits::components, measure::Network, model::Stop};

/// Whoever falls short by less than this share of its debts can pay: rounding errors are far smaller.
const NEAR: f64 = 1e-12;

/// A system of debts in which everybody pays from what it is paid.
pub(super) struct System {
    /// What each owes.
    owed: Vec<f64>,
    /// What each has from outside.
    cash: Vec<f64>,
    /// Payer, payee, and the share of the payer's payments that goes to the payee.
    parts: Vec<(usize, usize, f64)>,
}

/// Payments, and who could not pay all, in the order in which it shows.
pub(super) struct Payments {
    pub(super) paid: Vec<f64>,
    pub(super) rounds: Vec<Vec<usize>>,
    /// Whether these are all rounds: else nobody pays more than this.
    pub(super) complete: bool,
}

pub(super) fn float(amount: Decimal) -> f64 {
    amount.to_f64().unwrap_or(0.0)
}

impl System {
    /// From a network of obligations. Missing cash is zero.
    pub(super) fn new(network: &Network, cash: &[Decimal]) -> Self {
        let sums = sums(network, |arc| arc.payer);
        let part = |arc: &super::super::Payment| (arc.payer, arc.payee, float(arc.amount) / float(sums[arc.payer]));
        Self {
            owed: sums.iter().copied().map(float).collect(),
            cash: (0..network.len()).map(|at| cash.get(at).map_or(0.0, |cash| float(*cash).max(0.0))).collect(),
            parts: network.arcs().iter().map(part).collect(),
        }
    }

    /// The same, but one company pays a fixed share of what it owes, whatever comes in.
    pub(super) fn paying(mut self, who: usize, part: f64) -> Self {
        if let (Some(owed), Some(cash)) = (self.owed.get_mut(who), self.cash.get_mut(who)) {
            *owed *= part;
            *cash = *owed;
        }
        self
    }

    /// What comes in, if this is paid.
    pub(super) fn income(&self, paid: &[f64]) -> Vec<f64> {
        let mut income = vec![0.0; paid.len()];
        for &(payer, payee, part) in &self.parts {
            income[payee] += paid[payer] * part;
        }
        income
    }

    pub(super) fn owed(&self) -> &[f64] {
        &self.owed
    }

    pub(super) fn cash(&self) -> &[f64] {
        &self.cash
    }

    /// The greatest payments, by fictitious default (Eisenberg and Noe 2001; with costs, Rogers and Veraart 2013):
    /// start with everybody paying in full, let those that cannot pay what they can, and repeat. At most as many rounds
    /// as there are vertices, with one linear system each. Payments only fall from round to round, so that those after a stop are not exceeded.
    pub(super) fn greatest(&self, costs: Costs, stop: &Stop) -> Payments {
        self.rounds(&vec![false; self.owed.len()], [Costs::NONE, costs], stop)
    }

    /// The least payments, in finitely many steps (iterating from zero would only approach them). Start from those that
    /// can pay in full even if they receive nothing. Compute the least payments of the rest; add those that turn out to
    /// be solvent; repeat until nothing changes. `None` if `stop` ended it.
    pub(super) fn least(&self, costs: Costs, stop: &Stop) -> Option<Vec<f64>> {
        let mut safe: Vec<bool> = self.owed.iter().zip(&self.cash).map(|(owed, cash)| cash >= owed).collect();
        loop {
            let found = self.rounds(&safe, [costs, costs], stop);
            let mut paid = found.complete.then_some(found.paid)?;
            self.take_out_what_only_goes_round(&safe, costs, &mut paid);
            let income = self.income(&paid);
            let mut more = false;
            for at in 0..safe.len() {
                if !safe[at] && !short(self.cash[at] + income[at], self.owed[at]) {
                    (safe[at], more) = (true, true);
                }
            }
            if !more {
                return Some(paid);
            }
        }
    }

    /// Rounds of default: whoever is not safe and, by the costs of `test`, has less than it owes pays what it has by
    /// `costs`.
    fn rounds(&self, safe: &[bool], [test, costs]: [Costs; 2], stop: &Stop) -> Payments {
        let mut failed = vec![false; self.owed.len()];
        let mut paid = self.owed.clone();
        let mut rounds = Vec::new();
        loop {
            let income = self.income(&paid);
            let fails =
                |&at: &usize| !safe[at] && !failed[at] && short(test.left(self.cash[at], income[at]), self.owed[at]);
            let new: Vec<usize> = (0..paid.len()).filter(fails).collect();
            if new.is_empty() {
                return Payments { paid, rounds, complete: true };
            }
            for &at in &new {
                failed[at] = true;
            }
            rounds.push(new);
            if self.settle(&failed, costs, &mut paid, stop).is_none() {
                return Payments { paid, rounds, complete: false };
            }
        }
    }

    /// What the defaulters pay if all others pay in full; `None`, and nothing is changed, if `stop` ended it.
    fn settle(&self, failed: &[bool], costs: Costs, paid: &mut [f64], stop: &Stop) -> Option<()> {
        let unknown: Vec<usize> = (0..paid.len()).filter(|&at| failed[at]).collect();
        let mut place = vec![usize::MAX; paid.len()];
        unknown.iter().enumerate().for_each(|(at, &vertex)| place[vertex] = at);
        let mut parts = vec![vec![0.0; unknown.len()]; unknown.len()];
        let mut leaks = vec![1.0 - costs.claims; unknown.len()];
        let mut base: Vec<f64> = unknown.iter().map(|&at| costs.cash * self.cash[at]).collect();
        for &(payer, payee, part) in &self.parts {
            let part = costs.claims * part;
            match (failed[payer], failed[payee]) {
                (true, true) => parts[place[payer]][place[payee]] += part,
                (true, false) => leaks[place[payer]] += part,
                (false, true) => base[place[payee]] += part * paid[payer],
                (false, false) => {}
            }
        }
        for (&at, sum) in unknown.iter().zip(Passed::new(parts, leaks).solve(base, stop)?) {
            paid[at] = sum.min(self.owed[at]);
        }
        Some(())
    }

    /// Equity is the same in all solutions (Eisenberg and Noe, theorem 1), so two solutions differ only by money that
    /// nobody keeps: it goes round in a component that owes nothing outside itself. If money enters such a component,
    /// somebody in it keeps some and pays in full; otherwise nothing is paid there in the least solution.
    fn take_out_what_only_goes_round(&self, safe: &[bool], costs: Costs, paid: &mut [f64]) {
        if costs.claims < 1.0 {
            return;
        }
        let component = components(paid.len(), self.parts.iter().map(|part| (part.0, part.1)));
        let mut fed = vec![false; paid.len()];
        for at in 0..paid.len() {
            fed[component[at]] |= safe[at] || costs.cash * self.cash[at] > 0.0;
        }
        for &(payer, payee, _) in &self.parts {
            if component[payer] != component[payee] {
                // A component with a payment to outside is not one in which money only goes round.
                fed[component[payer]] = true;
                fed[component[payee]] |= paid[payer] > 0.0;
            }
        }
        for at in 0..paid.len() {
            if !fed[component[at]] {
                paid[at] = 0.0;
            }
        }
    }
}

/// Whether this is less than what is owed, by more than a rounding.
fn short(has: f64, owed: f64) -> bool {
    has < owed * (1.0 - NEAR)
}

/// For each vertex, the sum of the arcs that it is this end of.
pub(super) fn sums(network: &Network, end: fn(&super::super::Payment) -> usize) -> Vec<Decimal> {
    let mut sums = vec![Decimal::ZERO; network.len()];
    for arc in network.arcs() {
        let sum = &mut sums[end(arc)];
        *sum = sum.saturating_add(arc.amount);
    }
    sums
}
