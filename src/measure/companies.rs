//! A company's share of what goes round, and how much of what it pays can come back to it (docs/measures.md#companies,
//! docs/measures.md#return).

use rust_decimal::Decimal;
use serde::Serialize;

use super::{
    About, Circulation, Network, Span,
    circulation::share,
    solve::{
        optima::{Optima, halved},
        scaled_int::Scale,
        simplex::Edge,
    },
};

/// What a reader must know of a company's share.
pub const ABOUT_SHARE: About = About {
    title: "share of a company",
    definition: "Of what a company pays out (or earns), how much is part of the maximum circulation: the range over \
                 all ways in which as much as possible goes round.",
    method: "Range over all maximum circulations, by maximum flows in the tight residual graph of one of them.",
    caution: "Not how much of its revenue is its own money: both ends are bounds, and nothing is known about what \
              lies between them.",
};

/// What a reader must know of the return bound.
pub const ABOUT_RETURN: About = About {
    title: "return bound of a company",
    definition: "Of what a company pays, the most that can find its way back to it within the amounts that everybody \
                 on the way paid.",
    method: "Maximum flow from a company's payments back to it (the company is split in two), over what it paid.",
    caution: "Not a forecast and not an average: it asks what is possible for this company alone, so the figures of \
              several companies must not be added up.",
};

/// One company's figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Company {
    /// Its vertex in the network.
    pub vertex: usize,
    /// All that it pays.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub paid: Decimal,
    /// All that it is paid.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub earned: Decimal,
    /// What it passes on in the maximum circulations.
    pub through: Span,
    /// The most of what it pays that can come back to it.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub returnable: Decimal,
}

impl Company {
    /// The least and the most of what it pays that goes round, as a ratio; `None` if it pays nothing.
    pub fn share_out(&self) -> Option<(f64, f64)> {
        self.through.over(self.paid)
    }

    /// The least and the most of what it earns that goes round; `None` if it earns nothing.
    pub fn share_in(&self) -> Option<(f64, f64)> {
        self.through.over(self.earned)
    }

    /// The most of what it pays that can come back, as a ratio; `None` if it pays nothing.
    pub fn return_bound(&self) -> Option<f64> {
        share(self.returnable, self.paid)
    }
}

/// The figures of every vertex, in order. Three maximum flows a vertex, each of which sees little of a large network:
/// 100,000 arcs take seconds.
///
/// ```
/// use roundtrip::measure::{Network, circulation, companies};
/// let names = ["bank", "lab", "maker"].map(str::to_owned).to_vec();
/// let net = Network::new(names, [(0, 1, 100.into()), (1, 2, 60.into()), (2, 0, 40.into())]);
/// let all = companies(&circulation(&net));
/// assert_eq!(all[0].return_bound(), Some(0.4));
/// ```
pub fn companies(circulation: &Circulation<'_>) -> Vec<Company> {
    let network = circulation.network();
    let returnable = returnable(network);
    let (mut paid, mut earned) = (vec![Decimal::ZERO; network.len()], vec![Decimal::ZERO; network.len()]);
    for arc in network.arcs() {
        paid[arc.payer] = paid[arc.payer].saturating_add(arc.amount);
        earned[arc.payee] = earned[arc.payee].saturating_add(arc.amount);
    }
    let company = |(vertex, (through, returnable))| Company {
        vertex,
        paid: paid[vertex],
        earned: earned[vertex],
        through,
        returnable,
    };
    circulation.through().into_iter().zip(returnable).enumerate().map(company).collect()
}

/// For each vertex, the most that can flow from it back to it.
fn returnable(network: &Network) -> Vec<Decimal> {
    let amounts: Vec<Decimal> = network.arcs().iter().map(|arc| arc.amount).collect();
    let scale = Scale::of(&amounts);
    let edge =
        |arc: &super::Payment| Edge { tail: arc.payer, head: arc.payee, capacity: scale.whole(arc.amount), gain: 0 };
    let edges: Vec<Edge> = network.arcs().iter().map(edge).collect();
    let mut any = Optima::any(2 * network.len(), &halved(network.len(), &edges));
    (0..network.len()).map(|vertex| scale.amount(any.most(edges.len() + vertex))).collect()
}
