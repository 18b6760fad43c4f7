//! Arcs whose sum is known though the share of each is open: the payers of a round, the lenders of a loan, a total and
//! its tranches.
//!
//! The amounts that a graph allows are the points of a polytope: each arc lies in its range, and the arcs of each group
//! add up to something in the group's. Groups are nested or apart, so that whatever is asked of one sum can be answered
//! in one walk from the innermost groups outwards, exactly.

use rust_decimal::Decimal;
use serde::Serialize;

use super::arc::Arc;
use crate::model::{DealId, Range};

/// Some arcs that come to a known sum together, whatever each of them does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The round, the loan or the total that is split.
    pub deal: DealId,
    /// Indices into [`FlowGraph::arcs`](super::FlowGraph::arcs), ascending, those of groups inside this one among them.
    pub arcs: Vec<usize>,
    /// What they come to together.
    pub value: Range,
    /// The group that holds this one, by its index; it comes later in the list.
    pub within: Option<usize>,
}

/// Least and most; no most is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) low: Decimal,
    pub(super) high: Option<Decimal>,
}

impl Bounds {
    pub(super) const ZERO: Self = Self { low: Decimal::ZERO, high: Some(Decimal::ZERO) };

    pub(super) fn of(range: Range) -> Self {
        Self { low: range.low, high: range.high }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        let high = self.high.zip(other.high).map(|(a, b)| a.saturating_add(b));
        Self { low: self.low.saturating_add(other.low), high }
    }

    /// What is left of a sum in `whole` for one part when the rest of it lies in `self`, and the part in `part` anyway.
    pub(super) fn leaves(self, whole: Self, part: Self) -> Self {
        let least = self.high.map_or(Decimal::ZERO, |rest| whole.low.saturating_sub(rest));
        let most = whole.high.map(|whole| whole.saturating_sub(self.low));
        part.within(Self { low: least, high: most })
    }

    /// As a range, in which what is stated lies, too: of "up to 4" in a whole of 3, no more than 3 is said to be paid.
    fn range(self, stated: Option<Decimal>) -> Range {
        let held = |stated: Decimal| self.high.map_or(stated, |high| stated.min(high)).max(self.low);
        Range { stated: stated.map(held), low: self.low, high: self.high }
    }

    /// What two statements leave together. Where they contradict each other, one of the first that is nearest.
    pub(super) fn within(self, other: Self) -> Self {
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b).max(self.low)),
            (a, b) => a.or(b.map(|b| b.max(self.low))),
        };
        let low = self.low.max(other.low);
        Self { low: high.map_or(low, |high| low.min(high)), high }
    }
}

/// What some arcs of a group come to, the others of it, and both: three ranges that hold together.
#[derive(Clone, Copy)]
struct Parted {
    picked: Bounds,
    others: Bounds,
    whole: Bounds,
    stated: Option<Decimal>,
    all: bool,
}

impl Parted {
    const NOTHING: Self =
        Self { picked: Bounds::ZERO, others: Bounds::ZERO, whole: Bounds::ZERO, stated: None, all: true };

    fn of(arc: &Arc, picked: bool) -> Self {
        let own = Bounds::of(arc.value);
        let (one, other) = if picked { (own, Bounds::ZERO) } else { (Bounds::ZERO, own) };
        Self { picked: one, others: other, whole: own, stated: arc.value.stated.filter(|_| picked), all: picked }
    }

    fn plus(self, other: Self) -> Self {
        let stated = match (self.stated, other.stated) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (a, b) => a.or(b),
        };
        Self {
            picked: self.picked.plus(other.picked),
            others: self.others.plus(other.others),
            whole: self.whole.plus(other.whole),
            stated,
            all: self.all && other.all,
        }
    }

    /// With the sum held to what the group comes to.
    fn held_to(self, group: Range) -> Self {
        let whole = self.whole.within(Bounds::of(group));
        Self {
            picked: self.others.leaves(whole, self.picked),
            others: self.picked.leaves(whole, self.others),
            whole,
            stated: if self.all { group.stated.or(self.stated) } else { self.stated },
            all: self.all,
        }
    }
}

