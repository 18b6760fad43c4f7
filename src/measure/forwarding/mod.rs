//! Balanced forwarding: the one split of what goes round that takes no side (docs/measures.md#balanced-forwarding).

mod coefficients;
mod exact;
mod extrapolate;
mod float;
mod law;
mod part;
mod reach;

pub use coefficients::{ABOUT as ABOUT_COEFFICIENTS, Coefficients, CoefficientsError, coefficients};

use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::Serialize;

use super::{About, Fraction, Network, Quantity};

/// What a reader must know of balanced forwarding.
pub const ABOUT: About = About {
    title: "balanced forwarding",
    definition: "Of each payment, how much goes round if every company passes on the money that can return in \
                 proportion to its payments, and receives as much of it as it passes on.",
    method: "Circular Directional Flow Decomposition (Homs-Dones, MacKay, Sansom and Zhou 2025, arXiv 2506.12546): \
             the stationary distribution of payments among companies that can reach each other is scaled up as far \
             as the amounts allow and taken away; this is repeated until no loop is left.",
    caution: "One split of many, chosen because it favours nobody. The most that can go round is larger: it is the \
              maximum circulation. Nobody knows which dollar it was.",
};

/// What a reader must know of a company's value by balanced forwarding.
pub const ABOUT_COMPANY: About = About {
    title: "recirculated share of a company",
    definition: "Of what a company pays out (or earns), how much goes round by balanced forwarding.",
    method: "The circular amounts of its payments over all that it pays; of what it earns, over all that it earns.",
    caution: "One value between the ends of the range over all maximum circulations or below it: it spreads what is \
              uncertain evenly.",
};

/// The most companies that can all reach each other for which [`forwarding`] finds exact fractions.
pub const EXACT_UP_TO: usize = 32;

/// How much of each payment goes round, by balanced forwarding.
#[derive(Debug, Clone, PartialEq)]
pub struct Forwarding<'n> {
    network: &'n Network,
    amounts: Vec<Quantity>,
    rounds: usize,
}

/// What goes through one company.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recirculated {
    /// Its vertex in the network.
    pub vertex: usize,
    /// The circular part of what it pays, which equals that of what it earns.
    pub circular: Quantity,
    /// The same over all that it pays; `None` if it pays nothing.
    pub share_out: Option<Quantity>,
    /// The same over all that it earns; `None` if it earns nothing.
    pub share_in: Option<Quantity>,
}

/// Balanced forwarding, in exact fractions where no more than [`EXACT_UP_TO`] companies can all reach each other and
/// the fractions stay short, else in floating point.
///
/// ```
/// use roundtrip::measure::{Network, forwarding};
/// let names = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
/// let arcs = [(0, 1), (1, 2), (2, 0), (1, 3), (3, 0)].map(|(payer, payee)| (payer, payee, 10.into()));
/// let net = Network::new(names, arcs);
/// let split = forwarding(&net);
/// assert_eq!(split.companies()[2].circular.exact().map(ToString::to_string), Some("5".to_owned()));
/// assert_eq!(split.share().map(|share| share.value()), Some(0.6));
/// ```
pub fn forwarding(network: &Network) -> Forwarding<'_> {
    forwarding_exact_up_to(network, EXACT_UP_TO)
}

