//! A strongly connected part of a graph, small and in one piece: what the search for all circuits works in.

use super::{
    components::Components,
    digraph::{Columns, span},
    frames::Frame,
};

/// A strongly connected graph of its own. Vertex 0 is its hub: the vertex with the largest product of in-degree and
/// out-degree.
#[derive(Debug)]
pub(super) struct Part {
    /// The number of each vertex in the whole graph.
    pub(super) names: Vec<u32>,
    pub(super) first: Vec<u32>,
    /// In increasing order for each vertex, so that an edge to the hub comes first.
    pub(super) heads: Vec<u32>,
    /// How many parallel edges each edge stands for; empty if each is alone.
    pub(super) parallel: Vec<u32>,
}

impl Part {
    /// The part of a graph on these vertices, with a given hub or the one with most ways through it. `local` has a
    /// place for every vertex of the graph and is all `ABSENT`, before and after. O(edges of the vertices).
    pub(super) fn new(
        graph: Columns<'_>,
        mut members: Vec<u32>,
        hub: Option<u32>,
        call: impl Fn(u32) -> u32,
        local: &mut [u32],
    ) -> Self {
        let Columns { first, heads, parallel } = graph;
        place(&members, local);
        let hub = hub.map_or_else(|| widest(graph, &members, local), |vertex| local[vertex as usize] as usize);
        members[..=hub].rotate_right(1);
        place(&members, local);
        let mut part =
            Self { names: Vec::with_capacity(members.len()), first: vec![0], heads: Vec::new(), parallel: Vec::new() };
        for &member in &members {
            let start = part.heads.len();
            let own = heads[span(first, member)].iter().map(|&head| local[head as usize]);
            part.heads.extend(own.filter(|&head| head != ABSENT));
            part.heads[start..].sort_unstable();
            if !parallel.is_empty() {
                let counts = part.heads[start..].iter().map(|&head| graph.parallel(member, members[head as usize]));
                part.parallel.extend(counts);
            }
            part.first.push(u32::try_from(part.heads.len()).unwrap_or(ABSENT));
            part.names.push(call(member));
        }
        for &member in &members {
            local[member as usize] = ABSENT;
        }
        part
    }

    /// The strongly connected parts that remain without the hub.
    pub(super) fn without_hub(&self, components: &mut Components, local: &mut Vec<u32>) -> Vec<Self> {
        if local.len() < self.names.len() {
            local.resize(self.names.len(), ABSENT);
        }
        let graph = Columns { first: &self.first, heads: &self.heads, parallel: &self.parallel };
        let parts = components.of(graph.first, graph.heads, 1).into_iter();
        parts.map(|members| Self::new(graph, members, None, |vertex| self.names[vertex as usize], local)).collect()
    }

    /// A path of the hub alone.
    pub(super) fn start(&self) -> Vec<Frame> {
        vec![Frame { at: 0, next: self.first[0], end: self.first[1], carried: 0 }]
    }

    /// The number of edges.
    pub(super) fn edges(&self) -> usize {
        self.heads.len()
    }
}

/// The place of the member with the largest product of in-degree and out-degree within the members.
fn widest(Columns { first, heads, .. }: Columns<'_>, members: &[u32], local: &[u32]) -> usize {
    let mut ways = vec![(0_u64, 0_u64); members.len()];
    for (at, &member) in members.iter().enumerate() {
        for head in heads[span(first, member)].iter().map(|&head| local[head as usize]).filter(|&h| h != ABSENT) {
            ways[at].0 += 1;
            ways[head as usize].1 += 1;
        }
    }
    (0..members.len()).max_by_key(|&at| (ways[at].0 * ways[at].1, std::cmp::Reverse(at))).unwrap_or(0)
}

/// Writes down the place of each member.
fn place(members: &[u32], local: &mut [u32]) {
    for (at, &member) in (0..).zip(members) {
        local[member as usize] = at;
    }
}

/// A vertex that is not in the part.
pub(super) const ABSENT: u32 = u32::MAX;
