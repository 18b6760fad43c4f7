//! What one register could take over from another, as TOML that a person accepts line by line.

use std::collections::{BTreeMap, BTreeSet};

use super::files;
use crate::{
    load::quoted,
    measure::{Alone, Difference, How, Matched, Reconciliation, Renaming, Whose},
    model::{Citation, Deal, DealId, EntityId, Register, Source, SourceId, cited},
};

/// Records for our register of what only theirs has, and claims of what theirs says differently. Every line is a comment
/// until somebody takes the `# ` from it; lines that begin with `##` say what the next record would change. What was
/// accepted is read as a layer over our register.
///
/// ```
/// use roundtrip::{exchange::proposals, measure::reconcile};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let text = proposals(&register, &register, &reconcile(&register, &register));
/// assert!(text.lines().all(|line| line.is_empty() || line.starts_with('#')));
/// ```
pub fn proposals(ours: &Register, theirs: &Register, found: &Reconciliation) -> String {
    let wanted = Wanted::new(ours, theirs, found);
    let mut out = String::from(HEAD);
    wanted.entities(&mut out);
    wanted.sources(&mut out);
    wanted.deals(&mut out);
    wanted.claims(&mut out);
    wanted.questions(&mut out);
    out
}

const HEAD: &str = "\
## Proposals, none of them accepted yet. To accept a record, take the `# ` from the front of its lines, and from those of
## the companies and sources that it names. Then read this file as a layer: roundtrip check --data OURS --data THIS.
";

struct Wanted<'t> {
    ours: &'t Register,
    theirs: &'t Register,
    found: &'t Reconciliation,
    names: Renaming,
}

impl<'t> Wanted<'t> {
    fn new(ours: &'t Register, theirs: &'t Register, found: &'t Reconciliation) -> Self {
        let mut names = Renaming::default();
        let mut taken: BTreeSet<String> = ours.entities.keys().map(ToString::to_string).collect();
        for id in theirs.entities.keys() {
            let own = found.companies.other(Whose::Theirs, id).next().cloned();
            let new = own.or_else(|| free(id.as_str(), &mut taken, |text| EntityId::new(text).ok()));
            names.entities.extend(new.map(|new| (id.clone(), new)));
        }
        let mut taken: BTreeSet<String> = ours.deals.keys().map(ToString::to_string).collect();
        let pairs: BTreeMap<&DealId, &DealId> =
            found.same.iter().chain(&found.differ).map(|pair| (&pair.theirs, &pair.ours)).collect();
        for id in theirs.deals.keys() {
            let own = pairs.get(id).map(|own| (*own).clone());
            let new = own.or_else(|| free(id.as_str(), &mut taken, |text| DealId::new(text).ok()));
            names.deals.extend(new.map(|new| (id.clone(), new)));
        }
        let pages: BTreeMap<&str, &SourceId> =
            ours.sources.values().filter_map(|source| Some((source.url.as_deref()?, &source.id))).collect();
        let mut taken: BTreeSet<String> = ours.sources.keys().map(ToString::to_string).collect();
        for source in theirs.sources.values() {
            let own = source.url.as_deref().and_then(|url| pages.get(url)).map(|own| (*own).clone());
            let new = own.or_else(|| free(source.id.as_str(), &mut taken, |text| SourceId::new(text).ok()));
            names.sources.extend(new.map(|new| (source.id.clone(), new)));
        }
        Self { ours, theirs, found, names }
    }

