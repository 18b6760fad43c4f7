//! The whole register, every reference resolved.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::{
    Amount, Citation, Currency, CustomerShare, Deal, DealId, Entity, EntityId, Figure, Range, Source, SourceId, Tie,
    When, cited, folded_name, source,
};

/// One dated exchange rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rate {
    /// The currency that it is for.
    pub currency: Currency,
    /// Units of the base currency for one of it.
    #[serde(serialize_with = "super::exact::one")]
    pub rate: Decimal,
    /// The day.
    pub on: When,
    /// On whose word.
    pub cite: Vec<Citation>,
}

/// What one source says of a deal or an entity, kept beside what others say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// Whose word.
    pub cite: SourceId,
    /// The deal it speaks of.
    pub deal: Option<DealId>,
    /// The entities it speaks of.
    pub about: Vec<EntityId>,
    /// `investment`, `valuation`, `exclusivity`, ...
    pub kind: String,
    /// The matters on which it speaks, in the register's own words: claims of one matter are set side by side.
    pub subjects: Vec<String>,
    /// The amount it states.
    pub amount: Option<(Amount, Range)>,
    /// The day it states.
    pub day: Option<When>,
    /// The per cent it states, in its own words.
    pub percent: Option<String>,
    /// The status it gives, in its own words.
    pub status: Option<String>,
    /// What it says, in ours.
    pub says: String,
    /// Which claim is held where they disagree, and why.
    pub held: Option<String>,
}

impl Claim {
    /// The amount, the day and the per cent that it states, as it states them; nothing if it states none.
    pub fn states(&self) -> Option<String> {
        let amount = self.amount.as_ref().map(|(amount, _)| amount.words());
        let stated = [amount, self.day.map(|day| day.to_string()), self.percent.clone()];
        let stated: Vec<String> = stated.into_iter().flatten().collect();
        (!stated.is_empty()).then(|| stated.join(", "))
    }
}

/// How much of a supplier's backlog rests on one customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Backlog {
    /// Whose backlog.
    pub holder: EntityId,
    /// The customer, if named.
    pub counterparty: Option<EntityId>,
    /// `RPO`, `backlog`.
    pub metric: String,
    /// The whole, in the base currency.
    pub total: Option<Range>,
    /// Per cent of it that rests on the counterparty, as stated.
    pub share: Option<String>,
    /// The day.
    pub on: When,
    /// On whose word.
    pub cite: Vec<Citation>,
}

/// A share of a market.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarketShare {
    /// Which market.
    pub market: String,
    /// Whose share.
    pub entity: EntityId,
    /// Per cent, as stated.
    pub share: String,
    /// The day.
    pub on: When,
    /// On whose word.
    pub cite: Vec<Citation>,
}

/// Everything the files say. Made by [`crate::load`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Register {
    /// What it is about.
    pub title: String,
    /// The day as of which it speaks.
    pub as_of: Date,
    /// The currency in which ranges are.
    pub base: Currency,
    /// Exchange rates.
    pub rates: Vec<Rate>,
    /// Entities by id.
    pub entities: BTreeMap<EntityId, Entity>,
    /// Deals by id.
    pub deals: BTreeMap<DealId, Deal>,
    /// Sources by id.
    pub sources: BTreeMap<SourceId, Source>,
    /// Ties, in the order of the files.
    pub ties: Vec<Tie>,
    /// Claims, in the order of the files.
    pub claims: Vec<Claim>,
    /// Backlogs.
    pub backlogs: Vec<Backlog>,
    /// Market shares.
    pub market_shares: Vec<MarketShare>,
    /// Figures of companies, in the order of the files.
    pub figures: Vec<Figure>,
    /// How much of a company's revenue comes from one customer, in the order of the files.
    pub customer_shares: Vec<CustomerShare>,
}

impl Register {
    /// The first day on which anything is recorded of any deal.
    pub fn first_day(&self) -> Option<Date> {
        self.deals.values().filter_map(|deal| deal.history.first()).map(|event| event.on.day()).min()
    }

    /// The claims that had been made by a day, as far as their pages are dated.
    pub fn claims_by(&self, day: Date) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(move |claim| {
            let date = self.sources.get(&claim.cite).and_then(|page| page.date);
            date.is_none_or(|date| date.day() <= day)
        })
    }

    /// The owner at the top of an entity's chain of owners on a day; itself if it has none.
    ///
    /// Chains are short and free of circles (the loader refuses one).
    pub fn owner_on<'a>(&'a self, id: &'a EntityId, day: Date) -> &'a EntityId {
        let mut at = id;
        while let Some(owner) = self.entities.get(at).and_then(|entity| entity.owner_on(day)) {
            at = owner;
        }
        at
    }

    /// How many sources speak for a deal independently of each other.
    pub fn independent_sources<'a>(&self, deals: impl IntoIterator<Item = &'a Deal>) -> usize {
        let ids: std::collections::BTreeSet<&SourceId> = cited(deals.into_iter().flat_map(Deal::citations)).collect();
        source::independent(ids.into_iter().filter_map(|id| self.sources.get(id)))
    }

    /// The short name of an entity, or its id if it is unknown.
    pub fn name<'a>(&'a self, id: &'a EntityId) -> &'a str {
        self.entities.get(id).map_or(id.as_str(), |entity| &entity.short)
    }

    /// The entity of this id, name, alias or ticker, if there is only one: see [`Register::named`].
    pub fn find_entity(&self, text: &str) -> Option<&Entity> {
        let named = self.named(text);
        if let [one] = named.as_slice() { Some(one) } else { None }
    }

    /// The entities that a text names: that of this id; else those of this name, alias or ticker (with or without its
    /// exchange), in whatever script, case and normal form; else those of which one of these is the same once all but
    /// letters and digits is left out. Nothing is guessed: a text that is only near names none. In the order of their
    /// ids.
    ///
    /// ```
    /// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
    /// let ids = |text| register.named(text).into_iter().map(|entity| entity.id.as_str()).collect::<Vec<_>>();
    /// assert_eq!(ids("Open AI"), ["openai"]);
    /// assert_eq!(ids("nvda"), ["nvidia"]);
    /// assert!(ids("opnai").is_empty());
    /// ```
    pub fn named(&self, text: &str) -> Vec<&Entity> {
        let folded = folded_name(text);
        if let Some(entity) = self.entities.get(folded.as_str()) {
            return vec![entity];
        }
        let having = |same: &dyn Fn(&str) -> bool| -> Vec<&Entity> {
            self.entities.values().filter(|entity| names(entity).any(same)).collect()
        };
        let exact = having(&|name| folded_name(name) == folded);
        let bare = bare(&folded);
        if !exact.is_empty() || bare.is_empty() {
            return exact;
        }
        having(&|name| self::bare(name) == bare)
    }
}

/// All that an entity is called.
fn names(entity: &Entity) -> impl Iterator<Item = &str> {
    let ticker = entity.ticker.as_deref();
    let symbol = ticker.and_then(|ticker| ticker.split_once(':')).map(|(_, symbol)| symbol);
    let own = [entity.id.as_str(), &entity.name, &entity.short];
    own.into_iter().chain(entity.aliases.iter().map(String::as_str)).chain(ticker).chain(symbol)
}

/// Letters and digits only, folded.
fn bare(text: &str) -> String {
    folded_name(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
