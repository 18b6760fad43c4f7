//! The cone of a first edge: what can lie on a walk back to its tail, in order of time and within the window.
//!
//! ```text
//!      time ──────────────────────────────────────────────────────────────────────►
//!
//!              first edge        ahead: earliest arrival at each vertex
//!                              ───────────────────────►
//!      tail ─────────────► head ───► u ───► v ───► w ───► tail
//!                                         ◄───────────────────
//!                                home: latest departure that still leads back to the tail
//!
//!      there: earliest arrivals once more, only over vertices where  arrival < latest departure
//! ```

use std::ops::Range;

use super::graph::{Side, TemporalGraph};

/// Not reached, for arrivals.
const NEVER: u32 = u32::MAX;

/// A breadth-first search that keeps the best rank of each vertex: the earliest arrival going forward, or the latest
/// departure going back.
#[derive(Debug, Default)]
struct Front {
    /// The best rank so far; `worst` where there is none.
    best: Vec<u32>,
    /// The best rank when the vertex was last expanded.
    spread: Vec<u32>,
    /// The number of steps in which it was first reached.
    steps: Vec<u32>,
    reached: Vec<u32>,
    /// The vertices of one level, the place of the one whose turn it is, and those of the next level.
    level: Vec<u32>,
    at: usize,
    next: Vec<u32>,
    /// How many levels are done.
    depth: u32,
    /// How many edges and vertices were looked at, with those whose turn it is.
    looked: usize,
    worst: u32,
}

impl Front {
    fn new(len: u32, worst: u32) -> Self {
        let all = |value| vec![value; len as usize];
        Self { best: all(worst), spread: all(worst), steps: all(0), worst, ..Self::default() }
    }

    fn start(&mut self, vertex: u32, rank: u32) {
        for vertex in self.reached.drain(..) {
            self.best[vertex as usize] = self.worst;
            self.spread[vertex as usize] = self.worst;
        }
        self.level.clear();
        self.next.clear();
        (self.at, self.depth, self.looked) = (0, 0, 0);
        self.note(vertex, rank);
        self.steps[vertex as usize] = 0;
        self.level.push(vertex);
    }

    /// Keeps a better rank of a vertex that need not be expanded.
    fn note(&mut self, vertex: u32, rank: u32) {
        if self.best[vertex as usize] == self.worst {
            self.reached.push(vertex);
            self.steps[vertex as usize] = self.depth + 1;
        }
        self.best[vertex as usize] = rank;
    }

    /// Keeps a better rank of a vertex, which is then expanded with the next level.
    #[inline]
    fn improve(&mut self, vertex: u32, rank: u32) {
        let at = vertex as usize;
        if self.best[at] == self.worst {
            self.reached.push(vertex);
            self.steps[at] = self.depth + 1;
            self.next.push(vertex);
        } else if self.best[at] == self.spread[at] {
            // If these differ, it is already waiting to be expanded.
            self.next.push(vertex);
        }
        self.best[at] = rank;
    }

    /// A vertex is expanded: it is the turn of the one after it.
    #[inline]
    fn step(&mut self) {
        self.at += 1;
        if self.at == self.level.len() {
            self.level.clear();
            std::mem::swap(&mut self.level, &mut self.next);
            self.at = 0;
            self.depth += 1;
        }
    }

    /// The edges to look at when the vertex whose turn it is is expanded going forward: those that can follow its
    /// arrival and were not looked at last time. `None` if no vertex is left.
    #[inline]
    fn leaving(&mut self, graph: &TemporalGraph, start: Start) -> Option<Range<usize>> {
        let vertex = *self.level.get(self.at)?;
        let (after, until) = self.renew(vertex, start.until);
        Some(self.count(graph.out.between(vertex, after, until)))
    }

    /// The same going back: the edges that can come before its departure.
    #[inline]
    fn entering(&mut self, graph: &TemporalGraph, start: Start) -> Option<Range<usize>> {
        let vertex = *self.level.get(self.at)?;
        let least = if vertex == start.tail { start.closing } else { start.rank - start.slack };
        let (before, at) = (self.best[vertex as usize], vertex as usize);
        let seen = std::mem::replace(&mut self.spread[at], before);
        Some(self.count(graph.into.between(vertex, seen.max(least + 1) - 1, before - 1)))
    }