/// The same with another limit; 0 means always floating point. In floating point each round is known to 10⁻¹⁰ of each
/// payment; [`Forwarding::imbalance`] says what that came to. Rounds are at most as many as companies, each some sweeps
/// over all payments: 100,000 random payments take from half a second (1000 companies) to 15 seconds (20,000), and up
/// to 45 if amounts differ by many orders of magnitude. In fractions, 16 companies that all pay each other take some
/// hundredths of a second.
pub fn forwarding_exact_up_to(network: &Network, companies: usize) -> Forwarding<'_> {
    if let Some(exact) = exact::forward(network, companies) {
        let whole = network.arcs().iter().zip(&exact.shares);
        let amounts = whole.map(|(arc, share)| Quantity::Exact(share.times(&arc.amount.into()))).collect();
        return Forwarding { network, amounts, rounds: exact.rounds };
    }
    let arcs: Vec<(usize, usize)> = network.arcs().iter().map(|arc| (arc.payer, arc.payee)).collect();
    let amounts: Vec<f64> = network.arcs().iter().map(|arc| arc.amount.to_f64().unwrap_or(f64::MAX)).collect();
    let near = float::forward(network.len(), &arcs, &amounts);
    let amounts = amounts.iter().zip(&near.shares).map(|(amount, share)| Quantity::Near(amount * share)).collect();
    Forwarding { network, amounts, rounds: near.rounds }
}

impl<'n> Forwarding<'n> {
    /// The network that was split.
    pub fn network(&self) -> &'n Network {
        self.network
    }

    /// How much of each arc of the network goes round.
    pub fn arcs(&self) -> &[Quantity] {
        &self.amounts
    }

    /// The longest sequence of rounds.
    pub fn rounds(&self) -> usize {
        self.rounds
    }

    /// Whether all amounts are exact.
    pub fn is_exact(&self) -> bool {
        self.amounts.iter().all(|amount| amount.exact().is_some())
    }

    /// All that goes round, each payment counted.
    pub fn total(&self) -> Quantity {
        Quantity::sum(&self.amounts)
    }

    /// The same over all that is paid, from 0 to 1; `None` if nothing is paid.
    pub fn share(&self) -> Option<Quantity> {
        self.total().over(&self.network.total().into())
    }

    /// What comes in from outside: the payments of each company beyond its earnings, added up.
    pub fn net_outlay(&self) -> Decimal {
        let mut net = vec![Decimal::ZERO; self.network.len()];
        for arc in self.network.arcs() {
            net[arc.payer] = net[arc.payer].saturating_add(arc.amount);
            net[arc.payee] = net[arc.payee].saturating_sub(arc.amount);
        }
        net.into_iter().fold(Decimal::ZERO, |sum, net| sum.saturating_add(net.max(Decimal::ZERO)))
    }

    /// What each company passes on, in order.
    pub fn companies(&self) -> Vec<Recirculated> {
        let nothing = || vec![Quantity::Exact(Fraction::zero()); self.network.len()];
        let (mut out, mut paid, mut earned) = (nothing(), nothing(), nothing());
        for (arc, circular) in self.network.arcs().iter().zip(&self.amounts) {
            out[arc.payer] = out[arc.payer].plus(circular);
            paid[arc.payer] = paid[arc.payer].plus(&arc.amount.into());
            earned[arc.payee] = earned[arc.payee].plus(&arc.amount.into());
        }
        let one = |(vertex, circular): (usize, Quantity)| Recirculated {
            vertex,
            share_out: circular.over(&paid[vertex]),
            share_in: circular.over(&earned[vertex]),
            circular,
        };
        out.into_iter().enumerate().map(one).collect()
    }

    /// The largest difference between the circular outlay and income of a company, as a share of what it pays or earns;
    /// zero if amounts are exact.
    pub fn imbalance(&self) -> f64 {
        if self.is_exact() {
            return 0.0;
        }
        let (mut net, mut turnover) = (vec![0.0; self.network.len()], vec![(0.0_f64, 0.0_f64); self.network.len()]);
        for (arc, circular) in self.network.arcs().iter().zip(&self.amounts) {
            let amount = arc.amount.to_f64().unwrap_or(f64::MAX);
            net[arc.payer] += circular.value();
            net[arc.payee] -= circular.value();
            turnover[arc.payer].0 += amount;
            turnover[arc.payee].1 += amount;
        }
        let share = |(net, turnover): (f64, (f64, f64))| net.abs() / turnover.0.max(turnover.1);
        net.into_iter().zip(turnover).map(share).fold(0.0, f64::max)
    }
}
