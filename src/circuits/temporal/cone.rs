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
    level: Vec<u32>,
    next: Vec<u32>,
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
        self.best[vertex as usize] = rank;
        self.steps[vertex as usize] = 0;
        self.reached.push(vertex);
        self.level.push(vertex);
    }

    #[inline]
    fn improve(&mut self, vertex: u32, rank: u32, steps: u32) {
        let at = vertex as usize;
        if self.best[at] == self.worst {
            self.reached.push(vertex);
            self.steps[at] = steps;
            self.next.push(vertex);
        } else if self.best[at] == self.spread[at] {
            // If these differ, it is already waiting to be expanded.
            self.next.push(vertex);
        }
        self.best[at] = rank;
    }

    fn advance(&mut self) {
        self.level.clear();
        std::mem::swap(&mut self.level, &mut self.next);
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
    /// How many edges were looked at for the last cone.
    pub(super) looked: u32,
}

/// A first edge, and what is asked of the rest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    pub(super) tail: u32,
    pub(super) head: u32,
    pub(super) rank: u32,
    /// The last rank within the window.
    pub(super) until: u32,
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
            looked: 0,
        }
    }

    /// What lies on a walk back to the tail of a first edge; `None` if nothing does.
    ///
    /// Both searches advance step by step, the smaller front first, until they meet or one of them ends; then the
    /// search back goes on only over vertices that the one ahead has met.
    pub(super) fn of(&mut self, graph: &TemporalGraph, start: Start) -> Option<Cone<'_>> {
        self.looked = 0;
        self.ahead.start(start.head, start.rank - start.slack);
        self.home.start(start.tail, start.until + 1);
        let (mut ahead, mut home) = (0, 0);
        while !self.ahead.level.is_empty() && !self.home.level.is_empty() && ahead + home < start.most {
            if self.ahead.level.len() <= self.home.level.len() {
                ahead += 1;
                self.spread_ahead(graph, start, ahead);
            } else {
                home += 1;
                self.spread_home(graph, start, home, None);
            }
        }
        // The search ahead is complete: only what it has met can count.
        let known = if self.ahead.level.is_empty() { start.most } else { ahead };
        while !self.home.level.is_empty() && home < start.most {
            home += 1;
            self.spread_home(graph, start, home, Some(start.most.saturating_sub(known + 1)));
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

    fn spread_ahead(&mut self, graph: &TemporalGraph, start: Start, steps: u32) {
        let front = &mut self.ahead;
        for at in 0..front.level.len() {
            let vertex = front.level[at];
            let (from, until) = front.renew(vertex, start.until);
            for place in count(graph.out.between(vertex, from, until), &mut self.looked) {
                let (after, head) = (graph.out.ranks[place] - start.slack, graph.out.ends[place]);
                if head != start.tail && after < front.best[head as usize] {
                    front.improve(head, after, steps);
                }
            }
        }
        front.advance();
    }

    /// Vertices within `free` steps of the tail need not have been met by the search ahead; none need, if it is `None`.
    fn spread_home(&mut self, graph: &TemporalGraph, start: Start, steps: u32, free: Option<u32>) {
        let (front, ahead) = (&mut self.home, &self.ahead);
        for at in 0..front.level.len() {
            let vertex = front.level[at];
            // What closes a circuit is later than its first edge, even if edges of one time may follow each other: those
            // whose edges are all of one time have no first edge that time could tell.
            let least = if vertex == start.tail { start.rank } else { start.rank - start.slack };
            let from = front.spread[vertex as usize].max(least + 1) - 1;
            let until = front.best[vertex as usize] - 1;
            front.spread[vertex as usize] = front.best[vertex as usize];
            for place in count(graph.into.between(vertex, from, until), &mut self.looked) {
                let (rank, tail) = (graph.into.ranks[place], graph.into.ends[place]);
                let met = free.is_none_or(|free| steps <= free) || rank > ahead.best[tail as usize];
                let before = rank + start.slack;
                if tail != start.tail && before > front.best[tail as usize] && (met || tail == start.head) {
                    front.improve(tail, before, steps);
                }
            }
        }
        front.advance();
    }

    fn spread_there(&mut self, graph: &TemporalGraph, start: Start) {
        let (front, home) = (&mut self.there, &self.home);
        front.start(start.head, start.rank - start.slack);
        let mut steps = 0;
        while !front.level.is_empty() {
            steps += 1;
            for at in 0..front.level.len() {
                let vertex = front.level[at];
                let (from, until) = front.renew(vertex, home.best[vertex as usize] - start.slack);
                for place in count(graph.out.between(vertex, from, until), &mut self.looked) {
                    let (rank, head) = (graph.out.ranks[place], graph.out.ends[place]);
                    let leads_home = head != start.tail && home.best[head as usize] > rank;
                    if leads_home && rank - start.slack < front.best[head as usize] && head != start.head {
                        front.improve(head, rank - start.slack, steps);
                    }
                }
            }
            front.advance();
        }
    }
}

impl Front {
    /// The ranks to look at when a vertex is expanded from an earlier arrival: those that were not looked at last time.
    fn renew(&mut self, vertex: u32, until: u32) -> (u32, u32) {
        let at = vertex as usize;
        let seen = std::mem::replace(&mut self.spread[at], self.best[at]);
        (self.best[at], seen.min(until))
    }
}

fn count(range: std::ops::Range<usize>, edges: &mut u32) -> std::ops::Range<usize> {
    *edges = edges.saturating_add(u32::try_from(range.len()).unwrap_or(u32::MAX) + 1);
    range
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
                (rank > self.start.rank).then_some(Step::Home)
            } else {
                let leads_home = home.best[head as usize] > rank && head != self.start.head && there.has(head);
                leads_home.then(|| Step::On(self.cones.place[head as usize]))
            };
            step.map(|step| (side.edges[place], rank, step))
        })
    }
}
