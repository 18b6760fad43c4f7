//! The proof: branch and bound over loops that are not yet broken.
//!
//! A shortest remaining loop must be broken at one of its arcs. Each branch breaks one of them and keeps those before
//! it unbroken, so that no set is met twice. A branch is abandoned when its cost so far, plus what disjoint remaining
//! loops must still cost, exceeds the best set.

use std::cmp::Reverse;

use super::{
    budget::SearchBudget,
    cycle_rows::CycleRows,
    dual_packing::{Packing, Root, push},
    problem::Problem,
};
use crate::model::Stop;

/// What a search has found.
pub(super) struct Found {
    pub(super) weight: i128,
    pub(super) sets: Vec<Vec<usize>>,
    /// Whether nothing weighs less.
    pub(super) proven: bool,
    /// Whether no other minimal set weighs as little.
    pub(super) all: bool,
}

/// Starts from a packing and a set that is known to break every loop.
pub(super) fn search(problem: &Problem, root: &Root, known: Vec<usize>, budget: &SearchBudget, stop: &Stop) -> Found {
    let mut search = Search {
        problem,
        packing: &root.packing,
        broken: &root.broken,
        cycle_rows: CycleRows::new(problem),
        gone: vec![false; problem.weight.len()],
        holding: problem.groups.iter().map(Vec::len).collect(),
        kept: vec![false; problem.arcs.len()],
        cost: 0,
        best: problem.cost(&known),
        sets: Vec::new(),
        full: false,
        most_sets: budget.sets.max(1),
        looks: budget.nodes,
        stopped: false,
    };
    search.run(stop);
    let mut sets = search.sets;
    if sets.is_empty() {
        sets.push(known);
    }
    let minimal = |set: &&Vec<usize>| !sets.iter().any(|other| other.len() < set.len() && is_part(other, set));
    let mut sets: Vec<Vec<usize>> = sets.iter().filter(minimal).cloned().collect();
    sets.sort();
    Found { weight: search.best, sets, proven: !search.stopped, all: !search.stopped && !search.full }
}

/// Whether every element of a sorted set is in another one.
fn is_part(part: &[usize], whole: &[usize]) -> bool {
    part.iter().all(|one| whole.binary_search(one).is_ok())
}

struct Search<'p> {
    problem: &'p Problem,
    packing: &'p Packing,
    broken: &'p [u64],
    cycle_rows: CycleRows<'p>,
    /// Of each group, whether it is taken away.
    gone: Vec<bool>,
    /// Of each arc, how many groups are still there.
    holding: Vec<usize>,
    /// Of each arc, whether it must stay whole in this branch.
    kept: Vec<bool>,
    cost: i128,
    best: i128,
    sets: Vec<Vec<usize>>,
    /// Whether an optimal set was not recorded.
    full: bool,
    most_sets: usize,
    /// How many more partial sets may be looked at.
    looks: usize,
    stopped: bool,
}

/// A loop that is to be broken, and at which of its arcs it was tried.
struct Branch {
    arcs: Vec<usize>,
    tried: usize,
    /// The groups that were removed for the arc tried last.
    taken: Vec<usize>,
}

