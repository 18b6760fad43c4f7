//! The edges that can lie on a circuit with one edge, where their order plays no part.

use std::ops::Range;

use super::{
    bundles::Bundles,
    graph::{Side, TemporalGraph},
};

/// An edge, and which others may lie on a circuit with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    pub(super) edge: u32,
    /// The ranks that may be used: above the one and not above the other.
    pub(super) after: u32,
    pub(super) until: u32,
    /// Whether the edge is the last of a circuit by its number, or the first.
    pub(super) last: bool,
    /// The most other edges.
    pub(super) most: u32,
}

impl Around {
    #[inline]
    fn has(&self, edge: u32) -> bool {
        if self.last { edge < self.edge } else { edge > self.edge }
    }
}

/// A breadth-first search.
#[derive(Debug, Default)]
struct Front {
    /// For each vertex one more than the number of steps in which it was reached; 0 if it was not.
    steps: Vec<u32>,
    reached: Vec<u32>,
    /// Those still to be expanded: the one whose turn it is, and where its level ends.
    queue: Vec<u32>,
    at: usize,
    end: usize,
    /// How many levels are done.
    depth: u32,
    /// How many edges and vertices were looked at, with those whose turn it is.
    looked: usize,
}

impl Front {
    fn start(&mut self, vertex: u32) {
        for vertex in self.reached.drain(..) {
            self.steps[vertex as usize] = 0;
        }
        self.queue.clear();
        (self.at, self.end, self.depth, self.looked) = (0, 1, 0, 0);
        self.queue.push(vertex);
        self.reached.push(vertex);
        self.steps[vertex as usize] = 1;
    }

    fn has(&self, vertex: u32) -> bool {
        self.steps[vertex as usize] > 0
    }

    /// Reaches a vertex, which need not be expanded.
    fn note(&mut self, vertex: u32) {
        if !self.has(vertex) {
            self.steps[vertex as usize] = self.depth + 2;
            self.reached.push(vertex);
        }
    }

    /// Reaches a vertex, which is then expanded with the next level.
    #[inline]
    fn add(&mut self, vertex: u32) {
        if !self.has(vertex) {
            self.note(vertex);
            self.queue.push(vertex);
        }
    }

    /// The edges of the vertex whose turn it is; `None` if no vertex is left.
    fn turn(&mut self, side: &Side, around: Around) -> Option<Range<usize>> {
        let edges = side.between(*self.queue.get(self.at)?, around.after, around.until);
        self.looked += edges.len() + 1;
        Some(edges)
    }

    /// A vertex is expanded: it is the turn of the one after it.
    fn step(&mut self) {
        self.at += 1;
        if self.at == self.end {
            self.end = self.queue.len();
            self.depth += 1;
        }
    }
}

/// The arrays of one thread.
#[derive(Debug)]
pub(super) struct Near {
    ahead: Front,
    home: Front,
    there: Front,
    /// For each vertex that `there` reaches, its place.
    place: Vec<u32>,
}

impl Near {
    pub(super) fn new(len: u32) -> Self {
        let front = || Front { steps: vec![0; len as usize], ..Front::default() };
        Self { ahead: front(), home: front(), there: front(), place: vec![0; len as usize] }
    }

    /// About how many edges were looked at for the last edge.
    pub(super) fn looked(&self) -> u32 {
        u32::try_from(self.ahead.looked + self.home.looked).unwrap_or(u32::MAX)
    }

    /// An edge and those on the walks from its head back to its tail, as a small graph of their own; `None` if there is no
    /// walk. Vertex 0 is the tail, vertex 1 the head, and the others follow in the order of their distance.
    ///
    /// Two searches go from both ends, always the one that will have looked at fewer edges, until they meet or one of them
    /// ends; then the one from the tail goes on only over vertices that the other has met.
    pub(super) fn of(&mut self, graph: &TemporalGraph, around: Around) -> Option<Bundles> {
        let (tail, head) = (graph.tail(around.edge), graph.head(around.edge));
        let Self { ahead, home, .. } = self;
        home.start(tail);
        let mut entering = home.turn(&graph.into, around);
        if entering.as_ref().is_none_or(Range::is_empty) {
            // Nothing closes a circuit: so it is for most edges.
            ahead.looked = 0;
            return None;
        }
        ahead.start(head);
        let mut leaving = ahead.turn(&graph.out, around);
        while let (Some(out), Some(into)) = (&leaving, &entering)
            && ahead.depth + home.depth < around.most
        {
            if ahead.looked <= home.looked {
                spread_ahead(graph, around, ahead, out.clone());
                leaving = ahead.turn(&graph.out, around);
            } else {
                spread_home(graph, around, home, into.clone(), |_| true);
                entering = home.turn(&graph.into, around);
            }
        }
        // If the search ahead is complete, only what it has met can count.
        let known = if leaving.is_none() { around.most } else { ahead.depth };
        while let Some(into) = entering
            && home.depth < around.most
        {
            let far = home.depth + known + 1 >= around.most;
            spread_home(graph, around, home, into, |vertex| !far || ahead.has(vertex));
            entering = home.turn(&graph.into, around);
        }
        home.has(head).then(|| self.there(graph, around))
    }

    /// The walks, over vertices that lead home.
    fn there(&mut self, graph: &TemporalGraph, around: Around) -> Bundles {
        let (tail, head) = (graph.tail(around.edge), graph.head(around.edge));
        let Self { home, there, place, .. } = self;
        let mut edges = vec![(0, 1, around.edge)];
        let (mut own, mut places) = (1, 2);
        (place[tail as usize], place[head as usize]) = (0, own);
        there.start(head);
        while let Some(out) = there.turn(&graph.out, around) {
            for at in out {
                let (edge, end) = (graph.out.edges[at], graph.out.ends[at]);
                // One step here, and as many as lead from its end to the tail.
                let rest = there.depth + home.steps[end as usize];
                if !around.has(edge) || !home.has(end) || end == head || rest > around.most {
                    continue;
                }
                if end != tail && !there.has(end) {
                    there.add(end);
                    place[end as usize] = places;
                    places += 1;
                }
                edges.push((own, place[end as usize], edge));
            }
            there.step();
            own = there.queue.get(there.at).map_or(0, |&vertex| place[vertex as usize]);
        }
        Bundles::new(places, edges)
    }
}

/// Looks at edges that leave the vertex whose turn it is. The tail of the edge around which it goes is never passed.
fn spread_ahead(graph: &TemporalGraph, around: Around, front: &mut Front, edges: Range<usize>) {
    let tail = graph.tail(around.edge);
    for at in edges {
        let end = graph.out.ends[at];
        if around.has(graph.out.edges[at]) && end != tail {
            front.add(end);
        }
    }
    front.step();
}

/// Looks at edges that enter the vertex whose turn it is, from vertices that are accepted. What leads to the head of the
/// edge around which it goes is on no circuit with it.
fn spread_home(
    graph: &TemporalGraph,
    around: Around,
    front: &mut Front,
    edges: Range<usize>,
    accept: impl Fn(u32) -> bool,
) {
    let (tail, head) = (graph.tail(around.edge), graph.head(around.edge));
    for at in edges {
        let end = graph.into.ends[at];
        if !around.has(graph.into.edges[at]) || end == tail {
            continue;
        }
        if end == head {
            front.note(end);
        } else if accept(end) {
            front.add(end);
        }
    }
    front.step();
}
