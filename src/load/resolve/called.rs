//! What companies are called, and what was said of their names.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    load::reading::{Reading, SameName},
    model::{Entity, EntityId, folded_name},
};

/// What is known of names.
#[derive(Debug, Default)]
pub(in crate::load) struct Companies {
    /// Folded names and aliases, and whose they are.
    pub(super) by_name: BTreeMap<String, BTreeSet<EntityId>>,
    /// What names were said to mean, by the folded name.
    pub(super) same: BTreeMap<String, SameName>,
    /// Folded names, and those that mean other companies.
    pub(super) distinct: BTreeMap<String, BTreeSet<String>>,
    /// Entities that were said to be another one.
    pub(super) merged: BTreeMap<EntityId, EntityId>,
    /// Folded names that were met where a company is named.
    pub(super) met: BTreeSet<String>,
}

impl Companies {
    /// What was said of names when the files were given.
    pub(super) fn told(reading: &Reading) -> Self {
        let same = reading.same.iter().map(|same| (folded_name(&same.name), same.clone()));
        let mut distinct: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for group in &reading.distinct {
            let names: BTreeSet<String> = group.iter().map(|name| folded_name(name)).collect();
            for name in &names {
                let others = names.iter().filter(|other| *other != name).cloned();
                distinct.entry(name.clone()).or_default().extend(others);
            }
        }
        Self { same: same.collect(), distinct, ..Self::default() }
    }

    /// Names that one may be taken for when it is misspelt.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, &EntityId)> {
        self.by_name.iter().filter_map(|(name, ids)| Some((name.as_str(), ids.first()?)))
    }

    /// The name that a name was said to mean in the end.
    pub(super) fn means<'a>(&'a self, name: &'a str) -> &'a str {
        let mut at = name;
        if self.same.is_empty() {
            return at;
        }
        // No chain is longer than the list; a circle ends where it would begin again.
        for _ in 0..=self.same.len() {
            match self.same.get(&folded_name(at)) {
                Some(next) if next.means != at => at = &next.means,
                _ => break,
            }
        }
        at
    }

    pub(super) fn add(&mut self, name: &str, id: &EntityId) {
        self.by_name.entry(folded_name(name)).or_default().insert(id.clone());
    }

    /// Whether two lists of folded names hold two of which was said that they are different companies.
    pub(super) fn are_distinct(&self, ones: &BTreeSet<String>, others: &BTreeSet<String>) -> bool {
        ones.iter().filter_map(|one| self.distinct.get(one)).any(|not| !not.is_disjoint(others))
    }
}

/// All that an entity is called, folded.
pub(super) fn called(entity: &Entity) -> BTreeSet<String> {
    let own = [entity.id.as_str(), &entity.name, &entity.short];
    own.into_iter().chain(entity.aliases.iter().map(String::as_str)).map(folded_name).collect()
}
