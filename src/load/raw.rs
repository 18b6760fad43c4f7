//! What is written: records as the files have them, each value a text with its place. Nothing is checked yet.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::problem::{Located, Place};
use crate::model::{Currency, SourceKind};

pub(super) type Text = Option<Located<String>>;
pub(super) type Texts = Vec<Located<String>>;

/// A source that is cited: its id alone, or with what is said of it.
#[derive(Debug, Clone)]
pub(super) struct Cite {
    pub(super) source: Located<String>,
    pub(super) read: Text,
    pub(super) via: Text,
    pub(super) of: Texts,
}

impl Cite {
    /// A page that was read, cited for a record as a whole.
    pub(super) fn page(source: Located<String>) -> Self {
        Self { source, read: None, via: None, of: Vec::new() }
    }
}

/// A record with its place and the layer (`--data` number) it came from.
#[derive(Debug, Clone)]
pub(super) struct Record<T> {
    pub(super) at: Place,
    pub(super) layer: usize,
    pub(super) body: T,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    pub(super) title: Text,
    pub(super) as_of: Text,
    pub(super) base: Text,
    /// What the amounts of a table are in: the base, where no register says another.
    pub(super) counted_in: Option<Currency>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Owner {
    pub(super) of: Text,
    pub(super) since: Text,
    pub(super) until: Text,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Valuation {
    pub(super) worth: Text,
    pub(super) basis: Text,
    pub(super) on: Text,
    pub(super) cite: Vec<Cite>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Entity {
    /// It was taken out of a table or graph of another program.
    pub(super) of_table: bool,
    pub(super) id: Text,
    /// Keys of the same record of an earlier layer that it takes away.
    pub(super) drop: Texts,
    pub(super) name: Text,
    pub(super) kind: Text,
    pub(super) roles: Texts,
    pub(super) country: Text,
    pub(super) ticker: Text,
    pub(super) listing: Text,
    pub(super) aliases: Texts,
    pub(super) owners: Vec<Owner>,
    pub(super) family: Text,
    pub(super) generation: Text,
    pub(super) availability: Text,
    pub(super) valuations: Vec<Valuation>,
    pub(super) note: Text,
    pub(super) cite: Vec<Cite>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Tie {
    pub(super) from: Text,
    pub(super) relation: Text,
    pub(super) to: Text,
    pub(super) share: Text,
    pub(super) since: Text,
    pub(super) note: Text,
    pub(super) cite: Vec<Cite>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Source {
    pub(super) id: Text,
    /// Keys of the same record of an earlier layer that it takes away.
    pub(super) drop: Texts,
    /// No file gave the kind: it is what such tables are taken for.
    pub(super) made_kind: bool,
    pub(super) publisher: Text,
    pub(super) author: Text,
    pub(super) title: Text,
    pub(super) url: Text,
    pub(super) date: Text,
    pub(super) kind: Text,
    pub(super) wire: Texts,
    pub(super) note: Text,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Event {
    pub(super) at: Place,
    pub(super) on: Text,
    pub(super) status: Text,
    pub(super) mark: Text,
    pub(super) amount: Text,
    pub(super) note: Text,
    pub(super) cite: Vec<Cite>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Installment {
    pub(super) amount: Text,
    pub(super) on: Text,
    pub(super) note: Text,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Right {
    pub(super) at: Place,
    pub(super) grant: Text,
    pub(super) scope: Text,
    pub(super) holder: Text,
    pub(super) bound: Text,
    pub(super) on: Text,
    pub(super) until: Text,
    pub(super) ended: Text,
    pub(super) note: Text,
    pub(super) cite: Vec<Cite>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Fee {
    pub(super) amount: Text,
    pub(super) per: Text,
    pub(super) from: Text,
    pub(super) until: Text,
    pub(super) note: Text,
    pub(super) cite: Vec<Cite>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Paid {
    pub(super) on: Text,
    pub(super) amount: Text,
    pub(super) note: Text,
    pub(super) cite: Vec<Cite>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Exit {
    pub(super) by: Text,
    pub(super) notice: Text,
    pub(super) from: Text,
    pub(super) pays: Text,
    pub(super) note: Text,
    pub(super) cite: Vec<Cite>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Pledge {
    pub(super) asset: Text,
    pub(super) to: Text,
    pub(super) note: Text,
    pub(super) cite: Vec<Cite>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Expected {
    pub(super) on: Text,
    pub(super) status: Text,
    pub(super) note: Text,
    pub(super) cite: Vec<Cite>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Deal {
    pub(super) id: Text,
    /// Keys of the same record of an earlier layer that it takes away.
    pub(super) drop: Texts,
    /// No file gave the id: it gives way where another deal has it.
    pub(super) made_id: bool,
    pub(super) title: Text,
    pub(super) kind: Text,
    pub(super) payer: Texts,
    pub(super) payee: Texts,
    pub(super) target: Text,
    pub(super) on_behalf_of: Text,
    pub(super) amount: Text,
    pub(super) original: Text,
    pub(super) round: Option<bool>,
    pub(super) term: Text,
    pub(super) chips: Texts,
    pub(super) cloud: Text,
    pub(super) quantity: Texts,
    pub(super) stake: Text,
    pub(super) installments: Vec<Installment>,
    pub(super) rate: Vec<Fee>,
    pub(super) paid: Vec<Paid>,
    pub(super) exit: Vec<Exit>,
    pub(super) in_return: Texts,
    pub(super) pledged: Vec<Pledge>,
    pub(super) expected: Vec<Expected>,
    pub(super) rights: Vec<Right>,
    pub(super) conditions: Text,
    pub(super) tranche_of: Text,
    pub(super) part_of: Text,
    pub(super) supersedes: Texts,
    pub(super) expands: Text,
    pub(super) overlaps: Texts,
    pub(super) reciprocal_of: Text,
    pub(super) no_arc: Text,
    pub(super) confirmation: Text,
    pub(super) day_unverified: Option<bool>,
    pub(super) conflict: Text,
    pub(super) note: Text,
    pub(super) details: Vec<(String, String)>,
    pub(super) history: Vec<Event>,
    pub(super) cite: Vec<Cite>,
    pub(super) contradicted_by: Vec<Cite>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Rate {
    pub(super) currency: Text,
    pub(super) units: Text,
    pub(super) on: Text,
    pub(super) cite: Vec<Cite>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Claim {
    pub(super) id: Text,
    pub(super) cite: Text,
    pub(super) deal: Text,
    pub(super) about: Texts,
    pub(super) kind: Text,
    pub(super) subject: Texts,
    pub(super) amount: Text,
    pub(super) day: Text,
    pub(super) percent: Text,
    pub(super) status: Text,
    pub(super) says: Text,
    pub(super) held: Text,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Backlog {
    pub(super) holder: Text,
    pub(super) counterparty: Text,
    pub(super) metric: Text,
    pub(super) total: Text,
    pub(super) share: Text,
    pub(super) on: Text,
    pub(super) cite: Vec<Cite>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct MarketShare {
    pub(super) market: Text,
    pub(super) entity: Text,
    pub(super) share: Text,
    pub(super) on: Text,
    pub(super) cite: Vec<Cite>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Figure {
    pub(super) entity: Text,
    pub(super) what: Text,
    pub(super) period: Text,
    pub(super) ended: Text,
    pub(super) amount: Text,
    pub(super) note: Text,
    pub(super) cite: Vec<Cite>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct CustomerShare {
    pub(super) entity: Text,
    pub(super) customer: Text,
    pub(super) share: Text,
    pub(super) period: Text,
    pub(super) ended: Text,
    pub(super) note: Text,
    pub(super) cite: Vec<Cite>,
}

/// A valuation that is written apart from its entity.
#[derive(Debug, Clone, Default)]
pub(super) struct Valued {
    pub(super) entity: Text,
    pub(super) valuation: Valuation,
}

/// Everything that was read, in the order of the files.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// The layer being read.
    pub(super) layer: usize,
    pub(super) head: Vec<Record<Head>>,
    pub(super) entities: Vec<Record<Entity>>,
    pub(super) ties: Vec<Record<Tie>>,
    pub(super) sources: Vec<Record<Source>>,
    pub(super) deals: Vec<Record<Deal>>,
    pub(super) rates: Vec<Record<Rate>>,
    pub(super) claims: Vec<Record<Claim>>,
    pub(super) backlogs: Vec<Record<Backlog>>,
    pub(super) market_shares: Vec<Record<MarketShare>>,
    pub(super) valued: Vec<Record<Valued>>,
    pub(super) figures: Vec<Record<Figure>>,
    pub(super) customer_shares: Vec<Record<CustomerShare>>,
    /// Names of parties in spreadsheets: taken as new entities where no known one has the name.
    pub(super) names: Texts,
    /// Pages that tables name: taken as new sources where no known one has that id or address.
    pub(super) pages: Vec<Page>,
    /// The day as of which the layers speak together, where it is not the one that the latest of them states.
    pub(super) day: Option<Date>,
}

/// A page as a table names it: an address, the id of a source, or words.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) text: Located<String>,
    /// What it is if nothing else says it.
    pub(super) kind: SourceKind,
}

impl Records {
    pub(super) fn record<T>(&self, at: Place, body: T) -> Record<T> {
        Record { at, layer: self.layer, body }
    }

    /// Ids that no file gave give way to those that one gave, and each later one to the earlier ones.
    pub(super) fn make_way(&mut self) {
        let id = |deal: &Record<Deal>| deal.body.id.as_ref().map(|id| id.value.clone());
        let mut taken: BTreeSet<String> = self.deals.iter().filter(|deal| !deal.body.made_id).filter_map(id).collect();
        for deal in self.deals.iter_mut().filter(|deal| deal.body.made_id) {
            let Some(id) = deal.body.id.as_mut() else { continue };
            let own = id.value.clone();
            let mut number = 1;
            while !taken.insert(id.value.clone()) {
                number += 1;
                id.value = format!("{own}-{number}");
            }
        }
    }
}
