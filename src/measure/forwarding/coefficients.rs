//! How much goes round each loop, so that the loops add up (docs/measures.md#loop-coefficients).

use std::{collections::BTreeMap, fmt};

use num_bigint::BigInt;
use num_traits::One;
use serde::Serialize;

use super::{
    super::{
        About, Fraction, Network, Quantity,
        solve::{bareiss::determinant, state_reduction},
    },
    Forwarding,
};
use crate::circuits::components;

/// What a reader must know of loop coefficients.
pub const ABOUT: About = About {
    title: "loop coefficients",
    definition: "How much goes round each loop by itself, nothing counted twice: the coefficients of all loops through \
                 a payment add up to the part of it that goes round.",
    method: "Circulation of each loop in the stationary chain of the circular part (Qian and Qian 1982; Kalpazidou \
             2006): how often a dollar that is passed on by chance closes that loop.",
    caution: "Every loop of the network gets a share, however long it is. The coefficients of an incomplete list add \
              up to less than what goes round.",
};

/// The most companies that can all reach each other for exact coefficients, if circular amounts are exact and fractions
/// short.
const EXACT: usize = 16;

/// The most binary digits of a determinant.
const DIGITS: u64 = 20_000;

/// How many steps of elimination take a few seconds, in floating point and in fractions.
const STEPS: u128 = 4_000_000_000;
const STEPS_EXACTLY: u128 = 500_000;

/// Why there are no coefficients.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CoefficientsError {
    /// One of the loops, given by its place in the list, is not in the network.
    NoLoop(usize),
    /// There are too many loops for the number of companies on them.
    TooLarge {
        /// How many loops.
        loops: usize,
        /// How many companies at most can all reach each other.
        companies: usize,
    },
}

impl fmt::Display for CoefficientsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLoop(at) => write!(f, "number {} of the list is no loop of the network", at + 1),
            Self::TooLarge { loops, companies } => write!(
                f,
                "{loops} loops among {companies} companies are too many for loop coefficients: each takes about the cube \
                 of the companies in steps"
            ),
        }
    }
}

impl std::error::Error for CoefficientsError {}

/// How much goes round each loop of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coefficients {
    /// Of each loop, in the order of the list.
    pub of: Vec<Quantity>,
    /// Their sum, each loop counted once.
    pub total: Quantity,
    /// Of all money that comes in from outside or goes round, the share that goes round. `None` if nothing is paid.
    pub throughput_share: Option<Quantity>,
    /// How many loops of equal size would be as concentrated: one over the sum of squared shares. `None` if nothing
    /// goes round.
    pub effective: Option<f64>,
}

/// The coefficients of loops, each a list of its vertices in the order in which money goes round. Exact where amounts
/// are and no more than 16 companies can all reach each other; else to some 12 digits of what is given. About the cube
/// of the companies that can reach each other, for each loop.
///
/// ```
/// use roundtrip::measure::{Network, coefficients, forwarding};
/// let names = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
/// let arcs = [(0, 1), (1, 2), (2, 0), (1, 3), (3, 0)].map(|(payer, payee)| (payer, payee, 10.into()));
/// let net = Network::new(names, arcs);
/// let split = coefficients(&forwarding(&net), &[vec![0, 1, 2], vec![0, 1, 3]]).expect("loops of the network");
/// assert_eq!((split.of[0].value(), split.total.value(), split.effective), (5.0, 10.0, Some(2.0)));
/// ```
///
/// # Errors
/// If one of the loops is not in the network, or there are too many.
pub fn coefficients(split: &Forwarding<'_>, loops: &[Vec<usize>]) -> Result<Coefficients, CoefficientsError> {
    let network = split.network();
    let component = components(network.len(), network.arcs().iter().map(|arc| (arc.payer, arc.payee)));
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    for (at, vertices) in loops.iter().enumerate() {
        let own = vertices.first().and_then(|&first| component.get(first)).ok_or(CoefficientsError::NoLoop(at))?;
        groups.entry(*own).or_default().loops.push(at);
        if !is_loop(network, vertices) {
            return Err(CoefficientsError::NoLoop(at));
        }
    }
    for (vertex, own) in component.iter().enumerate() {
        if let Some(group) = groups.get_mut(own) {
            group.members.push(vertex);
        }
    }
    let steps: u128 = groups.values().map(Group::steps).sum();
    if steps > STEPS {
        let companies = groups.values().map(|group| group.members.len()).max().unwrap_or(0);
        return Err(CoefficientsError::TooLarge { loops: loops.len(), companies });
    }
    let mut of = vec![Quantity::Exact(Fraction::zero()); loops.len()];
    for group in groups.values() {
        for (&at, quantity) in group.loops.iter().zip(group.coefficients(split, loops)) {
            of[at] = quantity;
        }
    }
    Ok(summed(of, split))
}