/// What the picked ones of some arcs come to at the least and at the most, when all arcs of the groups that these are
/// in share what the groups come to. Linear in the groups that the arcs touch.
pub(super) fn sum(arcs: &[Arc], groups: &[Group], group_of: &[Option<usize>], picked: &[usize]) -> Range {
    let outermost = |&arc: &usize| {
        let mut at = group_of.get(arc).copied().flatten()?;
        while let Some(outer) = groups.get(at).and_then(|group| group.within) {
            at = outer;
        }
        Some(at)
    };
    let mut roots: Vec<usize> = picked.iter().filter_map(outermost).collect();
    roots.sort_unstable();
    roots.dedup();
    let is_picked = |at: usize| picked.binary_search(&at).is_ok();
    let mut all = Parted::NOTHING;
    for root in roots {
        all = all.plus(parted(arcs, groups, group_of, root, &is_picked));
    }
    let free = picked.iter().filter(|&&at| group_of.get(at).copied().flatten().is_none());
    for arc in free.filter_map(|&at| arcs.get(at)) {
        all = all.plus(Parted::of(arc, true));
    }
    Range { stated: all.stated, low: all.picked.low, high: all.picked.high }
}

/// One group, from the inside out.
fn parted(
    arcs: &[Arc],
    groups: &[Group],
    group_of: &[Option<usize>],
    root: usize,
    is_picked: &impl Fn(usize) -> bool,
) -> Parted {
    let mut open: Vec<Parted> = vec![Parted::NOTHING; root + 1];
    let Some(group) = groups.get(root) else { return Parted::NOTHING };
    for &at in &group.arcs {
        if let (Some(arc), Some(Some(own))) = (arcs.get(at), group_of.get(at))
            && let Some(slot) = open.get_mut(*own)
        {
            *slot = slot.plus(Parted::of(arc, is_picked(at)));
        }
    }
    // An inner group comes before the one that holds it.
    let mut inner: Vec<usize> = group.arcs.iter().filter_map(|&at| group_of.get(at).copied().flatten()).collect();
    let mut at = 0;
    while let Some(&one) = inner.get(at) {
        inner.extend(groups.get(one).and_then(|group| group.within));
        at += 1;
    }
    inner.sort_unstable();
    inner.dedup();
    for at in inner {
        let (Some(group), Some(own)) = (groups.get(at), open.get(at).copied()) else { continue };
        let held = own.held_to(group.value);
        if at == root {
            return held;
        }
        if let Some(slot) = group.within.and_then(|outer| open.get_mut(outer)) {
            *slot = slot.plus(held);
        }
    }
    Parted::NOTHING
}

/// Groups as they were gathered, innermost first, made ready: those that say nothing are left out, each knows which
/// holds it, what contradicts its arcs yields to them, and each arc's range is what all of them leave open.
pub(super) fn settled(arcs: &mut [Arc], gathered: Vec<Group>) -> (Vec<Group>, Vec<Option<usize>>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut group_of: Vec<Option<usize>> = vec![None; arcs.len()];
    let mut bounds: Vec<Bounds> = Vec::new();
    // What is in no group yet, by its outermost one: an arc, or a whole group.
    let mut outermost: Vec<Option<usize>> = vec![None; arcs.len()];
    for mut group in gathered {
        group.arcs.sort_unstable();
        group.arcs.dedup();
        let mut inner: Vec<usize> = group.arcs.iter().filter_map(|&at| outermost.get(at).copied().flatten()).collect();
        inner.sort_unstable();
        inner.dedup();
        let free: Vec<usize> = group.arcs.iter().copied().filter(|&at| outermost.get(at) == Some(&None)).collect();
        let within = inner.iter().filter_map(|&at| bounds.get(at)).copied();
        let own = free.iter().filter_map(|&at| arcs.get(at)).map(|arc| Bounds::of(arc.value));
        let all = within.chain(own).fold(Bounds::ZERO, Bounds::plus);
        let held = all.within(Bounds::of(group.value));
        if group.arcs.len() < 2 {
            // One arc alone is what its group is.
            if let ([at], []) = (free.as_slice(), inner.as_slice())
                && let Some(arc) = arcs.get_mut(*at)
            {
                arc.value = held.range(arc.value.stated);
            }
            continue;
        }
        if held == all && group.value.stated.is_none() {
            continue;
        }
        let number = groups.len();
        for at in inner {
            if let Some(inner) = groups.get_mut(at) {
                inner.within = Some(number);
            }
        }
        for &at in &free {
            if let Some(slot) = group_of.get_mut(at) {
                *slot = Some(number);
            }
        }
        for &at in &group.arcs {
            if let Some(slot) = outermost.get_mut(at) {
                *slot = Some(number);
            }
        }
        let fits = |stated: &Decimal| *stated >= held.low && held.high.is_none_or(|high| *stated <= high);
        group.value = Range { stated: group.value.stated.filter(fits), low: held.low, high: held.high };
        group.within = None;
        bounds.push(held);
        groups.push(group);
    }
    narrow(arcs, &mut groups, &group_of);
    (groups, group_of)
}

