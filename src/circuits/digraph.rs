//! A directed graph in flat arrays: what the engine sees.

/// A simple digraph on vertices `0..len`: out-edges of a vertex lie together, in order of their heads; parallel edges
/// are merged and self-loops dropped. Each edge costs 1 step, or 0 if it is structural.
///
/// Memory: 4 bytes an edge and 4 a vertex; with free edges 5 bytes an edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digraph {
    /// Out-edges of `v` are `first[v]..first[v + 1]`.
    first: Vec<u32>,
    heads: Vec<u32>,
    /// Whether an edge is free; empty if none is.
    free: Vec<bool>,
    /// How many parallel edges each edge stands for; empty if each is alone.
    parallel: Vec<u32>,
}

/// A digraph as its arrays.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns<'g> {
    /// Where the out-edges of each vertex begin.
    pub(super) first: &'g [u32],
    pub(super) heads: &'g [u32],
    /// How many parallel edges each edge stands for; empty if each is alone.
    pub(super) parallel: &'g [u32],
}

impl Columns<'_> {
    /// The number of an edge, if there is one.
    pub(super) fn edge(self, tail: u32, head: u32) -> Option<usize> {
        let range = span(self.first, tail);
        self.heads[range.clone()].binary_search(&head).ok().map(|at| range.start + at)
    }

    /// How many parallel edges there are from one vertex to another.
    pub(super) fn parallel(self, tail: u32, head: u32) -> u32 {
        self.edge(tail, head).map_or(0, |edge| self.parallel.get(edge).copied().unwrap_or(1))
    }
}

impl Digraph {
    /// A graph of `len` vertices; edges with an end beyond them are ignored. O(vertices + edges · log degree), for at
    /// most 2^32 edges.
    pub fn from_edges(len: u32, edges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let (tails, heads): (Vec<u32>, Vec<u32>) = edges.into_iter().unzip();
        Self::from_columns(len, &tails, &heads)
    }

    /// The same, from the two columns of a table.
    pub fn from_columns(len: u32, tails: &[u32], heads: &[u32]) -> Self {
        let sound = |&(&tail, &head): &(&u32, &u32)| tail != head && tail < len && head < len;
        let (first, heads) = buckets(len, tails.iter().zip(heads).filter(sound));
        Self { first, heads, free: Vec::new(), parallel: Vec::new() }.merged()
    }

    /// A graph that remembers how many parallel edges each edge stands for: of (tail, head, how many), each pair once and
    /// in order.
    pub(super) fn of_bundles(len: u32, bundles: impl IntoIterator<Item = (u32, u32, u32)>) -> Self {
        let (mut first, mut heads, mut parallel) = (vec![0], Vec::new(), Vec::new());
        for (tail, head, count) in bundles {
            first.resize(tail as usize + 1, u32::try_from(heads.len()).unwrap_or(u32::MAX));
            heads.push(head);
            parallel.push(count);
        }
        first.resize(len as usize + 1, u32::try_from(heads.len()).unwrap_or(u32::MAX));
        if parallel.iter().all(|&count| count == 1) {
            parallel = Vec::new();
        }
        Self { first, heads, free: Vec::new(), parallel }
    }

    /// The same graph with the numbers of parallel edges of another one, in which its vertices have these names.
    pub(super) fn parallel_as_in(mut self, other: &Self, names: &[u32]) -> Self {
        let other = other.columns();
        if !other.parallel.is_empty() {
            let name = |vertex: u32| names[vertex as usize];
            let edges = (0..self.len()).flat_map(|tail| self.steps(tail).map(move |(head, _)| (tail, head)));
            self.parallel = edges.map(|(tail, head)| other.parallel(name(tail), name(head))).collect();
        }
        self
    }

    /// A graph some of whose edges are structural: those cost no step. Of parallel edges a free one stays.
    pub fn with_costs(len: u32, edges: impl IntoIterator<Item = (u32, u32, bool)>) -> Self {
        let mut edges: Vec<(u32, u32, bool)> =
            edges.into_iter().filter(|&(tail, head, _)| tail != head && tail < len && head < len).collect();
        edges.sort_unstable_by_key(|&(tail, head, free)| (tail, head, !free));
        edges.dedup_by_key(|&mut (tail, head, _)| (tail, head));
        let mut graph = Self::from_edges(len, edges.iter().map(|&(tail, head, _)| (tail, head)));
        if edges.iter().any(|&(.., free)| free) {
            graph.free = edges.into_iter().map(|(.., free)| free).collect();
        }
        graph
    }

