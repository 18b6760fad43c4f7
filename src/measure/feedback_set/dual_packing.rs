//! Loops that share no money. Their sum is a lower bound, because each of them must be broken separately.
//!
//! The largest packing is the dual of the linear programme in which arcs may be broken by fractions. The solver's
//! answer is rounded to whole numbers and pushed through the loops one by one, each taking no more than is left, so
//! that the result is a valid packing whatever the solver returned.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::prelude::ToPrimitive;

use super::{cycle_rows::CycleRows, problem::Problem};
use crate::{measure::solve::lp::CoveringLp, model::Stop};

/// The length of a loop that is broken once.
pub(super) const ONE: u64 = 1 << 40;

/// The most rounds of generating loops.
const ROUNDS: usize = 200;

/// A loop, how much is packed into it, and from which groups that is taken.
pub(super) struct PackedLoop {
    pub(super) arcs: Vec<usize>,
    pub(super) amount: i128,
    pub(super) uses: Vec<(usize, i128)>,
}

/// Loops that share no weight.
pub(super) struct Packing {
    /// What is left of each group.
    pub(super) left: Vec<i128>,
    pub(super) loops: Vec<PackedLoop>,
}

impl Packing {
    /// The sum of all loops.
    pub(super) fn value(&self) -> i128 {
        self.loops.iter().map(|one| one.amount).sum()
    }
}

/// Packs as much as it can, up to `most`, into a loop of these arcs, and says from which groups that was taken.
///
/// Arcs of the loop that share groups divide them: among k such arcs, each can use a k-th of what is left. Arcs in the
/// same groups count as one.
pub(super) fn push(problem: &Problem, left: &mut [i128], arcs: &[usize], most: i128) -> (i128, Vec<(usize, i128)>) {
    let own = |arc: usize| problem.groups[arc].as_slice();
    let shares = |arc: usize| own(arc).iter().any(|&group| problem.members[group].len() > 1);
    let mut together: Vec<&[usize]> = arcs.iter().filter(|&&arc| shares(arc)).map(|&arc| own(arc)).collect();
    together.sort_unstable();
    together.dedup();
    let turns = |groups: &[usize]| {
        let meets = |other: &&&[usize]| other.iter().any(|group| groups.contains(group));
        together.iter().filter(meets).count()
    };
    let alone = arcs.iter().filter(|&&arc| !shares(arc)).map(|&arc| (own(arc), 1));
    let parts: Vec<(&[usize], usize)> = alone.chain(together.iter().map(|&own| (own, turns(own)))).collect();
    let room = parts.iter().map(|(own, turns)| {
        let left: i128 = own.iter().map(|&group| left[group]).sum();
        left / i128::try_from(*turns).unwrap_or(i128::MAX)
    });
    let amount = room.min().unwrap_or(0).min(most);
    let mut uses = Vec::new();
    for (own, _) in parts {
        let mut wanted = amount;
        for &group in own {
            let taken = wanted.min(left[group]);
            if taken > 0 {
                left[group] -= taken;
                wanted -= taken;
                uses.push((group, taken));
            }
        }
    }
    (amount, uses)
}

/// The bound from which a search starts.
pub(super) struct Root {
    pub(super) packing: Packing,
    /// How much of each arc the linear programme breaks, of [`ONE`].
    pub(super) broken: Vec<u64>,
    /// Whether no packing is larger, to nine digits: proven by a fractional way to break all loops at the same cost.
    pub(super) largest: bool,
}

impl Root {
    /// Generates loops until the linear programme breaks every loop, and packs them.
    pub(super) fn of(problem: &Problem, stop: &Stop) -> Self {
        let mut pool = Pool::new(problem);
        pool.add(&|_| ONE, u64::MAX);
        let (mut price, mut lengths) = (None, vec![0; problem.arcs.len()]);
        for _ in 0..ROUNDS {
            let Some(broken) = pool.covering().cover() else { break };
            let long = |class: &usize| (broken[*class] * ONE as f64).round().to_u64().unwrap_or(0);
            lengths = pool.class.iter().map(long).collect();
            let shortest = pool.cycle_rows.shortest(&|arc| Some(lengths[arc])).map_or(ONE, |(length, _)| length);
            price = Some(pool.price(&broken) * (ONE as f64 / shortest.max(1) as f64));
            if stop.should_stop() || !pool.add(&|arc| lengths[arc], ONE - ONE / 1_000_000) {
                break;
            }
        }
        let packing = pool.pack();
        let largest = price.is_some_and(|price| price <= packing.value() as f64 * (1.0 + 1e-9));
        Self { packing, broken: lengths, largest }
    }

