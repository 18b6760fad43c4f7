//! Timed edges in flat arrays, by time, by tail and by head.

use crate::circuits::digraph::{span, starts};

/// A directed multigraph on vertices `0..len` whose edges have times. Self-loops are dropped; parallel edges stay.
///
/// Edges are numbered in order of time, those of one time in the order in which they were given. Memory: 44 bytes an
/// edge and 8 a vertex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemporalGraph {
    tails: Vec<u32>,
    heads: Vec<u32>,
    /// For each edge, the place of its time among the distinct times: 1 for the first.
    pub(super) ranks: Vec<u32>,
    /// The distinct times, in order.
    times: Vec<i64>,
    /// For each edge, which of the given ones it was.
    rows: Vec<u32>,
    pub(super) out: Side,
    pub(super) into: Side,
}

/// The edges at one end, for each vertex in order of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Side {
    first: Vec<u32>,
    /// The numbers of the edges.
    pub(super) edges: Vec<u32>,
    pub(super) ranks: Vec<u32>,
    /// The vertex at the other end.
    pub(super) ends: Vec<u32>,
}

impl Side {
    /// `own` and `other` are the ends of the edges, by number.
    fn new(len: u32, own: &[u32], other: &[u32], ranks: &[u32]) -> Self {
        let mut first = starts(len, own.iter());
        let empty = || vec![0; own.len()];
        let (mut side_edges, mut side_ranks, mut side_ends) = (empty(), empty(), empty());
        for (edge, ((&vertex, &end), &rank)) in (0..).zip(own.iter().zip(other).zip(ranks)) {
            let place = &mut first[vertex as usize + 1];
            let at = *place as usize;
            *place += 1;
            (side_edges[at], side_ranks[at], side_ends[at]) = (edge, rank, end);
        }
        first.pop();
        Self { first, edges: side_edges, ranks: side_ranks, ends: side_ends }
    }

    /// The places of a vertex's edges with a rank above `after` and not above `until`.
    #[inline]
    pub(super) fn between(&self, vertex: u32, after: u32, until: u32) -> std::ops::Range<usize> {
        let all = span(&self.first, vertex);
        let ranks = &self.ranks[all.clone()];
        let from = ranks.partition_point(|&rank| rank <= after);
        let to = from + ranks[from..].partition_point(|&rank| rank <= until);
        all.start + from..all.start + to
    }
}

impl TemporalGraph {
    /// A graph of `len` vertices and edges (tail, head, time); edges with an end beyond them are ignored.
    /// O(edges · log edges), or O(edges) if they come in order of time.
    pub fn from_edges(len: u32, edges: impl IntoIterator<Item = (u32, u32, i64)>) -> Self {
        let (mut tails, mut heads, mut times) = (Vec::new(), Vec::new(), Vec::new());
        for (tail, head, time) in edges {
            tails.push(tail);
            heads.push(head);
            times.push(time);
        }
        Self::from_columns(len, &tails, &heads, &times)
    }

    /// The same, from the columns of a table.
    pub fn from_columns(len: u32, tails: &[u32], heads: &[u32], times: &[i64]) -> Self {
        let sound = |&row: &u32| {
            let (tail, head) = (tails[row as usize], heads[row as usize]);
            tail != head && tail < len && head < len
        };
        let count = tails.len().min(heads.len()).min(times.len());
        let mut rows: Vec<u32> = (0..u32::try_from(count).unwrap_or(u32::MAX)).filter(sound).collect();
        if !rows.is_sorted_by_key(|&row| times[row as usize]) {
            rows.sort_by_key(|&row| times[row as usize]);
        }
        let mut distinct: Vec<i64> = Vec::new();
        let mut ranks = Vec::with_capacity(rows.len());
        for &row in &rows {
            if distinct.last() != Some(&times[row as usize]) {
                distinct.push(times[row as usize]);
            }
            ranks.push(u32::try_from(distinct.len()).unwrap_or(u32::MAX));
        }
        let of = |column: &[u32]| -> Vec<u32> { rows.iter().map(|&row| column[row as usize]).collect() };
        let (tails, heads) = rayon::join(|| of(tails), || of(heads));
        let (out, into) =
            rayon::join(|| Side::new(len, &tails, &heads, &ranks), || Side::new(len, &heads, &tails, &ranks));
        Self { tails, heads, ranks, times: distinct, rows, out, into }
    }

    /// The number of vertices.
    pub fn len(&self) -> u32 {
        u32::try_from(self.out.first.len() - 1).unwrap_or(u32::MAX)
    }

    /// Whether there is no vertex.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of edges.
    pub fn edges(&self) -> u32 {
        u32::try_from(self.tails.len()).unwrap_or(u32::MAX)
    }

    /// How many edges share their time with another one. O(edges).
    pub fn tied(&self) -> u32 {
        let alike = self.ranks.chunk_by(|one, other| one == other).filter(|alike| alike.len() > 1);
        u32::try_from(alike.map(<[u32]>::len).sum::<usize>()).unwrap_or(u32::MAX)
    }

    /// Where an edge comes from.
    pub fn tail(&self, edge: u32) -> u32 {
        self.tails[edge as usize]
    }

    /// Where an edge leads.
    pub fn head(&self, edge: u32) -> u32 {
        self.heads[edge as usize]
    }

    /// When it was.
    pub fn time(&self, edge: u32) -> i64 {
        self.times[self.ranks[edge as usize] as usize - 1]
    }

    /// Which of the given edges it was, from 0.
    pub fn row(&self, edge: u32) -> u32 {
        self.rows[edge as usize]
    }

    /// The place in a circuit of the edge it begins with. If its times can be read without a step back, from one edge
    /// on, it is that edge; else the earliest, and of those the one that was given first.
    pub(in crate::circuits) fn first(&self, circuit: &[u32]) -> usize {
        // Most are in order of time already.
        if circuit.is_sorted() {
            return 0;
        }
        let rank = |at: usize| self.ranks[circuit[at % circuit.len()] as usize];
        let mut steps_back = (0..circuit.len()).filter(|&at| rank(at) > rank(at + 1));
        match (steps_back.next(), steps_back.next()) {
            (Some(last), None) => (last + 1) % circuit.len(),
            _ => (0..circuit.len()).min_by_key(|&at| circuit[at]).unwrap_or(0),
        }
    }

    /// The first rank within a window that ends with a rank.
    pub(super) fn from(&self, rank: u32, window: Option<i64>) -> u32 {
        let Some(window) = window else { return 1 };
        self.since(self.times[rank as usize - 1].saturating_sub(window.max(0)))
    }

    /// The first rank of a time or a later one; one more than there are if there is none.
    pub(super) fn since(&self, time: i64) -> u32 {
        u32::try_from(self.times.partition_point(|&other| other < time) + 1).unwrap_or(u32::MAX)
    }

    /// The first edge of a rank or a later one; one more than the last if there is none.
    pub(super) fn first_of(&self, rank: u32) -> u32 {
        u32::try_from(self.ranks.partition_point(|&other| other < rank)).unwrap_or(u32::MAX)
    }

    /// The last rank within a window that begins with a rank.
    pub(super) fn until(&self, rank: u32, window: Option<i64>) -> u32 {
        let Some(window) = window else {
            return u32::try_from(self.times.len()).unwrap_or(u32::MAX);
        };
        let last = self.times[rank as usize - 1].saturating_add(window.max(0));
        let from = rank as usize;
        #[expect(clippy::cast_possible_truncation, reason = "a place among fewer than 2^32 times")]
        let rank = (from + self.times[from..].partition_point(|&time| time <= last)) as u32;
        rank
    }
}
