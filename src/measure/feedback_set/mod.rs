//! Which hops or deals break every loop, for the least money or the smallest number (docs/measures.md#breakers).
//!
//! The minimum feedback arc set, exactly: A. Baharev, H. Schichl, A. Neumaier and T. Achterberg, *An exact method for
//! the minimum feedback arc set problem*, ACM J. Exp. Algorithmics 26, 2021. As there, loops are generated as they are
//! needed, from shortest paths among the unbroken arcs, because there can be far too many to list. Each strongly
//! connected component is a problem of its own.
//!
//! Steps: `weighted_edge_groups.rs` (what can go) → `problem.rs` (one component in whole numbers) → `greedy.rs` (a good
//! set at once) → `dual_packing.rs` (a bound: loops that share no money) → `search.rs` (the proof, and all optimal
//! sets).

mod budget;
mod cycle_rows;
mod dual_packing;
mod greedy;
mod problem;
mod search;
mod weighted_edge_groups;

use rust_decimal::Decimal;
use serde::Serialize;

pub use self::budget::SearchBudget;
pub use self::weighted_edge_groups::{By, WeightedEdgeGroups};
use self::{
    dual_packing::Root,
    problem::{FINE, Problem},
};
use super::{About, solve::scaled_int::Scale};
use crate::model::Stop;

/// What a reader must know of breakers.
pub const ABOUT: About = About {
    title: "breakers",
    definition: "The smallest amount of money without which no loop of stated amounts is left, or the smallest \
                 number of hops or deals without which no loop is left at all.",
    method: "Minimum feedback arc set by branch and bound on loops generated as needed (Baharev, Schichl, Neumaier and \
             Achterberg 2021); the bound is the largest packing of loops that share no money. Every optimal set is \
             listed up to a cap; an answer that is not proven is called heuristic.",
    caution: "Not advice and not a list of guilty deals: often several sets are equally small, and it would be \
              arbitrary to call one of them the cause of the loops.",
};

/// Whether a set is known to be the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// Proven: nothing less breaks every loop.
    Optimal,
    /// It breaks every loop, but the search ended before it was known whether less would do: see
    /// [`FeedbackSet::bound`].
    Heuristic,
}

/// A loop of a packing, and how much money it has to itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Packed {
    /// Its arcs, as numbered in the [`WeightedEdgeGroups`].
    pub arcs: Vec<usize>,
    /// How much.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub amount: Decimal,
}

/// What breaks every loop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeedbackSet {
    /// The weight of the best sets, as money or as a count. 0 if there is no loop.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub weight: Decimal,
    /// The best sets that were found, as sorted indices of groups; all minimal ones if `all`. If there is no loop, the
    /// one set is empty.
    pub sets: Vec<Vec<usize>>,
    /// Whether no other set is as good.
    pub all: bool,
    /// Whether `weight` is proven.
    pub proof: Proof,
    /// No set of less weight breaks every loop.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub bound: Decimal,
    /// Loops that share no money; their sum is a bound too. None from components that are too large.
    pub packing: Vec<Packed>,
    /// Whether no packing is larger, to nine digits. Then it is the optimum of the linear programme in which arcs may
    /// be broken by fractions.
    pub packing_is_largest: bool,
}

impl FeedbackSet {
    /// The sum of the packing.
    pub fn packed(&self) -> Decimal {
        self.packing.iter().fold(Decimal::ZERO, |sum, one| sum.saturating_add(one.amount))
    }
}

