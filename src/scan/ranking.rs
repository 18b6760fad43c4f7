//! The largest loops of very many.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{by::By, gathered::Gathered};
use crate::{
    circuits::{Held, Loop},
    ledger::{Ledger, Size},
};

/// The largest of the loops that were added, or the first of them if nothing is said of their size.
#[derive(Debug)]
pub struct Ranking<'l> {
    ledger: &'l Ledger,
    by: Option<By>,
    most: usize,
    /// By unit of size.
    groups: BTreeMap<u32, Group>,
    /// How many were added.
    pub count: u64,
    /// How many of them have no rank, because their payments are in several currencies.
    unranked: u64,
}

/// Loops whose sizes can be compared: up to twice as many as are wanted, so that they are seldom sorted.
#[derive(Debug, Default)]
struct Group {
    list: Vec<Ranked>,
    /// What is not larger than this is not wanted.
    least: Option<i64>,
}

/// A loop and its size.
#[derive(Debug)]
struct Ranked {
    size: Size,
    found: Loop,
}

impl Group {
    fn shorten(&mut self, most: usize) {
        // Stable: of equal ones the first found comes first.
        self.list.sort_by_key(|ranked| Reverse(ranked.size.key));
        self.list.truncate(most);
        self.least = self.list.get(most - 1).map(|ranked| ranked.size.key);
    }
}

impl Held for Ranking<'_> {
    fn held(&self) -> usize {
        self.groups.values().flat_map(|group| &group.list).map(|ranked| ranked.found.held()).sum()
    }
}

impl<'l> Ranking<'l> {
    /// Keeps the `most` largest loops of a ledger, of each currency if amounts make them large; at least one.
    pub fn new(ledger: &'l Ledger, by: Option<By>, most: usize) -> Self {
        Self { ledger, by, most: most.max(1), groups: BTreeMap::new(), count: 0, unranked: 0 }
    }

    /// Adds a loop. Of loops of one size, the first comes first.
    pub fn add(&mut self, found: &Loop) {
        self.count += 1;
        match self.size(found) {
            Some(size) => self.insert(size, || found.clone()),
            None => self.unranked += 1,
        }
    }

    /// Adds what another one holds, whose loops come after its own.
    pub fn merge(&mut self, later: Self) {
        self.count += later.count;
        self.unranked += later.unranked;
        for Ranked { size, found } in later.groups.into_values().flat_map(|group| group.list) {
            self.insert(size, || found);
        }
    }

    /// Those that are kept, the largest first; if they are in several currencies, one currency after the other by its
    /// name. `complete` is whether all that there are were added.
    pub fn gathered(self, complete: bool) -> Gathered {
        let Self { ledger, by, most, groups, count, unranked } = self;
        let mut groups: Vec<Group> = groups.into_values().collect();
        for group in &mut groups {
            group.shorten(most);
        }
        groups.sort_by_key(|group| group.list.first().and_then(|ranked| ledger.unit(ranked.size)));
        let rankings = groups.len();
        let loops = groups.into_iter().flat_map(|group| group.list).map(|ranked| ranked.found).collect();
        Gathered { loops, found: count, complete, by, rankings, unranked }
    }

    /// None if the payments are in several currencies and these matter.
    fn size(&self, found: &Loop) -> Option<Size> {
        let key = match self.by {
            Some(By::Amount) => return found.bottleneck(self.ledger),
            Some(By::Span) => found.span(self.ledger)?,
            Some(By::Length) => i64::try_from(found.length()).unwrap_or(i64::MAX),
            None => 0,
        };
        Some(Size { unit: 0, key })
    }

    fn insert(&mut self, size: Size, found: impl FnOnce() -> Loop) {
        let group = self.groups.entry(size.unit).or_default();
        if group.least.is_some_and(|least| size.key <= least) {
            return;
        }
        group.list.push(Ranked { size, found: found() });
        let room = if group.least.is_some() { self.most.saturating_mul(2) } else { self.most };
        if group.list.len() >= room {
            group.shorten(self.most);
        }
    }
}
