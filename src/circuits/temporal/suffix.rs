//! The last steps of circuits, written down once.
//!
//! Where many paths come by the same edge, what can follow it is the same each time, but for the vertices that are on the path
//! already. So for a first edge with much to search, the ways home from each edge are written down, as long as they are few,
//! each with the set of its vertices; a path that comes by is joined with every way that shares no vertex with it. The two
//! halves of a circuit meet as in PathEnum's join (Sun et al., SIGMOD 2021).

use super::index::Index;

/// At most so many ways home are written down of one edge, and none if parallel edges leave a choice on the way: so what is
/// found, and in which order, does not depend on whether anything is written down.
const MOST: usize = 16;

/// A set of vertices of at most so many words; larger cones do without.
const MOST_WORDS: usize = 16;

/// No way.
const NONE: u32 = u32::MAX;

/// The range of an edge that has more ways than are written down, or leads to one that has.
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
    /// For each edge, where its ways begin and end; `MANY` where they are too many.
    ranges: Vec<(u32, u32)>,
    ways: Vec<Way>,
    /// For each way, the set of its vertices, in `words` words.
    sets: Vec<u64>,
    words: usize,
    order: Vec<u32>,
}

impl Suffixes {
    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.ranges.clear();
        self.ways.clear();
        self.sets.clear();
    }

    /// Whether anything is written down.
    #[inline]
    pub(super) fn ready(&self) -> bool {
        !self.ranges.is_empty()
    }

    /// How many steps of a search it must have taken already to be worth writing down.
    pub(super) fn worth(index: &Index) -> u32 {
        let edges = u32::try_from(index.edges.len()).unwrap_or(u32::MAX);
        let worth = if cfg!(test) { edges / 8 } else { edges.saturating_mul(4) };
        if index.len() > MOST_WORDS * 64 { u32::MAX } else { worth }
    }

    /// Writes down the ways home from every edge, the latest edges first: each way is an edge and a way from its head.
    pub(super) fn fill(&mut self, index: &Index) {
        self.clear();
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
    }

    /// The ways home from one edge, if they are not too many.
    fn write(&mut self, index: &Index, at: u32) -> Option<()> {
        let (vertex, rank) = (index.heads[at as usize], index.ranks[at as usize]);
        let place = index.place(vertex);
        let start = self.ways.len();
        for &edge in index.numbers(index.home(place, rank)) {
            self.ways.push(Way { edge, next: NONE, length: 1 });
            self.sets.extend(std::iter::repeat_n(0, self.words));
        }
        for bundle in index.bundles(place.first, place.end) {
            if bundle.last <= rank {
                break;
            }
            let next = index.later(bundle.start, bundle.end, rank);
            if next + 1 < bundle.end {
                // A choice of edges is gone through only when the circuit closes: the order stays the same.
                return None;
            }
            self.extend(index, bundle.head, next, vertex)?;
            if self.ways.len() - start > MOST {
                return None;
            }
        }
        (self.ways.len() - start <= MOST).then_some(())
    }

    /// The ways by an edge to a vertex and on from there, but not back through another.
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

    /// The ways home from an edge, if they are written down. There may be none: then the edge is on no circuit.
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
