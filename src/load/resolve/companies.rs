//! Which company a name means: one of that name, one that it was said to be, nobody, or a new one.

use std::collections::{BTreeMap, BTreeSet};

use super::{Code, Located, Place, Record, Resolver, called::called, raw, values};
use crate::{
    load::{quoted::flag, reading::SameName},
    model::{Entity, EntityId, NOBODY, NameIndex, folded_name, is_nobody, slug},
};

/// The most companies among which names with a slip are looked for: more take gigabytes.
const MOST_WITH_SLIPS: usize = 100_000;

/// A short name in capitals: what stands for other words.
fn is_acronym(name: &str) -> bool {
    (2..=5).contains(&name.chars().count()) && name.chars().all(char::is_uppercase)
}

impl Resolver<'_> {
    /// The id of an entity by its id, or by its name or alias if only one has it.
    pub(super) fn known(&self, text: &str) -> Option<EntityId> {
        let mut meant = self.meant(text);
        if meant.len() == 1 { meant.pop() } else { None }
    }

    /// The entities that a text may mean. An id wins over names, and a name over aliases.
    pub(super) fn meant(&self, text: &str) -> Vec<EntityId> {
        let text = self.companies.means(text);
        if let Some((id, _)) = self.entities.get_key_value(text) {
            return vec![id.clone()];
        }
        if let Some(id) = self.companies.merged.get(text) {
            return vec![id.clone()];
        }
        let folded = folded_name(text);
        let Some(ids) = self.companies.by_name.get(&folded) else { return Vec::new() };
        if ids.len() == 1 && self.companies.distinct.is_empty() {
            return ids.iter().filter(|id| self.entities.contains_key(*id)).cloned().collect();
        }
        let own = BTreeSet::from([folded.clone()]);
        let entities: Vec<&Entity> = ids.iter().filter_map(|id| self.entities.get(id)).collect();
        let same = |entity: &&&Entity| !self.companies.are_distinct(&own, &called(entity));
        let entities: Vec<&Entity> = entities.iter().filter(same).copied().collect();
        let named: Vec<&Entity> =
            entities.iter().filter(|entity| folded_name(&entity.name) == folded).copied().collect();
        let meant = if named.len() == 1 { named } else { entities };
        meant.into_iter().map(|entity| entity.id.clone()).collect()
    }

    /// Notes a name that several entities have.
    pub(super) fn ambiguous(&mut self, name: &str, ids: &[EntityId], at: &Place) {
        let list: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
        let message = format!("`{name}` is the name of {} entities: {}", ids.len(), list.join(", "));
        let one = ids.first().map_or("", EntityId::as_str);
        let help =
            format!("write the id of one of them, or say which it means: --same {}", flag(&format!("{name}={one}")));
        self.report.push(Code::AmbiguousName, message, at).help(help);
    }

    /// Learns what the entities of the files are called, and what was said of these names.
    pub(super) fn learn_names(&mut self, names: &[Located<String>]) {
        for entity in self.entities.values() {
            self.companies.met.extend(called(entity));
            for name in entity.aliases.iter().chain([&entity.name]) {
                self.companies.add(name, &entity.id);
            }
        }
        self.companies.met.extend(names.iter().map(|name| folded_name(name.as_str())));
        for said in self.companies.same.clone().into_values() {
            self.join(&said);
        }
    }

    /// Applies that a name means a company, where one of the two is known already.
    fn join(&mut self, SameName { name, means }: &SameName) {
        let own = self.entities.get_key_value(name.as_str()).map(|(id, _)| BTreeSet::from([id.clone()]));
        let own = own.or_else(|| self.companies.by_name.get(&folded_name(name)).cloned()).unwrap_or_default();
        match (self.known(means), own.first().filter(|_| own.len() == 1)) {
            (Some(company), Some(old)) if company != *old => self.merge(old, &company),
            (Some(company), None) if own.is_empty() && self.companies.met.contains(&folded_name(name)) => {
                self.call(&company, name);
            }
            (None, Some(old)) => {
                self.companies.add(means, old);
                if let Some(entity) = self.entities.get_mut(old) {
                    let before = std::mem::replace(&mut entity.name, means.clone());
                    if entity.aliases.is_empty() {
                        entity.short.clone_from(means);
                        entity.aliases.push(means.clone());
                    }
                    entity.aliases.push(before);
                    entity.roles.retain(|role| role != NOBODY);
                }
            }
            _ => {}
        }
    }

    /// Makes two entities one. What only the old one says is kept.
    fn merge(&mut self, old: &EntityId, company: &EntityId) {
        let Some(old) = self.entities.remove(old) else { return };
        for ids in self.companies.by_name.values_mut() {
            if ids.remove(&old.id) {
                ids.insert(company.clone());
            }
        }
        for name in old.aliases.iter().chain([&old.name]) {
            self.call(company, name);
        }
        if let Some(entity) = self.entities.get_mut(company) {
            for role in old.roles.into_iter().filter(|role| role != NOBODY) {
                if !entity.roles.contains(&role) {
                    entity.roles.push(role);
                }
            }
            for (ours, theirs) in [
                (&mut entity.country, old.country),
                (&mut entity.ticker, old.ticker),
                (&mut entity.listing, old.listing),
                (&mut entity.note, old.note),
            ] {
                *ours = ours.take().or(theirs);
            }
            entity.valuations.extend(old.valuations);
            entity.valuations.sort_by_key(|valuation| valuation.on);
        }
        self.companies.merged.values_mut().filter(|id| **id == old.id).for_each(|id| id.clone_from(company));
        self.companies.merged.insert(old.id, company.clone());
    }

    /// Gives an entity a further name.
    fn call(&mut self, id: &EntityId, name: &str) {
        self.companies.add(name, id);
        if let Some(entity) = self.entities.get_mut(id).filter(|entity| !called(entity).contains(&folded_name(name))) {
            if entity.aliases.is_empty() {
                entity.aliases.push(entity.short.clone());
            }
            entity.aliases.push(name.to_owned());
        }
    }

    /// Parties of tables that nobody knows become companies, under the name they were given; those that are not named
    /// become one that is nobody.
    pub(super) fn new_names(&mut self, names: &[Located<String>], records: &[Record<raw::Entity>]) {
        let mut new: BTreeMap<String, &Located<String>> = BTreeMap::new();
        let mut told: BTreeSet<String> = BTreeSet::new();
        for name in names {
            let folded = folded_name(self.companies.means(name.as_str()));
            if !told.insert(folded_name(name.as_str())) {
                continue;
            }
            match self.meant(name.as_str()).as_slice() {
                [] if is_nobody(&folded) => {
                    let nobody = self.nobody(name.as_str());
                    self.companies.add(&folded, &nobody);
                }
                [] => {
                    new.entry(folded).or_insert(name);
                }
                [_] if self.companies.same.contains_key(&folded_name(name.as_str())) => {}
                [one] => self.doubt_acronym(name, one),
                several => self.ambiguous(name.as_str(), several, &name.at),
            }
        }
        // A name that is its own slug has it, whoever comes first.
        let (plain, others): (Vec<_>, Vec<_>) =
            new.iter().partition(|(folded, _)| slug(folded) == folded.replace(' ', "-"));
        let mut doubtful = Vec::new();
        for (_, name) in plain.into_iter().chain(others) {
            let text = self.companies.means(name.as_str()).to_owned();
            let id = EntityId::free(&text, "company", |id| self.entities.contains_key(id));
            self.companies.add(&text, &id);
            self.entities.insert(id.clone(), values::company(id.clone(), text));
            doubtful.push((id, name.at.clone()));
        }
        // What a name was said to mean is found under it too.
        for name in names {
            let text = self.companies.means(name.as_str());
            if folded_name(text) != folded_name(name.as_str())
                && let Some(id) = self.known(text)
            {
                self.call(&id, name.as_str());
            }
        }
        let of_tables = records.iter().filter(|record| record.body.of_table);
        doubtful.extend(of_tables.filter_map(|record| {
            let id = self.known(record.body.id.as_ref()?.as_str())?;
            Some((id, record.at.clone()))
        }));
        self.doubt_near(doubtful);
        self.say_unmet();
    }

    /// A name that is a known one but for its capitals, where those make a word of an acronym.
    fn doubt_acronym(&mut self, name: &Located<String>, id: &EntityId) {
        let text = name.as_str();
        let Some(entity) = self.entities.get(id) else { return };
        let names = || entity.aliases.iter().chain([&entity.name]).map(String::as_str).chain([id.as_str()]);
        let is_word = text.chars().any(char::is_uppercase) && !is_acronym(text);
        if !is_word || names().any(|own| own == text) {
            return;
        }
        let Some(acronym) = names().find(|own| is_acronym(own) && folded_name(own) == folded_name(text)) else {
            return;
        };
        let message = format!("`{text}` is taken for {}, which is also called `{acronym}`", entity.name);
        let help = format!(
            "if it is another company, add --distinct {}; if not, --same {}",
            flag(&listed(&[text, &entity.name])),
            flag(&format!("{text}={id}"))
        );
        self.report.push(Code::NearName, message, &name.at).help(help);
    }

    /// Companies of tables with a name near to that of another one: they stay two, and it is said.
    fn doubt_near(&mut self, mut doubtful: Vec<(EntityId, Place)>) {
        if doubtful.is_empty() {
            return;
        }
        doubtful.sort_by_key(|(_, at)| (at.file, at.span.start));
        let mut index = if self.entities.len() > MOST_WITH_SLIPS {
            let note = format!(
                "more than {MOST_WITH_SLIPS} companies: names with a letter wrong are not looked for among them"
            );
            self.report.note(note, 1);
            NameIndex::without_slips()
        } else {
            NameIndex::default()
        };
        for entity in self.entities.values().filter(|entity| !entity.is_nobody()) {
            let names: BTreeSet<&String> = entity.aliases.iter().chain([&entity.name]).collect();
            for name in names {
                index.insert(name, entity.id.clone());
            }
        }
        // Of two that are new the later one is doubted.
        let mut later: BTreeSet<EntityId> = doubtful.iter().map(|(id, _)| id.clone()).collect();
        for (id, at) in doubtful {
            if !later.remove(&id) {
                continue;
            }
            let Some(entity) = self.entities.get(&id).filter(|entity| !entity.is_nobody()) else { continue };
            let own = called(entity);
            let names = [&entity.name].into_iter().chain(&entity.aliases);
            let near = names.flat_map(|name| index.near(name)).find(|other| {
                *other != id
                    && !later.contains(other)
                    && self.entities.get(other).is_some_and(|other| !self.companies.are_distinct(&own, &called(other)))
            });
            let Some(other) = near.and_then(|other| self.entities.get(&other)) else { continue };
            let alike = folded_name(&entity.name) == folded_name(&other.short);
            let (ours, theirs) = if alike {
                (entity.id.as_str(), other.id.as_str())
            } else {
                (entity.name.as_str(), other.short.as_str())
            };
            let message = if alike {
                format!("`{}` is the name of two companies, `{ours}` and `{theirs}`", entity.name)
            } else {
                format!("`{ours}` and `{theirs}` are taken for two companies")
            };
            let help = format!(
                "if they are one, add --same {}; if they are two, --distinct {}",
                flag(&format!("{ours}={theirs}")),
                flag(&listed(&[ours, theirs]))
            );
            self.report.push(Code::NearName, message, &at).help(help);
        }
    }

    /// Names of --same, --distinct and of files of aliases that are in none of the files read.
    fn say_unmet(&mut self) {
        let unmet = |name: &&String| !self.companies.met.contains(*name);
        let of_same = self.companies.same.keys().filter(unmet);
        let of_distinct = self.companies.distinct.keys().filter(unmet);
        let names: BTreeSet<&String> = of_same.chain(of_distinct).collect();
        if names.is_empty() {
            return;
        }
        let first: Vec<String> = names.iter().take(5).map(|name| format!("`{name}`")).collect();
        let more = names.len().checked_sub(5).filter(|more| *more > 0).map(|more| format!(" and {more} more"));
        let note = format!(
            "no company is called {}{}, of --same, --distinct or --aliases",
            first.join(", "),
            more.unwrap_or_default()
        );
        self.report.note(note, 1);
    }
}

/// Names parted by commas; one that holds a comma or a quote stands in quotes.
fn listed(names: &[&str]) -> String {
    let quoted = |name: &&str| {
        if name.contains([',', '"']) { format!("\"{}\"", name.replace('"', "\"\"")) } else { (*name).to_owned() }
    };
    names.iter().map(quoted).collect::<Vec<_>>().join(",")
}