    /// For each group, the part of its weight that the linear programme does not break.
    pub(super) fn unbroken(&self, problem: &Problem) -> Vec<i128> {
        let most = |arcs: &Vec<usize>| arcs.iter().map(|&arc| self.broken[arc]).max().unwrap_or(0);
        let left = |(arcs, weight): (&Vec<usize>, &i128)| {
            let part = ONE.saturating_sub(most(arcs)) as f64 / ONE as f64;
            (*weight as f64 * part).to_i128().unwrap_or(0)
        };
        problem.members.iter().zip(&problem.weight).map(left).collect()
    }
}

/// Loops that were generated, and the arcs in classes: those of a class are in the same groups.
struct Pool<'p> {
    problem: &'p Problem,
    cycle_rows: CycleRows<'p>,
    /// The class of each arc.
    class: Vec<usize>,
    /// Of each class, the weight of the groups that no other class is in.
    own: Vec<i128>,
    /// The other groups: their weight and their classes.
    shared: Vec<(i128, Vec<usize>)>,
    seen: BTreeSet<Vec<usize>>,
    loops: Vec<Vec<usize>>,
}

impl<'p> Pool<'p> {
    fn new(problem: &'p Problem) -> Self {
        let mut classes: BTreeMap<&[usize], usize> = BTreeMap::new();
        let mut class = Vec::new();
        for own in &problem.groups {
            let next = classes.len();
            class.push(*classes.entry(own).or_insert(next));
        }
        let mut own = vec![0; classes.len()];
        let mut shared = Vec::new();
        for (arcs, &weight) in problem.members.iter().zip(&problem.weight) {
            let under: BTreeSet<usize> = arcs.iter().map(|&arc| class[arc]).collect();
            match under.first() {
                Some(&only) if under.len() == 1 => own[only] += weight,
                _ => shared.push((weight, under.into_iter().collect())),
            }
        }
        let cycle_rows = CycleRows::new(problem);
        Self { problem, cycle_rows, class, own, shared, seen: BTreeSet::new(), loops: Vec::new() }
    }

    /// Adds the shortest loop through each vertex if it is shorter than `below`; says whether any was new.
    fn add(&mut self, length: &dyn Fn(usize) -> u64, below: u64) -> bool {
        let before = self.loops.len();
        for vertex in 0..self.problem.len {
            if let Some((_, mut arcs)) = self.cycle_rows.through(vertex, below, &|arc| Some(length(arc))) {
                let first = arcs.iter().enumerate().min_by_key(|(_, arc)| **arc).map_or(0, |(at, _)| at);
                arcs.rotate_left(first);
                if self.seen.insert(arcs.clone()) {
                    self.loops.push(arcs);
                }
            }
        }
        self.loops.len() > before
    }

    /// The largest weight, by which all are divided for the floating-point solver.
    fn scale(&self) -> f64 {
        let shared = self.shared.iter().map(|(weight, _)| *weight);
        self.own.iter().copied().chain(shared).max().unwrap_or(0).max(1) as f64
    }

    fn covering(&self) -> CoveringLp {
        let part = |weight: &i128| *weight as f64 / self.scale();
        let classes = |arcs: &Vec<usize>| {
            let classes: BTreeSet<usize> = arcs.iter().map(|&arc| self.class[arc]).collect();
            classes.into_iter().collect()
        };
        CoveringLp {
            own: self.own.iter().map(part).collect(),
            shared: self.shared.iter().map(|(weight, classes)| (part(weight), classes.clone())).collect(),
            loops: self.loops.iter().map(classes).collect(),
        }
    }

    /// What it costs to break this much of each class.
    fn price(&self, broken: &[f64]) -> f64 {
        let own: f64 = self.own.iter().zip(broken).map(|(weight, broken)| *weight as f64 * broken).sum();
        let most = |classes: &[usize]| classes.iter().map(|&at| broken[at]).fold(0.0, f64::max);
        own + self.shared.iter().map(|(weight, classes)| *weight as f64 * most(classes)).sum::<f64>()
    }

    /// Packs into each loop what the solver says, and then whatever is left.
    fn pack(&self) -> Packing {
        let wanted = self.covering().pack().unwrap_or_else(|| vec![0.0; self.loops.len()]);
        let whole = |wanted: &f64| (wanted * self.scale()).round().to_i128().unwrap_or(0);
        let mut left = self.problem.weight.clone();
        let mut loops = Vec::new();
        let first = self.loops.iter().zip(&wanted).map(|(arcs, wanted)| (arcs, whole(wanted)));
        for (arcs, most) in first.chain(self.loops.iter().map(|arcs| (arcs, i128::MAX))) {
            let (amount, uses) = push(self.problem, &mut left, arcs, most);
            if amount > 0 {
                loops.push(PackedLoop { arcs: arcs.clone(), amount, uses });
            }
        }
        Packing { left, loops }
    }
}
