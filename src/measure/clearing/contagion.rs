//! One company cannot pay: who is hit, in what order, how much.

use rust_decimal::Decimal;
use serde::Serialize;

use super::{
    costs::Costs,
    system::{System, float, sums},
    total,
};
use crate::{
    measure::{About, Network},
    model::Stop,
};

/// What a reader must know of a default that spreads.
pub const ABOUT: About = About {
    title: "if one cannot pay",
    definition: "One company pays only part of what it owes. First round: what its creditors lose by that. Induced: \
                 what is lost further on, because some of them then cannot pay either.",
    method: "Greatest clearing payments by fictitious default (Eisenberg and Noe 2001), with the company's own \
             payments fixed; with costs of default if asked (Rogers and Veraart 2013). What it owes several together is \
             taken to be owed to them in proportion to what each can be owed.",
    caution: "A register has no balance sheets. The first round is certain, given the default and what is owed. The \
              induced loss is an upper limit: nobody has reserves, and whoever owes more than it is owed has just \
              enough cash to pay if it is paid. With enough cash elsewhere it is zero. A dollar that three creditors \
              pass on is lost three times in the sum. Contracts count whole, including payments already made.",
};

/// How one creditor is hit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Hit {
    /// Which vertex.
    pub vertex: usize,
    /// In which round, from 1, it turns out that it cannot pay all it owes; `None` if it can.
    pub round: Option<usize>,
    /// What it does not receive.
    pub lost: f64,
    /// What of that is owed by the one that cannot pay.
    pub direct: f64,
    /// What it does not pay.
    pub short: f64,
}

/// What follows if one vertex does not pay.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contagion {
    /// Which.
    pub who: usize,
    /// What it owes.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub owed: Decimal,
    /// What its creditors lose by it: certain, given the default.
    pub first_round: f64,
    /// What is lost further on, at the most.
    pub induced: f64,
    /// Whether it was followed to the end: else what is lost further on can be more than `induced` at the most, and there can
    /// be more hits, and larger ones.
    pub complete: bool,
    /// Who loses something, the one itself apart: first who cannot pay, by round, then who can; the larger loss first.
    pub hits: Vec<Hit>,
}

impl Contagion {
    /// All that is owed and not paid: by itself, and by others because of it.
    pub fn shortfall(&self) -> f64 {
        self.first_round + self.induced
    }

    /// How many others cannot pay because of it.
    pub fn defaulters(&self) -> usize {
        self.hits.iter().filter(|hit| hit.round.is_some()).count()
    }

    /// In how many rounds that turns out.
    pub fn rounds(&self) -> usize {
        self.hits.iter().filter_map(|hit| hit.round).max().unwrap_or(0)
    }

    /// How many it owes something that they do not get.
    pub fn creditors(&self) -> usize {
        self.hits.iter().filter(|hit| hit.direct > 0.0).count()
    }
}

/// What follows if a vertex pays only this share (from 0 to 1) of what it owes, in proportion to all its debts, and
/// nobody has more cash than it needs; `None` if there is no such vertex or the share is out of range. At most as many
/// rounds as there are vertices, with one linear system each; once `stop` says so, no further one is solved.
///
/// ```
/// use roundtrip::{measure::{Network, contagion}, model::Stop};
/// let names = ["lab", "cloud", "chips"].map(str::to_owned).to_vec();
/// let owed = Network::new(names, [(0, 1, 300.into()), (1, 2, 40.into())]);
/// let found = contagion(&owed, 0, 0.0, &Stop::never()).expect("a vertex");
/// assert_eq!((found.first_round, found.induced), (300.0, 40.0));
/// let found = contagion(&owed, 0, 0.4, &Stop::never()).expect("a vertex");
/// assert_eq!((found.first_round, found.induced, found.hits[0].round), (180.0, 0.0, None));
/// ```
pub fn contagion(owed: &Network, who: usize, recovery: f64, stop: &Stop) -> Option<Contagion> {
    contagion_at_cost(owed, who, recovery, Costs::NONE, stop)
}

/// The same, if whoever cannot pay because of it loses more by that: only these parts of what it has are left to its
/// creditors (Rogers and Veraart 2013), clamped to 0..1.
///
/// ```
/// use roundtrip::{measure::{Costs, Network, contagion_at_cost}, model::Stop};
/// let names = ["lab", "cloud", "chips"].map(str::to_owned).to_vec();
/// let owed = Network::new(names, [(0, 1, 300.into()), (1, 2, 240.into())]);
/// // Of the 120 that it gets, the cloud can pass on half: it falls short by 180 instead of 120.
/// let costs = Costs { cash: 0.5, claims: 0.5 };
/// let found = contagion_at_cost(&owed, 0, 0.4, costs, &Stop::never()).expect("a vertex");
/// assert_eq!((found.first_round, found.induced), (180.0, 180.0));
/// ```
pub fn contagion_at_cost(owed: &Network, who: usize, recovery: f64, costs: Costs, stop: &Stop) -> Option<Contagion> {
    let costs = costs.held();
    if who >= owed.len() || !(0.0..=1.0).contains(&recovery) {
        return None;
    }
    let (debts, claims) = (sums(owed, |arc| arc.payer), sums(owed, |arc| arc.payee));
    let needed = debts.iter().zip(&claims).map(|(debts, claims)| debts.saturating_sub(*claims).max(Decimal::ZERO));
    let cash: Vec<Decimal> = needed.collect();
    let system = System::new(owed, &cash).paying(who, recovery);
    let payments = system.greatest(costs, stop);
    let income = system.income(&payments.paid);
    let round = |vertex: usize| payments.rounds.iter().position(|round| round.contains(&vertex)).map(|at| at + 1);
    let mut direct = vec![0.0; owed.len()];
    for arc in owed.arcs().iter().filter(|arc| arc.payer == who) {
        direct[arc.payee] = float(arc.amount) * (1.0 - recovery);
    }
    // A loss this small is a rounding error.
    let lost = |vertex: usize| {
        let lost = float(claims[vertex]) - income[vertex];
        if lost > 1e-12 * float(claims[vertex]) { lost } else { 0.0 }
    };
    let hit = |vertex: usize| {
        let (round, lost) = (round(vertex), lost(vertex));
        let short = round.map_or(0.0, |_| system.owed()[vertex] - payments.paid[vertex]);
        Hit { vertex, round, lost, direct: direct[vertex], short }
    };
    let mut hits: Vec<Hit> = (0..owed.len()).filter(|&vertex| vertex != who).map(hit).collect();
    hits.retain(|hit| hit.lost > 0.0);
    hits.sort_by(|a, b| {
        let rank = |hit: &Hit| hit.round.unwrap_or(usize::MAX);
        rank(a).cmp(&rank(b)).then(b.lost.total_cmp(&a.lost)).then(a.vertex.cmp(&b.vertex))
    });
    let first_round = float(debts[who]) * (1.0 - recovery);
    let induced = total(hits.iter().map(|hit| hit.short));
    Some(Contagion { who, owed: debts[who], first_round, induced, complete: payments.complete, hits })
}
