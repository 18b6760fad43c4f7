//! Parties that are not named. Money comes from them and goes to them, and nobody knows that it is the same one: so no
//! loop leads through them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Place, Resolver, values};
use crate::{
    load::quoted::flag,
    model::{Deal, DealId, Entity, EntityId, NOBODY, Tie, is_nobody},
};

/// How many words for nobody are shown.
const SHOWN: usize = 4;

impl Resolver<'_> {
    /// Entities of the files that are only called as nobody is: they are marked. One with another name too is somebody.
    pub(super) fn mark_nobody(&mut self) {
        for entity in self.entities.values_mut() {
            let is_named = [&entity.name]
                .into_iter()
                .chain(&entity.aliases)
                .any(|name| name.trim().is_empty() || !is_nobody(name));
            if !is_named && !entity.is_nobody() {
                entity.roles.push(NOBODY.to_owned());
                self.unnamed.insert(entity.name.clone());
            }
        }
    }

    /// The one that stands for all who are not named in tables, of whom one is called so.
    pub(super) fn nobody(&mut self, called: &str) -> EntityId {
        self.unnamed.insert(called.to_owned());
        if let Some(id) = &self.nobody {
            return id.clone();
        }
        let id = self.new_nobody("undisclosed", "Undisclosed");
        self.nobody = Some(id.clone());
        id
    }

    fn new_nobody(&mut self, slug: &str, name: &str) -> EntityId {
        let id = EntityId::free(slug, "undisclosed", |id| self.entities.contains_key(id));
        let mut entity = values::company(id.clone(), name.to_owned());
        entity.roles.push(NOBODY.to_owned());
        self.entities.insert(id.clone(), entity);
        id
    }

    pub(super) fn is_nobody(&self, id: &EntityId) -> bool {
        self.entities.get(id).is_some_and(Entity::is_nobody)
    }

    /// Who is nobody and both pays and is paid becomes two, one who pays and one who is paid: then no path leads
    /// through it, in whatever the register is looked at with.
    pub(super) fn part_nobody(&mut self, deals: &mut BTreeMap<DealId, (Place, Deal)>, ties: &mut [Tie]) {
        let count = deals
            .values()
            .filter(|(_, deal)| deal.payers.iter().chain(&deal.payees).any(|party| self.is_nobody(party)))
            .count();
        let of_deals = deals.values().flat_map(|(_, deal)| &deal.payers);
        let giving: BTreeSet<EntityId> =
            of_deals.chain(ties.iter().map(|tie| &tie.from)).filter(|id| self.is_nobody(id)).cloned().collect();
        let mut paid: BTreeMap<EntityId, EntityId> = BTreeMap::new();
        let getting = deals.values_mut().flat_map(|(_, deal)| deal.payees.iter_mut());
        for party in getting.chain(ties.iter_mut().map(|tie| &mut tie.to)).filter(|party| giving.contains(&**party)) {
            let other = paid.entry(party.clone()).or_insert_with_key(|id| {
                let name = self.entities.get(id).map_or_else(String::new, |entity| entity.short.clone());
                self.new_nobody(&format!("{id}_paid"), &format!("{name} (paid)"))
            });
            other.clone_into(party);
        }
        if count == 0 {
            return;
        }
        let deals = if count == 1 { "1 deal".to_owned() } else { format!("{count} deals") };
        let mut note = format!("{deals} with a party that is not named, through which no loop leads");
        if let Some(first) = self.unnamed.first() {
            let list: Vec<String> = self.unnamed.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
            let more = self.unnamed.len().checked_sub(SHOWN).filter(|more| *more > 0);
            let more = more.map_or_else(String::new, |more| format!(" and {more} more"));
            let company = flag(&format!("{first}=ITS FULL NAME"));
            note += &format!(": {}{more}. If one is a company after all, say which: --same {company}", list.join(", "));
        }
        self.report.note(note, 1);
    }
}