    #[inline]
    fn count(&mut self, edges: Range<usize>) -> Range<usize> {
        self.looked += edges.len() + 1;
        edges
    }

    /// The ranks to look at when a vertex is expanded from an earlier arrival: those that were not looked at last time.
    #[inline]
    fn renew(&mut self, vertex: u32, until: u32) -> (u32, u32) {
        let at = vertex as usize;
        let seen = std::mem::replace(&mut self.spread[at], self.best[at]);
        (self.best[at], seen.min(until))
    }

    fn has(&self, vertex: u32) -> bool {
        self.best[vertex as usize] != self.worst
    }
}

/// The arrays of one thread.
#[derive(Debug, Default)]
pub(super) struct Cones {
    /// Earliest arrivals.
    ahead: Front,
    /// Latest departures.
    home: Front,
    /// Earliest arrivals over vertices that lead back to the tail.
    there: Front,
    /// For each vertex, its place among those of the cone.
    place: Vec<u32>,
}

/// A first edge, and what is asked of the rest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    pub(super) tail: u32,
    pub(super) head: u32,
    pub(super) rank: u32,
    /// The last rank within the window.
    pub(super) until: u32,
    /// The rank after which what closes a circuit must lie: that of the first edge or a later one. So if edges of one time
    /// may follow each other, a circuit whose edges are all of one time is not found: it has no first edge that time could
    /// tell.
    pub(super) closing: u32,
    /// The most edges that may follow.
    pub(super) most: u32,
    /// How much the rank of an edge may fall short of being later than the one before: 1 if an edge may follow another of
    /// the same time, else 0. What is kept of a vertex is the rank after which an edge may leave it, and the rank before
    /// which one must have come: so `after < rank < before` is the same test in both cases.
    pub(super) slack: u32,
}

/// What was found around a first edge: its head first.
pub(super) struct Cone<'c> {
    cones: &'c Cones,
    start: Start,
}

impl Cones {
    pub(super) fn new(len: u32) -> Self {
        Self {
            ahead: Front::new(len, NEVER),
            home: Front::new(len, 0),
            there: Front::new(len, NEVER),
            place: vec![0; len as usize],
        }
    }

    /// About how many edges were looked at for the last cone.
    pub(super) fn looked(&self) -> u32 {
        u32::try_from(self.ahead.looked + self.home.looked).unwrap_or(u32::MAX)
    }

