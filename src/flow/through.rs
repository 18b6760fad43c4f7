//! `--through`: the hops over which some loop leads through the entities that are named.
//!
//! A loop passes nobody twice, so it is not enough that a hop and an entity reach each other: that would be their whole
//! group of loops. A loop over a hop and through some nodes is a way to give nodes a successor each, so that all of these
//! lie on one ring. Without the last demand that is an assignment, found by augmenting paths; where it has several rings,
//! one of them is forbidden hop by hop, as for travelling salesmen (Carpaneto and Toth 1980). Most hops need none of it: the
//! shortest ways from one to the next do. The question is hard for graphs that are made to be hard (two disjoint paths;
//! Fortune, Hopcroft and Wyllie 1980), so there is a limit: a hop that it leaves open is kept, and counted.

use std::collections::{BTreeSet, VecDeque};

use super::{FlowGraph, Node};

/// So many assignments are tried for one hop.
const TRIES: usize = 2_000;

/// So many nodes and hops are met in all assignments together.
const WORK: usize = 10_000_000;

/// From one node to another.
type Step = (Node, Node);

/// Which hops lie on a loop through all that is named.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct OnLoops {
    /// The ends of each such hop.
    pub(super) hops: BTreeSet<Step>,
    /// How many of them are kept because the limit left it open.
    pub(super) undecided: usize,
}

/// The hops of a graph that lie on an elementary circuit through all of `required`; none if that is nobody.
pub(super) fn on_loops(graph: &FlowGraph, required: &[Node]) -> OnLoops {
    let mut found = OnLoops::default();
    let required: BTreeSet<Node> = required.iter().copied().collect();
    let component = graph.components();
    let of = |node: Node| component.get(node).copied();
    let Some(common) = required.first().and_then(|&node| of(node)) else {
        return found;
    };
    if required.iter().any(|&node| of(node) != Some(common)) {
        return found;
    }
    let inside = || graph.hops().iter().filter(|hop| of(hop.payer) == Some(common) && of(hop.payee) == Some(common));
    let structural: BTreeSet<Step> = inside().filter(|hop| hop.structural).map(|hop| (hop.payer, hop.payee)).collect();
    let (mut next, mut before) = (vec![Vec::new(); graph.nodes().len()], vec![Vec::new(); graph.nodes().len()]);
    for hop in inside() {
        if let (Some(next), Some(before)) = (next.get_mut(hop.payer), before.get_mut(hop.payee)) {
            next.push(hop.payee);
            before.push(hop.payer);
        }
    }
    let mut left = WORK / (graph.nodes().len() + graph.hops().len()).max(1);
    let search = Search { next, before, required };
    for hop in inside() {
        let step = (hop.payer, hop.payee);
        if found.hops.contains(&step) {
            continue;
        }
        // There and back between an asset and its owner is no loop.
        let back = (hop.payee, hop.payer);
        let banned =
            if hop.structural && structural.contains(&back) { BTreeSet::from([back]) } else { BTreeSet::new() };
        match search.ring(step, banned, &mut left) {
            Found::Ring(ring) => found.hops.extend(ring),
            Found::None => {}
            Found::Undecided => {
                found.hops.insert(step);
                found.undecided += 1;
            }
        }
    }
    found
}

/// Whether there is a ring.
enum Found {
    Ring(Vec<Step>),
    None,
    Undecided,
}

/// A strongly connected graph, and who has to be on a ring.
struct Search {
    /// The payees of each node.
    next: Vec<Vec<Node>>,
    /// The payers of each node.
    before: Vec<Vec<Node>>,
    required: BTreeSet<Node>,
}

/// What a ring must use and must not.
#[derive(Clone)]
struct Demand {
    fixed: Vec<Step>,
    banned: BTreeSet<Step>,
}

impl Search {
    /// A ring that uses a step and passes everybody who is required. At most `left` assignments are tried.
    fn ring(&self, step: Step, banned: BTreeSet<Step>, left: &mut usize) -> Found {
        if let Some(ring) = self.along_shortest_ways(step, &banned) {
            return Found::Ring(ring);
        }
        let mut waiting = vec![Demand { fixed: vec![step], banned }];
        let mut tries = 0;
        while let Some(demand) = waiting.pop() {
            tries += 1;
            if tries > TRIES || *left == 0 {
                return Found::Undecided;
            }
            *left -= 1;
            if !self.required.iter().all(|&node| self.can_pass(step, node, &demand.banned)) {
                continue;
            }
            let Some(successor) = self.successors(&demand) else { continue };
            let ring = follow(&successor, step.0);
            let stray = self.required.iter().find(|&&node| !ring.iter().any(|&(from, _)| from == node));
            let Some(&stray) = stray else { return Found::Ring(ring) };
            // The ring apart from the step must not be: of its hops, each in turn is the first that is not used.
            let mut rest = demand;
            let mut branches = Vec::new();
            for own in follow(&successor, stray) {
                if rest.fixed.contains(&own) {
                    continue;
                }
                let mut branch = rest.clone();
                branch.banned.insert(own);
                branches.push(branch);
                rest.fixed.push(own);
            }
            waiting.extend(branches.into_iter().rev());
        }
        Found::None
    }

