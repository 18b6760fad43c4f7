//! How much of what a company pays comes back to it if money is fungible (docs/measures.md#pro-rata).

use std::fmt;

use num_bigint::BigInt;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::Serialize;

use super::{
    About, Fraction, Network, Quantity,
    solve::{
        bareiss::{integers, solve},
        state_reduction,
    },
};
use crate::model::Stop;

/// What a reader must know of pro rata returns.
pub const ABOUT: About = About {
    title: "pro rata return",
    definition: "The chance that a dollar that a company pays ever comes back to it, if every company spends its \
                 money without asking where it came from. The cycling index is the mean over all companies, weighted \
                 by size.",
    method: "Every company passes on its income, or its outlay if that is larger, in the proportions in which it pays; \
             the rest leaves. Finn cycling index (Finn 1976): N = (I - B)^-1, RE = 1 - 1/N_vv.",
    caution: "A mean over what is unknown: nobody marks dollars. Where everything that a group earns is paid on \
              within the group, every dollar comes back in the end and the figure is 1, however long it takes.",
};

/// The most companies that can all reach each other for exact figures.
const EXACT: usize = 32;

/// The most for which figures are computed at all.
const MOST: usize = 2000;

/// Why there are no pro rata returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProRataError {
    /// Too many companies can all reach each other: the work is cubic in their number.
    TooManyCompanies {
        /// How many.
        companies: usize,
        /// The most that are allowed.
        most: usize,
    },
    /// It was told to stop.
    Stopped,
}

impl fmt::Display for ProRataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyCompanies { companies, most } => write!(
                f,
                "{companies} companies can all reach each other; pro rata returns are computed for up to {most}"
            ),
            Self::Stopped => f.write_str("there was no time to compute them"),
        }
    }
}

impl std::error::Error for ProRataError {}

/// One company's figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Returns {
    /// Its vertex in the network.
    pub vertex: usize,
    /// What it pays or what it earns, whichever is more.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub through: Decimal,
    /// The chance that a dollar that it pays comes back to it.
    pub returns: Quantity,
}

/// Pro rata returns of every company.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProRata {
    /// The companies, in order.
    pub companies: Vec<Returns>,
    /// The Finn cycling index; `None` if nothing is paid.
    pub cycling_index: Option<Quantity>,
}

/// Pro rata returns, exact where no more than 32 companies can all reach each other. The cube of that number.
///
/// ```
/// use roundtrip::{measure::{Network, pro_rata}, model::Stop};
/// let names = ["a", "b", "c"].map(str::to_owned).to_vec();
/// let net = Network::new(names, [(0, 1, 10.into()), (1, 0, 5.into()), (1, 2, 5.into())]);
/// let returns = pro_rata(&net, &Stop::never()).expect("three companies");
/// assert_eq!(returns.companies[0].returns.value(), 0.5);
/// ```
///
/// # Errors
/// If more than 2000 companies can all reach each other, or `stop` ended it.
pub fn pro_rata(network: &Network, stop: &Stop) -> Result<ProRata, ProRataError> {
    let (mut paid, mut earned) = (vec![Decimal::ZERO; network.len()], vec![Decimal::ZERO; network.len()]);
    for arc in network.arcs() {
        paid[arc.payer] = paid[arc.payer].saturating_add(arc.amount);
        earned[arc.payee] = earned[arc.payee].saturating_add(arc.amount);
    }
    let through: Vec<Decimal> = paid.into_iter().zip(earned).map(|(paid, earned)| paid.max(earned)).collect();
    let mut groups = vec![Vec::new(); network.len()];
    for (vertex, component) in network.components().into_iter().enumerate() {
        groups[component].push(vertex);
    }
    let mut returns = vec![Quantity::Exact(Fraction::zero()); network.len()];
    for members in groups.into_iter().filter(|members| members.len() > 1) {
        if members.len() > MOST {
            return Err(ProRataError::TooManyCompanies { companies: members.len(), most: MOST });
        }
        let group = Group::of(network, &members, &through);
        for (vertex, own) in members.iter().zip(group.returns(stop).ok_or(ProRataError::Stopped)?) {
            returns[*vertex] = own;
        }
    }
    let weighted: Vec<Quantity> =
        returns.iter().zip(&through).map(|(returns, through)| returns.times(&(*through).into())).collect();
    let all: Vec<Quantity> = through.iter().map(|through| (*through).into()).collect();
    let one = |((vertex, through), returns)| Returns { vertex, through, returns };
    Ok(ProRata {
        companies: through.into_iter().enumerate().zip(returns).map(one).collect(),
        cycling_index: Quantity::sum(&weighted).over(&Quantity::sum(&all)),
    })
}

