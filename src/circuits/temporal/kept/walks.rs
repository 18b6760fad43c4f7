//! The edges on a walk from a first edge back to its tail, on which time and size let each edge follow the one before.
//!
//! ```text
//!      first edge ──► e ──► e ──► e ──► e ──► to the tail of the first edge
//!         ahead ─────────────►
//!                          ◄───────────── home: beyond where they meet only over what the search ahead has met
//! ```
//!
//! As in the cone of a search without sizes, both sides advance step by step, the one with less to look at first, until
//! one of them ends or they have met.

use std::sync::atomic::AtomicU32;

use super::sizes::Kept;
use crate::circuits::{
    components::components,
    temporal::{bounds::Bounds, graph::TemporalGraph, order::TimeOrder},
};

/// What may follow what.
#[derive(Debug)]
pub(in crate::circuits::temporal) struct Rule<'g> {
    pub(super) graph: &'g TemporalGraph,
    pub(super) kept: &'g Kept,
    order: TimeOrder,
    bounds: Bounds<'g>,
    /// The most edges on a circuit.
    pub(super) most: u32,
    /// For each vertex its strongly connected component: an edge between two of them is on no circuit.
    component: Vec<usize>,
}

/// A first edge.
#[derive(Debug, Clone, Copy)]
pub(in crate::circuits::temporal) struct Root {
    pub(super) edge: u32,
    pub(super) tail: u32,
    pub(super) head: u32,
    pub(super) rank: u32,
    /// The last rank within the window.
    until: u32,
    /// Whether edges of its time that were given before it may follow it. If all are of one time, the circuit begins
    /// with the one that was given first.
    ties: bool,
    /// The first edge of its time.
    base: u32,
}

impl<'g> Rule<'g> {
    pub(in crate::circuits::temporal) fn new(bounds: Bounds<'g>, kept: &'g Kept, order: TimeOrder) -> Self {
        let graph = bounds.graph;
        let ends = |edge| (graph.tail(edge) as usize, graph.head(edge) as usize);
        let component = components(graph.len() as usize, (0..graph.edges()).map(ends));
        Self { graph, kept, order, most: bounds.most(), bounds, component }
    }

    /// What to tell how many first edges are done.
    pub(super) fn done(&self) -> Option<&'g AtomicU32> {
        self.bounds.done
    }

    /// A first edge; none if it is on no wanted circuit.
    fn root(&self, edge: u32) -> Option<Root> {
        let (tail, head, rank) = (self.graph.tail(edge), self.graph.head(edge), self.graph.ranks[edge as usize]);
        let until = self.graph.until(rank, self.bounds.window);
        if !self.bounds.has_root(edge) || self.bounds.since.is_some_and(|since| until < since) {
            return None;
        }
        let ties = until > rank && self.order != TimeOrder::Strict;
        let base = if ties { self.graph.ranks[..edge as usize].partition_point(|&other| other < rank) } else { 0 };
        let base = if ties { u32::try_from(base).unwrap_or(edge) } else { edge };
        self.inside(tail, head).then_some(Root { edge, tail, head, rank, until, ties, base })
    }

    fn inside(&self, tail: u32, head: u32) -> bool {
        self.component[tail as usize] == self.component[head as usize]
    }

    /// The rank after which an edge may follow one of this rank.
    #[inline]
    pub(super) fn after(&self, root: &Root, rank: u32) -> u32 {
        match self.order {
            TimeOrder::Strict => rank,
            TimeOrder::Forward => rank - 1,
            TimeOrder::Window | TimeOrder::None => root.rank - 1,
        }
    }

    /// The edges that may follow an edge, by time and size.
    fn next(&self, root: Root, edge: u32, looked: &mut u32) -> impl Iterator<Item = u32> {
        let after = self.after(&root, self.graph.ranks[edge as usize]);
        let range = self.graph.out.between(self.graph.head(edge), after, root.until);
        *looked = looked.saturating_add(length(range.len()) + 1);
        let fits = move |&next: &u32| (next > root.edge || root.ties) && self.kept.lets(edge, next);
        self.graph.out.edges[range].iter().copied().filter(fits)
    }

    /// The edges that an edge may follow, by time and size.
    fn before(&self, root: Root, edge: u32, looked: &mut u32) -> impl Iterator<Item = u32> {
        let rank = self.graph.ranks[edge as usize];
        let until = match self.order {
            TimeOrder::Strict => rank - 1,
            TimeOrder::Forward => rank,
            TimeOrder::Window | TimeOrder::None => root.until,
        };
        let range = self.graph.into.between(self.graph.tail(edge), root.rank - 1, until);
        *looked = looked.saturating_add(length(range.len()) + 1);
        let fits = move |&before: &u32| (before >= root.edge || root.ties) && self.kept.lets(before, edge);
        self.graph.into.edges[range].iter().copied().filter(fits)
    }

    /// Whether the latest edge of a circuit is late enough.
    pub(super) fn late(&self, circuit: &[u32]) -> bool {
        self.bounds.since.is_none_or(|since| circuit.iter().any(|&edge| self.graph.ranks[edge as usize] >= since))
    }

    /// The rank after which an edge must lie that closes a circuit from a first edge on.
    fn closing(&self, root: Root) -> u32 {
        let after = self.after(&root, root.rank);
        match (self.order, self.bounds.since) {
            (TimeOrder::Strict | TimeOrder::Forward, Some(since)) => after.max(since - 1),
            _ => after,
        }
    }
}

