//! What is known while deals are read.

use std::collections::{BTreeMap, BTreeSet};

use super::called::Companies;
use crate::{
    load::problem::{Place, Report},
    model::{Currency, DealId, Entity, EntityId, Rate, Register, Source, SourceId},
};

/// What is known while deals are read.
pub(in crate::load) struct Resolver<'a> {
    pub(in crate::load) report: &'a mut Report,
    pub(in crate::load) entities: BTreeMap<EntityId, Entity>,
    /// What entities are called.
    pub(in crate::load) companies: Companies,
    /// The entity of tables that is nobody, once there is one.
    pub(in crate::load) nobody: Option<EntityId>,
    /// What the files have in the place of the names of those who are not named.
    pub(in crate::load) unnamed: BTreeSet<String>,
    pub(in crate::load) sources: BTreeMap<SourceId, Source>,
    /// Sources by what tables call them.
    pub(in crate::load) by_page: BTreeMap<String, SourceId>,
    pub(in crate::load) deal_ids: BTreeMap<DealId, Place>,
    pub(in crate::load) rates: Vec<Rate>,
    pub(in crate::load) base: Currency,
    /// Currencies for which it was said that there is no rate.
    pub(in crate::load) unrated: BTreeSet<Currency>,
}

impl<'a> Resolver<'a> {
    /// One that knows what a register knows.
    pub(in crate::load) fn of(report: &'a mut Report, register: &Register) -> Self {
        Self {
            report,
            entities: register.entities.clone(),
            companies: Companies::default(),
            nobody: None,
            unnamed: BTreeSet::new(),
            sources: register.sources.clone(),
            by_page: BTreeMap::new(),
            deal_ids: register.deals.keys().map(|id| (id.clone(), Place::default())).collect(),
            rates: register.rates.clone(),
            base: register.base,
            unrated: BTreeSet::new(),
        }
    }
}
