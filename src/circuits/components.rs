//! Strongly connected components over flat arrays.
//!
//! R. E. Tarjan, *Depth-first search and linear graph algorithms*, SIAM J. Comput. 1, 1972; without recursion, so that
//! a ring of a million vertices does not overflow the stack (petgraph's version recurses).

use super::digraph::{Columns, Digraph, buckets, span};

/// A vertex that was not reached yet.
const NEW: u32 = u32::MAX;

/// A vertex that the search leaves out: it is plain that no circuit goes through it, or it is not to be looked at.
const PEELED: u32 = NEW - 1;

/// How many vertices are peeled off at a time.
const AHEAD: usize = 64;

/// For each vertex of `0..len`, the number of its strongly connected component. Edges with an end beyond them are
/// ignored. Linear, but for a sort of the edges of each vertex.
pub(crate) fn components(len: usize, edges: impl IntoIterator<Item = (usize, usize)>) -> Vec<usize> {
    let narrow = |(tail, head)| Some((u32::try_from(tail).ok()?, u32::try_from(head).ok()?));
    let graph = Digraph::from_edges(u32::try_from(len).unwrap_or(NEW), edges.into_iter().filter_map(narrow));
    let Columns { first, heads, .. } = graph.columns();
    let mut components = Components::default();
    let mut alone = components.number(first, heads, 0) as usize;
    let number = |&order: &u32| {
        if order == PEELED {
            alone += 1;
            return alone - 1;
        }
        (PEELED - 1 - order) as usize
    };
    components.order.iter().map(number).collect()
}

/// The strongly connected components of a part of a graph.
pub(crate) struct PartComponents {
    /// The number of each vertex's component; none of a vertex that was left out.
    pub(crate) of: Vec<Option<u32>>,
    /// How many there are.
    pub(crate) count: u32,
    /// The vertices in the order in which a depth-first search leaves them.
    pub(crate) finished: Vec<u32>,
}

impl PartComponents {
    /// The components among the vertices that are `live`, of a graph in the arrays of a [`Digraph`]. Linear.
    pub(crate) fn of(first: &[u32], heads: &[u32], live: &[bool]) -> Self {
        let mut components = Components::default();
        components.begin(first.len().saturating_sub(1));
        for (order, live) in components.order.iter_mut().zip(live) {
            if !live {
                *order = PEELED;
            }
        }
        let mut finished = Vec::with_capacity(live.len());
        let count = components.search(first, heads, 0, |vertex| finished.push(vertex));
        let number = |&order: &u32| (order != PEELED).then(|| PEELED - 1 - order);
        Self { of: components.order.iter().map(number).collect(), count, finished }
    }
}

/// Arrays that are reused from one graph to the next.
#[derive(Debug, Default)]
pub(super) struct Components {
    /// Order of discovery; once its component is known, `PEELED - 1 - component`.
    order: Vec<u32>,
    low: Vec<u32>,
    /// The path of the search: a vertex and its next out-edge.
    path: Vec<(u32, u32)>,
    /// Found and not yet in a component.
    open: Vec<u32>,
}

impl Components {
    /// Every component of two vertices or more, each in increasing order, sorted by their first vertex. Vertices below
    /// `from` are treated as removed. `first` and `heads` are those of a [`Digraph`](super::Digraph). Linear.
    pub(super) fn of(&mut self, first: &[u32], heads: &[u32], from: u32) -> Vec<Vec<u32>> {
        let len = u32::try_from(first.len().saturating_sub(1)).unwrap_or(NEW);
        let count = self.number(first, heads, from);
        let searched = |&vertex: &u32| self.order[vertex as usize] != PEELED;
        let vertices: Vec<u32> = (from..len).filter(searched).collect();
        let components: Vec<u32> = vertices.iter().map(|&vertex| PEELED - 1 - self.order[vertex as usize]).collect();
        let (starts, members) = buckets(count, components.iter().zip(&vertices));
        let mut parts: Vec<Vec<u32>> =
            (0..count).map(|at| span(&starts, at)).filter(|r| r.len() > 1).map(|r| members[r].to_vec()).collect();
        parts.sort_unstable_by_key(|part| part.first().copied());
        parts
    }

