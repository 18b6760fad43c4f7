//! The lowest circular share.
//!
//! The maximum circulation is a concave function of the amounts, so the share is lowest at ends of the ranges; which
//! ends is a combinatorial question: with lower ends of zero it amounts to finding the largest loop-free part of a
//! network. Hence branch and bound: once some hops are decided, the circulation is at least that with the others at
//! their lower ends, and the total at most that with the others at their upper ends.
//!
//! One hop without an upper end is enough for a share of zero in the limit: as it alone grows, the others limit what
//! goes round, while the total grows without limit.

use std::cmp::Ordering;

use super::{Amounts, Extreme, Interval, Intervals, fraction::compare};
use crate::measure::{
    circulation::share,
    solve::{
        maximum_flow::maximum_flow,
        scaled_int::Scale,
        simplex::{self, Edge},
    },
};

impl Intervals {
    /// The lowest circular share that amounts within the ranges can have, and the amounts that have it; `None` if
    /// nothing is paid in any case. The search looks at no more than `most` choices of ends; each takes one
    /// circulation.
    pub fn lowest_share(&self, most: usize) -> Option<Extreme> {
        if self.circulation().low.is_zero() {
            return self.nothing_round().map(Extreme::Reached);
        }
        let unbounded = self.hops.iter().enumerate().filter(|(_, hop)| hop.high.is_none());
        let growing: Vec<usize> = unbounded.map(|(at, _)| at).collect();
        if !growing.is_empty() {
            return Some(Extreme::Approached { share: 0.0, growing });
        }
        Some(Search::new(self).run(most))
    }
}

struct Search<'a> {
    of: &'a Intervals,
    scale: Scale,
    ends: Vec<(i128, i128)>,
    on_a_loop: Vec<bool>,
    /// The hops whose end is to be chosen, those of the widest range first.
    open: Vec<usize>,
    /// The lowest share so far, part and whole, and its amounts: at first those of the lower ends, which are not all
    /// zero.
    best: (i128, i128),
    amounts: Vec<i128>,
}

/// A choice of ends for the first hops of `open`; the others stand at their lower ends in `amounts`.
struct Node {
    decided: usize,
    amounts: Vec<i128>,
    /// The circulation of these amounts, and their total with undecided hops at their upper ends.
    part: i128,
    most: i128,
}

impl<'a> Search<'a> {
    fn new(of: &'a Intervals) -> Self {
        let high = |hop: &Interval| hop.high.unwrap_or(hop.low);
        let scale = Scale::of(&of.hops.iter().flat_map(|hop| [hop.low, high(hop)]).collect::<Vec<_>>());
        let ends: Vec<_> = of.hops.iter().map(|hop| (scale.whole(hop.low), scale.whole(high(hop)))).collect();
        let mut search = Self {
            of,
            scale,
            amounts: ends.iter().map(|end| end.0).collect(),
            ends,
            on_a_loop: of.on_a_loop(),
            open: Vec::new(),
            best: (0, 1),
        };
        search.best = (search.round(&search.amounts), search.amounts.iter().sum());
        search.open = (0..of.hops.len()).filter(|&at| search.matters(at)).collect();
        search.open.sort_by_key(|&at| std::cmp::Reverse(search.ends[at].1 - search.ends[at].0));
        search
    }

    /// Whether raising a hop can ever increase the circulation; if not, it only adds to the total and is set to its
    /// upper end.
    fn matters(&self, at: usize) -> bool {
        let (low, high) = self.ends[at];
        if low == high || !self.on_a_loop[at] {
            return false;
        }
        let others = self.of.hops.iter().enumerate().filter(|(other, _)| *other != at);
        let arcs = others.map(|(other, hop)| (hop.payer, hop.payee, self.ends[other].1.unsigned_abs()));
        let hop = self.of.hops[at];
        maximum_flow(self.of.names.len(), arcs, hop.payee, hop.payer) > low.unsigned_abs()
    }

