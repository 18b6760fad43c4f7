//! The short loops of a scene: they are what the reader looks for, so they should look like loops.

use std::collections::BTreeMap;

use super::super::scene::Arrow;
use super::edges::Edge;

/// Most loops that pull at the layout: the ones that carry most.
const MOST: usize = 48;

/// A loop of three or four companies.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Loop {
    /// In the order of travel.
    pub(super) bubbles: Vec<usize>,
    /// One edge from each bubble to the next.
    pub(super) edges: Vec<usize>,
    /// How much it matters, from 0 to 1.
    pub(super) weight: f64,
}

/// Loops of three, then of four, the widest first. `O(arrows · most arrows at one company²)`.
pub(super) fn short_loops(n: usize, edges: &[Edge], arrows: &[Arrow]) -> Vec<Loop> {
    let mut hops: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); n];
    for (k, edge) in edges.iter().enumerate() {
        if arrows[edge.arrow].on_loop && !edge.structural {
            let held = hops[edge.payer].entry(edge.payee).or_insert(k);
            if edges[*held].width < edge.width {
                *held = k;
            }
        }
    }
    let long = edges.len() <= 200;
    let mut found = Vec::new();
    for first in 0..n {
        let mut way =
            Way { hops: &hops, first, longest: if long { 4 } else { 3 }, bubbles: vec![first], edges: Vec::new() };
        way.follow(&mut found);
    }
    let width = |way: &Loop| way.edges.iter().map(|&k| edges[k].width).fold(f64::INFINITY, f64::min);
    found.sort_by(|a, b| {
        a.bubbles
            .len()
            .cmp(&b.bubbles.len())
            .then(width(b).total_cmp(&width(a)))
            .then_with(|| a.bubbles.cmp(&b.bubbles))
    });
    found.truncate(MOST);
    for held in &mut found {
        let size = if held.bubbles.len() == 3 { 1.0 } else { 0.5 };
        held.weight = size * (0.25 + 0.75 * (width(held) / 5.0).min(1.0));
    }
    found
}

/// A walk that has not yet come home.
struct Way<'a> {
    hops: &'a [BTreeMap<usize, usize>],
    first: usize,
    longest: usize,
    bubbles: Vec<usize>,
    edges: Vec<usize>,
}

impl Way<'_> {
    fn follow(&mut self, found: &mut Vec<Loop>) {
        let Some(&here) = self.bubbles.last() else {
            return;
        };
        for (&next, &edge) in &self.hops[here] {
            if next == self.first && self.bubbles.len() > 2 {
                let mut edges = self.edges.clone();
                edges.push(edge);
                found.push(Loop { bubbles: self.bubbles.clone(), edges, weight: 0.0 });
            }
            // A loop is found once: from its lowest bubble.
            if next > self.first && self.bubbles.len() < self.longest && !self.bubbles.contains(&next) {
                self.bubbles.push(next);
                self.edges.push(edge);
                self.follow(found);
                self.bubbles.pop();
                self.edges.pop();
            }
        }
    }
}
