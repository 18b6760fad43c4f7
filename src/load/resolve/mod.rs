//! Raw records → [`Register`]: every text becomes a value, every name something that exists.

mod called;
mod companies;
mod deals;
mod figures;
mod links;
mod nobody;
mod resolver;
mod terms;
mod values;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use jiff::civil::Date;

use super::{
    names,
    problem::{Code, Located, Place, Report},
    raw::{self, Record, Records, Text},
    reading::{GivenRate, Reading},
};
use crate::model::{
    Citation, Claim, Currency, Deal, DealId, Entity, EntityId, EntityKind, Owner, Rate, Register, Source, SourceId,
    SourceKind, Tie, slug,
};

use called::Companies;
pub(super) use resolver::Resolver;

/// The register, if every record could be read; the report says what is wrong otherwise.
pub(super) fn resolve(report: &mut Report, records: &Records, reading: &Reading) -> Option<Register> {
    let nothing = records.deals.is_empty() && records.entities.is_empty() && report.has_faults();
    if nothing {
        return None;
    }
    let (title, as_of, base) = head(records);
    let mut it = Resolver {
        report,
        entities: BTreeMap::new(),
        companies: Companies::told(reading),
        nobody: None,
        unnamed: BTreeSet::new(),
        sources: BTreeMap::new(),
        by_page: BTreeMap::new(),
        deal_ids: BTreeMap::new(),
        rates: Vec::new(),
        base: Currency::USD,
        unrated: BTreeSet::new(),
    };
    let counted_in = records.head.iter().rev().find_map(|record| record.body.counted_in);
    it.base = base.and_then(|text| it.currency(&text)).or(counted_in).unwrap_or(Currency::USD);
    it.sources(&records.sources);
    it.pages(&records.pages);
    it.rates(&records.rates);
    it.given_rates(&reading.rates);
    it.entities(&records.entities);
    it.valued(&records.valued);
    it.learn_names(&records.names);
    it.mark_nobody();
    it.new_names(&records.names, &records.entities);
    it.owners(&records.entities);
    let mut deals = it.deals(&records.deals);
    let mut ties: Vec<Tie> = records.ties.iter().filter_map(|r| it.tie(r)).collect();
    it.part_nobody(&mut deals, &mut ties);
    let deals = links::link(it.report, deals);
    let claims = records.claims.iter().filter_map(|r| it.claim(r)).collect();
    let backlogs = records.backlogs.iter().filter_map(|r| it.backlog(r)).collect();
    let market_shares = records.market_shares.iter().filter_map(|r| it.market_share(r)).collect();
    let figures = records.figures.iter().filter_map(|r| it.figure(r)).collect();
    let customer_shares = records.customer_shares.iter().filter_map(|r| it.customer_share(r)).collect();
    let as_of = records.day.or_else(|| it.as_of(as_of, &deals))?;
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
        figures,
        customer_shares,
    })
}

/// Title, date and base currency; what a later layer says wins.
fn head(records: &Records) -> (Text, Text, Text) {
    let last = |pick: fn(&raw::Head) -> &Text| records.head.iter().rev().find_map(|r| pick(&r.body).clone());
    (last(|h| &h.title), last(|h| &h.as_of), last(|h| &h.base))
}

