//! Later layers over earlier ones (docs/format.md#layers): a record that an earlier layer has too corrects the fields that
//! it gives and keeps the others. What it overrides is kept for the report.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    problem::{Change, Code, Correction, Label, Located, Place, Report},
    raw::{self, Record, Records, Text, Texts},
};
use crate::model::{Amount, When, slug};

/// A kind of record that a later layer can correct.
pub(super) trait Lay {
    /// What tells which record it is: the same key in a later layer is the same record.
    fn key(&self) -> Option<String>;

    /// What it is called in the report.
    fn called(&self) -> String;

    /// The keys that it takes away from the earlier record.
    fn dropped(&self) -> Texts {
        Vec::new()
    }

    /// Takes in what a later record says.
    fn lay(&mut self, later: Self, over: &mut Over);
}

/// Lays the records of later layers over those of earlier ones. Two of one layer stay two, which the resolver reports.
pub(super) fn overlay(report: &mut Report, records: &mut Records) {
    lay(report, &mut records.entities);
    lay(report, &mut records.sources);
    lay(report, &mut records.deals);
    lay(report, &mut records.claims);
    lay(report, &mut records.ties);
    lay(report, &mut records.rates);
    lay(report, &mut records.backlogs);
    lay(report, &mut records.market_shares);
    lay(report, &mut records.valued);
    lay(report, &mut records.figures);
    lay(report, &mut records.customer_shares);
}

fn lay<T: Lay>(report: &mut Report, records: &mut Vec<Record<T>>) {
    let mut kept: Vec<Record<T>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for record in std::mem::take(records) {
        let key = record.body.key();
        let earlier = key.as_ref().and_then(|key| places.get(key)).and_then(|&at| kept.get_mut(at));
        match earlier {
            Some(earlier) if earlier.layer < record.layer => {
                let Record { at, layer, body } = record;
                let mut over = Over { dropped: body.dropped(), ..Over::default() };
                let (called, before) = (body.called(), earlier.at.clone());
                earlier.body.lay(body, &mut over);
                (earlier.layer, earlier.at) = (layer, at.clone());
                over.close(report, called, (&before, &at));
            }
            _ => {
                for text in record.body.dropped() {
                    let message =
                        format!("there is no earlier {} of which `{}` could go", record.body.called(), text.value);
                    report
                        .push(Code::UnknownWord, message, &text.at)
                        .help("`drop` is for a record that corrects one below");
                }
                if let Some(key) = key {
                    places.entry(key).or_insert(kept.len());
                }
                kept.push(record);
            }
        }
    }
    *records = kept;
}

/// How records within a record are laid over each other.
struct Inner<T> {
    /// The key that holds them.
    field: &'static str,
    /// Which of the earlier ones a later one corrects.
    matching: fn(&[T], &T) -> Option<usize>,
    /// Which one it is, for the report.
    called: fn(&T) -> Option<String>,
    merge: fn(&mut Over, &mut T, T),
}

/// What becomes of the fields of an earlier record.
#[derive(Debug, Default)]
pub(super) struct Over {
    dropped: Texts,
    fields: BTreeSet<&'static str>,
    changes: Vec<Change>,
    /// What has to be known beside the changes.
    remark: Option<&'static str>,
}

impl Over {
    /// Whether the later record takes this field away.
    fn drops(&mut self, field: &'static str) -> bool {
        self.fields.insert(field);
        self.dropped.iter().any(|text| text.value == field)
    }

    fn changed(&mut self, field: &str, old: impl Into<String>, new: impl Into<String>) {
        self.changes.push(Change { field: field.to_owned(), old: old.into(), new: new.into() });
    }

    /// One value: the later one, if there is one.
    fn text(&mut self, field: &'static str, old: &mut Text, new: Text) {
        let dropped = self.drops(field);
        self.put(field, old, new, dropped);
    }

    /// One value that every such record must have.
    fn kept(&mut self, field: &'static str, old: &mut Text, new: Text) {
        self.put(field, old, new, false);
    }