fn summed(of: Vec<Quantity>, split: &Forwarding<'_>) -> Coefficients {
    let total = Quantity::sum(&of);
    let squares: f64 = of.iter().map(|one| (one.value() / total.value()).powi(2)).sum();
    Coefficients {
        throughput_share: total.over(&total.plus(&split.net_outlay().into())),
        effective: (total.value() > 0.0).then(|| squares.recip()),
        of,
        total,
    }
}

/// Whether each vertex pays the next and the last pays the first, and none is repeated.
fn is_loop(network: &Network, vertices: &[usize]) -> bool {
    let mut sorted = vertices.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    sorted.len() == vertices.len() && hops(vertices).all(|hop| arc(network, hop).is_some())
}

fn hops(vertices: &[usize]) -> impl Iterator<Item = (usize, usize)> + '_ {
    vertices.iter().copied().zip(vertices.iter().copied().cycle().skip(1))
}

fn arc(network: &Network, hop: (usize, usize)) -> Option<usize> {
    network.arcs().binary_search_by_key(&hop, |arc| (arc.payer, arc.payee)).ok()
}

/// Companies that can all reach each other, and the loops among them.
#[derive(Default)]
struct Group {
    members: Vec<usize>,
    loops: Vec<usize>,
}

impl Group {
    fn steps(&self) -> u128 {
        (self.loops.len() as u128).saturating_mul((self.members.len() as u128).pow(3)) / 3
    }

    fn place(&self, vertex: usize) -> Option<usize> {
        self.members.binary_search(&vertex).ok()
    }

