//! The choice of amounts of which least goes round, in all or of what is paid: branch and bound.
//!
//! What goes round is a concave function of the amounts, so the least of it, and of its share, is at a vertex of what
//! they can be: every amount at an end of its range, but for one in each group at most, which is what the sum of the
//! group leaves it. Which vertex is a combinatorial question: with lower ends of zero it amounts to finding the largest
//! loop-free part of a network. Once some amounts are decided, at least that goes round which does with the others at
//! their lower ends, and no more is paid than the groups allow. The node with the lowest such bound is looked at first.
//!
//! Good amounts are found by going downhill: around any amounts, what goes round is bounded by a linear function, whose
//! lowest vertex has less, until none has (M. Frank and P. Wolfe 1956, who went uphill).

use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BinaryHeap},
};

use super::{
    fraction::{compare, reduced},
    polytope::{Part, Polytope},
    rounds::Rounds,
};
use crate::{
    measure::solve::{optima::Optima, simplex::Edge},
    model::Stop,
};

/// What is to be least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// What goes round.
    Circulation,
    /// What goes round, of all that is paid.
    Share,
}

/// What was found.
pub(in crate::measure) struct Least {
    /// Amounts of the hops.
    pub(super) amounts: Vec<i128>,
    /// How much of them goes round.
    pub(super) circulation: i128,
    /// No amounts have less than this, if that is less than these have: a fraction.
    pub(super) bound: Option<(i128, i128)>,
}

/// Looks for the least among limited amounts, at no more than `most` nodes and until it has to stop. Something must go
/// round in any case if the share is looked for.
pub(super) fn least(rounds: &Rounds, limited: &Polytope, aim: Aim, most: usize, stop: &Stop) -> Least {
    if !limited.is_open() {
        let amounts = limited.by_hop(rounds.ends().len(), &limited.best(|_| 1));
        return Least { circulation: rounds.circulation(&amounts), amounts, bound: None };
    }
    Search::new(rounds, limited, aim, stop).run(most)
}

struct Search<'a> {
    rounds: &'a Rounds,
    aim: Aim,
    stop: &'a Stop,
    /// What can be, and the same where what cannot matter to what goes round is only paid.
    all: &'a Polytope,
    root: Polytope,
    /// Of each hop, what goes round of those that cannot matter: no more than their lower ends.
    base: Vec<i128>,
    /// The least so far, what goes round over what it is a share of, and the amounts of the parts of `root`.
    best: (i128, i128),
    amounts: Vec<i128>,
}

/// Some parts of the root decided.
#[derive(PartialEq, Eq)]
struct Node {
    fixed: Vec<(usize, i128)>,
    /// Parts that are what the sums of their groups leave them.
    rest: Vec<usize>,
    bound: (i128, i128),
    /// Of two with one bound, the later goes on: it is nearer to an end.
    number: usize,
}

