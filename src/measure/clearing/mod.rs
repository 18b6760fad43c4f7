//! If somebody cannot pay (docs/measures.md#clearing): who owes whom, and what everybody can pay of it.

mod contagion;
mod costs;
mod distress;
mod eliminate;
mod obligations;
mod shares;
mod system;

use rust_decimal::Decimal;
use serde::Serialize;

use super::{About, Network};
use crate::model::Stop;
use system::{System, float, sums};

pub use contagion::{ABOUT as ABOUT_CONTAGION, Contagion, Hit, contagion, contagion_at_cost};
pub use costs::Costs;
pub use distress::{ABOUT as ABOUT_DISTRESS, Distress, Impacts};
pub use obligations::{Obligations, obligations};

/// What a reader must know of clearing payments.
pub const ABOUT: About = About {
    title: "clearing",
    definition: "What everybody can pay of its debts if each pays from its cash and from what it is paid, and pays \
                 all creditors in proportion when that is not enough.",
    method: "Greatest clearing payments by fictitious default in rounds (Eisenberg and Noe 2001), with costs of \
             default if asked (Rogers and Veraart 2013); the least ones beside them. The linear systems are solved \
             directly, not by iteration; whoever falls short by less than a trillionth of its debts can pay.",
    caution: "Obligations only: purchases, leases and loans, never shares. Where the greatest and the least payments \
              differ, the difference is money that exists only because it goes round: if nobody starts to pay, \
              nobody can. Contracts count whole, including payments already made.",
};

/// A sum that is 0 for no parts, where `Iterator::sum` gives -0.
fn total(parts: impl Iterator<Item = f64>) -> f64 {
    parts.fold(0.0, |sum, part| sum + part)
}

/// What everybody pays.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cleared {
    /// What each vertex owes.
    #[serde(serialize_with = "crate::model::exact::list")]
    pub owed: Vec<Decimal>,
    /// The greatest payment.
    pub paid: Vec<f64>,
    /// The least payment.
    pub least: Vec<f64>,
    /// What it has left at the greatest payments.
    pub equity: Vec<f64>,
    /// At the greatest payments: who cannot pay in full even if all others do, then who cannot because of them, and so
    /// on.
    pub rounds: Vec<Vec<usize>>,
    /// What those of the first round would fail to pay if all others paid all.
    pub first_round: f64,
}

/// What everybody can pay of its obligations, given cash from outside (missing entries are zero) and costs of default,
/// which are clamped to 0..1. At most as many rounds as there are vertices, each with a linear system over those that
/// failed. `None` if `stop` ended it.
///
/// ```
/// use roundtrip::{measure::{Costs, Network, clearing}, model::Stop};
/// let names = ["a", "b", "c"].map(str::to_owned).to_vec();
/// let ring = Network::new(names, [(0, 1, 5.into()), (1, 2, 5.into()), (2, 0, 5.into())]);
/// let found = clearing(&ring, &[], Costs::NONE, &Stop::never()).expect("it is not stopped");
/// assert_eq!((found.paid.clone(), found.least.clone()), (vec![5.0; 3], vec![0.0; 3]));
/// assert_eq!((found.gap(), found.only_round()), (15.0, vec![0, 1, 2]));
/// ```
pub fn clearing(owed: &Network, cash: &[Decimal], costs: Costs, stop: &Stop) -> Option<Cleared> {
    let costs = costs.held();
    let system = System::new(owed, cash);
    let most = system.greatest(costs, stop);
    if !most.complete {
        return None;
    }
    // Only rounding could put a least payment above the greatest.
    let least = system.least(costs, stop)?.iter().zip(&most.paid).map(|(least, most)| least.min(*most)).collect();
    let income = system.income(&most.paid);
    let mut equity: Vec<f64> =
        (0..owed.len()).map(|at| (system.cash()[at] + income[at] - most.paid[at]).max(0.0)).collect();
    for &failed in most.rounds.iter().flatten() {
        equity[failed] = 0.0;
    }
    let full = system.income(system.owed());
    let lacks = |&at: &usize| system.owed()[at] - costs.left(system.cash()[at], full[at]);
    let first_round = total(most.rounds.iter().take(1).flatten().map(lacks));
    let owed = sums(owed, |arc| arc.payer);
    Some(Cleared { owed, paid: most.paid, least, equity, rounds: most.rounds, first_round })
}

impl Cleared {
    /// The part of its debts that a vertex pays; `None` if it owes nothing.
    pub fn recovery(&self, vertex: usize) -> Option<f64> {
        let owed = float(*self.owed.get(vertex)?);
        if owed > 0.0 { Some(self.paid.get(vertex)? / owed) } else { None }
    }

    /// All that is owed and not paid.
    pub fn shortfall(&self) -> f64 {
        let short = |vertex: &usize| float(self.owed[*vertex]) - self.paid[*vertex];
        total(self.rounds.iter().flatten().map(short))
    }

    /// What is not paid because others did not pay: the shortfall less that of the first round.
    pub fn induced(&self) -> f64 {
        (self.shortfall() - self.first_round).max(0.0)
    }

    /// What is paid only because it goes round: the greatest payments less the least.
    pub fn gap(&self) -> f64 {
        total(self.only_round().into_iter().map(|vertex| self.paid[vertex] - self.least[vertex]))
    }

    /// Those whose payments rest only on money that goes round.
    pub fn only_round(&self) -> Vec<usize> {
        let differs = |&at: &usize| self.paid[at] - self.least[at] > 1e-12 * float(self.owed[at]);
        (0..self.paid.len()).filter(differs).collect()
    }
}