/// Gives each arc and each group the range that its group leaves it, from the outside in.
fn narrow(arcs: &mut [Arc], groups: &mut [Group], group_of: &[Option<usize>]) {
    for at in (0..groups.len()).rev() {
        let Some(group) = groups.get(at) else { continue };
        let whole = Bounds::of(group.value);
        let free: Vec<usize> = group.arcs.iter().copied().filter(|&arc| group_of.get(arc) == Some(&Some(at))).collect();
        let inner: Vec<usize> = groups
            .iter()
            .enumerate()
            .take(at)
            .filter(|(_, group)| group.within == Some(at))
            .map(|(at, _)| at)
            .collect();
        let own = free.iter().filter_map(|&at| arcs.get(at)).map(|arc| Bounds::of(arc.value));
        let all: Vec<Bounds> =
            own.chain(inner.iter().filter_map(|&at| groups.get(at)).map(|group| Bounds::of(group.value))).collect();
        let left = leaves_each(whole, &all);
        let values = free.iter().map(|&at| (true, at)).chain(inner.iter().map(|&at| (false, at)));
        for ((is_arc, at), left) in values.zip(left) {
            let value = if is_arc {
                arcs.get_mut(at).map(|arc| &mut arc.value)
            } else {
                groups.get_mut(at).map(|group| &mut group.value)
            };
            if let Some(value) = value {
                *value = left.range(value.stated);
            }
        }
    }
}