impl Ord for Node {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(other.bound, self.bound).then(self.number.cmp(&other.number))
    }
}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<'a> Search<'a> {
    fn new(rounds: &'a Rounds, all: &'a Polytope, aim: Aim, stop: &'a Stop) -> Self {
        let hops = all.hops(rounds.ends().len());
        let ends: Vec<(i128, i128)> = hops.iter().map(|hop| (hop.low, hop.high.unwrap_or(hop.low))).collect();
        let matters = matter(rounds, &ends, stop);
        let root = all.only_paid(|hop| !matters[hop]);
        let base = ends.iter().zip(matters).map(|(end, matters)| if matters { 0 } else { end.0 }).collect();
        let amounts = root.best(|_| 1);
        Self { rounds, aim, stop, all, root, base, best: (1, 0), amounts }
    }

    fn run(mut self, most: usize) -> Least {
        for start in [self.root.best(|_| 1), self.root.best(|part| if part.hop.is_some() { -1 } else { 1 })] {
            self.descend(&start);
        }
        let bound = self.bound(&self.root);
        let mut nodes = BinaryHeap::from([Node { fixed: Vec::new(), rest: Vec::new(), bound, number: 0 }]);
        let (mut looked, mut number) = (0, 0);
        while let Some(node) = nodes.pop() {
            if !self.below(node.bound) {
                nodes.clear();
                break;
            }
            if looked >= most || self.stop.should_stop() {
                nodes.push(node);
                break;
            }
            looked += 1;
            let space = self.root.fixed(&node.fixed);
            self.try_out(&space);
            for child in self.children(&node, &space) {
                if self.below(child.bound) {
                    number += 1;
                    nodes.push(Node { number, ..child });
                }
            }
        }
        let bound = nodes.peek().map(|node| node.bound).filter(|bound| self.below(*bound));
        let amounts = self.completed();
        Least { circulation: self.rounds.circulation(&amounts), amounts, bound }
    }

    /// The amounts of all hops, of which those that do not matter pay as much as they can.
    fn completed(&self) -> Vec<i128> {
        let own = self.root.parts().iter().zip(&self.amounts);
        let decided: BTreeMap<_, i128> = own.map(|(part, amount)| ((part.hop, part.group), *amount)).collect();
        let parts = self.all.parts().iter().enumerate().filter(|(_, part)| part.bounds.is_open());
        let fixed: Vec<(usize, i128)> =
            parts.filter_map(|(at, part)| Some((at, *decided.get(&(part.hop, part.group))?))).collect();
        let rest = self.all.fixed(&fixed);
        rest.by_hop(self.base.len(), &rest.best(|_| 1))
    }

    fn below(&self, value: (i128, i128)) -> bool {
        self.best.1 == 0 || compare(value, self.best) == Ordering::Less
    }

    /// Amounts of the parts as amounts of hops, of which as much can go round.
    fn hops(&self, amounts: &[i128]) -> Vec<i128> {
        let own = self.root.by_hop(self.base.len(), amounts);
        own.iter().zip(&self.base).map(|(own, base)| own + base).collect()
    }

    /// No amounts of these have less.
    fn bound(&self, space: &Polytope) -> (i128, i128) {
        let lows: Vec<i128> = space.parts().iter().map(|part| part.bounds.low).collect();
        let circulation = self.rounds.circulation(&self.hops(&lows));
        match self.aim {
            Aim::Circulation => (circulation, 1),
            Aim::Share => (circulation, space.total().high.unwrap_or(1).max(1)),
        }
    }

    /// What goes round of amounts of the parts, and what of one more of each hop.
    fn value(&self, amounts: &[i128]) -> ((i128, i128), Vec<i128>) {
        let (circulation, limits) = self.rounds.limits(&self.hops(amounts));
        let whole = match self.aim {
            Aim::Circulation => 1,
            Aim::Share => amounts.iter().sum::<i128>().max(1),
        };
        ((circulation, whole), limits)
    }

    /// Goes downhill from some amounts.
    fn descend(&mut self, start: &[i128]) {
        let mut amounts = start.to_vec();
        let mut before = None;
        loop {
            let (value, limits) = self.value(&amounts);
            if before.is_some_and(|before| compare(value, before) != Ordering::Less) {
                return;
            }
            before = Some(value);
            if self.below(value) {
                self.best = value;
                amounts.clone_into(&mut self.amounts);
            }
            if self.stop.should_stop() {
                return;
            }
            amounts = self.root.best(self.slope(value, &limits));
        }
    }

    /// What a unit more of a part gains.
    fn slope<'l>(&self, value: (i128, i128), limits: &'l [i128]) -> impl Fn(&Part) -> i128 + use<'l> {
        let (part, whole) = match self.aim {
            Aim::Circulation => (0, 1),
            Aim::Share => reduced(value),
        };
        move |one| part - whole * one.hop.map_or(0, |hop| limits[hop])
    }

    /// Amounts within a node that are likely to be good, and those below them.
    fn try_out(&mut self, space: &Polytope) {
        let lows: Vec<i128> = space.parts().iter().map(|part| part.bounds.low).collect();
        let (_, limits) = self.value(&lows);
        let amounts = space.best(self.slope(self.best, &limits));
        if self.below(self.value(&amounts).0) {
            self.descend(&amounts);
        }
    }

    /// A part at one of its ends, or what is left to it, or whatever else has to be decided.
    fn children(&mut self, node: &Node, space: &Polytope) -> Vec<Node> {
        let open = |at: usize| space.parts()[at].bounds.is_open();
        let outermost = |part: &Part| {
            let mut group = part.group?;
            while let Some(outer) = self.root.groups()[group].within {
                group = outer;
            }
            Some(group)
        };
        let parts = || (0..space.parts().len()).filter(|&at| open(at));
        let left: Vec<usize> = node.rest.iter().copied().filter(|&at| open(at)).collect();
        let waits = |at: usize| {
            let part = &space.parts()[at];
            part.hop.is_some() || left.iter().any(|&rest| outermost(&space.parts()[rest]) == outermost(part))
        };
        let width = |at: usize| {
            let part = &space.parts()[at];
            part.bounds.high.unwrap_or(part.bounds.low) - part.bounds.low
        };
        let undecided = parts().filter(|at| !node.rest.contains(at) && waits(*at));
        let next = undecided.max_by_key(|&at| (space.parts()[at].hop.is_some(), width(at), Reverse(at)));
        let mut children = Vec::new();
        if let Some(at) = next {
            if self.can_be_rest(&node.rest, at) {
                let rest = [node.rest.as_slice(), &[at]].concat();
                children.push(Node { fixed: node.fixed.clone(), rest, ..*node });
            }
            children.extend(self.at_ends(node, space, at));
        } else {
            // Each is at an end as soon as the right one is taken first.
            for at in left {
                children.extend(self.at_ends(node, space, at));
            }
        }
        children
    }

    /// Whether each of these parts and this one can be what is left by another sum.
    fn can_be_rest(&self, rest: &[usize], at: usize) -> bool {
        let mut used = vec![false; self.root.groups().len()];
        rest.iter().chain([&at]).all(|&part| {
            let mut group = self.root.parts()[part].group;
            while let Some(own) = group {
                if !std::mem::replace(&mut used[own], true) {
                    return true;
                }
                group = self.root.groups()[own].within;
            }
            false
        })
    }

    fn at_ends(&mut self, node: &Node, space: &Polytope, at: usize) -> Vec<Node> {
        let bounds = space.parts()[at].bounds;
        let mut children = Vec::new();
        for value in [bounds.low, bounds.high.unwrap_or(bounds.low)] {
            let fixed = [node.fixed.as_slice(), &[(at, value)]].concat();
            let space = space.fixed(&[(at, value)]);
            let bound = self.bound(&space);
            if !self.below(bound) {
                continue;
            }
            if space.parts().iter().any(|part| part.hop.is_some() && part.bounds.is_open()) {
                let rest = node.rest.iter().copied().filter(|rest| *rest != at).collect();
                children.push(Node { fixed, rest, bound, number: 0 });
            } else {
                // Nothing is left that matters, and the bound is what these amounts have.
                self.best = bound;
                self.amounts = space.best(|_| 1);
            }
        }
        children
    }
}

/// For each hop, whether more than its least can ever go round. Where there is no time to find out, it may.
fn matter(rounds: &Rounds, ends: &[(i128, i128)], stop: &Stop) -> Vec<bool> {
    let edge =
        |(&(tail, head), &(_, capacity)): (&(usize, usize), &(i128, i128))| Edge { tail, head, capacity, gain: 0 };
    let edges: Vec<Edge> = rounds.ends().iter().zip(ends).map(edge).collect();
    let mut any = Optima::any(rounds.vertices(), &edges);
    let one = |(hop, &(low, high)): (usize, &(i128, i128))| {
        low < high && rounds.on_a_loop(hop) && (stop.should_stop() || any.most(hop) > low)
    };
    ends.iter().enumerate().map(one).collect()
}
