//! Whether a part is still strongly connected while its vertices are removed.

use std::collections::VecDeque;

use super::part::Part;

/// Proof that all vertices reach each other: the distance of each from a root, and of the root from it.
pub(super) struct Reach {
    root: usize,
    from: Distances,
    back: Distances,
}

impl Reach {
    /// Of a part that is strongly connected.
    pub(super) fn of(part: &Part, root: usize) -> Self {
        Self { root, from: Distances::of(part, root, true), back: Distances::of(part, root, false) }
    }

    /// Whether all live vertices still reach each other for certain after some were removed.
    pub(super) fn holds(&mut self, part: &Part, live: &[bool], gone: &[usize]) -> bool {
        live[self.root] && self.from.settle(part, live, gone) && self.back.settle(part, live, gone)
    }
}

/// Distances from a root, along arcs or against them. They only grow as vertices are removed, so that all changes
/// together cost little (Y. Shiloach and S. Even, *An on-line edge-deletion problem*, Journal of the ACM 28, 1981).
struct Distances {
    root: usize,
    forward: bool,
    distance: Vec<u32>,
    /// Vertices farther away than this may not be reachable at all: another search has to find out.
    far: u32,
}

impl Distances {
    fn of(part: &Part, root: usize, forward: bool) -> Self {
        let mut own = Self { root, forward, distance: vec![u32::MAX; part.len()], far: 0 };
        own.distance[root] = 0;
        let mut waiting = VecDeque::from([root]);
        while let Some(vertex) = waiting.pop_front() {
            let next = own.distance[vertex] + 1;
            own.far = 2 * next + 32;
            for &head in own.after(part, vertex) {
                let head = head as usize;
                if own.distance[head] == u32::MAX {
                    own.distance[head] = next;
                    waiting.push_back(head);
                }
            }
        }
        own
    }

    fn after<'p>(&self, part: &'p Part, vertex: usize) -> &'p [u32] {
        if self.forward { part.heads(vertex) } else { part.tails(vertex) }
    }

    fn before<'p>(&self, part: &'p Part, vertex: usize) -> &'p [u32] {
        if self.forward { part.tails(vertex) } else { part.heads(vertex) }
    }

    /// Increases the distance of vertices that lost their path; says whether none is too far now.
    fn settle(&mut self, part: &Part, live: &[bool], gone: &[usize]) -> bool {
        let mut waiting: VecDeque<usize> = VecDeque::new();
        for &vertex in gone {
            waiting.extend(self.after(part, vertex).iter().map(|&head| head as usize));
        }
        while let Some(vertex) = waiting.pop_front() {
            if !live[vertex] || vertex == self.root {
                continue;
            }
            let before = self.before(part, vertex).iter().filter(|&&tail| live[tail as usize]);
            let nearest = before.map(|&tail| self.distance[tail as usize]).min();
            let distance = nearest.map_or(u32::MAX, |nearest| nearest + 1);
            if distance <= self.distance[vertex] {
                continue;
            }
            if distance > self.far {
                return false;
            }
            self.distance[vertex] = distance;
            waiting.extend(self.after(part, vertex).iter().map(|&head| head as usize));
        }
        true
    }
}
