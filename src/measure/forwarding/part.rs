//! Strongly connected parts of a graph in compact arrays; they split into smaller parts as vertices are removed.

use crate::circuits::PartComponents;

/// No vertex.
const NONE: u32 = u32::MAX;

/// A strongly connected part. Its vertices are renumbered in reverse finishing order of a depth-first search, so that
/// most arcs lead forward and each sweep over the vertices carries changes far.
pub(super) struct Part {
    /// The number of each vertex in the whole graph.
    pub(super) vertices: Vec<u32>,
    /// The start of each vertex's arcs, and the end of the last.
    first: Vec<u32>,
    heads: Vec<u32>,
    /// The number of each arc in the whole graph.
    arcs: Vec<u32>,
    /// Where the arcs to each vertex begin; their tails; and their numbers in the whole graph.
    first_in: Vec<u32>,
    tails: Vec<u32>,
    arcs_in: Vec<u32>,
    /// How many rounds led to it.
    pub(super) rounds: usize,
}

impl Part {
    /// The whole of a graph, which need not be connected: [`Part::split`] makes parts of it. Ends must be vertices.
    pub(super) fn whole(len: usize, arcs: &[(usize, usize)], amounts: &[f64]) -> Self {
        let mut order: Vec<usize> = (0..arcs.len()).collect();
        order.sort_by(|&a, &b| amounts[b].total_cmp(&amounts[a]));
        let number = |at: usize| u32::try_from(at).unwrap_or(NONE);
        let mut first = vec![0_u32; len + 1];
        for &(tail, _) in arcs {
            first[tail + 1] += 1;
        }
        for at in 0..len {
            first[at + 1] += first[at];
        }
        let mut next = first.clone();
        let mut part = Self {
            vertices: (0..len).map(number).collect(),
            first,
            heads: vec![0; arcs.len()],
            arcs: vec![0; arcs.len()],
            first_in: Vec::new(),
            tails: Vec::new(),
            arcs_in: Vec::new(),
            rounds: 0,
        };
        for arc in order {
            let (tail, head) = arcs[arc];
            let at = next[tail] as usize;
            next[tail] += 1;
            part.heads[at] = number(head);
            part.arcs[at] = number(arc);
        }
        part
    }

    pub(super) fn len(&self) -> usize {
        self.vertices.len()
    }

    /// Head and number of each arc of a vertex.
    pub(super) fn out(&self, vertex: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let own = self.first[vertex] as usize..self.first[vertex + 1] as usize;
        self.heads[own.clone()].iter().zip(&self.arcs[own]).map(|(&head, &arc)| (head as usize, arc as usize))
    }

    /// Tail and number of each arc to a vertex.
    pub(super) fn into(&self, vertex: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let own = self.first_in[vertex] as usize..self.first_in[vertex + 1] as usize;
        self.tails[own.clone()].iter().zip(&self.arcs_in[own]).map(|(&tail, &arc)| (tail as usize, arc as usize))
    }

    /// The heads of the arcs of a vertex.
    pub(super) fn heads(&self, vertex: usize) -> &[u32] {
        &self.heads[self.first[vertex] as usize..self.first[vertex + 1] as usize]
    }

    /// Where the arcs to a vertex stand among all that are listed by their heads.
    pub(super) fn incoming(&self, vertex: usize) -> std::ops::Range<usize> {
        self.first_in[vertex] as usize..self.first_in[vertex + 1] as usize
    }

    /// The tails of the arcs to a vertex.
    pub(super) fn tails(&self, vertex: usize) -> &[u32] {
        &self.tails[self.incoming(vertex)]
    }

    /// The numbers of the arcs, in the order of [`Part::incoming`].
    pub(super) fn incoming_arcs(&self) -> impl Iterator<Item = usize> + '_ {
        self.arcs_in.iter().map(|&arc| arc as usize)
    }

    /// The strongly connected parts of two vertices or more among the vertices that are `live`. Linear.
    pub(super) fn split(&self, live: &[bool], rounds: usize) -> Vec<Self> {
        let found = PartComponents::of(&self.first, &self.heads, live);
        let mut sizes = vec![0_u32; found.count as usize];
        for &component in found.of.iter().flatten() {
            sizes[component as usize] += 1;
        }
        // The new part of each vertex, and its place there.
        let mut parts: Vec<Self> = Vec::new();
        let mut part_of = vec![NONE; sizes.len()];
        let mut place = vec![NONE; self.len()];
        for &vertex in found.finished.iter().rev() {
            let Some(component) = found.of[vertex as usize].map(|component| component as usize) else { continue };
            if sizes[component] < 2 {
                continue;
            }
            if part_of[component] == NONE {
                part_of[component] = u32::try_from(parts.len()).unwrap_or(NONE);
                parts.push(Self::empty(rounds, sizes[component] as usize));
            }
            let part = &mut parts[part_of[component] as usize];
            place[vertex as usize] = u32::try_from(part.vertices.len()).unwrap_or(NONE);
            part.vertices.push(vertex);
        }
        for part in &mut parts {
            for at in 0..part.len() {
                let vertex = part.vertices[at] as usize;
                for (head, arc) in self.out(vertex) {
                    if found.of[vertex] == found.of[head] {
                        part.heads.push(place[head]);
                        part.arcs.push(u32::try_from(arc).unwrap_or(NONE));
                    }
                }
                part.first.push(u32::try_from(part.heads.len()).unwrap_or(NONE));
                part.vertices[at] = self.vertices[vertex];
            }
            part.turn();
        }
        parts
    }

    fn empty(rounds: usize, len: usize) -> Self {
        let blank = Vec::new;
        let vertices = Vec::with_capacity(len);
        Self {
            vertices,
            first: vec![0],
            heads: blank(),
            arcs: blank(),
            first_in: blank(),
            tails: blank(),
            arcs_in: blank(),
            rounds,
        }
    }

    /// Lists the arcs by their heads too.
    fn turn(&mut self) {
        let mut first = vec![0_u32; self.len() + 1];
        for &head in &self.heads {
            first[head as usize + 1] += 1;
        }
        for at in 0..self.len() {
            first[at + 1] += first[at];
        }
        let mut next = first.clone();
        let (mut tails, mut arcs) = (vec![0; self.heads.len()], vec![0; self.heads.len()]);
        for vertex in 0..self.len() {
            for (head, arc) in self.out(vertex) {
                let at = next[head] as usize;
                next[head] += 1;
                tails[at] = u32::try_from(vertex).unwrap_or(NONE);
                arcs[at] = u32::try_from(arc).unwrap_or(NONE);
            }
        }
        (self.first_in, self.tails, self.arcs_in) = (first, tails, arcs);
    }
}
