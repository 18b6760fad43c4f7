//! Raw records → [`Register`]: every text becomes a value, every name something that exists.

mod deals;
mod links;
mod resolver;
mod values;

use std::{collections::BTreeMap, path::Path};

use jiff::civil::Date;

use super::{
    names,
    problem::{Code, Located, Place, Report},
    raw::{self, Record, Records, Text},
    reading::Reading,
};
use crate::model::{
    Backlog, Claim, Currency, Deal, DealId, Entity, EntityId, EntityKind, MarketShare, Owner, Rate, Register, Source,
    SourceId, SourceKind, Tie, Valuation, folded_name, slug,
};

pub(super) use resolver::Resolver;

/// The most names among which a new name of a spreadsheet is looked up for a near miss.
const MAX_COMPARED: usize = 2000;

/// The register, if every record could be read; the report says what is wrong otherwise.
pub(super) fn resolve(report: &mut Report, records: &Records, reading: &Reading) -> Option<Register> {
    // Names and rates are heeded where entities and amounts are resolved.
    let _ = reading;
    let nothing = records.deals.is_empty() && records.entities.is_empty() && report.has_faults();
    if nothing {
        return None;
    }
    let (title, as_of, base) = head(records);
    let mut it = Resolver {
        report,
        entities: BTreeMap::new(),
        by_name: BTreeMap::new(),
        sources: BTreeMap::new(),
        by_page: BTreeMap::new(),
        deal_ids: BTreeMap::new(),
        rates: Vec::new(),
        base: Currency::USD,
    };
    it.base = base.and_then(|text| it.currency(&text)).unwrap_or(Currency::USD);
    it.sources(&records.sources);
    it.pages(&records.pages);
    it.rates(&records.rates);
    it.entities(&records.entities);
    it.new_names(&records.names);
    it.owners(&records.entities);
    let deals = it.deals(&records.deals);
    let deals = links::link(it.report, deals);
    let ties = records.ties.iter().filter_map(|r| it.tie(r)).collect();
    let claims = records.claims.iter().filter_map(|r| it.claim(r)).collect();
    let backlogs = records.backlogs.iter().filter_map(|r| it.backlog(r)).collect();
    let market_shares = records.market_shares.iter().filter_map(|r| it.market_share(r)).collect();
    let as_of = it.as_of(as_of, &deals)?;
    Some(Register {
        title: title.map_or_else(|| "A register of deals".to_owned(), |text| text.value),
        as_of,
        base: it.base,
        rates: it.rates,
        entities: it.entities,
        deals,
        sources: it.sources,
        ties,
        claims,
        backlogs,
        market_shares,
    })
}

/// Title, date and base currency; what a later layer says wins.
fn head(records: &Records) -> (Text, Text, Text) {
    let last = |pick: fn(&raw::Head) -> &Text| records.head.iter().rev().find_map(|r| pick(&r.body).clone());
    (last(|h| &h.title), last(|h| &h.as_of), last(|h| &h.base))
}

