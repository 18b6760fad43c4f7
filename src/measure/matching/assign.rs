//! One to one, by what is surest: a stable assignment.

use std::collections::{BTreeMap, BTreeSet};

/// Two that may be the same, one of each side, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    pub(super) score: i64,
    pub(super) ours: usize,
    pub(super) theirs: usize,
}

/// Who was assigned to whom.
#[derive(Debug, Default)]
pub(super) struct Assigned {
    pub(super) pairs: Vec<(usize, usize)>,
    /// Groups in which equally much speaks for several: ours and theirs.
    pub(super) torn: Vec<(BTreeSet<usize>, BTreeSet<usize>)>,
}

/// Assigns the surest pairs first, so that no two would rather have each other. Where equally much speaks for several
/// that are not alike, none of them is assigned.
pub(super) fn assign(
    edges: &[Edge],
    ours_alike: impl Fn(usize, usize) -> bool,
    theirs_alike: impl Fn(usize, usize) -> bool,
) -> Assigned {
    let mut by_score: BTreeMap<std::cmp::Reverse<i64>, Vec<Edge>> = BTreeMap::new();
    for edge in edges {
        by_score.entry(std::cmp::Reverse(edge.score)).or_default().push(*edge);
    }
    let (mut taken_ours, mut taken_theirs) = (BTreeSet::<usize>::new(), BTreeSet::<usize>::new());
    let mut assigned = Assigned::default();
    for level in by_score.into_values() {
        let free: Vec<Edge> = level
            .into_iter()
            .filter(|edge| !taken_ours.contains(&edge.ours) && !taken_theirs.contains(&edge.theirs))
            .collect();
        for (ours, theirs, count) in components(&free) {
            taken_ours.extend(&ours);
            taken_theirs.extend(&theirs);
            let all_alike = |side: &BTreeSet<usize>, alike: &dyn Fn(usize, usize) -> bool| {
                side.first().is_none_or(|first| side.iter().all(|other| alike(*first, *other)))
            };
            let complete = count == ours.len() * theirs.len();
            let any_will_do = (ours.len() >= theirs.len() && all_alike(&ours, &ours_alike))
                || (theirs.len() >= ours.len() && all_alike(&theirs, &theirs_alike));
            if complete && any_will_do {
                assigned.pairs.extend(ours.iter().copied().zip(theirs.iter().copied()));
                // Whoever is left over may still be matched with something less sure.
                let least = ours.len().min(theirs.len());
                for late in ours.iter().skip(least) {
                    taken_ours.remove(late);
                }
                for late in theirs.iter().skip(least) {
                    taken_theirs.remove(late);
                }
            } else {
                assigned.torn.push((ours, theirs));
            }
        }
    }
    assigned
}

/// What hangs together: ours, theirs, and how many edges.
fn components(edges: &[Edge]) -> Vec<(BTreeSet<usize>, BTreeSet<usize>, usize)> {
    let (mut of_ours, mut of_theirs): (BTreeMap<usize, Vec<usize>>, BTreeMap<usize, Vec<usize>>) = Default::default();
    for edge in edges {
        of_ours.entry(edge.ours).or_default().push(edge.theirs);
        of_theirs.entry(edge.theirs).or_default().push(edge.ours);
    }
    let mut done = BTreeSet::new();
    let mut found = Vec::new();
    for &start in of_ours.keys() {
        let (mut ours, mut theirs, mut count) = (BTreeSet::new(), BTreeSet::new(), 0);
        let mut next = vec![start];
        while let Some(at) = next.pop() {
            if !done.insert(at) {
                continue;
            }
            ours.insert(at);
            for there in of_ours.get(&at).into_iter().flatten() {
                count += 1;
                if theirs.insert(*there) {
                    next.extend(of_theirs.get(there).into_iter().flatten());
                }
            }
        }
        if !ours.is_empty() {
            found.push((ours, theirs, count));
        }
    }
    found
}