    /// Numbers the components in `order`, and says how many there are.
    fn number(&mut self, first: &[u32], heads: &[u32], from: u32) -> u32 {
        self.begin(first.len().saturating_sub(1));
        if from == 0 {
            self.peel(first, heads);
        }
        self.search(first, heads, from, |_| {})
    }

    fn begin(&mut self, len: usize) {
        self.order.clear();
        self.order.resize(len, NEW);
        self.low.clear();
        self.low.resize(len, 0);
    }

    /// Numbers the components of all vertices that are `NEW`, and says how many there are. Tells `finished` each vertex
    /// when the search leaves it for good.
    fn search(&mut self, first: &[u32], heads: &[u32], from: u32, mut finished: impl FnMut(u32)) -> u32 {
        let len = self.order.len();
        let (mut found, mut count) = (0, 0);
        for root in from..u32::try_from(len).unwrap_or(NEW) {
            if self.order[root as usize] != NEW {
                continue;
            }
            self.enter(root, first, &mut found);
            while let Some(&mut (vertex, ref mut next)) = self.path.last_mut() {
                if *next < first[vertex as usize + 1] {
                    let head = heads[*next as usize];
                    *next += 1;
                    if head < from {
                        continue;
                    }
                    match self.order[head as usize] {
                        NEW => self.enter(head, first, &mut found),
                        // A vertex in a component has a number above every order, and changes nothing.
                        order => self.low[vertex as usize] = self.low[vertex as usize].min(order),
                    }
                } else {
                    self.path.pop();
                    finished(vertex);
                    self.leave(vertex, &mut count);
                }
            }
        }
        count
    }

    /// Peels off vertices without in-edges, again and again: none of them is on a circuit. Where most of a graph goes
    /// this way, peeling is several times faster than searching.
    fn peel(&mut self, first: &[u32], heads: &[u32]) {
        let Self { order, low: ways_in, open: free, .. } = self;
        for &head in heads {
            ways_in[head as usize] += 1;
        }
        let len = u32::try_from(order.len()).unwrap_or(NEW);
        free.extend((0..len).filter(|&vertex| ways_in[vertex as usize] == 0));
        let mut at = 0;
        let mut ahead = Vec::with_capacity(AHEAD);
        while at < free.len() {
            let some = &free[at..free.len().min(at + AHEAD)];
            at += some.len();
            // The edges are scattered in memory: fetching them together overlaps the cache misses.
            ahead.clear();
            ahead.extend(some.iter().map(|&vertex| span(first, vertex)));
            for &vertex in some {
                order[vertex as usize] = PEELED;
            }
            std::hint::black_box(
                ahead.iter().filter_map(|edges| heads.get(edges.start)).fold(0, |sum, head| sum ^ head),
            );
            for &head in ahead.iter().flat_map(|edges| &heads[edges.clone()]) {
                ways_in[head as usize] -= 1;
                if ways_in[head as usize] == 0 {
                    free.push(head);
                }
            }
        }
        free.clear();
    }

    fn enter(&mut self, vertex: u32, first: &[u32], found: &mut u32) {
        self.order[vertex as usize] = *found;
        self.low[vertex as usize] = *found;
        *found += 1;
        self.open.push(vertex);
        self.path.push((vertex, first[vertex as usize]));
    }

    fn leave(&mut self, vertex: u32, count: &mut u32) {
        let low = self.low[vertex as usize];
        if let Some(&(before, _)) = self.path.last() {
            self.low[before as usize] = self.low[before as usize].min(low);
        }
        if low < self.order[vertex as usize] {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.order[member as usize] = PEELED - 1 - *count;
            if member == vertex {
                break;
            }
        }
        *count += 1;
    }
}