impl Search<'_> {
    fn run(&mut self, stop: &Stop) {
        let mut path: Vec<Branch> = self.branch(stop).into_iter().collect();
        while let Some(branch) = path.last_mut() {
            self.give_back(&branch.taken);
            branch.taken.clear();
            if let Some(&last) = branch.tried.checked_sub(1).and_then(|at| branch.arcs.get(at)) {
                self.kept[last] = true;
            }
            let Some(&arc) = branch.arcs.get(branch.tried).filter(|_| !self.stopped) else {
                branch.arcs.iter().for_each(|&arc| self.kept[arc] = false);
                path.pop();
                continue;
            };
            branch.tried += 1;
            branch.taken = self.take(arc);
            if self.problem.groups[arc].iter().all(|&group| self.whole(group)) {
                path.extend(self.branch(stop));
            }
        }
    }

    /// Looks at the current partial set: records it if it breaks every loop, otherwise says which loop to break next,
    /// unless the branch is hopeless.
    fn branch(&mut self, stop: &Stop) -> Option<Branch> {
        if self.stopped || self.looks == 0 || stop.should_stop() {
            self.stopped = true;
            return None;
        }
        self.looks -= 1;
        if self.worse(self.bound()) {
            return None;
        }
        let length = |arc: usize| (self.holding[arc] > 0).then(|| u64::from(!self.kept[arc]));
        let Some((_, ring)) = self.cycle_rows.shortest(&length) else {
            self.record();
            return None;
        };
        let mut arcs: Vec<usize> = ring.into_iter().filter(|&arc| !self.kept[arc]).collect();
        // Arcs that the linear programme breaks come first, so that a good set is found early.
        arcs.sort_by_key(|&arc| (Reverse(self.broken[arc]), self.price(arc), arc));
        Some(Branch { arcs, tried: 0, taken: Vec::new() })
    }

    /// Whether sets of at least this weight are no longer wanted; ties are, while there is room for them.
    fn worse(&self, bound: i128) -> bool {
        bound > self.best || bound == self.best && self.full
    }

    /// What it costs to break an arc now.
    fn price(&self, arc: usize) -> i128 {
        let own = self.problem.groups[arc].iter().filter(|&&group| !self.gone[group]);
        own.map(|&group| self.problem.weight[group]).sum()
    }

    /// Removes the groups of an arc; says which.
    fn take(&mut self, arc: usize) -> Vec<usize> {
        let taken: Vec<usize> = self.problem.groups[arc].iter().copied().filter(|&c| !self.gone[c]).collect();
        for &group in &taken {
            self.gone[group] = true;
            self.cost += self.problem.weight[group];
            self.problem.members[group].iter().for_each(|&arc| self.holding[arc] -= 1);
        }
        taken
    }

    fn give_back(&mut self, taken: &[usize]) {
        for &group in taken {
            self.gone[group] = false;
            self.cost -= self.problem.weight[group];
            self.problem.members[group].iter().for_each(|&arc| self.holding[arc] += 1);
        }
    }

    /// Whether none of a group's arcs that must stay whole is broken.
    fn whole(&self, group: usize) -> bool {
        self.problem.members[group].iter().all(|&arc| !self.kept[arc] || self.holding[arc] > 0)
    }

    /// A lower bound for this branch: what was removed, plus the packed loops that nothing removed has a part in, plus
    /// what can be packed beside them.
    fn bound(&self) -> i128 {
        let there = |group: usize| !self.gone[group];
        let mut left: Vec<i128> = self.packing.left.clone();
        let mut bound = self.cost;
        for one in &self.packing.loops {
            if one.uses.iter().all(|&(group, _)| there(group)) {
                bound += one.amount;
            } else {
                one.uses.iter().for_each(|&(group, used)| left[group] += used);
            }
        }
        left.iter_mut().zip(&self.gone).filter(|(_, gone)| **gone).for_each(|(left, _)| *left = 0);
        while !self.worse(self.problem.rounded_up(bound)) {
            let some_left = |arc: usize| self.problem.groups[arc].iter().any(|&group| left[group] > 0);
            let length = |arc: usize| match (self.holding[arc] > 0, self.kept[arc]) {
                (true, true) => Some(0),
                (true, false) if some_left(arc) => Some(1),
                _ => None,
            };
            let Some((_, ring)) = self.cycle_rows.shortest(&length) else { break };
            let ring: Vec<usize> = ring.into_iter().filter(|&arc| !self.kept[arc]).collect();
            let (amount, _) = push(self.problem, &mut left, &ring, i128::MAX);
            // A loop of kept arcs alone: the branch is hopeless. Otherwise shared groups have too little left.
            if ring.is_empty() {
                return i128::MAX / 2;
            }
            if amount == 0 {
                break;
            }
            bound += amount;
        }
        self.problem.rounded_up(bound)
    }

    fn record(&mut self) {
        if self.cost < self.best {
            self.best = self.cost;
            self.sets.clear();
            self.full = false;
        }
        if self.sets.len() < self.most_sets {
            self.sets.push((0..self.gone.len()).filter(|&group| self.gone[group]).collect());
        } else {
            self.full = true;
        }
    }
}
