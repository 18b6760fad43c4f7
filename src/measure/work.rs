//! What hangs on some deals: their money, and the loops that would not be there without them.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use serde::Serialize;

use super::Sum;
use crate::{
    circuits::{Class, Limits, arcs_of, find},
    flow::Scope,
    model::{DealId, Range},
};

/// The most loops that are held, and the most that are looked at: a register's loops may be without number.
const MOST: usize = 200_000;
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

/// What hangs on these deals in a view.
///
/// ```
/// use roundtrip::{flow::{Scope, View}, measure::hanging_on, model::DealId};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let scope = Scope::new(&register, View::of(&register));
/// let contract = DealId::new("oai_oracle_300b").expect("an id");
/// let work = hanging_on(&scope, &[&contract].into());
/// assert_eq!(work.deals.len(), 1);
/// assert!(work.deals[0].alone > 0 && work.deals[0].alone <= work.deals[0].on);
/// ```
pub fn hanging_on(scope: &Scope<'_>, deals: &BTreeSet<&DealId>) -> Work {
    let graph = &scope.graph;
    let limits = Limits::default().class(Class::CircularFunding).count(MOST).looked_at(LOOKED_AT);
    let found = find(graph, scope.register, &limits, &scope.stop);
    let mut counts: BTreeMap<&DealId, (usize, usize)> = BTreeMap::new();
    let mut resting = 0;
    for circuit in &found.list {
        let (mut on, mut alone) = (BTreeSet::new(), BTreeSet::<&DealId>::new());
        let mut rests = false;
        for step in &circuit.steps {
            let carried: BTreeSet<&DealId> = arcs_of(graph, step).map(|arc| &arc.deal).collect();
            rests |= carried.iter().all(|deal| deals.contains(deal));
            on.extend(carried.intersection(deals).copied());
            alone.extend(carried.first().filter(|_| carried.len() == 1));
        }
        resting += usize::from(rests);
        for deal in on {
            let count = counts.entry(deal).or_default();
            count.0 += 1;
            count.1 += usize::from(alone.contains(&deal));
        }
    }
    let one = |&deal: &&DealId| {
        let sum = Sum::of(graph, |arc| arc.deal == *deal);
        let (on, alone) = counts.get(deal).copied().unwrap_or_default();
        (!sum.is_empty()).then(|| Hanging { deal: deal.clone(), value: sum.value, on, alone })
    };
    let mut list: Vec<Hanging> = deals.iter().filter_map(one).collect();
    list.sort_by_key(|one| Reverse((one.value.stated, one.on)));
    Work {
        deals: list,
        sum: Sum::of(graph, |arc| deals.contains(&arc.deal)),
        all: Sum::of(graph, |_| true),
        loops: found.list.len(),
        resting,
        complete: found.complete,
    }
}