    fn run(mut self, most: usize) -> Extreme {
        let is_open = |at: &usize| self.open.contains(at);
        let start = |(at, end): (usize, &(i128, i128))| if is_open(&at) { end.0 } else { end.1 };
        let amounts: Vec<i128> = self.ends.iter().enumerate().map(start).collect();
        let most_total = self.ends.iter().map(|end| end.1).sum();
        let mut nodes = vec![Node { decided: 0, part: self.round(&amounts), amounts, most: most_total }];
        let mut looked = 0;
        while let Some(node) = nodes.pop() {
            if !self.below((node.part, node.most)) {
                continue;
            }
            if looked >= most {
                nodes.push(node);
                break;
            }
            looked += 1;
            self.try_out(&node);
            nodes.extend(self.children(node));
        }
        let found = Amounts {
            amounts: self.amounts.iter().map(|amount| self.scale.amount(*amount)).collect(),
            circulation: self.scale.amount(self.best.0),
            total: self.scale.amount(self.best.1),
        };
        let left = nodes.iter().map(|node| (node.part, node.most)).filter(|bound| self.below(*bound));
        match left.min_by(|a, b| compare(*a, *b)) {
            None => Extreme::Reached(found),
            Some((part, whole)) => {
                let bound = share(self.scale.amount(part), self.scale.amount(whole)).unwrap_or(0.0);
                Extreme::Open { found, bound }
            }
        }
    }

    fn below(&self, share: (i128, i128)) -> bool {
        compare(share, self.best) == Ordering::Less
    }

    /// The undecided hops all at their lower ends, or all at their upper ends.
    fn try_out(&mut self, node: &Node) {
        self.consider(&node.amounts, node.part);
        let mut amounts = node.amounts.clone();
        for &at in &self.open[node.decided..] {
            amounts[at] = self.ends[at].1;
        }
        let part = self.round(&amounts);
        self.consider(&amounts, part);
    }

    fn consider(&mut self, amounts: &[i128], part: i128) {
        let share = (part, amounts.iter().sum());
        if self.below(share) {
            self.best = share;
            amounts.clone_into(&mut self.amounts);
        }
    }

    /// The next hop at its lower end, and at its upper end, which is looked at first.
    fn children(&self, node: Node) -> Vec<Node> {
        let Some(&at) = self.open.get(node.decided) else {
            return Vec::new();
        };
        let (low, high) = self.ends[at];
        let decided = node.decided + 1;
        let mut amounts = node.amounts.clone();
        amounts[at] = high;
        let upper = Node { decided, part: self.round(&amounts), amounts, most: node.most };
        vec![Node { decided, most: node.most - high + low, ..node }, upper]
    }

    /// The circulation of these amounts.
    fn round(&self, amounts: &[i128]) -> i128 {
        let on_a_loop = self.of.hops.iter().zip(amounts).zip(&self.on_a_loop).filter(|(_, round)| **round);
        let edge = |((hop, &capacity), _): ((&Interval, &i128), _)| Edge {
            tail: hop.payer,
            head: hop.payee,
            capacity,
            gain: 1,
        };
        let edges: Vec<Edge> = on_a_loop.map(edge).collect();
        simplex::best(self.of.names.len(), &edges).flow.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn a_search_that_gives_up_says_so() {
        let names = (0..6).map(|at| at.to_string()).collect();
        let pairs = (0..6).flat_map(|a| (0..6).map(move |b| (a, b))).filter(|(a, b)| a != b);
        let hops = pairs.map(|(a, b)| (a, b, Decimal::ONE, Some(Decimal::from(2 + (a * 7 + b * 3) % 5))));
        let intervals = Intervals::new(names, hops);
        let Some(Extreme::Open { found, bound }) = intervals.lowest_share(3) else { panic!("it gave up") };
        assert!(bound < found.share());
        let Some(Extreme::Reached(lowest)) = intervals.lowest_share(usize::MAX) else { panic!("it is reached") };
        assert!(bound <= lowest.share() && lowest.share() <= found.share());
    }
}
