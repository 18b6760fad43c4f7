//! Suffixes: the last steps of circuits, stored once and used by many paths.
//!
//! When many paths reach the same edge, what can follow it is the same each time, except for the vertices that are
//! already on the path. So where a first edge has much to search, the ways home from each later edge are stored, if
//! they are few, each with the set of its vertices; a path that reaches the edge is joined with every way that shares
//! no vertex with it. The two halves of a circuit meet as in PathEnum's join (Sun et al., SIGMOD 2021).
//!
//! ```text
//!      edge     its ways home, stored as     edge, next way, set of vertices
//!      y→root   root                         (y→root,  –,  {})
//!      x→y      y ─► root                    (x→y,  way of y→root,  {y})
//!      c→x      x ─► y ─► root               (c→x,  way of x→y,  {x, y})
//! ```

use super::index::Index;

/// The most ways home that are stored for one edge; none are if parallel edges leave a choice on the way. So what is
/// found, and in which order, does not depend on whether anything is stored.
const MOST: usize = 16;

/// The most words in a set of vertices; for larger cones nothing is stored.
const MOST_WORDS: usize = 16;

/// No way.
const NONE: u32 = u32::MAX;

/// The range of an edge that has too many ways to be stored, or leads to one that has.
const MANY: (u32, u32) = (u32::MAX, u32::MAX);

/// An edge, and the way on from its head.
#[derive(Debug, Clone, Copy)]
struct Way {
    /// The number of the edge in the whole graph.
    edge: u32,
    next: u32,
    length: u32,
}

/// Ways home from the edges of an index.
#[derive(Debug, Default)]
pub(super) struct Suffixes {
    /// For each edge, the start and end of its ways; `MANY` if they are too many.
    ranges: Vec<(u32, u32)>,
    ways: Vec<Way>,
    /// For each way, the set of its vertices, in `words` words.
    sets: Vec<u64>,
    words: usize,
    order: Vec<u32>,
}

impl Suffixes {
    /// How many steps a search must have taken before storing the ways is worth it.
    pub(super) fn worth(index: &Index) -> u32 {
        let edges = u32::try_from(index.edges.len()).unwrap_or(u32::MAX);
        let worth = if cfg!(test) { edges / 8 } else { edges.saturating_mul(4) };
        if index.len() > MOST_WORDS * 64 { u32::MAX } else { worth }
    }

    /// In the memory of others: the ways home from every edge, the latest edges first: each way is an edge and a way from its head. Where
    /// edges of one time may follow each other, an edge that leads to one whose turn comes later has none stored.
    pub(super) fn filled(mut self, index: &Index) -> Self {
        self.ranges.clear();
        self.ways.clear();
        self.sets.clear();
        self.words = index.len().div_ceil(64);
        self.ranges.resize(index.edges.len(), MANY);
        self.order.clear();
        self.order.extend(index.all_bundles().iter().flat_map(|bundle| bundle.start..bundle.end));
        self.order.sort_unstable_by_key(|&at| (std::cmp::Reverse(index.ranks[at as usize]), at));
        for place in 0..self.order.len() {
            let at = self.order[place];
            let start = self.ways.len();
            if self.write(index, at).is_some() {
                self.ranges[at as usize] = (length(start), length(self.ways.len()));
            } else {
                self.ways.truncate(start);
                self.sets.truncate(start * self.words);
            }
        }
        self
    }

    /// The ways home from one edge, if they are not too many.
    fn write(&mut self, index: &Index, at: u32) -> Option<()> {
        let (vertex, after) = (index.heads[at as usize], index.after(at));
        let place = index.place(vertex);
        let start = self.ways.len();
        for &edge in index.numbers(index.home(place, after)) {
            self.ways.push(Way { edge, next: NONE, length: 1 });
            self.sets.extend(std::iter::repeat_n(0, self.words));
        }
        for bundle in index.bundles(place.first, place.end) {
            if bundle.last <= after {
                break;
            }
            let next = index.later(bundle.start, bundle.end, after);
            if next + 1 < bundle.end {
                // Choices of edges are enumerated only when the circuit closes, so that the order stays the same.
                return None;
            }
            self.extend(index, bundle.head, next, vertex)?;
            if self.ways.len() - start > MOST {
                return None;
            }
        }
        (self.ways.len() - start <= MOST).then_some(())
    }

    /// The ways over an edge to its head and on from there, without those that pass through the vertex `not`.
    fn extend(&mut self, index: &Index, head: u32, next: u32, not: u32) -> Option<()> {
        let ways = self.of(next)?;
        let edge = index.edges[next as usize];
        for way in ways {
            let set = way as usize * self.words;
            if self.sets[set + not as usize / 64] >> (not % 64) & 1 == 0 {
                let own = self.sets.len();
                self.sets.extend_from_within(set..set + self.words);
                self.sets[own + head as usize / 64] |= 1 << (head % 64);
                self.ways.push(Way { edge, next: way, length: self.ways[way as usize].length + 1 });
            }
        }
        Some(())
    }

    /// The ways home from an edge, if they are stored. There may be none: then the edge is on no circuit.
    #[inline]
    pub(super) fn of(&self, at: u32) -> Option<std::ops::Range<u32>> {
        let range = self.ranges[at as usize];
        (range != MANY).then_some(range.0..range.1)
    }

    /// The length of a way, if it shares no vertex with a path.
    #[inline]
    pub(super) fn apart(&self, way: u32, path: &[u64]) -> Option<u32> {
        let set = &self.sets[way as usize * self.words..][..self.words];
        let shared = set.iter().zip(path).fold(0, |shared, (a, b)| shared | (a & b));
        (shared == 0).then(|| self.ways[way as usize].length)
    }

    /// The edges of a way.
    #[inline]
    pub(super) fn edges(&self, way: u32, out: &mut Vec<u32>) {
        let mut at = way;
        while at != NONE {
            let Way { edge, next, .. } = self.ways[at as usize];
            out.push(edge);
            at = next;
        }
    }
}

fn length(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
