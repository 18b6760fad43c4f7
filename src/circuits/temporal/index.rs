//! The edges of one cone, small and close together: what the search for circuits from one first edge works in.

use super::{
    cone::{Cone, Step},
    graph::TemporalGraph,
};

/// The cone of a first edge as flat arrays. Vertex 0 is its head.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The first edge.
    pub(super) root: u32,
    /// The most edges on a circuit.
    pub(super) most: u32,
    /// 1 if an edge may follow another of the same time, else 0.
    slack: u32,
    places: Vec<Place>,
    /// For each vertex, its bundles: the one that ends last first.
    bundles: Vec<Bundle>,
    /// The edges of the bundles, each bundle's in order of time, and then the edges home of each vertex likewise.
    pub(super) ranks: Vec<u32>,
    /// Their numbers in the whole graph.
    pub(super) edges: Vec<u32>,
    /// Where they lead; of edges home, nowhere.
    pub(super) heads: Vec<u32>,
    sorted: Vec<(u32, u32, u32)>,
    home: Vec<(u32, u32)>,
}

/// A vertex of a cone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Where its bundles begin and end.
    pub(super) first: u32,
    pub(super) end: u32,
    /// Where its edges home begin and end.
    home: u32,
    end_home: u32,
    /// The rank of the last of them; 0 if there is none.
    pub(super) last_home: u32,
    /// The least number of edges back to the tail of the first edge.
    pub(super) steps_home: u32,
}

/// The parallel edges from one vertex to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bundle {
    pub(super) head: u32,
    /// The rank of the last edge.
    pub(super) last: u32,
    /// Where the edges begin and end.
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Index {
    pub(super) fn fill(&mut self, graph: &TemporalGraph, root: u32, most: u32, cone: &Cone<'_>) {
        self.root = root;
        self.most = most;
        self.slack = cone.slack();
        self.places.clear();
        self.bundles.clear();
        self.ranks.clear();
        self.edges.clear();
        self.heads.clear();
        for &vertex in cone.vertices() {
            self.sorted.clear();
            self.home.clear();
            for (edge, rank, step) in cone.steps(&graph.out, vertex) {
                match step {
                    Step::Home => self.home.push((rank, edge)),
                    Step::On(head) => self.sorted.push((head, rank, edge)),
                }
            }
            let first = self.bundle();
            let home = length(&self.edges);
            self.ranks.extend(self.home.iter().map(|&(rank, _)| rank));
            self.edges.extend(self.home.iter().map(|&(_, edge)| edge));
            self.heads.extend(self.home.iter().map(|_| u32::MAX));
            self.places.push(Place {
                first,
                end: u32::try_from(self.bundles.len()).unwrap_or(u32::MAX),
                home,
                end_home: length(&self.edges),
                last_home: self.home.last().map_or(0, |&(rank, _)| rank),
                steps_home: cone.steps_home(vertex),
            });
        }
    }

    /// Makes bundles of one vertex's edges; where they begin.
    fn bundle(&mut self) -> u32 {
        let first = self.bundles.len();
        self.sorted.sort_unstable();
        for own in self.sorted.chunk_by(|a, b| a.0 == b.0) {
            let start = length(&self.edges);
            self.ranks.extend(own.iter().map(|&(_, rank, _)| rank));
            self.edges.extend(own.iter().map(|&(.., edge)| edge));
            self.heads.extend(own.iter().map(|&(head, ..)| head));
            if let Some(&(head, last, _)) = own.last() {
                self.bundles.push(Bundle { head, last, start, end: length(&self.edges) });
            }
        }
        self.bundles[first..].sort_unstable_by_key(|bundle| (std::cmp::Reverse(bundle.last), bundle.head));
        u32::try_from(first).unwrap_or(u32::MAX)
    }

    /// How many vertices there are.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    #[inline]
    pub(super) fn place(&self, vertex: u32) -> Place {
        self.places[vertex as usize]
    }

    #[inline]
    pub(super) fn bundle_at(&self, at: u32) -> Bundle {
        self.bundles[at as usize]
    }

    /// Every bundle.
    pub(super) fn all_bundles(&self) -> &[Bundle] {
        &self.bundles
    }

    /// A vertex's bundles, from one on.
    #[inline]
    pub(super) fn bundles(&self, from: u32, end: u32) -> &[Bundle] {
        &self.bundles[from as usize..end as usize]
    }

    /// The rank after which an edge may follow the one at this place.
    #[inline]
    pub(super) fn after(&self, at: u32) -> u32 {
        self.ranks[at as usize] - self.slack
    }

    /// The first edge of a range that is later than a rank; the range must have one.
    #[inline]
    pub(super) fn later(&self, start: u32, end: u32, rank: u32) -> u32 {
        // Most bundles have one edge, and most others few.
        let mut at = start;
        while at + 1 < end && self.ranks[at as usize] <= rank {
            at += 1;
        }
        at
    }

    /// The edges home that are later than a rank, as their places.
    #[inline]
    pub(super) fn home(&self, place: Place, rank: u32) -> std::ops::Range<u32> {
        if place.last_home <= rank {
            return place.end_home..place.end_home;
        }
        self.later(place.home, place.end_home, rank)..place.end_home
    }

    /// The numbers of edges in the whole graph.
    #[inline]
    pub(super) fn numbers(&self, places: std::ops::Range<u32>) -> &[u32] {
        &self.edges[places.start as usize..places.end as usize]
    }
}

fn length(list: &[u32]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}
