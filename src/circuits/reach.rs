//! What lies on a short enough closed walk through a root.
//!
//! ```text
//!              near: from the root, half the way
//!            ┌──────────────►
//!      root ───► a ───► b ───► c ───► d ───► root       at most `most` steps
//!                         ◄──────────────────┘
//!              home: back to the root, the whole way,
//!                    but beyond half of it only over what `near` has met
//!
//!      there: from the root once more, only over vertices with  there + home ≤ most
//! ```

use super::{Digraph, digraph::Columns};

/// Not reached.
const FAR: u32 = u32::MAX;

/// The part of a graph above a root. As heads are sorted, those that are left of a vertex are a suffix, and while the
/// roots go up it only gets shorter.
#[derive(Debug, Default)]
struct Above {
    /// For each vertex, the start of the heads that are not below the root for which it was last asked.
    start: Vec<u32>,
    root: u32,
}

impl Above {
    fn range(&mut self, graph: &Digraph, vertex: u32, root: u32) -> std::ops::Range<usize> {
        let Columns { first, heads, .. } = graph.columns();
        if self.start.is_empty() || root < self.root {
            self.start.clear();
            self.start.extend_from_slice(first);
        }
        self.root = root;
        let end = graph.range(vertex).end;
        let start = &mut self.start[vertex as usize];
        while (*start as usize) < end && heads[*start as usize] < root {
            *start += 1;
        }
        *start as usize..end
    }
}

/// Costs from or to a root; clearing them takes no longer than filling them did.
#[derive(Debug, Default)]
struct Costs {
    cost: Vec<u32>,
    reached: Vec<u32>,
    level: Vec<u32>,
    next: Vec<u32>,
    /// How many edges were looked at.
    edges: u32,
}

impl Costs {
    fn new(len: u32) -> Self {
        Self { cost: vec![FAR; len as usize], ..Self::default() }
    }

    fn get(&self, vertex: u32) -> u32 {
        self.cost[vertex as usize]
    }

    /// The cost of the cheapest way from the root to every vertex within a radius, over vertices above the root that
    /// are accepted with that cost: breadth first, level by level of cost.
    fn spread(
        &mut self,
        (graph, above): (&Digraph, &mut Above),
        root: u32,
        radius: u32,
        accept: impl Fn(u32, u32) -> bool,
    ) {
        for vertex in self.reached.drain(..) {
            self.cost[vertex as usize] = FAR;
        }
        self.edges = 0;
        self.cost[root as usize] = 0;
        self.reached.push(root);
        self.level.clear();
        self.level.push(root);
        let mut so_far = 0;
        while !self.level.is_empty() {
            let mut at = 0;
            while let Some(&vertex) = self.level.get(at) {
                at += 1;
                if self.cost[vertex as usize] == so_far && (so_far < radius || graph.has_free()) {
                    let edges = above.range(graph, vertex, root);
                    self.expand(graph, edges, so_far, &|head, there| there <= radius && accept(head, there));
                }
            }
            self.level.clear();
            std::mem::swap(&mut self.level, &mut self.next);
            so_far += 1;
        }
    }

    fn expand(
        &mut self,
        graph: &Digraph,
        edges: std::ops::Range<usize>,
        so_far: u32,
        accept: &impl Fn(u32, u32) -> bool,
    ) {
        #[expect(clippy::cast_possible_truncation, reason = "a graph of at most 2^32 edges")]
        let looked = edges.len() as u32;
        self.edges = self.edges.saturating_add(looked);
        for (head, cost) in graph.steps_at(edges) {
            let there = so_far + cost;
            let known = self.cost[head as usize];
            if known <= there || !accept(head, there) {
                continue;
            }
            if known == FAR {
                self.reached.push(head);
            }
            self.cost[head as usize] = there;
            if cost == 0 { self.level.push(head) } else { self.next.push(head) }
        }
    }
}

/// The arrays of one thread.
#[derive(Debug, Default)]
pub(super) struct Reach {
    /// From the root, up to half the length of a circuit.
    near: Costs,
    /// To the root.
    home: Costs,
    /// From the root, over vertices from which the root can be reached in the steps that are left.
    there: Costs,
    out: Above,
    into: Above,
    /// For each vertex, its place in the index.
    place: Vec<u32>,
    order: Vec<(u32, u32)>,
}

/// What was reached around a root; the root itself first.
pub(super) struct Reached<'r> {
    reach: &'r mut Reach,
    root: u32,
    most: u32,
}

impl Reach {
    pub(super) fn new(len: u32) -> Self {
        let costs = || Costs::new(len);
        Self { near: costs(), home: costs(), there: costs(), place: vec![0; len as usize], ..Self::default() }
    }

    /// The vertices above the root that lie on a closed walk of at most `most` steps through it, over such vertices.
    ///
    /// Each vertex of such a walk is within half its length from the root, or the root is within the other half from
    /// it. So both searches go only half way freely; beyond that, the search back goes on only over vertices that the
    /// first one met.
    pub(super) fn around(&mut self, graph: &Digraph, reverse: &Digraph, root: u32, most: u32) -> Reached<'_> {
        let half = most / 2;
        // At least one step lies on the other side, unless steps can be free.
        let rest = if graph.has_free() { most } else { most.saturating_sub(1) };
        self.near.spread((graph, &mut self.out), root, half, |_, _| true);
        let near = &self.near;
        self.home.spread((reverse, &mut self.into), root, rest, |vertex, cost| {
            let there = near.get(vertex);
            if there == FAR { cost < most - half } else { there + cost <= most }
        });
        let home = &self.home;
        self.there.spread((graph, &mut self.out), root, rest, |vertex, cost| {
            home.get(vertex) != FAR && cost + home.get(vertex) <= most
        });
        for (at, &vertex) in (0..).zip(&self.there.reached) {
            self.place[vertex as usize] = at;
        }
        Reached { reach: self, root, most }
    }
}

impl Reached<'_> {
    /// The root, and all else.
    pub(super) fn vertices(&self) -> &[u32] {
        &self.reach.there.reached
    }

    /// How many edges were looked at.
    pub(super) fn edges(&self) -> u32 {
        let Reach { near, home, there, .. } = &*self.reach;
        near.edges + home.edges + 2 * there.edges
    }

    /// The cost of the cheapest way from a vertex back to the root.
    pub(super) fn home(&self, vertex: u32) -> u32 {
        self.reach.home.get(vertex)
    }

    /// The useful edges of a vertex: the place of each head and the cost of the way back over it, cheapest first.
    pub(super) fn steps(&mut self, graph: &Digraph, vertex: u32, heads: &mut Vec<u32>, homes: &mut Vec<u32>) {
        let Reach { home, there, out, place, order, .. } = &mut *self.reach;
        let so_far = there.get(vertex);
        if so_far + 1 == self.most && !graph.has_free() {
            // One step is left, and it leads home.
            heads.push(0);
            homes.push(1);
            return;
        }
        order.clear();
        for (head, cost) in graph.steps_at(out.range(graph, vertex, self.root)) {
            if there.get(head) == FAR {
                continue;
            }
            let home = cost + home.get(head);
            if so_far + home <= self.most {
                order.push((home, place[head as usize]));
            }
        }
        order.sort_unstable();
        heads.extend(order.iter().map(|&(_, head)| head));
        homes.extend(order.iter().map(|&(home, _)| home));
    }
}