    fn put(&mut self, field: &'static str, old: &mut Text, new: Text, dropped: bool) {
        let before = old.clone();
        if new.is_some() || dropped {
            *old = new;
        }
        if let Some(before) = before.filter(|before| old.as_ref().is_none_or(|now| !same(&before.value, &now.value))) {
            self.changed(field, before.value, old.as_ref().map_or("nothing", |now| now.value.as_str()));
        }
    }

    /// A flag: the later one, if there is one.
    fn flag(&mut self, field: &'static str, old: &mut Option<bool>, new: Option<bool>) {
        let dropped = self.drops(field);
        let before = *old;
        if new.is_some() || dropped {
            *old = new;
        }
        if let Some(before) = before.filter(|before| *before != old.unwrap_or_default()) {
            self.changed(field, before.to_string(), old.unwrap_or_default().to_string());
        }
    }

    /// A list that is one statement, such as the payers: the later one stands in the place of the earlier one.
    fn instead<T: Clone>(&mut self, field: &'static str, old: &mut Vec<T>, new: Vec<T>, words: impl Fn(&T) -> String) {
        let dropped = self.drops(field);
        let before = old.clone();
        if !new.is_empty() || dropped {
            *old = new;
        }
        let list = |items: &[T]| items.iter().map(&words).collect::<Vec<String>>();
        let (before, now) = (list(&before), list(old));
        let alike = before.len() == now.len() && before.iter().zip(&now).all(|(a, b)| same(a, b));
        if !before.is_empty() && !alike {
            let now = if now.is_empty() { "nothing".to_owned() } else { now.join(", ") };
            self.changed(field, before.join(", "), now);
        }
    }

    /// A list of things that stand side by side, such as aliases: the later ones are added.
    fn more(&mut self, field: &'static str, old: &mut Texts, new: Texts) {
        let before = if self.drops(field) { std::mem::take(old) } else { Vec::new() };
        for text in new {
            if !old.iter().any(|own| own.value == text.value) {
                old.push(text);
            }
        }
        let gone = before.iter().filter(|text| !old.iter().any(|own| own.value == text.value));
        let gone: Vec<&str> = gone.map(Located::as_str).collect();
        if !gone.is_empty() {
            self.changed(field, gone.join(", "), "nothing");
        }
    }

    /// Sources: the later ones are added, and what is said of one that is there already takes the place of what was.
    fn cites(&mut self, field: &'static str, old: &mut Vec<raw::Cite>, new: Vec<raw::Cite>) {
        let mut names: Texts = old.iter().map(|cite| cite.source.clone()).collect();
        self.more(field, &mut names, new.iter().map(|cite| cite.source.clone()).collect());
        old.retain(|own| names.iter().any(|name| name.value == own.source.value));
        for cite in new {
            match old.iter_mut().find(|own| own.source.value == cite.source.value) {
                Some(own) => *own = cite,
                None => old.push(cite),
            }
        }
    }

    /// Records within a record: those that match one are laid over it, the others are added.
    fn inner<T>(&mut self, how: &Inner<T>, old: &mut Vec<T>, new: Vec<T>) {
        let field = how.field;
        if self.drops(field) && !old.is_empty() {
            let (count, now) = (old.len(), new.len());
            old.clear();
            self.changed(field, entries(count), entries(now));
        }
        for one in new {
            match (how.matching)(old, &one).and_then(|at| old.get_mut(at)) {
                Some(own) => {
                    let mut within = Self::default();
                    let place = (how.called)(own).unwrap_or_default();
                    (how.merge)(&mut within, own, one);
                    for Change { field: inner, old, new } in within.changes {
                        self.changed(format!("{inner} ({field} {place})").trim_end(), old, new);
                    }
                }
                None => old.push(one),
            }
        }
    }

    /// Reports what was overridden, and what was to be dropped that is no field of such a record.
    fn close(self, report: &mut Report, record: String, (before, at): (&Place, &Place)) {
        for text in &self.dropped {
            if !self.fields.contains(text.as_str()) {
                let help = super::nearest(text.as_str(), self.fields.iter().copied())
                    .map_or_else(|| "name one of its keys".to_owned(), |near| format!("did you mean `{near}`?"));
                report.push(Code::UnknownWord, format!("`{}` cannot be dropped", text.value), &text.at).help(help);
            }
        }
        if self.changes.is_empty() {
            return;
        }
        let label = |place: &Place| Label { file: place.file, span: place.span.clone(), text: String::new() };
        let (changes, remark) = (self.changes, self.remark.map(str::to_owned));
        report.corrections.push(Correction { record, at: label(at), before: label(before), changes, remark });
    }
}

