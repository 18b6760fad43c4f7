//! One component of the problem, in whole numbers and with its own numbering.

use std::collections::BTreeMap;

use super::weighted_edge_groups::WeightedEdgeGroups;
use crate::{circuits::components, measure::solve::scaled_int::Scale};

/// Fine units in a unit of weight, so that the fractions which such programmes have (halves, thirds, …) are whole: the
/// least common multiple of 1 to 16.
pub(super) const FINE: i128 = 720_720;

/// A part that is solved separately: arcs that lie on loops with each other or share groups with such arcs.
pub(super) struct Problem {
    /// The number of vertices.
    pub(super) len: usize,
    /// Tail and head of each arc.
    pub(super) arcs: Vec<(usize, usize)>,
    /// The groups of each arc, at least one, those with the fewest arcs first.
    pub(super) groups: Vec<Vec<usize>>,
    /// The arcs of each group.
    pub(super) members: Vec<Vec<usize>>,
    /// Of each group, in fine units.
    pub(super) weight: Vec<i128>,
    /// Every weight, and so every sum of them, is a multiple of this.
    step: i128,
    /// The groups and arcs as they are numbered outside.
    group_names: Vec<usize>,
    arc_names: Vec<usize>,
}

impl Problem {
    /// Divides the problem into independent parts. Linear, up to logarithms.
    pub(super) fn of(groups: &WeightedEdgeGroups, scale: Scale) -> Vec<Self> {
        let arcs: Vec<_> = groups.arcs().iter().enumerate().filter(|(_, (.., own))| !own.is_empty()).collect();
        let len = arcs.iter().map(|(_, (tail, head, _))| tail.max(head) + 1).max().unwrap_or(0);
        let component = components(len, arcs.iter().map(|(_, (tail, head, _))| (*tail, *head)));
        let inside = arcs.iter().filter(|(_, (tail, head, _))| tail != head && component[*tail] == component[*head]);
        let inside: Vec<_> = inside.copied().collect();
        // Components that share a group belong together.
        let links = inside.iter().flat_map(|(_, (tail, _, own))| {
            let vertex = component[*tail];
            own.iter().flat_map(move |&group| [(vertex, len + group), (len + group, vertex)])
        });
        let part = components(len + groups.weights().len(), links);
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, (tail, ..)) in &inside {
            parts.entry(part[component[*tail]]).or_default().push(*at);
        }
        let mut parts: Vec<Vec<usize>> = parts.into_values().collect();
        parts.sort();
        parts.iter().map(|part| Self::part(groups, scale, part)).collect()
    }

    fn part(groups: &WeightedEdgeGroups, scale: Scale, part: &[usize]) -> Self {
        let own = || part.iter().map(|&at| &groups.arcs()[at]);
        let number = |mut all: Vec<usize>| {
            all.sort_unstable();
            all.dedup();
            all
        };
        let vertices = number(own().flat_map(|(tail, head, _)| [*tail, *head]).collect());
        let group_names = number(own().flat_map(|(.., own)| own.iter().copied()).collect());
        let at = |list: &[usize], name: usize| list.partition_point(|other| *other < name);
        let arcs = own().map(|(tail, head, _)| (at(&vertices, *tail), at(&vertices, *head))).collect();
        let local = |own: &Vec<usize>| own.iter().map(|&name| at(&group_names, name)).collect();
        let mut of_arcs: Vec<Vec<usize>> = own().map(|(.., own)| local(own)).collect();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); group_names.len()];
        for (arc, own) in of_arcs.iter().enumerate() {
            for &group in own {
                members[group].push(arc);
            }
        }
        // What a loop uses is taken first from groups that have this arc alone.
        for own in &mut of_arcs {
            own.sort_by_key(|&group| (members[group].len(), group));
        }
        let weight: Vec<i128> = group_names.iter().map(|&name| scale.whole(groups.weights()[name]) * FINE).collect();
        let step = weight.iter().fold(0, |step, &weight| common(step, weight)).max(1);
        Self {
            len: vertices.len(),
            arcs,
            groups: of_arcs,
            members,
            weight,
            step,
            group_names,
            arc_names: part.to_vec(),
        }
    }

    /// What a set of groups weighs.
    pub(super) fn cost(&self, set: &[usize]) -> i128 {
        set.iter().map(|&group| self.weight[group]).sum()
    }

    /// The smallest weight that a set can have at or above a bound.
    pub(super) fn rounded_up(&self, bound: i128) -> i128 {
        (bound + self.step - 1) / self.step * self.step
    }

    /// Groups as they are numbered outside.
    pub(super) fn named(&self, set: &[usize]) -> Vec<usize> {
        set.iter().map(|&group| self.group_names[group]).collect()
    }

    /// Arcs as they are numbered outside.
    pub(super) fn arcs_named(&self, arcs: &[usize]) -> Vec<usize> {
        arcs.iter().map(|&arc| self.arc_names[arc]).collect()
    }
}

/// The greatest common divisor.
fn common(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
