//! The amounts that are left open, in whole numbers: parts of hops in ranges, and groups of parts whose sum is in one.
//!
//! Groups are nested or apart. So the least and the most of everything follow from one walk over the groups and back,
//! and of a linear function the largest value from taking what gains most first: what a group can still take is a list
//! of pieces, the best first, and that of the group around it is made of those of its groups.

use std::{cmp::Reverse, collections::BTreeMap};

/// At least, and at most; no most is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) low: i128,
    pub(super) high: Option<i128>,
}

impl Bounds {
    pub(super) const ZERO: Self = Self { low: 0, high: Some(0) };

    pub(super) fn exactly(value: i128) -> Self {
        Self { low: value, high: Some(value) }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high.zip(other.high).map(|(a, b)| a + b) }
    }

    /// The most, or the least where there is no most.
    fn held(self) -> i128 {
        self.high.unwrap_or(self.low)
    }

    pub(super) fn is_open(self) -> bool {
        self.high != Some(self.low)
    }

    /// What two statements leave together; where they contradict each other, one of the first that is nearest.
    fn within(self, other: Self) -> Self {
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b).max(self.low)),
            (a, b) => a.or(b.map(|b| b.max(self.low))),
        };
        let low = self.low.max(other.low);
        Self { low: high.map_or(low, |high| low.min(high)), high }
    }
}

/// What one hop pays of one group, or outside of all groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// `None` if it is only paid, and cannot matter to what goes round.
    pub(super) hop: Option<usize>,
    pub(super) group: Option<usize>,
    pub(super) bounds: Bounds,
    /// The most of it outside of all groups if each deal without a limit comes to no more than it must.
    held: i128,
}

impl Part {
    pub(super) fn new(hop: Option<usize>, group: Option<usize>, bounds: Bounds) -> Self {
        Self { hop, group, bounds, held: bounds.held() }
    }

    /// Of one hop and one group with another; `group` is the one that both are now in.
    fn plus(self, other: &Self, group: Option<usize>) -> Self {
        // What was in a group has only now come to a limit of its own, or to none.
        let held = if other.group.is_none() { other.held } else { other.bounds.held() };
        Self { group, bounds: self.bounds.plus(other.bounds), held: self.held + held, ..self }
    }
}

/// Parts that come to a sum together; a group around it comes later in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) within: Option<usize>,
    pub(super) bounds: Bounds,
}

/// The sum of some ranges, from which one can be taken out again.
#[derive(Clone, Copy, Default)]
struct Sum {
    low: i128,
    high: i128,
    endless: usize,
}

impl Sum {
    fn add(&mut self, one: Bounds) {
        self.low += one.low;
        self.high += one.high.unwrap_or(0);
        self.endless += usize::from(one.high.is_none());
    }

    fn bounds(self) -> Bounds {
        Bounds { low: self.low, high: (self.endless == 0).then_some(self.high) }
    }

    /// What a whole that is in `whole` leaves for one of the parts of this sum.
    fn leaves(self, whole: Bounds, one: Bounds) -> Bounds {
        let others_low = self.low - one.low;
        let endless = self.endless - usize::from(one.high.is_none());
        let others_high = (endless == 0).then(|| self.high - one.high.unwrap_or(0));
        let low = others_high.map_or(0, |others| whole.low - others);
        one.within(Bounds { low: low.max(0), high: whole.high.map(|whole| whole - others_low) })
    }
}

/// Parts and groups, each within what all of them leave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Polytope {
    parts: Vec<Part>,
    groups: Vec<Group>,
}

impl Polytope {
    /// Parts of one hop in one group are one; groups that say nothing are left out.
    pub(super) fn new(parts: Vec<Part>, groups: Vec<Group>) -> Self {
        let mut polytope = Self { parts, groups };
        polytope.settle();
        while polytope.merge() {
            polytope.settle();
        }
        polytope
    }

    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    pub(super) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Whether anything can be more than it must.
    pub(super) fn is_open(&self) -> bool {
        self.parts.iter().any(|part| part.bounds.is_open())
    }

    /// Gives every part and every group the range that all statements together leave it.
    fn settle(&mut self) {
        let mut sums = vec![Sum::default(); self.groups.len()];
        for part in &self.parts {
            if let Some(group) = part.group {
                sums[group].add(part.bounds);
            }
        }
        for at in 0..self.groups.len() {
            let bounds = sums[at].bounds().within(self.groups[at].bounds);
            self.groups[at].bounds = bounds;
            if let Some(outer) = self.groups[at].within {
                sums[outer].add(bounds);
            }
        }
        for at in (0..self.groups.len()).rev() {
            if let Some(outer) = self.groups[at].within {
                self.groups[at].bounds = sums[outer].leaves(self.groups[outer].bounds, self.groups[at].bounds);
            }
        }
        for part in &mut self.parts {
            if let Some(group) = part.group {
                part.bounds = sums[group].leaves(self.groups[group].bounds, part.bounds);
            }
        }
    }