    /// The arcs among the members by their ends, with their circular amounts.
    fn circular<'s>(&self, split: &'s Forwarding<'_>) -> Vec<(usize, usize, &'s Quantity)> {
        let arcs = split.network().arcs().iter().zip(split.arcs());
        arcs.filter_map(|(arc, amount)| Some((self.place(arc.payer)?, self.place(arc.payee)?, amount))).collect()
    }

    fn coefficients(&self, split: &Forwarding<'_>, loops: &[Vec<usize>]) -> Vec<Quantity> {
        let own = |at: &usize| -> Vec<usize> { loops[*at].iter().filter_map(|&vertex| self.place(vertex)).collect() };
        let own: Vec<Vec<usize>> = self.loops.iter().map(own).collect();
        let arcs = self.circular(split);
        self.exactly(&arcs, &own).unwrap_or_else(|| self.nearly(&arcs, &own))
    }

    /// Qian and Qian's formula in terms of the circular amounts: let `K` have on its diagonal what a vertex passes on,
    /// and off it, negated, what it passes to each other vertex. A loop gets the product of its amounts times the
    /// determinant of `K` without its vertices, divided by that of `K` without any one vertex (the same for all).
    fn exactly(&self, arcs: &[(usize, usize, &Quantity)], loops: &[Vec<usize>]) -> Option<Vec<Quantity>> {
        let len = self.members.len();
        if len > EXACT || self.steps() > STEPS_EXACTLY {
            return None;
        }
        let fractions: Option<Vec<&Fraction>> = arcs.iter().map(|(.., amount)| amount.exact()).collect();
        let (unit, numbers) = over_one_unit(&fractions?);
        let digits = numbers.iter().map(BigInt::bits).max().unwrap_or(0);
        if digits * len as u64 > DIGITS {
            return None;
        }
        let mut matrix = vec![vec![BigInt::ZERO; len]; len];
        for (&(payer, payee, _), amount) in arcs.iter().zip(&numbers) {
            matrix[payer][payer] += amount;
            matrix[payer][payee] -= amount;
        }
        let without = |out: &[usize]| {
            let kept: Vec<usize> = (0..len).filter(|vertex| !out.contains(vertex)).collect();
            determinant(kept.iter().map(|&row| kept.iter().map(|&at| matrix[row][at].clone()).collect()).collect())
        };
        let whole = without(&[0]) * unit;
        let one = |vertices: &Vec<usize>| {
            let amounts: BigInt = hops(vertices).map(|(payer, payee)| -&matrix[payer][payee]).product();
            Fraction::of(amounts * without(vertices), whole.clone()).map(Quantity::Exact)
        };
        loops.iter().map(one).collect()
    }

    /// The same by state reduction: once all other vertices have been eliminated, the determinants differ only in the
    /// factors of the loop's own vertices.
    fn nearly(&self, arcs: &[(usize, usize, &Quantity)], loops: &[Vec<usize>]) -> Vec<Quantity> {
        let len = self.members.len();
        let mut pays = vec![vec![0.0; len]; len];
        for &(payer, payee, amount) in arcs {
            pays[payer][payee] = amount.value();
        }
        // Vertices on no loop of the list are eliminated once for all loops.
        let mut listed = vec![false; len];
        loops.iter().flatten().for_each(|&vertex| listed[vertex] = true);
        let kept: Vec<usize> = (0..len).filter(|&vertex| listed[vertex]).collect();
        let reduced = state_reduction::reduced_to(&pays, &kept);
        let place = |vertex: &usize| kept.binary_search(vertex).unwrap_or(0);
        let one = |vertices: &Vec<usize>| {
            let own: Vec<usize> = vertices.iter().map(place).collect();
            let amounts = hops(vertices).map(|(payer, payee)| pays[payer][payee]);
            Quantity::Near(around(&state_reduction::reduced_to(&reduced, &own), amounts))
        };
        loops.iter().map(one).collect()
    }
}

/// The product of a loop's amounts over the product of what its vertices pay the rest when they are eliminated one by
/// one, except the last.
fn around(reduced: &[Vec<f64>], amounts: impl Iterator<Item = f64>) -> f64 {
    let mut reduced = reduced.to_vec();
    let mut amounts = amounts.collect::<Vec<f64>>();
    let mut product = amounts.pop().unwrap_or(0.0);
    for last in (1..reduced.len()).rev() {
        let onward = state_reduction::remove(&mut reduced, last);
        // An amount that was rounded to zero contributes nothing.
        product *= if onward > 0.0 { amounts[last - 1] / onward } else { 0.0 };
    }
    product
}

/// Fractions as whole numbers of one unit, and how many of the unit make 1.
fn over_one_unit(fractions: &[&Fraction]) -> (BigInt, Vec<BigInt>) {
    let mut unit = BigInt::one();
    for fraction in fractions {
        let (_, denominator) = fraction.parts();
        if &unit % denominator != BigInt::ZERO {
            let common = Fraction::of(unit.clone(), denominator.clone());
            unit = common.map_or(unit, |common| denominator * common.parts().0);
        }
    }
    let number = |fraction: &&Fraction| {
        let (numerator, denominator) = fraction.parts();
        numerator * (&unit / denominator)
    };
    let numbers = fractions.iter().map(number).collect();
    (unit, numbers)
}
