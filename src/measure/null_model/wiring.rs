//! A digraph that is rewired at fixed degrees.

use crate::measure::Rng;

/// Who pays whom, each pair once, as the payees of all payers in one list. A move only exchanges payees, so nobody's
/// degrees change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wiring {
    /// Where the payees of each payer begin, and the end of them all.
    pub(super) starts: Vec<usize>,
    pub(super) tails: Vec<u32>,
    pub(super) heads: Vec<u32>,
}

impl Wiring {
    /// Of pairs that are sorted, each once, none of a vertex with itself, all below `len`.
    pub(super) fn new(len: u32, pairs: &[(u32, u32)]) -> Self {
        let starts = (0..=len).map(|vertex| pairs.partition_point(|pair| pair.0 < vertex)).collect();
        let (tails, heads) = pairs.iter().copied().unzip();
        Self { starts, tails, heads }
    }

    pub(super) fn pairs(&self) -> impl Iterator<Item = (u32, u32)> {
        self.tails.iter().copied().zip(self.heads.iter().copied())
    }

    /// Whether a vertex pays anyone.
    pub(super) fn pays(&self, vertex: usize) -> bool {
        self.starts[vertex] < self.starts[vertex + 1]
    }

    /// Where the payees of a payer are.
    fn span(&self, payer: u32) -> std::ops::Range<usize> {
        let at = payer as usize;
        self.starts[at]..self.starts[at + 1]
    }

    fn find(&self, payer: u32, payee: u32) -> Option<usize> {
        let span = self.span(payer);
        let at = self.heads[span.clone()].iter().position(|head| *head == payee)?;
        Some(span.start + at)
    }

    /// Makes a number of moves, each a swap or a reversal by the toss of a coin. Impossible moves change nothing, and
    /// every move is as likely as the one that undoes it, so that in the long run all wirings are equally likely. Swaps
    /// and reversals together reach all of them (Rao, Jana and Bandyopadhyay 1996).
    pub(super) fn walk(&mut self, moves: usize, rng: &mut Rng) {
        for _ in 0..moves {
            if rng.coin() { self.swap(rng) } else { self.reverse(rng) }
        }
    }

    /// a→b and c→d become a→d and c→b.
    fn swap(&mut self, rng: &mut Rng) {
        let (one, other) = (rng.below(self.heads.len()), rng.below(self.heads.len()));
        let (Some(&a), Some(&b)) = (self.tails.get(one), self.heads.get(one)) else { return };
        let (c, d) = (self.tails[other], self.heads[other]);
        if a != d && c != b && a != c && b != d && self.find(a, d).is_none() && self.find(c, b).is_none() {
            self.heads.swap(one, other);
        }
    }

    /// a→b→c→a becomes a→c→b→a, if none of these arcs exist yet. A triangle is met from each of its arcs with
    /// probability one over the number of payees of the next vertex: the same before and after the move.
    fn reverse(&mut self, rng: &mut Rng) {
        let first = rng.below(self.heads.len());
        let (Some(&a), Some(&b)) = (self.tails.get(first), self.heads.get(first)) else { return };
        let span = self.span(b);
        let second = span.start + rng.below(span.len());
        let Some(&c) = self.heads.get(second).filter(|_| !span.is_empty()) else { return };
        let Some(third) = self.find(c, a) else { return };
        if a != c && self.find(b, a).is_none() && self.find(c, b).is_none() && self.find(a, c).is_none() {
            (self.heads[first], self.heads[second], self.heads[third]) = (c, a, b);
        }
    }
}