    /// A ring of the shortest ways from whoever is paid to the nearest who is required, and so on, back to whoever pays; or
    /// the same found backwards.
    fn along_shortest_ways(&self, (payer, payee): Step, banned: &BTreeSet<Step>) -> Option<Vec<Step>> {
        let steps =
            |ring: Vec<Node>| ring.iter().copied().zip(ring.iter().copied().cycle().skip(1)).collect::<Vec<_>>();
        let is_allowed = |ring: &Vec<Step>| ring.iter().all(|step| !banned.contains(step));
        let there = self.visit(&self.next, payee, payer).map(steps).filter(is_allowed);
        there.or_else(|| {
            let mut back = self.visit(&self.before, payer, payee)?;
            back.reverse();
            Some(steps(back)).filter(is_allowed)
        })
    }

    /// The nodes from one to another by way of everybody who is required, the nearest first, none twice.
    fn visit(&self, graph: &[Vec<Node>], from: Node, to: Node) -> Option<Vec<Node>> {
        let mut passed = vec![from];
        let mut used: BTreeSet<Node> = BTreeSet::from([from]);
        loop {
            let waiting = |node: &Node| self.required.contains(node) && !used.contains(node) && *node != to;
            let done = !self.required.iter().any(waiting);
            let at = *passed.last()?;
            let is_end = |node: Node| if done { node == to } else { waiting(&node) };
            let way = shortest(graph, at, is_end, |_, node| used.contains(&node) || !done && node == to)?;
            used.extend(way.iter().copied());
            passed.extend(way);
            if done {
                return Some(passed);
            }
        }
    }

    /// Whether money can come from a step to a node and back, and no single third node lies on every way there and on
    /// every way back.
    fn can_pass(&self, (payer, payee): Step, node: Node, banned: &BTreeSet<Step>) -> bool {
        let way = |from: Node, to: Node, without: &[Node]| self.way(from, to, without, banned);
        if node == payer || node == payee {
            return way(payee, payer, &[]).is_some();
        }
        let (Some(there), Some(back)) = (way(payee, node, &[payer]), way(node, payer, &[payee])) else {
            return false;
        };
        let both = there.iter().filter(|at| ![payee, node, payer].contains(at) && back.contains(at));
        both.into_iter().all(|&at| way(payee, node, &[payer, at]).is_some() || way(node, payer, &[payee, at]).is_some())
    }

    /// The nodes of a shortest way from one node to another that passes none of some.
    fn way(&self, from: Node, to: Node, without: &[Node], banned: &BTreeSet<Step>) -> Option<Vec<Node>> {
        if from == to {
            return Some(vec![from]);
        }
        shortest(
            &self.next,
            from,
            |node| node == to,
            |at, node| without.contains(&node) || banned.contains(&(at, node)),
        )
    }

    /// A successor for each node, no two alike: its own for a node that is not passed. `None` if the demand leaves none.
    fn successors(&self, demand: &Demand) -> Option<Vec<Node>> {
        let own = |node: Node| (!self.required.contains(&node)).then_some(node);
        let mut successor: Vec<Option<Node>> = (0..self.next.len()).map(own).collect();
        let mut predecessor = successor.clone();
        for &(from, to) in &demand.fixed {
            // Whoever is left by one fixed step and reached by no other has no successor of its own any more.
            if predecessor.get(from).copied().flatten() == Some(from) {
                *predecessor.get_mut(from)? = None;
            }
            if successor.get(to).copied().flatten() == Some(to) {
                *successor.get_mut(to)? = None;
            }
            *successor.get_mut(from)? = Some(to);
            *predecessor.get_mut(to)? = Some(from);
        }
        let mut lacking: Vec<Node> =
            successor.iter().enumerate().filter(|(_, to)| to.is_none()).map(|(from, _)| from).collect();
        while let Some(from) = lacking.pop() {
            self.augment(from, demand, &mut successor, &mut predecessor)?;
        }
        successor.into_iter().collect()
    }

