//! Maximum flows in one graph, from many vertices to many others.
//!
//! E. A. Dinitz's algorithm (1970): the shortest ways are found by layers and filled at once, again and again. The layers
//! grow from both ends until they meet, always where there is less to look at, so that a flow between near vertices sees
//! little of a large graph: neither while it is found, nor when it is proven that there is no more.

use std::ops::Range;

/// No arc.
const NONE: u32 = u32::MAX;

/// An arc of the residual graph.
#[derive(Debug, Clone, Copy)]
struct Arc {
    head: u32,
    /// The arc the other way, which has the room that is used up here.
    twin: u32,
    room: u128,
}

/// On which side of the search a vertex is, and how many arcs from its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    After(u32),
    Before(u32),
}

/// The vertices that one side of a search has reached last, and how many arcs they have.
#[derive(Debug, Default)]
struct Front {
    vertices: Vec<u32>,
    arcs: usize,
    depth: u32,
}

/// An edge, and how much can flow along it and against it.
#[derive(Debug, Clone, Copy)]
pub(in crate::measure) struct Room {
    pub(in crate::measure) tail: usize,
    pub(in crate::measure) head: usize,
    pub(in crate::measure) along: u128,
    pub(in crate::measure) against: u128,
}

/// A graph whose edges have room for flow one way and the other. What flows uses it up, and makes room for what would
/// flow back.
#[derive(Debug)]
pub(in crate::measure) struct Residual {
    /// The arcs that leave `v` are `first[v]..first[v + 1]`.
    first: Vec<u32>,
    arcs: Vec<Arc>,
    /// Of each edge, the arc along it.
    along: Vec<u32>,
    /// Of each vertex, in which search it was reached last, its layer there, and the next of its arcs to look at.
    reached: Vec<u32>,
    layer: Vec<Layer>,
    next: Vec<u32>,
    search: u32,
}

/// Where the two sides of a search have met.
#[derive(Debug, Clone, Copy)]
struct Meeting {
    /// How many arcs the shortest ways have.
    length: u32,
    /// The last layer from the beginning that is on them.
    last_after: u32,
}

/// The most that flows from one vertex of `0..len` to another one.
pub(in crate::measure) fn maximum_flow(
    len: usize,
    arcs: impl IntoIterator<Item = (usize, usize, u128)>,
    from: usize,
    to: usize,
) -> u128 {
    let edges: Vec<Room> = arcs.into_iter().map(|(tail, head, along)| Room { tail, head, along, against: 0 }).collect();
    Residual::new(len, &edges).push(from, to, u128::MAX)
}

impl Residual {
    /// Of edges on vertices `0..len`. Sums of room must stay below 2^128, and there must be fewer than 2^31 edges.
    pub(in crate::measure) fn new(len: usize, edges: &[Room]) -> Self {
        let mut first = vec![0_u32; len + 1];
        for &Room { tail, head, .. } in edges {
            first[tail + 1] += 1;
            first[head + 1] += 1;
        }
        for at in 0..len {
            first[at + 1] += first[at];
        }
        let mut free = first.clone();
        let mut place = |vertex: usize| {
            free[vertex] += 1;
            free[vertex] - 1
        };
        let mut arcs = vec![Arc { head: NONE, twin: NONE, room: 0 }; 2 * edges.len()];
        let mut places = Vec::with_capacity(edges.len());
        for &Room { tail, head, along, against } in edges {
            let (there, here) = (place(tail), place(head));
            arcs[there as usize] = Arc { head: number(head), twin: here, room: along };
            arcs[here as usize] = Arc { head: number(tail), twin: there, room: against };
            places.push(there);
        }
        Self {
            first,
            arcs,
            along: places,
            reached: vec![0; len],
            layer: vec![Layer::After(0); len],
            next: vec![0; len],
            search: 0,
        }
    }

    /// How much more can flow along an edge, and against it.
    pub(in crate::measure) fn room(&self, edge: usize) -> (u128, u128) {
        let along = self.arcs[self.along[edge] as usize];
        (along.room, self.arcs[along.twin as usize].room)
    }

    /// Sets how much more can flow along an edge, and against it.
    pub(in crate::measure) fn set_room(&mut self, edge: usize, along: u128, against: u128) {
        let arc = &mut self.arcs[self.along[edge] as usize];
        arc.room = along;
        let twin = arc.twin as usize;
        self.arcs[twin].room = against;
    }

    /// Sends as much as possible from one vertex to another, but no more than `most`: says how much.
    pub(in crate::measure) fn push(&mut self, from: usize, to: usize, most: u128) -> u128 {
        if from == to {
            return 0;
        }
        let most = most.min(self.outflow(from)).min(self.inflow(to));
        let mut sent = 0;
        while sent < most {
            let Some(meeting) = self.layers(from, to) else { break };
            sent += self.fill(from, to, meeting, most - sent);
        }
        sent
    }

    fn own(&self, vertex: usize) -> Range<usize> {
        self.first[vertex] as usize..self.first[vertex + 1] as usize
    }

    fn outflow(&self, vertex: usize) -> u128 {
        self.arcs[self.own(vertex)].iter().map(|arc| arc.room).sum()
    }

    fn inflow(&self, vertex: usize) -> u128 {
        self.arcs[self.own(vertex)].iter().map(|arc| self.arcs[arc.twin as usize].room).sum()
    }

    /// Finds the layers of the shortest ways; `None` if there is no way.
    fn layers(&mut self, from: usize, to: usize) -> Option<Meeting> {
        self.search += 1;
        let (mut after, mut before) = (Front::default(), Front::default());
        self.reach(number(from), Layer::After(0), &mut after);
        self.reach(number(to), Layer::Before(0), &mut before);
        while !after.vertices.is_empty() && !before.vertices.is_empty() {
            let forward = after.arcs <= before.arcs;
            let met = if forward { self.grow(&mut after, true) } else { self.grow(&mut before, false) };
            if met {
                // Of the side that has grown, the layer before its last one has met the other side.
                let last_after = after.depth - u32::from(forward);
                return Some(Meeting { length: after.depth + before.depth, last_after });
            }
        }
        None
    }