impl Resolver<'_> {
    /// The records that stand, by id: a later layer replaces an earlier one, within a layer a second one is a fault.
    pub(super) fn unique<'r, T, Id: Ord + Clone>(
        &mut self,
        records: &'r [Record<T>],
        what: &str,
        id: impl Fn(&T) -> Option<(&Located<String>, Result<Id, String>)>,
    ) -> BTreeMap<Id, &'r Record<T>> {
        let mut kept: BTreeMap<Id, (Place, &Record<T>)> = BTreeMap::new();
        for record in records {
            let Some((text, made)) = id(&record.body) else {
                continue;
            };
            let made = match made {
                Ok(made) => made,
                Err(suggestion) => {
                    let message = format!("`{}` is not a valid id", text.value);
                    let help = if suggestion.is_empty() {
                        "an id is made of a-z, 0-9, `_` and `-`".to_owned()
                    } else {
                        format!("write `{suggestion}`")
                    };
                    self.report.push(Code::BadId, message, &text.at).help(help);
                    continue;
                }
            };
            match kept.get(&made) {
                Some((first, old)) if old.layer == record.layer => {
                    self.report
                        .push(Code::DuplicateId, format!("there are two {what}s `{}`", text.value), &text.at)
                        .also(first, "the first one")
                        .help("give one of them another id, or make one of the two");
                }
                _ => {
                    kept.insert(made, (text.at.clone(), record));
                }
            }
        }
        kept.into_iter().map(|(id, (_, record))| (id, record)).collect()
    }

    fn sources(&mut self, records: &[Record<raw::Source>]) {
        let unique = self.unique(records, "source", |s| {
            s.id.as_ref().map(|text| (text, SourceId::new(text.as_str()).map_err(|bad| bad.suggestion)))
        });
        for (id, Record { body, .. }) in unique {
            let source = Source {
                id: id.clone(),
                publisher: values::plain(&body.publisher),
                author: values::plain(&body.author),
                title: values::plain(&body.title),
                url: self.url(&body.url),
                date: self.when(&body.date),
                kind: self.word(&body.kind).unwrap_or(SourceKind::Aggregator),
                wire: body.wire.iter().map(|w| w.value.clone()).collect(),
                note: values::plain(&body.note),
            };
            self.sources.insert(id, source);
        }
    }

    /// Pages that tables name become sources, unless one with that id or address is known.
    fn pages(&mut self, pages: &[raw::Page]) {
        let known = |source: &Source| Some((source.url.clone()?, source.id.clone()));
        let by_url: BTreeMap<String, SourceId> = self.sources.values().filter_map(known).collect();
        for raw::Page { text, kind } in pages {
            let own = text.as_str();
            if self.sources.contains_key(own) || self.by_page.contains_key(own) {
                continue;
            }
            let id = by_url.get(own).cloned().or_else(|| self.new_source(own, *kind));
            if let Some(id) = id {
                self.by_page.insert(own.to_owned(), id);
            }
        }
    }

    /// A source of which a table gives the address, or words: its id is nobody else's.
    fn new_source(&mut self, text: &str, kind: SourceKind) -> Option<SourceId> {
        let is_file = kind == SourceKind::Aggregator;
        let stem = || Path::new(text).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let words = if is_file { stem().unwrap_or_default() } else { text.to_owned() };
        let own: String = slug(&words).chars().take(if is_file { 40 } else { 60 }).collect();
        let own = own.trim_end_matches('-');
        let own = match (own, is_file) {
            ("", true) => "sheet",
            ("", false) => "source",
            (own, _) => own,
        };
        let ids = (1..).map(|number| if number == 1 { own.to_owned() } else { format!("{own}-{number}") });
        let id = ids.filter_map(|id| SourceId::new(&id).ok()).find(|id| !self.sources.contains_key(id))?;
        let is_url = text.starts_with("http://") || text.starts_with("https://");
        let source = Source {
            id: id.clone(),
            publisher: None,
            author: None,
            title: (!is_url).then(|| text.to_owned()),
            url: is_url.then(|| text.to_owned()),
            date: None,
            kind,
            wire: Vec::new(),
            note: None,
        };
        self.sources.insert(id.clone(), source);
        Some(id)
    }

    fn rates(&mut self, records: &[Record<raw::Rate>]) {
        for Record { body, at, .. } in records {
            let currency = body.currency.as_ref().and_then(|text| self.currency(text));
            let rate = self.decimal(&body.units);
            let (on, cite) = (self.when(&body.on), self.cite(&body.cite));
            self.figure_needs_source(&cite, at, "rate");
            if let (Some(currency), Some(rate), Some(on)) = (currency, rate, on) {
                self.rates.push(Rate { currency, rate, on, cite });
            }
        }
        self.rates.sort_by_key(|rate| rate.on);
    }

    fn entities(&mut self, records: &[Record<raw::Entity>]) {
        let unique = self.unique(records, "entity", |e| {
            e.id.as_ref().map(|text| (text, EntityId::new(text.as_str()).map_err(|bad| bad.suggestion)))
        });
        for (id, record) in unique {
            let entity = self.entity(&id, record);
            self.entities.insert(id, entity);
        }
        for entity in self.entities.values() {
            for name in entity.aliases.iter().chain([&entity.name]) {
                self.by_name.entry(folded_name(name)).or_insert_with(|| entity.id.clone());
            }
        }
    }

    fn entity(&mut self, id: &EntityId, Record { body, at, .. }: &Record<raw::Entity>) -> Entity {
        let name = values::plain(&body.name).unwrap_or_else(|| id.as_str().to_owned());
        let aliases: Vec<String> = body.aliases.iter().map(|a| a.value.clone()).collect();
        let mut valuations = Vec::new();
        for raw in &body.valuations {
            let cite = self.cite(&raw.cite);
            self.figure_needs_source(&cite, at, "valuation");
            let (on, worth) = (self.when(&raw.on), self.amount(&raw.worth, None));
            if let (Some(on), Some((_, worth))) = (on, worth) {
                valuations.push(Valuation { worth, basis: values::plain(&raw.basis).unwrap_or_default(), on, cite });
            }
        }
        valuations.sort_by_key(|v| v.on);
        Entity {
            id: id.clone(),
            short: aliases.first().cloned().unwrap_or_else(|| name.clone()),
            name,
            kind: self.word(&body.kind).unwrap_or(EntityKind::Company),
            roles: body.roles.iter().map(|r| r.value.clone()).collect(),
            country: values::plain(&body.country),
            ticker: values::plain(&body.ticker),
            listing: values::plain(&body.listing),
            aliases,
            owners: Vec::new(),
            family: values::plain(&body.family),
            generation: self.decimal(&body.generation).and_then(|d| u32::try_from(d).ok()),
            availability: values::plain(&body.availability),
            valuations,
            note: values::plain(&body.note),
            cite: self.cite(&body.cite),
        }
    }

    /// Parties of spreadsheets that nobody knows become companies, under the name they were given.
    fn new_names(&mut self, names: &[Located<String>]) {
        for name in names {
            if self.known(name.as_str()).is_some() {
                continue;
            }
            let Ok(id) =
                EntityId::new(&EntityId::new(name.as_str()).map_or_else(|b| b.suggestion, |i| i.as_str().into()))
            else {
                self.report.push(Code::BadId, format!("no id can be made of the name `{}`", name.value), &name.at);
                continue;
            };
            // Every pair is compared, so a large spreadsheet goes without this help.
            let few = self.by_name.len() <= MAX_COMPARED;
            // Names that are numbered mean different parties: Unit 12 is no slip for Unit 13.
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            let own = digits(name.as_str());
            let known = self.by_name.keys().map(String::as_str).filter(|known| few && digits(known) == own);
            if let Some(near) = names::nearest(name.as_str(), known) {
                self.report
                    .push(Code::NearName, format!("`{}` is taken for a new company", name.value), &name.at)
                    .help(format!("did you mean `{near}`?"));
            }
            self.by_name.insert(folded_name(name.as_str()), id.clone());
            self.entities.entry(id.clone()).or_insert_with(|| values::company(id, name.value.clone()));
        }
    }

    fn owners(&mut self, records: &[Record<raw::Entity>]) {
        for Record { body, at, .. } in records {
            let Some(id) = body.id.as_ref().and_then(|t| EntityId::new(t.as_str()).ok()) else {
                continue;
            };
            let mut owners = Vec::new();
            for raw in &body.owners {
                let (of, since, until) = (self.entity_id(&raw.of), self.when(&raw.since), self.when(&raw.until));
                owners.extend(of.map(|of| Owner { of, since, until }));
            }
            if let Some(entity) = self.entities.get_mut(&id) {
                entity.owners = owners;
            }
            if self.owns_itself(&id) {
                self.report
                    .push(Code::Circle, format!("`{id}` belongs to itself in the end"), at)
                    .help("an operator, maker or parent stands above; take one of them away");
                if let Some(entity) = self.entities.get_mut(&id) {
                    entity.owners.clear();
                }
            }
        }
    }

    /// Whether an owner of an owner … is the entity again, whatever the dates.
    fn owns_itself(&self, id: &EntityId) -> bool {
        let mut waiting: Vec<&EntityId> = vec![id];
        let mut seen = std::collections::BTreeSet::new();
        while let Some(next) = waiting.pop() {
            for owner in self.entities.get(next).map(|e| e.owners.as_slice()).unwrap_or_default() {
                if owner.of == *id {
                    return true;
                }
                if seen.insert(&owner.of) {
                    waiting.push(&owner.of);
                }
            }
        }
        false
    }

    fn tie(&mut self, Record { body, .. }: &Record<raw::Tie>) -> Option<Tie> {
        let (from, to) = (self.entity_id(&body.from), self.entity_id(&body.to));
        let (share, since, cite) = (self.decimal(&body.share), self.when(&body.since), self.cite(&body.cite));
        let (relation, note) = (values::plain(&body.relation), values::plain(&body.note));
        Some(Tie { from: from?, relation: relation?, to: to?, share, since, note, cite })
    }

    fn claim(&mut self, Record { body, .. }: &Record<raw::Claim>) -> Option<Claim> {
        let cite = self.source_id(&body.cite);
        let deal = body.deal.as_ref().and_then(|text| self.deal_id(text));
        let about = body.about.iter().filter_map(|text| self.entity_id(&Some(text.clone()))).collect();
        let amount = body.amount.as_ref().and_then(|_| self.amount(&body.amount, None));
        Some(Claim {
            id: values::plain(&body.id)?,
            cite: cite?,
            deal,
            about,
            kind: values::plain(&body.kind)?,
            amount,
            status: values::plain(&body.status),
            says: values::plain(&body.says)?,
            held: values::plain(&body.held),
        })
    }

    fn backlog(&mut self, Record { body, at, .. }: &Record<raw::Backlog>) -> Option<Backlog> {
        let (holder, on, cite) = (self.entity_id(&body.holder), self.when(&body.on), self.cite(&body.cite));
        self.figure_needs_source(&cite, at, "backlog");
        let counterparty = body.counterparty.as_ref().and_then(|_| self.entity_id(&body.counterparty));
        let total = body.total.as_ref().and_then(|_| self.amount(&body.total, None)).map(|(_, range)| range);
        let (metric, share) = (values::plain(&body.metric)?, values::plain(&body.share));
        Some(Backlog { holder: holder?, counterparty, metric, total, share, on: on?, cite })
    }

    fn market_share(&mut self, Record { body, at, .. }: &Record<raw::MarketShare>) -> Option<MarketShare> {
        let (entity, on, cite) = (self.entity_id(&body.entity), self.when(&body.on), self.cite(&body.cite));
        self.figure_needs_source(&cite, at, "market share");
        let (market, share) = (values::plain(&body.market)?, values::plain(&body.share)?);
        Some(MarketShare { market, entity: entity?, share, on: on?, cite })
    }

    /// The register's date: stated, or the last day that it records.
    fn as_of(&mut self, text: Text, deals: &BTreeMap<DealId, Deal>) -> Option<Date> {
        let days = || deals.values().flat_map(|deal| &deal.history).map(|event| event.on.day());
        let Some(stated) = text else {
            if deals.is_empty() && !self.report.has_faults() {
                let place = Place::default();
                self.report.push(Code::MissingKey, "the register has no deal and no `as_of`", &place);
            }
            return days().max();
        };
        let as_of = self.when(&Some(stated.clone()))?.day();
        if let Some(first) = days().min()
            && as_of < first
        {
            self.report
                .push(Code::AsOfBeforeAll, format!("on {as_of} there was no deal yet"), &stated.at)
                .help(format!("the first deal is of {first}; take a later day"));
        }
        Some(as_of)
    }
}
