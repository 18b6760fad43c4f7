//! All the ways in which money can go from one company to another.

use std::{cmp::Reverse, collections::VecDeque};

use super::{
    About,
    joint_flow::{Way, joint_flow},
};
use crate::{
    circuits::MOST_HOPS,
    flow::{FlowGraph, Hop, Link, Node, Scope},
    model::{DealId, Range, Status, When},
};

/// What a reader must know of paths.
pub const ABOUT: About = About {
    title: "paths",
    definition: "Every way from one company to another over hops of money that passes no company twice. No more than its \
                 bottleneck, its smallest hop, can go all the way.",
    method: "Depth-first search that only goes where the payee can still be reached within the hops that are left \
             (breadth-first distances). In order of time means that on each hop a deal can be chosen so that the dates \
             do not decrease. Over all paths together, a maximum flow (Dinitz).",
    caution: "A path that money can take is not one that it took. Paths share hops, so their bottlenecks must not be \
              added up: the flow over all of them together says what can pass in all.",
};

/// After so many hops that were tried, it is asked whether to go on.
const ASK_EVERY: u64 = 1024;

/// Which paths are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathLimits {
    /// Of at most so many hops.
    pub max_length: u32,
    /// At most so many; then the search stops.
    pub count: Option<usize>,
    /// Only those that one payment after the other can have taken, by their dates.
    pub in_time_order: bool,
}

/// One way from payer to payee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// From the payer to the payee.
    pub nodes: Vec<Node>,
    /// Indices into [`FlowGraph::hops`], structural ones left out.
    pub hops: Vec<usize>,
    /// The most that can go all the way.
    pub bottleneck: Range,
    /// The status of its weakest hop, each hop having that of its firmest deal.
    pub status: Status,
    /// The first day since which all its hops have stood without a break.
    pub formed_on: When,
    /// Whether on each hop a deal can be chosen so that the dates do not decrease.
    pub in_time_order: bool,
}

impl Path {
    /// Every deal on it, hop by hop.
    pub fn deals<'g>(&self, graph: &'g FlowGraph) -> Vec<&'g DealId> {
        let hops = self.hops.iter().filter_map(|&at| graph.hops().get(at));
        hops.flat_map(|hop| graph.arcs_of(hop)).map(|arc| &arc.deal).collect()
    }
}

/// The ways from one company to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The largest bottleneck first; those without a stated one last, shorter ones first.
    pub list: Vec<Path>,
    /// Whether these are all.
    pub complete: bool,
    /// The most that can pass over hops on some way of that length, all together, whatever its order in time: an upper
    /// bound where the length is limited. Zero if there is no way.
    pub together: Range,
}

/// All ways from `payer` to `payee` within the limits; none if they are the same. It takes time in the number of ways, which
/// can be exponential in `max_length`; the scope's stop ends it.
///
/// ```
/// use roundtrip::{flow::{Scope, View}, load, measure::{PathLimits, paths}};
/// let csv = "payer,payee,kind,amount,date,status\na,b,equity,5B,2025-01-01,signed\nb,c,cloud,3B,2025-02-01,signed\n\
///            a,c,equity,1B,2025-03-01,signed\n";
/// let (register, _) = load::from_text("deals.csv", csv).expect("a sound register");
/// let scope = Scope::new(&register, View::of(&register));
/// let ends = scope.graph.node("a").zip(scope.graph.node("c")).expect("both are there");
/// let found = paths(&scope, ends.0, ends.1, &PathLimits { max_length: 3, count: None, in_time_order: true });
/// assert_eq!(found.list.iter().map(|path| path.hops.len()).collect::<Vec<_>>(), [2, 1]);
/// assert_eq!(found.together.words(register.base), "$4bn");
/// ```
pub fn paths(scope: &Scope<'_>, payer: Node, payee: Node, limits: &PathLimits) -> Paths {
    let mut search = Search::new(&scope.graph, payer, payee, limits);
    let complete = search.run(scope);
    let mut list = search.found;
    list.sort_by_key(|path| {
        let Range { stated, low, high } = path.bottleneck;
        (Reverse(stated), Reverse(low), high.is_none(), Reverse(high), path.hops.len(), path.nodes.clone())
    });
    Paths { list, complete, together: search.map.together(payer, payee, limits.max_length) }
}