fn entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

/// Whether two texts say the same: letter by letter, as amounts, or as names of one party.
fn same(one: &str, other: &str) -> bool {
    let amount = |text: &str| text.parse::<Amount>().ok();
    let name = slug(one);
    one.trim() == other.trim()
        || amount(one).is_some_and(|own| amount(other) == Some(own))
        || !name.is_empty() && name == slug(other) && one.is_ascii() && other.is_ascii() && amount(one).is_none()
}

fn value(text: &Located<String>) -> String {
    text.value.clone()
}

fn words(text: &Text) -> String {
    id(text).unwrap_or_default()
}

/// The key of a record that is told by several of its fields.
fn joined(fields: &[&Text]) -> Option<String> {
    let parts: Option<Vec<String>> =
        fields.iter().map(|text| Some(text.as_ref()?.value.trim().to_lowercase())).collect();
    Some(parts?.join(" "))
}

fn id(text: &Text) -> Option<String> {
    text.as_ref().map(|text| text.value.clone())
}

fn called(what: &str, text: &Text) -> String {
    id(text).map_or_else(|| what.to_owned(), |id| format!("{what} `{id}`"))
}

macro_rules! texts {
    ($over:ident, $old:ident, $new:ident: $($field:ident)+) => {
        $($over.text(stringify!($field), &mut $old.$field, $new.$field);)+
    };
}

impl Lay for raw::Entity {
    fn key(&self) -> Option<String> {
        id(&self.id)
    }

    fn called(&self) -> String {
        called("entity", &self.id)
    }

    /// The three words for belonging mean one thing.
    fn dropped(&self) -> Texts {
        let mut dropped = self.drop.clone();
        for text in dropped.iter_mut().filter(|text| ["operator", "maker", "parent"].contains(&text.as_str())) {
            "owner".clone_into(&mut text.value);
        }
        dropped
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        self.id = later.id;
        over.kept("kind", &mut self.kind, later.kind);
        texts!(over, self, later: country ticker listing family generation availability note);
        over.more("roles", &mut self.roles, later.roles);
        over.more("aliases", &mut self.aliases, later.aliases);
        self.name(later.name, over);
        over.cites("cite", &mut self.cite, later.cite);
        let owner = |owner: &raw::Owner| words(&owner.of);
        over.instead("owner", &mut self.owners, later.owners, owner);
        let valuations = Inner::<raw::Valuation> {
            field: "valuations",
            matching: |old, new| {
                old.iter().position(|own| id(&own.on) == id(&new.on) && id(&own.basis) == id(&new.basis))
            },
            called: |own| id(&own.on),
            merge: |over, own, new| {
                over.text("worth", &mut own.worth, new.worth);
                over.cites("cite", &mut own.cite, new.cite);
            },
        };
        over.inner(&valuations, &mut self.valuations, later.valuations);
    }
}

impl raw::Entity {
    /// A name that the entity is known by stays an alias, and one that is replaced becomes one, so that none is lost.
    fn name(&mut self, later: Text, over: &mut Over) {
        let Some(later) = later else { return };
        let is = |text: &Located<String>| text.value == later.value;
        if self.name.as_ref().is_none_or(is) || self.aliases.iter().any(is) {
            self.name.get_or_insert(later);
            return;
        }
        if let Some(old) = self.name.replace(later.clone()) {
            over.changed("name", old.value.clone(), later.value.clone());
            // What stands first is what it is called in pictures.
            if self.aliases.is_empty() {
                self.aliases.push(later);
            }
            self.aliases.push(old);
        }
    }
}

impl Lay for raw::Source {
    fn key(&self) -> Option<String> {
        id(&self.id)
    }

    fn called(&self) -> String {
        called("source", &self.id)
    }

    fn dropped(&self) -> Texts {
        self.drop.clone()
    }

