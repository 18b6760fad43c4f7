//! What hangs on some deals: their money, and the loops that would not be there without them.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use serde::Serialize;

use super::Sum;
use crate::{
    circuits::{Circuits, Class, Limits, find},
    flow::{FlowGraph, Scope},
    model::{DealId, Range},
};

/// The most hops of loops that are held, and the most loops that are looked at: a register's loops may be without number.
const MOST_HOPS: usize = 400_000;
const LOOKED_AT: u64 = 2_000_000;

/// What hangs on one deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hanging {
    /// Which.
    pub deal: DealId,
    /// What it counts as, all its payments together.
    pub value: Range,
    /// The loops of circular funding on which it is.
    pub on: usize,
    /// Those of which it carries a hop alone.
    pub alone: usize,
}

/// What hangs on some deals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Work {
    /// Each of them that counts, the one that states most first; of those that state the same, that on most loops.
    pub deals: Vec<Hanging>,
    /// What they come to together.
    pub sum: Sum,
    /// Everything that counts.
    pub all: Sum,
    /// The loops of circular funding that were found.
    pub loops: usize,
    /// Those of which some hop is carried by such deals alone.
    pub resting: usize,
    /// Whether these are all; else every count of loops is a least.
    pub complete: bool,
}

/// The loops of circular funding of a view, searched once for every list of deals that is asked about.
#[derive(Debug)]
pub struct HangingOn<'s> {
    graph: &'s FlowGraph,
    found: Circuits,
    /// Each deal that counts, with its arcs.
    arcs: BTreeMap<&'s DealId, Vec<usize>>,
    /// The number of the deal of each arc, in the order of the deals.
    deal_of: Vec<usize>,
}

impl<'s> HangingOn<'s> {
    /// Searches the loops of a view, which takes as long as the search is allowed to.
    ///
    /// ```
    /// use roundtrip::{flow::{Scope, View}, measure::HangingOn, model::DealId};
    /// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
    /// let scope = Scope::new(&register, View::of(&register));
    /// let contract = DealId::new("oai_oracle_300b").expect("an id");
    /// let work = HangingOn::of(&scope).deals(&[&contract].into());
    /// assert_eq!(work.deals.len(), 1);
    /// assert!(work.deals[0].alone > 0 && work.deals[0].alone <= work.deals[0].on);
    /// ```
    pub fn of(scope: &'s Scope<'_>) -> Self {
        let graph = &scope.graph;
        let limits = Limits::default().class(Class::CircularFunding).hops(MOST_HOPS).looked_at(LOOKED_AT);
        let found = find(graph, scope.register, &limits, &scope.stop);
        let mut arcs: BTreeMap<&DealId, Vec<usize>> = BTreeMap::new();
        for (at, arc) in graph.arcs().iter().enumerate() {
            arcs.entry(&arc.deal).or_default().push(at);
        }
        let mut deal_of = vec![0; graph.arcs().len()];
        for (number, own) in arcs.values().enumerate() {
            for &at in own {
                #[expect(clippy::indexing_slicing, reason = "the places are those of the graph's arcs")]
                {
                    deal_of[at] = number;
                }
            }
        }
        Self { graph, found, arcs, deal_of }
    }

    /// What hangs on these deals. Linear in the loops that were found and in the arcs of the deals.
    pub fn deals(&self, deals: &BTreeSet<&DealId>) -> Work {
        let is_asked: Vec<bool> = self.arcs.keys().map(|deal| deals.contains(deal)).collect();
        let is_asked = |deal: usize| is_asked.get(deal).copied().unwrap_or(false);
        let mut counts = vec![(0, 0); self.arcs.len()];
        let mut resting = 0;
        for circuit in &self.found.list {
            // Each deal on it that is asked about, and whether others are beside it on the hop; where none are stands first.
            let mut on: Vec<(usize, bool)> = Vec::new();
            let mut rests = false;
            for step in &circuit.steps {
                let carried = || step.arcs.iter().filter_map(|&at| self.deal_of.get(at).copied());
                let is_alone = carried().all(|deal| Some(deal) == carried().next());
                rests |= carried().all(is_asked);
                on.extend(carried().filter(|deal| is_asked(*deal)).map(|deal| (deal, !is_alone)));
            }
            on.sort_unstable();
            on.dedup_by_key(|(deal, _)| *deal);
            resting += usize::from(rests);
            for (deal, is_beside_others) in on {
                if let Some((on, alone)) = counts.get_mut(deal) {
                    *on += 1;
                    *alone += usize::from(!is_beside_others);
                }
            }
        }
        let of_all = self.arcs.iter().zip(counts);
        let mut list: Vec<Hanging> = of_all
            .filter(|((deal, _), _)| deals.contains(*deal))
            .map(|((&deal, own), (on, alone))| Hanging {
                deal: deal.clone(),
                value: self.graph.sum(own.iter().copied()),
                on,
                alone,
            })
            .collect();
        list.sort_by_key(|one| Reverse((one.value.stated, one.on)));
        Work {
            deals: list,
            sum: Sum::of(self.graph, |arc| deals.contains(&arc.deal)),
            all: Sum::of(self.graph, |_| true),
            loops: self.found.list.len(),
            resting,
            complete: self.found.complete,
        }
    }
}