    /// Sorts the heads of each vertex, and of parallel edges leaves one.
    fn merged(mut self) -> Self {
        let mut kept: u32 = 0;
        for vertex in 0..self.len() {
            let range = self.range(vertex);
            self.heads[range.clone()].sort_unstable();
            self.first[vertex as usize] = kept;
            let mut before = None;
            for at in range {
                let head = self.heads[at];
                if before != Some(head) {
                    self.heads[kept as usize] = head;
                    kept += 1;
                }
                before = Some(head);
            }
        }
        if let Some(last) = self.first.last_mut() {
            *last = kept;
        }
        self.heads.truncate(kept as usize);
        self
    }

    /// The number of vertices.
    pub fn len(&self) -> u32 {
        u32::try_from(self.first.len() - 1).unwrap_or(u32::MAX)
    }

    /// Whether there is no vertex.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of edges.
    pub fn edges(&self) -> usize {
        self.heads.len()
    }

    /// The arrays.
    pub(super) fn columns(&self) -> Columns<'_> {
        Columns { first: &self.first, heads: &self.heads, parallel: &self.parallel }
    }

    /// Where the out-edges of a vertex lie.
    pub(super) fn range(&self, vertex: u32) -> std::ops::Range<usize> {
        span(&self.first, vertex)
    }

    /// The head and the cost of these edges.
    pub(super) fn steps_at(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = (u32, u32)> {
        let start = range.start;
        let heads = self.heads[range].iter().enumerate();
        heads.map(move |(at, &head)| (head, self.cost(start + at)))
    }

    /// The out-edges of a vertex: the head and the cost of each.
    pub(super) fn steps(&self, vertex: u32) -> impl Iterator<Item = (u32, u32)> {
        self.range(vertex).map(|at| (self.heads[at], self.cost(at)))
    }

    /// What an edge costs: 1 step, or 0.
    fn cost(&self, at: usize) -> u32 {
        u32::from(!self.free.get(at).copied().unwrap_or(false))
    }

    /// Whether some edge is free.
    pub(super) fn has_free(&self) -> bool {
        !self.free.is_empty()
    }

    /// The same graph with every edge reversed.
    pub(super) fn reversed(&self) -> Self {
        let edges = (0..self.len()).flat_map(|tail| self.steps(tail).map(move |(head, cost)| (head, tail, cost == 0)));
        self.alike(self.len(), edges)
    }

    /// A graph of other edges; they need no sort by cost if this graph has no free edge, because then they have none
    /// either.
    pub(super) fn alike(&self, len: u32, edges: impl Iterator<Item = (u32, u32, bool)>) -> Self {
        if self.has_free() {
            Self::with_costs(len, edges)
        } else {
            Self::from_edges(len, edges.map(|(tail, head, _)| (tail, head)))
        }
    }
}

/// `first[v]..first[v + 1]`.
pub(super) fn span(first: &[u32], vertex: u32) -> std::ops::Range<usize> {
    first[vertex as usize] as usize..first[vertex as usize + 1] as usize
}

/// Counting-sort offsets, shifted by one: filling in a value increments `offset[key + 1]`. When all values are in and
/// the last entry is dropped, the array holds the start of each key.
pub(super) fn starts<'a>(keys: u32, all: impl Iterator<Item = &'a u32>) -> Vec<u32> {
    let mut first = vec![0_u32; keys as usize + 2];
    all.for_each(|&key| first[key as usize + 2] += 1);
    for at in 2..first.len() {
        first[at] += first[at - 1];
    }
    first
}

/// Values sorted by key, stable within a key, and the start of each key's values.
pub(super) fn buckets<'a>(keys: u32, pairs: impl Iterator<Item = (&'a u32, &'a u32)> + Clone) -> (Vec<u32>, Vec<u32>) {
    let mut first = starts(keys, pairs.clone().map(|(key, _)| key));
    let mut values = vec![0; first.last().copied().unwrap_or(0) as usize];
    for (&key, &value) in pairs {
        let place = &mut first[key as usize + 1];
        values[*place as usize] = value;
        *place += 1;
    }
    first.pop();
    (first, values)
}
