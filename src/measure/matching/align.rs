//! A register with the ids of another.

use std::collections::{BTreeMap, BTreeSet};

use super::deals::{How, reconcile};
use crate::model::{Deal, DealId, Entity, EntityId, Register, Right, SourceId};

/// A register whose companies and deals are called as in another.
#[derive(Debug, Clone)]
pub struct Aligned {
    /// The register.
    pub register: Register,
    /// How many companies had another id.
    pub companies: usize,
    /// How many deals had another id.
    pub deals: usize,
}

/// Gives what two registers both have the ids that it has in the first, so that they can be compared by id. Whatever is
/// only in the second keeps its id, unless the first means something else by it.
pub fn aligned(first: &Register, second: &Register) -> Aligned {
    let found = reconcile(first, second);
    let mut companies = BTreeMap::new();
    for company in &found.companies.both {
        // Several near names for one stay as they are: to join them would change what the second register says.
        if let ([ours], [theirs]) = (company.ours.as_slice(), company.theirs.as_slice()) {
            companies.insert(theirs.clone(), ours.clone());
        }
    }
    let pairs = found.same.iter().chain(&found.differ).filter(|pair| pair.how == How::OneToOne);
    let mut deals: BTreeMap<DealId, DealId> = BTreeMap::new();
    let mut given = BTreeSet::new();
    for pair in pairs {
        // A round has a pair for each of its payers.
        if !deals.contains_key(&pair.theirs) && given.insert(pair.ours.clone()) {
            deals.insert(pair.theirs.clone(), pair.ours.clone());
        }
    }
    let entity_ids = names(second.entities.keys(), &companies, |text| EntityId::new(text).ok());
    let deal_ids = names(second.deals.keys(), &deals, |text| DealId::new(text).ok());
    let changed = |pairs: usize, same: usize| pairs - same;
    let count = Aligned {
        companies: changed(entity_ids.len(), entity_ids.iter().filter(|(old, new)| old == new).count()),
        deals: changed(deal_ids.len(), deal_ids.iter().filter(|(old, new)| old == new).count()),
        register: Register::clone(second),
    };
    if count.companies == 0 && count.deals == 0 {
        return count;
    }
    Aligned {
        register: Renaming { entities: entity_ids, deals: deal_ids, ..Renaming::default() }.register(second),
        ..count
    }
}

/// The new name of every id: what it is matched with, itself, or itself with a number if that name is given away.
fn names<'i, I: Ord + Clone + ToString + 'i>(
    ids: impl Iterator<Item = &'i I> + Clone,
    matched: &BTreeMap<I, I>,
    make: impl Fn(&str) -> Option<I>,
) -> BTreeMap<I, I> {
    let mut used: BTreeSet<I> = matched.values().cloned().collect();
    let mut new = BTreeMap::new();
    for id in ids {
        let name = matched.get(id).cloned().unwrap_or_else(|| {
            let numbered = (2..).map(|number: u32| format!("{:.70}-{number}", id.to_string()));
            let mut names = std::iter::once(id.to_string()).chain(numbered).filter_map(|text| make(&text));
            names.find(|name| !used.contains(name)).unwrap_or_else(|| id.clone())
        });
        used.insert(name.clone());
        new.insert(id.clone(), name);
    }
    new
}

/// New ids for those of a register.
#[derive(Debug, Clone, Default)]
pub struct Renaming {
    /// Of entities.
    pub entities: BTreeMap<EntityId, EntityId>,
    /// Of deals.
    pub deals: BTreeMap<DealId, DealId>,
    /// Of sources.
    pub sources: BTreeMap<SourceId, SourceId>,
}

impl Renaming {
    fn entity(&self, id: &mut EntityId) {
        if let Some(new) = self.entities.get(id) {
            id.clone_from(new);
        }
    }

    fn deal(&self, id: &mut DealId) {
        if let Some(new) = self.deals.get(id) {
            id.clone_from(new);
        }
    }

    fn register(&self, second: &Register) -> Register {
        let mut new = second.clone();
        new.entities =
            second.entities.values().map(|entity| self.entity_record(entity)).map(|e| (e.id.clone(), e)).collect();
        new.deals = second.deals.values().map(|deal| self.deal_record(deal)).map(|d| (d.id.clone(), d)).collect();
        for tie in &mut new.ties {
            self.entity(&mut tie.from);
            self.entity(&mut tie.to);
        }
        for claim in &mut new.claims {
            claim.deal.iter_mut().for_each(|id| self.deal(id));
            claim.about.iter_mut().for_each(|id| self.entity(id));
        }
        for backlog in &mut new.backlogs {
            self.entity(&mut backlog.holder);
            backlog.counterparty.iter_mut().for_each(|id| self.entity(id));
        }
        for share in &mut new.market_shares {
            self.entity(&mut share.entity);
        }
        for figure in &mut new.figures {
            self.entity(&mut figure.entity);
        }
        for share in &mut new.customer_shares {
            self.entity(&mut share.entity);
            share.customer.iter_mut().for_each(|id| self.entity(id));
        }
        new
    }

    /// An entity under its new id and those of its owners.
    pub fn entity_record(&self, entity: &Entity) -> Entity {
        let mut new = entity.clone();
        self.entity(&mut new.id);
        new.owners.iter_mut().for_each(|owner| self.entity(&mut owner.of));
        new
    }

    /// A deal under its new id and those of its parties and of the deals that it speaks of.
    pub fn deal_record(&self, deal: &Deal) -> Deal {
        let mut new = deal.clone();
        self.deal(&mut new.id);
        let parties = new.payers.iter_mut().chain(&mut new.payees).chain(&mut new.target).chain(&mut new.on_behalf_of);
        parties.chain(&mut new.chips).chain(&mut new.cloud).for_each(|id| self.entity(id));
        let links =
            new.tranche_of.iter_mut().chain(&mut new.part_of).chain(&mut new.expands).chain(&mut new.reciprocal_of);
        links.chain(&mut new.supersedes).chain(&mut new.overlaps).for_each(|id| self.deal(id));
        for Right { holder, bound, .. } in &mut new.rights {
            holder.iter_mut().chain(bound).for_each(|id| self.entity(id));
        }
        for pledge in &mut new.pledged {
            pledge.to.iter_mut().for_each(|id| self.entity(id));
        }
        new
    }
}