/// What a sum leaves each of its parts. Linear: what the others come to is summed from both sides.
fn leaves_each(whole: Bounds, parts: &[Bounds]) -> Vec<Bounds> {
    let mut after = vec![Bounds::ZERO];
    for part in parts.iter().rev() {
        let next = after.last().map_or(*part, |sum| sum.plus(*part));
        after.push(next);
    }
    let mut before = Bounds::ZERO;
    let mut left = Vec::with_capacity(parts.len());
    for (part, after) in parts.iter().zip(after.iter().rev().skip(1)) {
        left.push(before.plus(*after).leaves(whole, *part));
        before = before.plus(*part);
    }
    left
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Kind, Status};

    fn arc((low, more): (i64, i64)) -> Arc {
        let value = Range { stated: None, low: low.into(), high: Some((low + more).into()) };
        let deal = DealId::new("deal").unwrap();
        let since = "2025-01-01".parse().unwrap();
        Arc { payer: 0, payee: 1, deal, kind: Kind::Equity, value, status: Status::Closed, mark: None, since }
    }

    fn group(arcs: impl IntoIterator<Item = usize>, (low, more): (i64, i64)) -> Group {
        let value = Range { stated: None, low: low.into(), high: Some((low + more).into()) };
        Group { deal: DealId::new("deal").unwrap(), arcs: arcs.into_iter().collect(), value, within: None }
    }

    /// Every choice of whole amounts within the ranges of the arcs.
    fn choices(arcs: &[Arc]) -> Vec<Vec<Decimal>> {
        let mut all = vec![Vec::new()];
        for arc in arcs {
            let (mut value, mut longer) = (arc.value.low, Vec::new());
            while Some(value) <= arc.value.high {
                longer.extend(all.iter().map(|choice: &Vec<Decimal>| [choice.as_slice(), &[value]].concat()));
                value += Decimal::ONE;
            }
            all = longer;
        }
        all
    }

    fn total(choice: &[Decimal], of: &[usize]) -> Decimal {
        of.iter().map(|&at| choice[at]).sum()
    }

    /// The corners of a polytope of nested sums between whole numbers are whole, so that trying all whole amounts finds
    /// the least and the most.
    fn in_all(choice: &[Decimal], groups: &[Group]) -> bool {
        groups.iter().all(|group| {
            let sum = total(choice, &group.arcs);
            sum >= group.value.low && group.value.high.is_none_or(|high| sum <= high)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn a_sum_is_what_the_groups_leave_open(
            ranges in prop::collection::vec((0..3_i64, 0..4_i64), 5),
            point in prop::collection::vec(0..4_i64, 5),
            around in prop::collection::vec((0..3_i64, 0..5_i64), 3),
            picked in prop::sample::subsequence(vec![0, 1, 2, 3, 4], 1..=5),
        ) {
            // Sums around those of one choice, so that there is one: what contradicts itself is tried below.
            let point: Vec<i64> = ranges.iter().zip(point).map(|((low, more), at)| low + at.min(*more)).collect();
            let held = |of: &[usize], (less, more): (i64, i64)| {
                let sum: i64 = of.iter().map(|&at| point[at]).sum();
                group(of.iter().copied(), ((sum - less).max(0), less.min(sum) + more))
            };
            let gathered = vec![held(&[0, 1], around[0]), held(&[3, 4], around[1]), held(&[0, 1, 2], around[2])];
            let mut arcs: Vec<Arc> = ranges.into_iter().map(arc).collect();
            let all: Vec<_> = choices(&arcs).into_iter().filter(|choice| in_all(choice, &gathered)).collect();
            let (groups, group_of) = settled(&mut arcs, gathered);
            let found = sum(&arcs, &groups, &group_of, &picked);
            let sums: Vec<Decimal> = all.iter().map(|choice| total(choice, &picked)).collect();
            prop_assert_eq!((Some(found.low), found.high), (sums.iter().min().copied(), sums.iter().max().copied()));
            for (at, arc) in arcs.iter().enumerate() {
                let own: Vec<Decimal> = all.iter().map(|choice| choice[at]).collect();
                prop_assert_eq!(Some(arc.value.low), own.iter().min().copied());
                prop_assert_eq!(arc.value.high, own.iter().max().copied());
            }
        }

        #[test]
        fn arcs_win_over_a_sum_that_contradicts_them(ranges in prop::collection::vec((0..3_i64, 0..4_i64), 3), held in (0..12_i64, 0..3_i64)) {
            let mut arcs: Vec<Arc> = ranges.into_iter().map(arc).collect();
            let (groups, group_of) = settled(&mut arcs, vec![group([0, 1], held), group([0, 1, 2], held)]);
            let found = sum(&arcs, &groups, &group_of, &[0, 1, 2]);
            prop_assert!(found.high.is_some_and(|high| found.low <= high));
            prop_assert!(arcs.iter().all(|arc| arc.value.high.is_some_and(|high| arc.value.low <= high)));
        }
    }

    #[test]
    fn without_a_limit_the_others_bound_it() {
        let mut arcs = vec![
            arc((2, 0)),
            Arc { value: Range::UNKNOWN, ..arc((0, 0)) },
            Arc { value: Range::UNKNOWN, ..arc((0, 0)) },
        ];
        let (groups, group_of) = settled(&mut arcs, vec![group([0, 1, 2], (10, 0))]);
        let most = |picked: &[usize]| sum(&arcs, &groups, &group_of, picked);
        assert_eq!((most(&[1]).low, most(&[1]).high), (Decimal::ZERO, Some(8.into())));
        assert_eq!((most(&[1, 2]).low, most(&[1, 2]).high), (8.into(), Some(8.into())));
    }
}