/// Companies that can all reach each other: money can come back only through these.
struct Group {
    through: Vec<Decimal>,
    /// Payer, payee and amount.
    arcs: Vec<(usize, usize, Decimal)>,
    /// What of each one's money leaves the group.
    leaves: Vec<Decimal>,
}

impl Group {
    fn of(network: &Network, members: &[usize], through: &[Decimal]) -> Self {
        let place = |vertex: usize| members.binary_search(&vertex).ok();
        let own = network.arcs().iter().filter_map(|arc| Some((place(arc.payer)?, place(arc.payee)?, arc.amount)));
        let arcs: Vec<(usize, usize, Decimal)> = own.collect();
        let through: Vec<Decimal> = members.iter().map(|&vertex| through[vertex]).collect();
        let mut leaves = through.clone();
        for &(payer, _, amount) in &arcs {
            leaves[payer] = leaves[payer].saturating_sub(amount);
        }
        Self { through, arcs, leaves }
    }

    /// `None` if `stop` ended it.
    fn returns(&self, stop: &Stop) -> Option<Vec<Quantity>> {
        if self.leaves.iter().all(Decimal::is_zero) {
            return Some(vec![Quantity::Exact(Fraction::one()); self.through.len()]);
        }
        let exact = if self.through.len() <= EXACT { self.exactly() } else { None };
        exact.or_else(|| self.nearly(stop))
    }

    /// With `Q` what passes through each on the diagonal, less what each pays others: `N_vv` is what passes through `v`
    /// times the diagonal of the inverse.
    fn exactly(&self) -> Option<Vec<Quantity>> {
        let len = self.through.len();
        let amounts = self.through.iter().chain(self.arcs.iter().map(|(.., amount)| amount)).copied();
        let numbers = integers(amounts);
        let mut rows = vec![vec![BigInt::ZERO; 2 * len]; len];
        for (at, row) in rows.iter_mut().enumerate() {
            row[at].clone_from(&numbers[at]);
            row[len + at] = 1.into();
        }
        for ((payer, payee, _), amount) in self.arcs.iter().zip(&numbers[len..]) {
            rows[*payer][*payee] -= amount;
        }
        let (determinant, inverse) = solve(rows)?;
        let one = |(at, row): (usize, &Vec<BigInt>)| {
            let never = Fraction::of(determinant.clone(), &numbers[at] * &row[at])?;
            Some(Quantity::Exact(Fraction::one().minus(&never)))
        };
        inverse.iter().enumerate().map(one).collect()
    }

    fn nearly(&self, stop: &Stop) -> Option<Vec<Quantity>> {
        let number = |amount: &Decimal| amount.to_f64().unwrap_or(f64::MAX);
        let mut pays = vec![vec![0.0; self.through.len() + 1]; self.through.len() + 1];
        for (row, leaves) in pays.iter_mut().skip(1).zip(&self.leaves) {
            row[0] = number(leaves);
        }
        for (payer, payee, amount) in &self.arcs {
            pays[payer + 1][payee + 1] += number(amount);
        }
        Some(state_reduction::returns(&pays, stop)?.into_iter().map(Quantity::Near).collect())
    }
}