    /// Goes one layer further; whether that met the other side.
    fn grow(&mut self, front: &mut Front, forward: bool) -> bool {
        let from = std::mem::take(front);
        front.depth = from.depth + 1;
        let mut met = false;
        for vertex in from.vertices {
            for at in self.own(vertex as usize) {
                let Arc { head, twin, room } = self.arcs[at];
                let room = if forward { room } else { self.arcs[twin as usize].room };
                if room == 0 {
                    continue;
                }
                if self.reached[head as usize] == self.search {
                    met |= matches!(self.layer[head as usize], Layer::After(_)) != forward;
                } else {
                    let layer = if forward { Layer::After(front.depth) } else { Layer::Before(front.depth) };
                    self.reach(head, layer, front);
                }
            }
        }
        met
    }

    fn reach(&mut self, vertex: u32, layer: Layer, front: &mut Front) {
        let at = vertex as usize;
        self.reached[at] = self.search;
        self.layer[at] = layer;
        self.next[at] = self.first[at];
        front.vertices.push(vertex);
        front.arcs += self.own(at).len();
    }

    /// Fills the shortest ways with no more than `most`.
    fn fill(&mut self, from: usize, to: usize, meeting: Meeting, most: u128) -> u128 {
        let mut sent = 0;
        let mut way: Vec<u32> = Vec::new();
        let mut vertex = from;
        loop {
            if vertex == to {
                let least = way.iter().map(|&arc| self.arcs[arc as usize].room).min().unwrap_or(0).min(most - sent);
                sent += least;
                let mut open = way.len();
                for (at, &arc) in way.iter().enumerate().rev() {
                    let twin = self.arcs[arc as usize].twin as usize;
                    self.arcs[arc as usize].room -= least;
                    self.arcs[twin].room += least;
                    if self.arcs[arc as usize].room == 0 {
                        open = at;
                    }
                }
                if sent == most {
                    return sent;
                }
                // Go on from before the first arc that is full.
                vertex = self.tail(way[open]);
                way.truncate(open);
            } else if self.next[vertex] < self.first[vertex + 1] {
                let at = self.next[vertex];
                let Arc { head, room, .. } = self.arcs[at as usize];
                if room > 0 && self.is_nearer(vertex, head as usize, meeting) {
                    way.push(at);
                    vertex = head as usize;
                } else {
                    self.next[vertex] += 1;
                }
            } else {
                // A dead end.
                let Some(arc) = way.pop() else { return sent };
                vertex = self.tail(arc);
                self.next[vertex] += 1;
            }
        }
    }

    fn tail(&self, arc: u32) -> usize {
        self.arcs[self.arcs[arc as usize].twin as usize].head as usize
    }

    /// Whether an arc leads on to the next layer of a shortest way.
    fn is_nearer(&self, tail: usize, head: usize, Meeting { length, last_after }: Meeting) -> bool {
        self.reached[head] == self.search
            && match (self.layer[tail], self.layer[head]) {
                (Layer::After(a), Layer::After(b)) => b == a + 1 && b <= last_after,
                (Layer::After(a), Layer::Before(b)) => a + 1 + b == length,
                (Layer::Before(a), Layer::Before(b)) => b + 1 == a,
                (Layer::Before(_), Layer::After(_)) => false,
            }
    }
}

fn number(vertex: usize) -> u32 {
    u32::try_from(vertex).unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Of a few edges, sparse enough that ways are long.
    fn graph() -> impl Strategy<Value = (usize, Vec<Room>)> {
        (2..9_usize).prop_flat_map(|len| {
            let edge = (0..len, 0..len, 0..9_u128, prop_oneof![Just(0_u128), 0..9_u128]);
            let edge = edge.prop_map(|(tail, head, along, against)| Room { tail, head, along, against });
            (Just(len), prop::collection::vec(edge, 1..16))
        })
    }

    /// The smallest cut between two vertices, of all cuts.
    fn cut((len, edges): &(usize, Vec<Room>), from: usize, to: usize) -> u128 {
        let sides = (0..1_u32 << len).filter(|side| side >> from & 1 == 1 && side >> to & 1 == 0);
        let crossing = |side: u32| {
            let leads = |tail: usize, head: usize| u128::from(side >> tail & 1 == 1 && side >> head & 1 == 0);
            edges
                .iter()
                .map(|one| leads(one.tail, one.head) * one.along + leads(one.head, one.tail) * one.against)
                .sum()
        };
        sides.map(crossing).min().unwrap_or(0)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn maximum_flow_is_minimum_cut(graph in graph(), ends in (0..9_usize, 0..9_usize), most in 0..12_u128) {
            let (from, to) = (ends.0 % graph.0, ends.1 % graph.0);
            prop_assume!(from != to);
            let all = cut(&graph, from, to);
            let mut residual = Residual::new(graph.0, &graph.1);
            let sent = residual.push(from, to, most);
            prop_assert_eq!(sent, all.min(most));
            // The rest, and all of it back again, and what could flow back before.
            let back = cut(&graph, to, from);
            prop_assert_eq!(residual.push(from, to, u128::MAX), all - sent);
            prop_assert_eq!(residual.push(to, from, u128::MAX), all + back);
            for (at, edge) in graph.1.iter().enumerate() {
                let (along, against) = residual.room(at);
                prop_assert_eq!(along + against, edge.along + edge.against);
            }
        }
    }
}