/// The hops of a graph, and how far each node lies from the two ends.
struct Distances<'g> {
    graph: &'g FlowGraph,
    /// Hops to the node, from the payer.
    there: Vec<Option<u32>>,
    /// Hops from the node, to the payee.
    home: Vec<Option<u32>>,
}

impl<'g> Distances<'g> {
    fn new(graph: &'g FlowGraph, payer: Node, payee: Node) -> Self {
        let there = distances(graph, payer, |hop| (hop.payer, hop.payee));
        let home = distances(graph, payee, |hop| (hop.payee, hop.payer));
        Self { graph, there, home }
    }

    fn home(&self, node: Node) -> Option<u32> {
        self.home.get(node).copied().flatten()
    }

    /// The most that flows over all hops on a walk of at most so many hops.
    fn together(&self, payer: Node, payee: Node, most: u32) -> Range {
        let near = |hop: &&Hop| {
            let ends = self.there.get(hop.payer).copied().flatten().zip(self.home(hop.payee));
            ends.is_some_and(|(there, home)| there + length(hop) + home <= most)
        };
        let hops = self.graph.hops().iter().filter(near);
        let way = |hop: &Hop| Way { from: hop.payer, to: hop.payee, arcs: (!hop.structural).then(|| hop.arcs.clone()) };
        let ways: Vec<Way> = hops.map(way).collect();
        if payer == payee || ways.is_empty() {
            return Range::ZERO;
        }
        joint_flow(self.graph, self.graph.nodes().len(), &ways, (payer, payee))
    }
}

/// What a hop counts: between an asset and its owner, nothing.
fn length(hop: &Hop) -> u32 {
    u32::from(!hop.structural)
}

/// How many hops each node lies from one, in the direction that `ends` gives. Breadth first; what counts nothing is gone
/// over at once.
fn distances(graph: &FlowGraph, from: Node, ends: fn(&Hop) -> (Node, Node)) -> Vec<Option<u32>> {
    let mut out: Vec<Vec<(Node, u32)>> = vec![Vec::new(); graph.nodes().len()];
    for hop in graph.hops() {
        let (tail, head) = ends(hop);
        if let Some(own) = out.get_mut(tail) {
            own.push((head, length(hop)));
        }
    }
    let mut found = vec![None; graph.nodes().len()];
    let mut waiting = VecDeque::from([(from, 0)]);
    while let Some((node, far)) = waiting.pop_front() {
        let Some(place) = found.get_mut(node).filter(|place| place.is_none()) else { continue };
        *place = Some(far);
        for &(head, length) in out.get(node).into_iter().flatten() {
            if length == 0 {
                waiting.push_front((head, far));
            } else {
                waiting.push_back((head, far + length));
            }
        }
    }
    found
}

/// A search that goes one hop further, or one hop back.
struct Search<'g> {
    map: Distances<'g>,
    limits: PathLimits,
    payer: Node,
    payee: Node,
    /// The hops out of each node.
    out: Vec<Vec<usize>>,
    found: Vec<Path>,
    held: usize,
}

impl<'g> Search<'g> {
    fn new(graph: &'g FlowGraph, payer: Node, payee: Node, limits: &PathLimits) -> Self {
        let mut out = vec![Vec::new(); graph.nodes().len()];
        for (at, hop) in graph.hops().iter().enumerate() {
            if let Some(own) = out.get_mut(hop.payer) {
                own.push(at);
            }
        }
        let map = Distances::new(graph, payer, payee);
        Self { map, limits: *limits, payer, payee, out, found: Vec::new(), held: 0 }
    }