    /// Adds up the parts of one hop in one group, and leaves out groups that say no more than their parts; whether
    /// there was anything to do.
    fn merge(&mut self) -> bool {
        let mut sums = vec![Sum::default(); self.groups.len()];
        for part in &self.parts {
            if let Some(group) = part.group {
                sums[group].add(part.bounds);
            }
        }
        for group in &self.groups {
            if let Some(outer) = group.within {
                sums[outer].add(group.bounds);
            }
        }
        let says_nothing = |at: usize| self.groups[at].bounds == sums[at].bounds();
        let mut number = vec![0; self.groups.len()];
        let mut kept = 0;
        for (at, slot) in number.iter_mut().enumerate() {
            *slot = kept;
            kept += usize::from(!says_nothing(at));
        }
        // The nearest group around that says something.
        let kept_around = |mut group: Option<usize>| {
            while let Some(at) = group {
                if !says_nothing(at) {
                    return Some(number[at]);
                }
                group = self.groups[at].within;
            }
            None
        };
        let mut parts: BTreeMap<(Option<usize>, Option<usize>), Part> = BTreeMap::new();
        for part in &self.parts {
            let group = kept_around(part.group);
            let sum = parts.entry((part.hop, group)).or_insert(Part::new(part.hop, group, Bounds::ZERO));
            *sum = sum.plus(part, group);
        }
        let groups = self.groups.iter().enumerate().filter(|(at, _)| !says_nothing(*at));
        let groups: Vec<Group> =
            groups.map(|(_, group)| Group { within: kept_around(group.within), ..*group }).collect();
        let fewer = parts.len() < self.parts.len() || groups.len() < self.groups.len();
        self.parts = parts.into_values().collect();
        self.groups = groups;
        fewer
    }

    /// The same with other parts in the place of these, which have the same hops and groups.
    fn with(&self, bounds: impl Fn(&Part) -> Bounds, group: impl Fn(&Group) -> Bounds) -> Self {
        let parts = self.parts.iter().map(|part| Part { bounds: bounds(part), ..*part }).collect();
        let groups = self.groups.iter().map(|one| Group { bounds: group(one), ..*one }).collect();
        let mut polytope = Self { parts, groups };
        polytope.settle();
        polytope
    }

    /// What has no limit at most `enough`, which must be more than all lower ends.
    pub(super) fn capped(&self, enough: i128) -> Self {
        let cap = |bounds: Bounds| Bounds { high: Some(bounds.high.unwrap_or(enough)), ..bounds };
        self.with(|part| cap(part.bounds), |group| cap(group.bounds))
    }

    /// What has no limit no more than it must be: sums without a limit at their lower end, and deals in none. What else
    /// the same hop pays stays as open as it is.
    pub(super) fn held(&self) -> Self {
        let to = |bounds: Bounds, held: i128| Bounds { high: Some(held), ..bounds };
        self.with(
            |part| if part.group.is_none() { to(part.bounds, part.held) } else { part.bounds },
            |group| if group.within.is_none() { to(group.bounds, group.bounds.held()) } else { group.bounds },
        )
    }

    /// The smallest of these amounts: every sum, and every part that is in none, at its lower end.
    pub(super) fn least(&self) -> Self {
        let least = |bounds: Bounds| Bounds::exactly(bounds.low);
        self.with(
            |part| if part.group.is_none() { least(part.bounds) } else { part.bounds },
            |group| if group.within.is_none() { least(group.bounds) } else { group.bounds },
        )
    }

    /// The same where some hops are only paid, which is all that matters of them: they are one part of each group. Those
    /// in no group are at their upper ends.
    pub(super) fn only_paid(&self, only: impl Fn(usize) -> bool) -> Self {
        let mut parts: BTreeMap<(Option<usize>, Option<usize>), Bounds> = BTreeMap::new();
        for part in &self.parts {
            let hop = part.hop.filter(|hop| !only(*hop));
            let most = hop.is_none() && part.group.is_none();
            let bounds = if most { Bounds::exactly(part.bounds.high.unwrap_or(part.bounds.low)) } else { part.bounds };
            let sum = parts.entry((hop, part.group)).or_insert(Bounds::ZERO);
            *sum = sum.plus(bounds);
        }
        let parts = parts.into_iter().map(|((hop, group), bounds)| Part::new(hop, group, bounds)).collect();
        let mut polytope = Self { parts, groups: self.groups.clone() };
        polytope.settle();
        polytope
    }