    /// What lies on a walk back to the tail of a first edge; `None` if nothing does.
    ///
    /// Both searches advance vertex by vertex, always the one that will have looked at fewer edges, until they meet or one
    /// of them ends; then the search back goes on only over vertices that the one ahead has met. So a first edge to which
    /// nothing leads back costs about twice what the smaller of its two sides holds, however long the other one is.
    pub(super) fn of(&mut self, graph: &TemporalGraph, start: Start) -> Option<Cone<'_>> {
        self.home.start(start.tail, start.until + 1);
        let mut into = self.home.entering(graph, start);
        if into.as_ref().is_none_or(Range::is_empty) {
            // Nothing closes a circuit: so it is for most first edges.
            self.ahead.looked = 0;
            return None;
        }
        self.ahead.start(start.head, start.rank - start.slack);
        let mut out = self.ahead.leaving(graph, start);
        while let (Some(leaving), Some(entering)) = (&out, &into)
            && self.ahead.depth + self.home.depth < start.most
        {
            if self.ahead.looked <= self.home.looked {
                self.spread_ahead(graph, start, leaving.clone());
                out = self.ahead.leaving(graph, start);
            } else {
                self.spread_home(graph, start, entering.clone(), None);
                into = self.home.entering(graph, start);
            }
        }
        // If the search ahead is complete, only what it has met can count.
        let known = if out.is_none() { start.most } else { self.ahead.depth };
        while let Some(entering) = into
            && self.home.depth < start.most
        {
            self.spread_home(graph, start, entering, Some(start.most.saturating_sub(known + 1)));
            into = self.home.entering(graph, start);
        }
        if self.home.best[start.head as usize] <= start.rank {
            return None;
        }
        self.spread_there(graph, start);
        for (at, &vertex) in (0..).zip(&self.there.reached) {
            self.place[vertex as usize] = at;
        }
        Some(Cone { cones: self, start })
    }

    /// Looks at edges that leave the vertex whose turn it is.
    fn spread_ahead(&mut self, graph: &TemporalGraph, start: Start, edges: Range<usize>) {
        let front = &mut self.ahead;
        for place in edges {
            let (after, head) = (graph.out.ranks[place] - start.slack, graph.out.ends[place]);
            if head != start.tail && after < front.best[head as usize] {
                front.improve(head, after);
            }
        }
        front.step();
    }

    /// Looks at edges that enter the vertex whose turn it is. Vertices within `free` steps of the tail need not have been
    /// met by the search ahead; none need, if it is `None`. What enters the head of the first edge is on no circuit with
    /// it.
    fn spread_home(&mut self, graph: &TemporalGraph, start: Start, edges: Range<usize>, free: Option<u32>) {
        let (front, ahead) = (&mut self.home, &self.ahead);
        let far = free.is_some_and(|free| front.depth >= free);
        for place in edges {
            let (rank, tail) = (graph.into.ranks[place], graph.into.ends[place]);
            let before = rank + start.slack;
            if tail == start.tail || before <= front.best[tail as usize] {
                continue;
            }
            if tail == start.head {
                front.note(tail, before);
            } else if !far || rank > ahead.best[tail as usize] {
                front.improve(tail, before);
            }
        }
        front.step();
    }

    fn spread_there(&mut self, graph: &TemporalGraph, start: Start) {
        let (front, home) = (&mut self.there, &self.home);
        front.start(start.head, start.rank - start.slack);
        while let Some(&vertex) = front.level.get(front.at) {
            let (after, until) = front.renew(vertex, home.best[vertex as usize] - start.slack);
            for place in front.count(graph.out.between(vertex, after, until)) {
                let (rank, head) = (graph.out.ranks[place], graph.out.ends[place]);
                let leads_home = head != start.tail && home.best[head as usize] > rank;
                if leads_home && rank - start.slack < front.best[head as usize] && head != start.head {
                    front.improve(head, rank - start.slack);
                }
            }
            front.step();
        }
    }
}

/// What leads on from a vertex of a cone.
pub(super) enum Step {
    /// To the place of another vertex.
    On(u32),
    /// To the tail of the first edge.
    Home,
}

impl Cone<'_> {
    /// The vertices, in the order of their places.
    pub(super) fn vertices(&self) -> &[u32] {
        &self.cones.there.reached
    }

    /// The least number of edges from a vertex back to the tail.
    pub(super) fn steps_home(&self, vertex: u32) -> u32 {
        self.cones.home.steps[vertex as usize]
    }

    /// 1 if an edge may follow another of the same time, else 0.
    pub(super) fn slack(&self) -> u32 {
        self.start.slack
    }

    /// The edges of a vertex that can lie on a walk back, in order of time: each with its rank and where it leads.
    pub(super) fn steps<'a>(&'a self, side: &'a Side, vertex: u32) -> impl Iterator<Item = (u32, u32, Step)> + 'a {
        let (home, there) = (&self.cones.home, &self.cones.there);
        let until = home.best[vertex as usize] - self.start.slack;
        let range = side.between(vertex, there.best[vertex as usize], until);
        range.filter_map(move |place| {
            let (rank, head) = (side.ranks[place], side.ends[place]);
            let step = if head == self.start.tail {
                (rank > self.start.closing).then_some(Step::Home)
            } else {
                let leads_home = home.best[head as usize] > rank && head != self.start.head && there.has(head);
                leads_home.then(|| Step::On(self.cones.place[head as usize]))
            };
            step.map(|step| (side.edges[place], rank, step))
        })
    }
}