    /// Finds every way; whether it came to its end.
    fn run(&mut self, scope: &Scope<'_>) -> bool {
        if self.payer == self.payee {
            return true;
        }
        let (mut way, mut next, mut tried) = (Vec::new(), vec![0_usize], 0_u64);
        while let Some(at) = next.last_mut() {
            let node = self.end(&way);
            let hop = self.out.get(node).and_then(|out| out.get(*at)).copied();
            *at += 1;
            let Some(hop) = hop else {
                next.pop();
                way.pop();
                continue;
            };
            tried += 1;
            if tried.is_multiple_of(ASK_EVERY) && scope.stop.should_stop() {
                return false;
            }
            if !self.leads_home(&way, hop) {
                continue;
            }
            way.push(hop);
            if self.end(&way) == self.payee {
                if !self.keep(scope, &way) {
                    return false;
                }
                way.pop();
            } else {
                next.push(0);
            }
        }
        true
    }

    fn hop(&self, at: usize) -> Option<&'g Hop> {
        self.map.graph.hops().get(at)
    }

    /// Where a way has come to.
    fn end(&self, way: &[usize]) -> Node {
        way.last().and_then(|&at| self.hop(at)).map_or(self.payer, |hop| hop.payee)
    }

    /// Whether the payee can be reached from the end of a hop, within the hops that are left and without passing anybody
    /// twice up to there.
    fn leads_home(&self, way: &[usize], hop: usize) -> bool {
        let Some(hop) = self.hop(hop) else { return false };
        let passed = || way.iter().filter_map(|&at| self.hop(at));
        let used: u32 = passed().map(length).sum();
        let near = self.map.home(hop.payee).is_some_and(|home| used + length(hop) + home <= self.limits.max_length);
        near && hop.payee != self.payer && passed().all(|before| before.payee != hop.payee)
    }

    /// Keeps a way, if it is wanted; `false` if no more can be kept.
    fn keep(&mut self, scope: &Scope<'_>, way: &[usize]) -> bool {
        let Some(path) = path(scope, self.payer, way) else { return true };
        if self.limits.in_time_order && !path.in_time_order {
            return true;
        }
        // One more than is wanted shows that there is more.
        self.held += path.hops.len();
        if self.limits.count.is_some_and(|most| self.found.len() >= most) || self.held > MOST_HOPS {
            return false;
        }
        self.found.push(path);
        true
    }
}

/// A way, and what is said of it; `None` of one that has no hop but structural ones.
fn path(scope: &Scope<'_>, payer: Node, way: &[usize]) -> Option<Path> {
    let graph = &scope.graph;
    let passed: Vec<(usize, &Hop)> = way.iter().filter_map(|&at| Some((at, graph.hops().get(at)?))).collect();
    let nodes = std::iter::once(payer).chain(passed.iter().map(|(_, hop)| hop.payee)).collect();
    let link = |hop: &Hop| {
        let (from, to) = (graph.id(hop.payer), graph.id(hop.payee));
        if hop.structural { Link::Tied(from, to) } else { Link::Paid(from, to) }
    };
    let links: Vec<Link<'_>> = passed.iter().map(|(_, hop)| link(hop)).collect();
    let paid: Vec<(usize, &Hop)> = passed.into_iter().filter(|(_, hop)| !hop.structural).collect();
    let statuses = |hop: &Hop| graph.arcs_of(hop).map(|arc| arc.status).max();
    Some(Path {
        nodes,
        bottleneck: paid.iter().map(|(_, hop)| hop.value).reduce(Range::min)?,
        status: paid.iter().filter_map(|(_, hop)| statuses(hop)).min()?,
        formed_on: scope.formed().path(&links)?,
        in_time_order: in_time_order(graph, paid.iter().map(|(_, hop)| *hop)),
        hops: paid.iter().map(|(at, _)| *at).collect(),
    })
}

/// Whether on each hop a deal can be chosen so that the dates do not decrease: the earliest that is not too early is the
/// best choice.
fn in_time_order<'h>(graph: &FlowGraph, hops: impl IntoIterator<Item = &'h Hop>) -> bool {
    let mut now = None;
    hops.into_iter().all(|hop| {
        let days = graph.arcs_of(hop).map(|arc| arc.since.day());
        now = days.filter(|day| now.is_none_or(|now| *day >= now)).min();
        now.is_some()
    })
}