    fn lay(&mut self, mut later: Self, over: &mut Over) {
        self.id = later.id;
        if later.made_kind {
            later.kind = None;
        }
        over.kept("kind", &mut self.kind, later.kind);
        texts!(over, self, later: publisher author title url date note);
        over.more("wire", &mut self.wire, later.wire);
    }
}

impl Lay for raw::Deal {
    fn key(&self) -> Option<String> {
        id(&self.id)
    }

    fn called(&self) -> String {
        called("deal", &self.id)
    }

    fn dropped(&self) -> Texts {
        self.drop.clone()
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        self.id = later.id;
        let new_amount = later.amount.is_some();
        over.kept("kind", &mut self.kind, later.kind);
        texts!(over, self, later: title target on_behalf_of amount original term cloud stake conditions
            tranche_of part_of expands reciprocal_of no_arc confirmation conflict note);
        over.flag("round", &mut self.round, later.round);
        over.flag("day_unverified", &mut self.day_unverified, later.day_unverified);
        over.instead("payer", &mut self.payer, later.payer, value);
        over.instead("payee", &mut self.payee, later.payee, value);
        over.instead("chips", &mut self.chips, later.chips, value);
        over.instead("quantity", &mut self.quantity, later.quantity, value);
        over.instead("in_return", &mut self.in_return, later.in_return, value);
        over.instead("rate", &mut self.rate, later.rate, |own| words(&own.amount));
        over.instead("exit", &mut self.exit, later.exit, |own| words(&own.by));
        over.instead("pledged", &mut self.pledged, later.pledged, |own| words(&own.asset));
        over.instead("expected", &mut self.expected, later.expected, |own| words(&own.on));
        let part = |part: &raw::Installment| words(&part.amount);
        over.instead("installments", &mut self.installments, later.installments, part);
        over.more("supersedes", &mut self.supersedes, later.supersedes);
        over.more("overlaps", &mut self.overlaps, later.overlaps);
        over.cites("cite", &mut self.cite, later.cite);
        over.cites("contradicted_by", &mut self.contradicted_by, later.contradicted_by);
        let (rights, details, history, paid) = (later.rights, later.details, later.history, later.paid);
        self.inner_records(InnerRecords { rights, details, history, paid }, over);
        // Oldest first; entries of one day keep their order.
        self.history.sort_by_key(|event| day(&event.on));
        self.paid.sort_by_key(|paid| day(&paid.on));
        if new_amount && self.history.iter().any(|event| event.amount.is_some()) {
            over.remark = Some("amounts in its history still count from their days");
        }
    }
}

impl raw::Deal {
    /// Lays the records within the deal over those that it has.
    fn inner_records(&mut self, later: InnerRecords, over: &mut Over) {
        let rights = Inner::<raw::Right> {
            field: "rights",
            matching: |old, new| {
                let key = |right: &raw::Right| (id(&right.grant), id(&right.scope), id(&right.holder));
                old.iter().position(|own| key(own) == key(new))
            },
            called: |own| id(&own.scope),
            merge: |over, own, new| {
                texts!(over, own, new: bound on until ended note);
                over.cites("cite", &mut own.cite, new.cite);
            },
        };
        let details = Inner::<(String, String)> {
            field: "details",
            matching: |old, new| old.iter().position(|own| own.0 == new.0),
            called: |_| None,
            merge: |over, own, (field, text)| {
                if own.1 != text {
                    over.changed(&field, std::mem::replace(&mut own.1, text.clone()), text);
                }
            },
        };
        let history = Inner::<raw::Event> {
            field: "history",
            matching: same_event,
            called: |own| id(&own.on),
            merge: |over, own, new| {
                own.at = new.at;
                texts!(over, own, new: status mark amount note);
                over.cites("cite", &mut own.cite, new.cite);
            },
        };
        let paid = Inner::<raw::Paid> {
            field: "paid",
            matching: |old, new| old.iter().position(|own| id(&own.on) == id(&new.on)),
            called: |own| id(&own.on),
            merge: |over, own, new| {
                texts!(over, own, new: amount note);
                over.cites("cite", &mut own.cite, new.cite);
            },
        };
        over.inner(&rights, &mut self.rights, later.rights);
        over.inner(&paid, &mut self.paid, later.paid);
        over.inner(&details, &mut self.details, later.details);
        over.inner(&history, &mut self.history, later.history);
    }
}