/// Finds what breaks every loop. `stop` is asked now and then; if it ends the search, the answer is
/// heuristic. Exponential at worst; networks of a few hundred arcs usually take milliseconds.
///
/// ```
/// use roundtrip::{
///     measure::{By, FeedbackSet, Network, Proof, SearchBudget, WeightedEdgeGroups, feedback_set},
///     model::Stop,
/// };
/// let names = ["a", "b", "c"].map(str::to_owned).to_vec();
/// let net = Network::new(names, [(0, 1, 9.into()), (1, 0, 4.into()), (1, 2, 7.into()), (2, 0, 3.into())]);
/// let found = feedback_set(&WeightedEdgeGroups::hops(&net, By::Amount), &SearchBudget::default(), &Stop::never());
/// assert_eq!((found.weight, found.proof), (7.into(), Proof::Optimal));
/// assert_eq!(found.sets, [vec![1, 3]]); // b → a and c → a
/// ```
pub fn feedback_set(groups: &WeightedEdgeGroups, budget: &SearchBudget, stop: &Stop) -> FeedbackSet {
    let scale = Scale::of(groups.weights());
    let mut whole = Part { sets: vec![Vec::new()], all: true, largest: true, ..Part::default() };
    for problem in Problem::of(groups, scale) {
        whole.join(&solve(&problem, budget, stop), budget.sets);
    }
    let amount = |fine: i128| fine_amount(scale, fine);
    let packed = |(arcs, fine): &(Vec<usize>, i128)| Packed { arcs: arcs.clone(), amount: amount(*fine) };
    FeedbackSet {
        weight: amount(whole.weight),
        proof: if whole.bound == whole.weight { Proof::Optimal } else { Proof::Heuristic },
        all: whole.all && whole.bound == whole.weight,
        bound: amount(whole.bound),
        packing: whole.packing.iter().map(packed).collect(),
        packing_is_largest: whole.largest,
        sets: whole.sets,
    }
}

/// A fine weight as an amount, rounded down: the fraction of a unit keeps twelve digits, or none from 10^15 units on.
fn fine_amount(scale: Scale, fine: i128) -> Decimal {
    let (whole, rest) = (fine / FINE, fine % FINE);
    let digits = if whole < 1_000_000_000_000_000 { rest * 1_000_000_000_000 / FINE } else { 0 };
    let rest = Decimal::from_i128_with_scale(digits, 12).saturating_mul(scale.amount(1));
    scale.amount(whole).saturating_add(rest).normalize()
}

/// The answer for one component, or for several together, in fine weights.
#[derive(Default)]
struct Part {
    weight: i128,
    bound: i128,
    sets: Vec<Vec<usize>>,
    all: bool,
    packing: Vec<(Vec<usize>, i128)>,
    largest: bool,
}

impl Part {
    /// Combines every set of one with every set of the other.
    fn join(&mut self, other: &Self, most: usize) {
        self.weight += other.weight;
        self.bound += other.bound;
        self.all &= other.all && self.sets.len().saturating_mul(other.sets.len()) <= most;
        self.largest &= other.largest;
        self.packing.extend(other.packing.iter().cloned());
        let both = |one: &Vec<usize>, set: &Vec<usize>| {
            let mut both = [one.as_slice(), set].concat();
            both.sort_unstable();
            both
        };
        let pairs = self.sets.iter().flat_map(|one| other.sets.iter().map(move |set| both(one, set)));
        self.sets = pairs.take(most.max(1)).collect();
        self.sets.sort();
    }
}

fn solve(problem: &Problem, budget: &SearchBudget, stop: &Stop) -> Part {
    let (set, lower) = greedy::greedy(problem, &problem.weight);
    let weight = problem.cost(&set);
    if problem.arcs.len() > budget.arcs || stop.should_stop() {
        let bound = problem.rounded_up(lower).min(weight);
        let sets = vec![problem.named(&set)];
        return Part { weight, bound, sets, all: false, packing: Vec::new(), largest: false };
    }
    let root = Root::of(problem, stop);
    let by_parts = greedy::greedy(problem, &root.unbroken(problem)).0;
    let set = if problem.cost(&by_parts) < weight { by_parts } else { set };
    let found = search::search(problem, &root, set, budget, stop);
    let lower = problem.rounded_up(root.packing.value().max(lower)).min(found.weight);
    let packed = root.packing.loops.iter().map(|one| (problem.arcs_named(&one.arcs), one.amount));
    Part {
        weight: found.weight,
        bound: if found.proven { found.weight } else { lower },
        sets: found.sets.iter().map(|set| problem.named(set)).collect(),
        all: found.all,
        packing: packed.collect(),
        largest: root.largest,
    }
}