fn length(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

/// A breadth-first search over edges. Edges are counted from the first edge of a root's time, so that where there is a
/// window the arrays are no longer than it.
#[derive(Debug, Default)]
struct Front {
    /// For each edge, the number of edges from where the search began to this one; 0 if it was not reached.
    steps: Vec<u32>,
    /// By their number from the base.
    reached: Vec<u32>,
    /// Where the last level begins.
    level: usize,
    depth: u32,
}

impl Front {
    fn clear(&mut self) {
        for at in self.reached.drain(..) {
            self.steps[at as usize] = 0;
        }
        self.depth = 0;
        self.level = 0;
    }

    /// The first level.
    fn start(&mut self, edges: impl Iterator<Item = u32>) {
        self.clear();
        self.depth = 1;
        edges.for_each(|at| self.add(at));
    }

    #[inline]
    fn of(&self, at: u32) -> u32 {
        self.steps.get(at as usize).copied().unwrap_or(0)
    }

    #[inline]
    fn add(&mut self, at: u32) {
        if self.steps.len() <= at as usize {
            self.steps.resize(at as usize + 1, 0);
        }
        if self.steps[at as usize] == 0 {
            self.steps[at as usize] = self.depth;
            self.reached.push(at);
        }
    }

    /// How many edges the last level has.
    fn width(&self) -> usize {
        self.reached.len() - self.level
    }

    /// Begins a new level, and gives the last one.
    fn advance(&mut self) -> std::ops::Range<usize> {
        self.depth += 1;
        std::mem::replace(&mut self.level, self.reached.len())..self.reached.len()
    }
}

/// The arrays of one thread.
#[derive(Debug, Default)]
pub(super) struct Walks {
    ahead: Front,
    home: Front,
    /// How many edges were looked at for the last root.
    pub(super) looked: u32,
}

impl Walks {
    /// Calls `each` with every edge on a walk from a first edge to its tail, of no more edges than a circuit may have,
    /// and with the least number of edges from that one on; the first edge is the first of them. Gives that edge, or
    /// nothing if there is no walk.
    pub(super) fn of(&mut self, rule: &Rule<'_>, edge: u32, mut each: impl FnMut(u32, u32)) -> Option<Root> {
        self.looked = 1;
        let root = rule.root(edge)?;
        self.meet(rule, root)?;
        let Self { ahead, home, looked } = self;
        while home.width() > 0 && home.depth < rule.most {
            spread_home(rule, root, home, looked, |at| ahead.of(at) > 0);
        }
        if home.of(edge - root.base) == 0 {
            return None;
        }
        if ahead.width() > 0 {
            // It has not looked at everything: once more, with what the search home knows.
            ahead.start(std::iter::once(edge - root.base));
            while ahead.width() > 0 {
                let depth = ahead.depth;
                spread_ahead(rule, root, ahead, looked, |at| {
                    let rest = home.of(at);
                    rest > 0 && depth.saturating_add(rest) <= rule.most
                });
            }
        }
        for &at in &ahead.reached {
            let rest = home.of(at);
            if rest > 0 && ahead.of(at).saturating_add(rest) - 1 <= rule.most {
                each(at + root.base, rest);
            }
        }
        Some(root)
    }

    /// Searches from both sides until one of them ends or they are as deep together as a circuit is long; nothing if
    /// they have not met by then. So a first edge to which nothing leads back costs what its smaller side holds.
    fn meet(&mut self, rule: &Rule<'_>, root: Root) -> Option<()> {
        let Self { ahead, home, looked } = self;
        let closing = rule.graph.into.between(root.tail, rule.closing(root), root.until);
        let inside = |&edge: &u32| edge > root.edge || root.ties;
        ahead.start(std::iter::once(root.edge - root.base));
        home.clear();
        while ahead.width() > 0 && ahead.depth + home.depth <= rule.most {
            let width = if home.depth == 0 { closing.len() } else { home.width() };
            if width == 0 {
                break;
            }
            if ahead.width() <= width {
                // What is so deep that the search home must have been there counts only if it has.
                let known = home.depth > 0 && ahead.depth + 1 + home.depth > rule.most;
                spread_ahead(rule, root, ahead, looked, |at| !known || home.of(at) > 0);
            } else if home.depth == 0 {
                *looked = looked.saturating_add(length(closing.len()));
                let edges = rule.graph.into.edges[closing.clone()].iter().copied().filter(inside);
                home.start(edges.map(|edge| edge - root.base));
            } else {
                let known = ahead.depth + home.depth + 1 > rule.most;
                spread_home(rule, root, home, looked, |at| !known || ahead.of(at) > 0);
            }
        }
        if home.depth == 0 {
            let closes = |&at: &u32| {
                let edge = at + root.base;
                rule.graph.head(edge) == root.tail && rule.graph.ranks[edge as usize] > rule.closing(root)
            };
            home.start(ahead.reached.iter().copied().filter(closes));
        }
        let (few, many) = if ahead.reached.len() < home.reached.len() { (ahead, home) } else { (home, ahead) };
        few.reached.iter().any(|&at| many.of(at) > 0).then_some(())
    }
}

/// One step further ahead, over edges that are accepted.
fn spread_ahead(rule: &Rule<'_>, root: Root, front: &mut Front, looked: &mut u32, accept: impl Fn(u32) -> bool) {
    for level in front.advance() {
        let edge = front.reached[level] + root.base;
        if rule.graph.head(edge) == root.tail {
            continue;
        }
        for next in rule.next(root, edge, looked) {
            let head = rule.graph.head(next);
            let at = next - root.base;
            if front.of(at) == 0 && head != root.head && rule.inside(rule.graph.tail(next), head) && accept(at) {
                front.add(at);
            }
        }
    }
}

/// One step further back, over edges that are accepted.
fn spread_home(rule: &Rule<'_>, root: Root, front: &mut Front, looked: &mut u32, accept: impl Fn(u32) -> bool) {
    for level in front.advance() {
        let edge = front.reached[level] + root.base;
        for before in rule.before(root, edge, looked) {
            let tail = rule.graph.tail(before);
            let at = before - root.base;
            // Only the first edge leaves its tail, and only it leads to its head.
            let inner = tail != root.tail && rule.graph.head(before) != root.head;
            if front.of(at) == 0 && (inner || before == root.edge) && accept(at) {
                front.add(at);
            }
        }
    }
}
