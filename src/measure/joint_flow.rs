//! Maximum flow over ways whose amounts are ranges, some of which share a sum: as stated, at the least, at the most.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::solve::decimal_flow;
use crate::{flow::FlowGraph, model::Range};

/// A way from one vertex to another.
pub(super) struct Way {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The arcs of the graph over which something passes, by their index; `None` if anything passes.
    pub(super) arcs: Option<Vec<usize>>,
}

/// The most that flows from one vertex of `0..len` to another over ways that share no arc, when every arc is somewhere in
/// its range and the arcs of each group add up to what the group comes to.
///
/// Stated is the flow at what each way states: a sum that several ways share is stated of none of them. The ends are
/// bounds, and exact where no group lies on two ways: a maximum flow is a smallest cut, and what a cut comes to at the
/// least is no less than the least of its parts; of a group on several ways it is no less, either, than what the whole
/// group comes to less the most of what is not cut. Each group is taken in the way that says more; so at the high end.
/// A few maximum flows for each group that lies on two ways.
pub(super) fn joint_flow(graph: &FlowGraph, len: usize, ways: &[Way], ends: (usize, usize)) -> Range {
    let problem = Problem { graph, len, ways, ends };
    let shared = problem.shared();
    let low = problem.bound(&shared, End::Low).unwrap_or_default();
    let high = problem.bound(&shared, End::High).map(|high| high.max(low));
    let stated = |way: &Way| way.arcs.as_ref().map(|_| problem.sum(way, &[]).stated.unwrap_or_default());
    let stated = problem.flow(ways.iter().map(|way| (way, stated(way)))).map(|stated| stated.max(low));
    let stated = stated.map(|stated| high.map_or(stated, |high| stated.min(high)));
    // Nothing stated is not nothing.
    Range { stated: stated.filter(|stated| !stated.is_zero()), low, high }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Low,
    High,
}

impl End {
    fn of(self, range: Range) -> Option<Decimal> {
        match self {
            Self::Low => Some(range.low),
            Self::High => range.high,
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Low => Self::High,
            Self::High => Self::Low,
        }
    }
}

/// A group that lies on several ways.
struct Shared {
    /// Which, by its index.
    group: usize,
    /// By the ways that it lies on: what it comes to there.
    pieces: BTreeMap<usize, Range>,
    /// What it comes to on all of them.
    whole: Range,
}

struct Problem<'a> {
    graph: &'a FlowGraph,
    len: usize,
    ways: &'a [Way],
    ends: (usize, usize),
}

impl Problem<'_> {
    /// The groups that lie on several ways, those that hold others first.
    fn shared(&self) -> Vec<Shared> {
        let on_ways = |(group, found): (usize, &crate::flow::Group)| {
            let own = |way: &Way| -> Vec<usize> {
                let arcs = way.arcs.iter().flatten().copied();
                arcs.filter(|arc| found.arcs.binary_search(arc).is_ok()).collect()
            };
            let pieces = self.ways.iter().map(own).enumerate().filter(|(_, arcs)| !arcs.is_empty());
            let pieces: BTreeMap<usize, Vec<usize>> = pieces.collect();
            let whole = self.graph.sum(pieces.values().flatten().copied());
            let pieces: BTreeMap<usize, Range> =
                pieces.into_iter().map(|(way, arcs)| (way, self.graph.sum(arcs))).collect();
            (pieces.len() > 1).then_some(Shared { group, pieces, whole })
        };
        self.graph.groups().iter().enumerate().rev().filter_map(on_ways).collect()
    }

    /// What a way comes to without these groups.
    fn sum(&self, way: &Way, without: &[&Shared]) -> Range {
        let groups = self.graph.groups();
        let inside = |arc: &usize| {
            without.iter().filter_map(|one| groups.get(one.group)).any(|group| group.arcs.binary_search(arc).is_ok())
        };
        self.graph.sum(way.arcs.iter().flatten().copied().filter(|arc| !inside(arc)))
    }

    /// The best bound of one end: from one group to the next, the choice that says more is kept.
    fn bound(&self, shared: &[Shared], end: End) -> Option<Decimal> {
        let mut taken: Vec<&Shared> = Vec::new();
        let mut best = self.cut(&taken, end);
        for one in shared {
            if taken.iter().any(|other| self.overlap(one, other)) {
                continue;
            }
            taken.push(one);
            let found = self.cut(&taken, end);
            let better = match (end, best, found) {
                (_, _, None) => false,
                (_, None, Some(_)) => end == End::High,
                (End::Low, Some(best), Some(found)) => found > best,
                (End::High, Some(best), Some(found)) => found < best,
            };
            if better {
                best = found;
            } else {
                taken.pop();
            }
        }
        best
    }

    fn overlap(&self, one: &Shared, other: &Shared) -> bool {
        let groups = self.graph.groups();
        let up = |from: usize| std::iter::successors(Some(from), |&at| groups.get(at)?.within);
        up(one.group).any(|at| at == other.group) || up(other.group).any(|at| at == one.group)
    }

    /// The smallest cut at one end, when the groups that are taken count as their whole less what of them is not cut.
    fn cut(&self, taken: &[&Shared], end: End) -> Option<Decimal> {
        let other = end.other();
        // For each group, by how much its pieces at the other end miss the whole at this one.
        let mut beside = Decimal::ZERO;
        for one in taken {
            let mut pieces = Decimal::ZERO;
            for range in one.pieces.values() {
                pieces = pieces.saturating_add(other.of(*range)?);
            }
            beside = beside.saturating_add(end.of(one.whole)?).saturating_sub(pieces);
        }
        let room = |(at, way): (usize, &Way)| {
            way.arcs.as_ref()?;
            let pieces = taken.iter().filter_map(|one| one.pieces.get(&at)).map(|piece| other.of(*piece));
            let own = end.of(self.sum(way, taken));
            pieces.chain([own]).try_fold(Decimal::ZERO, |sum, piece| Some(sum.saturating_add(piece?)))
        };
        let ways = self.ways.iter().enumerate().map(|(at, way)| (way, room((at, way))));
        let flow = self.flow(ways)?;
        Some(flow.saturating_add(beside).max(Decimal::ZERO))
    }

    fn flow<'w>(&self, ways: impl Iterator<Item = (&'w Way, Option<Decimal>)>) -> Option<Decimal> {
        let arcs: Vec<_> = ways.map(|(way, room)| (way.from, way.to, room)).collect();
        decimal_flow(self.len, &arcs, self.ends.0, self.ends.1)
    }
}
