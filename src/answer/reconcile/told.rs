//! Two registers, and what was found of them.

use crate::{
    measure::{Alone, Reconciliation, Whose},
    model::{Deal, DealId, EntityId, Register, SourceId, When},
};

/// One of two registers, and what it was called on the command line.
#[derive(Debug, Clone, Copy)]
pub struct Beside<'r> {
    /// The register.
    pub register: &'r Register,
    /// Its name: a path, or `shipped`.
    pub name: &'r str,
}

/// What there is to tell.
pub(super) struct Told<'t, 'r> {
    pub(super) ours: Beside<'r>,
    pub(super) theirs: Beside<'r>,
    pub(super) found: &'t Reconciliation,
}

impl<'r> Told<'_, 'r> {
    pub(super) fn register(&self, whose: Whose) -> &'r Register {
        match whose {
            Whose::Ours => self.ours.register,
            Whose::Theirs => self.theirs.register,
        }
    }

    pub(super) fn deal(&self, whose: Whose, id: &DealId) -> Option<&'r Deal> {
        self.register(whose).deals.get(id)
    }

    /// The names of some entities.
    pub(super) fn names(&self, whose: Whose, ids: &[EntityId]) -> String {
        let register = self.register(whose);
        ids.iter().map(|id| register.name(id)).collect::<Vec<_>>().join(", ")
    }

    /// `OpenAI → Oracle`.
    pub(super) fn parties(&self, whose: Whose, deal: &Deal) -> String {
        let payers = self.names(whose, &deal.payers);
        let payers = if payers.is_empty() { "somebody".to_owned() } else { payers };
        format!("{payers} → {}", self.names(whose, &deal.payees))
    }

    /// How a deal stands: `equity, $10bn, closed, 2023-01-23`.
    pub(super) fn standing(&self, whose: Whose, deal: &Deal) -> String {
        let day = self.register(whose).as_of;
        let status = deal.status_on(day).map_or("not there yet", |status| status.words());
        let on = first(deal).map_or_else(String::new, |on| format!(", {on}"));
        format!("{}, {}, {status}{on}", deal.kind, deal.amount_on(day).words())
    }
}

/// The first day of a deal.
pub(super) fn first(deal: &Deal) -> Option<When> {
    deal.history.first().map(|event| event.on)
}

/// How many stand by themselves, and how many belong to a deal that both have.
pub(super) fn by_itself(list: &[Alone]) -> (usize, usize) {
    let within = list.iter().filter(|alone| alone.within.is_some()).count();
    (list.len() - within, within)
}

/// Where sources can be read: their addresses, or else their ids.
pub(super) fn addresses(register: &Register, ids: &[&SourceId]) -> Vec<String> {
    let address = |id: &&SourceId| {
        let url = register.sources.get(*id).and_then(|source| source.url.clone());
        url.unwrap_or_else(|| id.to_string())
    };
    ids.iter().map(address).collect()
}