    /// Amounts near to these, one after the other as near as the others leave it.
    pub(super) fn near(&self, amounts: &[i128]) -> Vec<i128> {
        let mut polytope = self.clone();
        for (at, amount) in amounts.iter().enumerate() {
            let Bounds { low, high } = polytope.parts[at].bounds;
            let amount = high.map_or(*amount, |high| *amount.min(&high)).max(low);
            if polytope.parts[at].bounds.is_open() {
                polytope.parts[at].bounds = Bounds::exactly(amount);
                polytope.settle();
            }
        }
        polytope.parts.iter().map(|part| part.bounds.low).collect()
    }

    /// With some parts at these values, which the groups must allow.
    pub(super) fn fixed(&self, values: &[(usize, i128)]) -> Self {
        let mut polytope = self.clone();
        for &(at, value) in values {
            polytope.parts[at].bounds = Bounds::exactly(value);
        }
        polytope.settle();
        polytope
    }

    /// The sum of everything, from the least to the most.
    pub(super) fn total(&self) -> Bounds {
        let free = self.parts.iter().filter(|part| part.group.is_none()).map(|part| part.bounds);
        let groups = self.groups.iter().filter(|group| group.within.is_none()).map(|group| group.bounds);
        free.chain(groups).fold(Bounds::ZERO, Bounds::plus)
    }

    /// Amounts of the parts as amounts of `len` hops.
    pub(super) fn by_hop(&self, len: usize, amounts: &[i128]) -> Vec<i128> {
        let mut hops = vec![0; len];
        for (part, amount) in self.parts.iter().zip(amounts) {
            if let Some(hop) = part.hop {
                hops[hop] += amount;
            }
        }
        hops
    }

    /// What each hop can be; exact also where parts of one hop are in several groups of one sum.
    pub(super) fn hops(&self, len: usize) -> Vec<Bounds> {
        let mut hops = vec![Bounds::ZERO; len];
        let mut grouped = vec![0; len];
        for part in &self.parts {
            if let Some(hop) = part.hop {
                hops[hop] = hops[hop].plus(part.bounds);
                grouped[hop] += usize::from(part.group.is_some());
            }
        }
        let several: Vec<usize> = (0..len).filter(|&hop| grouped[hop] > 1).collect();
        if !several.is_empty() {
            let enough = self.enough();
            let capped = self.capped(enough);
            for hop in several {
                let own = |sign: i128| {
                    let best = capped.best(|part| if part.hop == Some(hop) { sign } else { 0 });
                    capped.by_hop(len, &best)[hop]
                };
                let high = hops[hop].high.map(|_| own(1));
                hops[hop] = Bounds { low: own(-1), high };
            }
        }
        hops
    }

    /// More than all limits together and all that must be paid.
    pub(super) fn enough(&self) -> i128 {
        let ends = |bounds: Bounds| bounds.low + bounds.high.unwrap_or(0);
        let parts: i128 = self.parts.iter().map(|part| ends(part.bounds)).sum();
        let groups: i128 = self.groups.iter().map(|group| ends(group.bounds)).sum();
        parts + groups + 1
    }

    /// Amounts of the parts for which the sum of amounts times weights is largest. Where there is no limit, none is
    /// taken above the lower end. Sorting is all that it takes.
    pub(super) fn best(&self, weight: impl Fn(&Part) -> i128) -> Vec<i128> {
        let mut amounts: Vec<i128> = self.parts.iter().map(|part| part.bounds.low).collect();
        // Of each group, and last of all, what more it can be: weight, part and how much.
        let free = self.groups.len();
        let mut pieces: Vec<Vec<(i128, usize, i128)>> = vec![Vec::new(); free + 1];
        let mut taken = vec![0; free + 1];
        for (at, part) in self.parts.iter().enumerate() {
            let group = part.group.unwrap_or(free);
            let room = part.bounds.high.map_or(0, |high| high - part.bounds.low);
            pieces[group].push((weight(part), at, room));
            taken[group] += part.bounds.low;
        }
        for (at, group) in self.groups.iter().enumerate() {
            let mut own = std::mem::take(&mut pieces[at]);
            own.sort_unstable_by_key(|&(weight, part, _)| (Reverse(weight), part));
            let mut must = (group.bounds.low - taken[at]).max(0);
            let mut left = group.bounds.high.unwrap_or(taken[at]) - taken[at];
            let outer = group.within.unwrap_or(free);
            for (weight, part, room) in own {
                let room = room.min(left);
                left -= room;
                let now = room.min(must);
                must -= now;
                amounts[part] += now;
                taken[at] += now;
                pieces[outer].push((weight, part, room - now));
            }
            taken[outer] += taken[at];
        }
        for &(weight, part, room) in &pieces[free] {
            if weight > 0 {
                amounts[part] += room;
            }
        }
        amounts
    }
}