/// The records within a deal.
struct InnerRecords {
    rights: Vec<raw::Right>,
    details: Vec<(String, String)>,
    history: Vec<raw::Event>,
    paid: Vec<raw::Paid>,
}

/// The entry of a history that a later one corrects: that of the same day, and of the same status if there is one.
fn same_event(old: &[raw::Event], new: &raw::Event) -> Option<usize> {
    let of_day = |own: &raw::Event| id(&own.on) == id(&new.on);
    let with_status = old.iter().position(|own| of_day(own) && id(&own.status) == id(&new.status));
    with_status.or_else(|| old.iter().rposition(of_day))
}

fn day(text: &Text) -> Option<jiff::civil::Date> {
    Some(text.as_ref()?.value.parse::<When>().ok()?.day())
}

impl Lay for raw::Claim {
    fn key(&self) -> Option<String> {
        id(&self.id)
    }

    fn called(&self) -> String {
        called("claim", &self.id)
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        texts!(over, self, later: cite deal kind amount day percent status says held);
        over.instead("about", &mut self.about, later.about, value);
        over.instead("subject", &mut self.subject, later.subject, value);
    }
}

impl Lay for raw::Tie {
    fn key(&self) -> Option<String> {
        joined(&[&self.from, &self.relation, &self.to])
    }

    fn called(&self) -> String {
        format!("tie `{}`", self.key().unwrap_or_default())
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        texts!(over, self, later: share since note);
        over.cites("cite", &mut self.cite, later.cite);
    }
}

impl Lay for raw::Rate {
    fn key(&self) -> Option<String> {
        joined(&[&self.currency, &self.on])
    }

    fn called(&self) -> String {
        format!("rate `{}`", self.key().unwrap_or_default())
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        over.text("rate", &mut self.units, later.units);
        over.cites("cite", &mut self.cite, later.cite);
    }
}

impl Lay for raw::Backlog {
    fn key(&self) -> Option<String> {
        let whole = joined(&[&self.holder, &self.metric, &self.on])?;
        Some(format!("{whole} {}", id(&self.counterparty).unwrap_or_default()))
    }

    fn called(&self) -> String {
        format!("backlog `{}`", self.key().unwrap_or_default().trim())
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        texts!(over, self, later: total share);
        over.cites("cite", &mut self.cite, later.cite);
    }
}

impl Lay for raw::MarketShare {
    fn key(&self) -> Option<String> {
        joined(&[&self.market, &self.entity, &self.on])
    }

    fn called(&self) -> String {
        format!("market share `{}`", self.key().unwrap_or_default())
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        over.text("share", &mut self.share, later.share);
        over.cites("cite", &mut self.cite, later.cite);
    }
}

impl Lay for raw::Valued {
    fn key(&self) -> Option<String> {
        joined(&[&self.entity, &self.valuation.basis, &self.valuation.on])
    }

    fn called(&self) -> String {
        format!("valuation `{}`", self.key().unwrap_or_default())
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        over.text("worth", &mut self.valuation.worth, later.valuation.worth);
        over.cites("cite", &mut self.valuation.cite, later.valuation.cite);
    }
}

impl Lay for raw::Figure {
    fn key(&self) -> Option<String> {
        joined(&[&self.entity, &self.what, &self.period])
    }

    fn called(&self) -> String {
        format!("figure `{}`", self.key().unwrap_or_default())
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        texts!(over, self, later: ended amount note);
        over.cites("cite", &mut self.cite, later.cite);
    }
}

impl Lay for raw::CustomerShare {
    fn key(&self) -> Option<String> {
        let whole = joined(&[&self.entity, &self.period])?;
        Some(format!("{whole} {}", id(&self.customer).unwrap_or_default()))
    }

    fn called(&self) -> String {
        format!("customer share `{}`", self.key().unwrap_or_default().trim())
    }

    fn lay(&mut self, later: Self, over: &mut Over) {
        texts!(over, self, later: share ended note);
        over.cites("cite", &mut self.cite, later.cite);
    }
}