    /// Deals of theirs that are proposed: those that they have, and those of which it cannot be told.
    fn proposed(&self) -> BTreeSet<&'t DealId> {
        let alone = self.found.they_have.iter().filter(|alone| alone.within.is_none()).map(|alone| &alone.deal);
        alone.chain(self.found.unclear.iter().flat_map(|group| &group.theirs)).collect()
    }

    fn deal_records(&self) -> impl Iterator<Item = &'t Deal> {
        self.proposed().into_iter().filter_map(|id| self.theirs.deals.get(id))
    }

    /// Companies of proposed deals that ours lacks.
    fn entities(&self, out: &mut String) {
        let mut wanted = BTreeSet::new();
        for deal in self.deal_records() {
            wanted.extend(deal.payers.iter().chain(&deal.payees).chain(&deal.target).chain(&deal.on_behalf_of));
        }
        let mut list: Vec<_> = wanted.into_iter().filter_map(|id| self.theirs.entities.get(id)).collect();
        // The owners of what is proposed.
        let mut at = 0;
        while let Some(entity) = list.get(at).copied() {
            at += 1;
            for owner in entity.owners.iter().filter_map(|owner| self.theirs.entities.get(&owner.of)) {
                if !list.iter().any(|known| known.id == owner.id) {
                    list.push(owner);
                }
            }
        }
        list.retain(|entity| self.found.companies.other(Whose::Theirs, &entity.id).next().is_none());
        section(out, "Companies that we do not have", list.len());
        for entity in list {
            let mut record = self.names.entity_record(entity);
            record.cite = self.renamed(&entity.cite);
            // Their figures of worth are no deals, and have sources that are not proposed here.
            record.valuations.clear();
            block(out, &format!("Adds {}.", entity.name), &files::entity(&record));
        }
    }

    /// Sources of what is proposed that ours lacks.
    fn sources(&self, out: &mut String) {
        let mut wanted: BTreeSet<&SourceId> = cited(self.deal_records().flat_map(Deal::citations)).collect();
        let differing = self.differing().filter_map(|pair| self.theirs.deals.get(&pair.theirs));
        wanted.extend(cited(differing.flat_map(Deal::citations)));
        let new =
            |source: &&Source| self.names.sources.get(&source.id).is_some_and(|id| !self.ours.sources.contains_key(id));
        let list: Vec<&Source> = wanted.into_iter().filter_map(|id| self.theirs.sources.get(id)).filter(new).collect();
        section(out, "Sources that we do not have", list.len());
        for source in list {
            let id = self.names.sources.get(&source.id).cloned().unwrap_or_else(|| source.id.clone());
            let record = Source { id, ..source.clone() };
            block(out, &format!("Adds a source: {}.", source.line()), &files::source(&record));
        }
    }

    /// What they have.
    fn deals(&self, out: &mut String) {
        let list: Vec<&Alone> = self.found.they_have.iter().filter(|alone| alone.within.is_none()).collect();
        section(out, "Deals that they have", list.len());
        for alone in list {
            let Some(deal) = self.theirs.deals.get(&alone.deal) else { continue };
            let mut says = format!("Adds {}, {}.", deal.title, deal.amount.words());
            if !alone.payers.is_empty() {
                says += " We have others of its payers.";
            }
            if !alone.between.is_empty() {
                let ids: Vec<&str> = alone.between.iter().map(DealId::as_str).collect();
                says += &format!(" We have between the same two: {}.", ids.join(", "));
            }
            block(out, &says, &files::deal(&self.record(deal)));
        }
    }

    /// A deal of theirs with our names.
    fn record(&self, deal: &Deal) -> Deal {
        let proposed = self.proposed();
        let kept = |id: &DealId| {
            proposed.contains(id) || self.names.deals.get(id).is_some_and(|id| self.ours.deals.contains_key(id))
        };
        let mut deal = deal.clone();
        // A link to what is neither ours nor proposed would lead nowhere.
        for link in [&mut deal.tranche_of, &mut deal.part_of, &mut deal.expands, &mut deal.reciprocal_of] {
            if link.as_ref().is_some_and(|id| !kept(id)) {
                *link = None;
            }
        }
        deal.supersedes.retain(kept);
        deal.overlaps.retain(kept);
        let mut record = self.names.deal_record(&deal);
        record.cite = self.renamed(&deal.cite);
        record.contradicted_by.clear();
        for event in &mut record.history {
            event.cite = self.renamed(&event.cite);
        }
        record
    }

    fn renamed(&self, cite: &[Citation]) -> Vec<Citation> {
        let renamed = |own: &Citation| {
            let source = self.names.sources.get(&own.source).unwrap_or(&own.source).clone();
            Citation { source, ..own.clone() }
        };
        cite.iter().map(renamed).collect()
    }

    /// Pairs whose amounts or statuses differ.
    fn differing(&self) -> impl Iterator<Item = &'t Matched> {
        let tells = |pair: &&Matched| {
            pair.how == How::OneToOne
                && pair.differs.iter().any(|what| matches!(what, Difference::Amount | Difference::Status))
        };
        self.found.differ.iter().filter(tells)
    }

    /// What they say differently, as claims beside what ours holds.
    fn claims(&self, out: &mut String) {
        let list: Vec<&Matched> = self.differing().collect();
        section(out, "What they say differently of deals that both have", list.len());
        for pair in list {
            let Some((own, deal)) = self.ours.deals.get(&pair.ours).zip(self.theirs.deals.get(&pair.theirs)) else {
                continue;
            };
            let Some(source) = self.theirs.source_ids(deal).first().and_then(|id| self.names.sources.get(*id)) else {
                continue;
            };
            let day = self.theirs.as_of;
            let status = deal.status_on(day).map(|status| status.name().to_owned());
            let mut text = String::from("[[claim]]\n");
            let mut line = |key: &str, value: &str| text += &format!("{key} = {}\n", quoted(value));
            line("id", &format!("{}.{}", pair.theirs, pair.ours));
            line("cite", source.as_str());
            line("deal", own.id.as_str());
            line("kind", own.kind.name());
            line("amount", &deal.amount_on(day).to_string());
            if let Some(status) = &status {
                line("status", status);
            }
            line("says", &deal.title);
            let held = own.status_on(self.ours.as_of).map_or("not there yet", |status| status.words());
            let says = format!(
                "Says of {}: {}, {}. Ours: {}, {held}. A claim changes no figure; to follow it, change the deal.",
                own.id,
                deal.amount_on(day).words(),
                status.unwrap_or_default(),
                own.amount_on(self.ours.as_of).words(),
            );
            block(out, &says, &text);
        }
    }

    /// Deals of theirs of which it cannot be told whether we have them.
    fn questions(&self, out: &mut String) {
        let groups = self.found.unclear.iter().filter(|group| !group.theirs.is_empty());
        let mut told = BTreeMap::new();
        for group in groups {
            for deal in &group.theirs {
                let entry: &mut (Vec<&str>, &str) = told.entry(deal).or_insert_with(|| (Vec::new(), group.why.words()));
                entry.0.extend(group.ours.iter().map(DealId::as_str));
            }
        }
        section(out, "Deals of which it cannot be told whether we have them", told.len());
        for (id, (candidates, why)) in told {
            let Some(deal) = self.theirs.deals.get(id) else { continue };
            let ours = if candidates.is_empty() {
                String::new()
            } else {
                format!(", unless it is {}", candidates.join(" or "))
            };
            let says = format!("Adds {}, {}{ours}: {why}.", deal.title, deal.amount.words());
            block(out, &says, &files::deal(&self.record(deal)));
        }
    }
}

/// An id of ours for something of theirs: their own, or with a number.
fn free<I>(id: &str, taken: &mut BTreeSet<String>, make: impl Fn(&str) -> Option<I>) -> Option<I> {
    let numbered = (2..10_000).map(|number| format!("{id:.70}-{number}"));
    let name = std::iter::once(id.to_owned()).chain(numbered).find(|name| !taken.contains(name))?;
    let new = make(&name)?;
    taken.insert(name);
    Some(new)
}

fn section(out: &mut String, heading: &str, count: usize) {
    if count > 0 {
        *out += &format!("\n## ---- {heading} ({count}) ----\n");
    }
}

/// A record behind comment signs, and what it would change.
fn block(out: &mut String, says: &str, record: &str) {
    let says = says.replace(['\n', '\r'], " ");
    *out += &format!("\n## {says}\n");
    for line in record.lines() {
        *out += &format!("# {line}\n");
    }
}