    /// Gives a node a successor, others changing theirs.
    fn augment(
        &self,
        from: Node,
        demand: &Demand,
        successor: &mut [Option<Node>],
        predecessor: &mut [Option<Node>],
    ) -> Option<()> {
        // For each node, who would take it as a successor.
        let mut taker: Vec<Option<Node>> = vec![None; successor.len()];
        let mut waiting = VecDeque::from([from]);
        while let Some(at) = waiting.pop_front() {
            let itself = (!self.required.contains(&at)).then_some(at);
            for to in self.next.get(at)?.iter().copied().chain(itself) {
                let has = predecessor.get(to).copied().flatten();
                let settled = has.is_some_and(|has| demand.fixed.contains(&(has, to)));
                let slot = taker.get_mut(to)?;
                if slot.is_some() || settled || demand.banned.contains(&(at, to)) {
                    continue;
                }
                *slot = Some(at);
                let Some(has) = has else {
                    // Back along those who change.
                    let mut to = to;
                    loop {
                        let by = taker.get(to).copied().flatten()?;
                        let left = successor.get_mut(by)?.replace(to);
                        *predecessor.get_mut(to)? = Some(by);
                        match left {
                            Some(left) if by != from => to = left,
                            _ => return Some(()),
                        }
                    }
                };
                waiting.push_back(has);
            }
        }
        None
    }
}

/// A shortest way from a node, itself left out, to the nearest where it may end, over no step that is closed.
fn shortest(
    graph: &[Vec<Node>],
    from: Node,
    is_end: impl Fn(Node) -> bool,
    is_closed: impl Fn(Node, Node) -> bool,
) -> Option<Vec<Node>> {
    let mut before: Vec<Option<Node>> = vec![None; graph.len()];
    let mut waiting = VecDeque::from([from]);
    while let Some(at) = waiting.pop_front() {
        if at != from && is_end(at) {
            let mut way = vec![at];
            let mut at = at;
            while let Some(last) = before.get(at).copied().flatten().filter(|last| *last != from) {
                way.push(last);
                at = last;
            }
            way.reverse();
            return Some(way);
        }
        for &node in graph.get(at)? {
            if node == from || is_closed(at, node) {
                continue;
            }
            if let Some(slot @ None) = before.get_mut(node) {
                *slot = Some(at);
                waiting.push_back(node);
            }
        }
    }
    None
}

/// The ring on which a node lies.
fn follow(successor: &[Node], start: Node) -> Vec<Step> {
    let mut ring = Vec::new();
    let mut at = start;
    while let Some(&to) = successor.get(at) {
        ring.push((at, to));
        at = to;
        if at == start {
            break;
        }
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All hops on rings through the required nodes, by trying every way.
    fn plainly(next: &[Vec<Node>], required: &BTreeSet<Node>) -> BTreeSet<Step> {
        fn go(next: &[Vec<Node>], required: &BTreeSet<Node>, path: &mut Vec<Node>, found: &mut BTreeSet<Step>) {
            for &to in &next[path[path.len() - 1]] {
                if to == path[0] && required.iter().all(|node| path.contains(node)) {
                    found.extend(path.iter().copied().zip(path[1..].iter().copied().chain([to])));
                } else if !path.contains(&to) {
                    path.push(to);
                    go(next, required, path, found);
                    path.pop();
                }
            }
        }
        let mut found = BTreeSet::new();
        for start in 0..next.len() {
            go(next, required, &mut vec![start], &mut found);
        }
        found
    }

    #[test]
    fn the_hops_on_loops_through_some_are_those_that_every_way_tried_has() {
        let mut seed = 7_u64;
        let mut chance = |of: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % of
        };
        let mut rings = 0;
        for _ in 0..4_000 {
            let nodes = 3 + usize::try_from(chance(5)).expect("small");
            let dense = 1 + chance(6);
            let next: Vec<Vec<Node>> =
                (0..nodes).map(|from| (0..nodes).filter(|&to| to != from && chance(8) < dense).collect()).collect();
            let required: BTreeSet<Node> =
                (0..=chance(3)).map(|_| usize::try_from(chance(nodes as u64)).expect("small")).collect();
            let expected = plainly(&next, &required);
            let before = (0..nodes).map(|to| (0..nodes).filter(|&from| next[from].contains(&to)).collect()).collect();
            let search = Search { next, before, required };
            for from in 0..nodes {
                for &to in &search.next[from] {
                    let ring = match search.ring((from, to), BTreeSet::new(), &mut WORK.clone()) {
                        Found::Ring(ring) => Some(ring),
                        Found::None => None,
                        Found::Undecided => panic!("{from} {to} {:?} {:?}", search.next, search.required),
                    };
                    assert_eq!(
                        ring.is_some(),
                        expected.contains(&(from, to)),
                        "{:?} {:?}",
                        search.next,
                        search.required
                    );
                    rings += usize::from(ring.is_some());
                    for step in ring.into_iter().flatten() {
                        assert!(search.next[step.0].contains(&step.1) && expected.contains(&step));
                    }
                }
            }
        }
        assert!(rings > 10_000, "{rings}");
    }
}