impl Resolver<'_> {
    /// The records by id. Those of several layers are one by now; a second one of one layer is a fault.
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
                Some((first, _)) => {
                    self.report
                        .push(Code::DuplicateId, format!("there are two {what}s `{}`", text.value), &text.at)
                        .also(first, "the first one")
                        .help("give one of them another id, or make one of the two");
                }
                None => {
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
            let id = by_url.get(own).cloned().unwrap_or_else(|| self.new_source(own, *kind));
            self.by_page.insert(own.to_owned(), id);
        }
    }

    /// A source of which a table gives the address, or words: its id is nobody else's.
    fn new_source(&mut self, text: &str, kind: SourceKind) -> SourceId {
        let is_file = kind == SourceKind::Aggregator;
        let path = Path::new(text);
        let part =
            |part: Option<&std::ffi::OsStr>| part.map(|own| own.to_string_lossy().into_owned()).unwrap_or_default();
        let address = text.split_once("://").map_or(text, |(_, address)| address);
        let address = address.strip_prefix("www.").unwrap_or(address);
        let words = if is_file { part(path.file_stem()) } else { address.to_owned() };
        let own: String = slug(&words).chars().take(if is_file { 40 } else { 60 }).collect();
        let own = own.trim_end_matches('-');
        let own = match (own, is_file) {
            ("", true) => "sheet",
            ("", false) => "source",
            (own, _) => own,
        };
        let id = SourceId::free(own, "source", |id| self.sources.contains_key(id));
        let is_url = text.starts_with("http://") || text.starts_with("https://");
        let source = Source {
            id: id.clone(),
            publisher: None,
            author: None,
            // Where a file lay is nobody's business.
            title: (!is_url).then(|| if is_file { part(path.file_name()) } else { text.to_owned() }),
            url: is_url.then(|| text.to_owned()),
            date: None,
            kind,
            wire: Vec::new(),
            note: None,
        };
        self.sources.insert(id.clone(), source);
        id
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

    /// The rates that whoever reads the files has given: a source of their own.
    fn given_rates(&mut self, rates: &[GivenRate]) {
        if rates.is_empty() {
            return;
        }
        let source = self.new_source("rates given on the command line", SourceKind::Aggregator);
        for GivenRate { currency, rate, on } in rates {
            if *currency != self.base {
                let cite = vec![Citation::page(source.clone())];
                self.rates.push(Rate { currency: *currency, rate: *rate, on: *on, cite });
            } else if *rate != crate::model::Decimal::ONE {
                let message = format!("--rate {currency}={rate}: amounts are counted in {currency} itself");
                self.report.push(Code::NoRate, message, &Place::default()).help("leave it out");
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
    }

    fn entity(&mut self, id: &EntityId, Record { body, at, .. }: &Record<raw::Entity>) -> Entity {
        let name = values::plain(&body.name).unwrap_or_else(|| id.as_str().to_owned());
        let aliases: Vec<String> = body.aliases.iter().map(|a| a.value.clone()).collect();
        let mut valuations: Vec<_> = body.valuations.iter().filter_map(|raw| self.valuation(raw, at)).collect();
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

    fn owners(&mut self, records: &[Record<raw::Entity>]) {
        for Record { body, at, .. } in records {
            let Some(id) = body.id.as_ref().and_then(|t| EntityId::new(t.as_str()).ok()) else {
                continue;
            };
            let mut owners = Vec::new();
            for raw in &body.owners {
                let (of, since, until) = (self.entity_id(&raw.of), self.when(&raw.since), self.when(&raw.until));
                if let (Some(of), Some(text)) = (&of, &raw.of)
                    && self.is_nobody(of)
                {
                    self.report.note(
                        format!("`{id}` belongs to `{}`, who is nobody: it is taken to have no owner", text.value),
                        1,
                    );
                    continue;
                }
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
        let mut seen = BTreeSet::new();
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
        let cite = self.source_id(body.cite.as_ref()?);
        let deal = body.deal.as_ref().and_then(|text| self.deal_id(text));
        let about = body.about.iter().filter_map(|text| self.entity_id(&Some(text.clone()))).collect();
        let amount = body.amount.as_ref().and_then(|_| self.amount(&body.amount, None));
        let day = self.when(&body.day);
        Some(Claim {
            id: values::plain(&body.id)?,
            cite: cite?,
            deal,
            about,
            kind: values::plain(&body.kind)?,
            subjects: body.subject.iter().map(|text| text.value.clone()).collect(),
            amount,
            day,
            percent: values::plain(&body.percent),
            status: values::plain(&body.status),
            says: values::plain(&body.says)?,
            held: values::plain(&body.held),
        })
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
