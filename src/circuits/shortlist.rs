//! The first of all loops that a search meets, and whether others can still come before them.

use std::collections::BTreeMap;

use super::{
    Circuit,
    wanted::{Met, Place},
};
use crate::flow::{FlowGraph, Node};

/// The first of all loops that were offered.
pub(super) struct Shortlist {
    most: usize,
    list: BTreeMap<Key, Circuit>,
}

/// What decides in which order loops are: all of it, so that no two have the same.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    place: Place,
    id: String,
    arcs: Vec<Vec<usize>>,
}

impl Shortlist {
    pub(super) fn new(most: usize) -> Self {
        Self { most, list: BTreeMap::new() }
    }

    /// The place of the last one, if there are as many as are wanted.
    pub(super) fn last(&self) -> Option<Place> {
        self.list.last_key_value().filter(|_| self.list.len() >= self.most).map(|(key, _)| key.place)
    }

    /// Takes a loop if it is one of the first; it may have been offered before.
    pub(super) fn offer(&mut self, met: &Met<'_, '_>, made: Option<Circuit>) {
        if self.last().is_some_and(|last| met.place > last) {
            return;
        }
        let key = Key { place: met.place, id: met.id(), arcs: met.arcs() };
        let is_late = self.last().is_some() && self.list.last_key_value().is_some_and(|(last, _)| key >= *last);
        if is_late || self.list.contains_key(&key) {
            return;
        }
        if let Some(circuit) = made.or_else(|| met.circuit()) {
            self.list.insert(key, circuit);
        }
        if self.list.len() > self.most {
            self.list.pop_last();
        }
    }

    /// The loops in order.
    pub(super) fn into_list(self) -> Vec<Circuit> {
        self.list.into_values().collect()
    }
}

/// For each node, which node from there on has the id that comes first at the beginning of a loop's.
pub(super) struct Begins<'a> {
    graph: &'a FlowGraph,
    least: Vec<Node>,
}

impl<'a> Begins<'a> {
    pub(super) fn of(graph: &'a FlowGraph) -> Self {
        let mut least: Vec<Node> = Vec::with_capacity(graph.nodes().len());
        for node in (0..graph.nodes().len()).rev() {
            let before = least.last().copied().filter(|&later| begin(graph, later).lt(begin(graph, node)));
            least.push(before.unwrap_or(node));
        }
        least.reverse();
        Self { graph, least }
    }

    /// Whether every loop that begins with a node or a later one comes after the last one that is held.
    pub(super) fn after(&self, first: &Shortlist, node: Option<Node>) -> bool {
        let least = node.and_then(|node| self.least.get(node));
        let last = first.list.last_key_value();
        last.zip(least).is_some_and(|((last, _), &least)| last.id.bytes().lt(begin(self.graph, least)))
    }
}

/// The beginning of the id of a loop that begins with a node.
fn begin(graph: &FlowGraph, node: Node) -> impl Iterator<Item = u8> + '_ {
    graph.id(node).as_str().bytes().chain([b'/'])
}
