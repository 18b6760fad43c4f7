//! Two registers side by side, for reading.

use super::told::{Told, by_itself, first};
use crate::{
    answer::{
        Answer, Table,
        words::{counted, plural, spaced, thousands, verb},
    },
    measure::{Alone, Doubtful, How, Matched, SameCompany, Whose},
    model::{Deal, DealId, Entity, EntityId},
};

pub(super) fn put(answer: &mut Answer<'_>, told: &Told<'_, '_>, top: usize) {
    let found = told.found;
    let (they_have, of_theirs) = by_itself(&found.they_have);
    let (we_have, of_ours) = by_itself(&found.we_have);
    answer.title(format!(
        "{} the same, {} with other figures; they have {}, we have {}; {} cannot be told",
        thousands(found.same.len()),
        thousands(found.differ.len()),
        thousands(they_have),
        thousands(we_have),
        thousands(found.unclear.len()),
    ));
    for (whose, word) in [(Whose::Ours, "Ours"), (Whose::Theirs, "Theirs")] {
        let beside = if whose == Whose::Ours { told.ours } else { told.theirs };
        let register = beside.register;
        let (deals, entities) = (counted(register.deals.len(), "deal"), counted(register.entities.len(), "entity"));
        answer.says(format!("{word}: {} ({deals}, {entities}, as of {}).", beside.name, register.as_of));
    }
    let covered = |list: &[Alone]| list.iter().filter(|alone| alone.covered && alone.within.is_none()).count();
    answer.says(format!(
        "Of what only we have, {} {} between companies that they name, too; of what only they have, {} between ours. \
         {} of ours and {} of theirs are not counted: they belong to a deal that both have.",
        thousands(covered(&found.we_have)),
        verb(covered(&found.we_have), "is", "are"),
        thousands(covered(&found.they_have)),
        thousands(of_ours),
        thousands(of_theirs),
    ));
    pairs(answer, told, "The same", &found.same, top);
    pairs(answer, told, "The same with other figures", &found.differ, top);
    alone(answer, told, Whose::Theirs, top);
    alone(answer, told, Whose::Ours, top);
    unclear(answer, told, top);
    companies(answer, told, top);
}

/// Deals that both have, each with what either says and on whose word.
fn pairs(answer: &mut Answer<'_>, told: &Told<'_, '_>, heading: &str, list: &[Matched], top: usize) {
    let mut table = Table::new(&["deal", "ours", "theirs", "differs"]);
    for pair in list {
        table.listed(top, || {
            let deal =
                told.deal(Whose::Ours, &pair.ours).map_or_else(String::new, |deal| told.parties(Whose::Ours, deal));
            let mut differs: Vec<&str> = pair.differs.iter().map(|what| what.name()).collect();
            if pair.how != How::OneToOne {
                differs.push(pair.how.name());
            }
            [
                deal,
                side(answer, told, Whose::Ours, &pair.ours),
                side(answer, told, Whose::Theirs, &pair.theirs),
                differs.join(", "),
            ]
        });
    }
    answer.table(format!("{heading}: {}", thousands(list.len())), table);
}

/// What one side says of a deal.
fn side(answer: &mut Answer<'_>, told: &Told<'_, '_>, whose: Whose, id: &DealId) -> String {
    let Some(deal) = told.deal(whose, id) else { return id.to_string() };
    let cite = answer.cite(deal.citations());
    format!("{id}: {} {cite}", told.standing(whose, deal)).trim_end().to_owned()
}

/// Deals that only one side has.
fn alone(answer: &mut Answer<'_>, told: &Told<'_, '_>, whose: Whose, top: usize) {
    let (list, who, others) = match whose {
        Whose::Ours => (&told.found.we_have, "We have", "theirs between the two"),
        Whose::Theirs => (&told.found.they_have, "They have", "ours between the two"),
    };
    let mut table = Table::new(&["deal", "who", "what", others]);
    let mut part = Table::new(&["deal", "who", "what", "belongs to"]);
    for one in list {
        let Some(deal) = told.deal(whose, &one.deal) else { continue };
        let mut line = |last: String| {
            let payers = told.names(whose, &one.payers);
            let who = if one.payers.is_empty() {
                told.parties(whose, deal)
            } else {
                format!("{payers} → {}, a part of it", told.names(whose, &deal.payees))
            };
            let cite = answer.cite(deal.citations());
            let what = format!("{} {cite}", told.standing(whose, deal));
            [one.deal.to_string(), who, what.trim_end().to_owned(), last]
        };
        match &one.within {
            Some(whole) => part.listed(top, || line(whole.to_string())),
            None => table.listed(top, || line(spaced(&one.between))),
        }
    }
    let (own, within) = by_itself(list);
    answer.table(format!("{who}: {}", thousands(own)), table);
    answer.table(format!("{who} as well, of deals that both have: {}", thousands(within)), part);
}

/// Deals that may be the same.
fn unclear(answer: &mut Answer<'_>, told: &Told<'_, '_>, top: usize) {
    let mut table = Table::new(&["ours", "theirs", "why"]);
    for group in &told.found.unclear {
        table.listed(top, || {
            let mut all = |whose: Whose, ids: &[DealId]| -> String {
                let sides = ids.iter().map(|id| {
                    let who = told.deal(whose, id).map_or_else(String::new, |deal: &Deal| told.parties(whose, deal));
                    format!("{} ({who})", side(answer, told, whose, id))
                });
                let sides: Vec<String> = sides.collect();
                sides.join("; ")
            };
            [all(Whose::Ours, &group.ours), all(Whose::Theirs, &group.theirs), group.why.words().to_owned()]
        });
    }
    answer.table(format!("Cannot be told: {}", thousands(told.found.unclear.len())), table);
}

/// Companies that are not known to both by the same name.
fn companies(answer: &mut Answer<'_>, told: &Told<'_, '_>, top: usize) {
    let found = &told.found.companies;
    let mut table = Table::new(&["ours", "theirs", "the same by"]);
    let by_name = |company: &&SameCompany| company.by != "name" || company.ours.len() + company.theirs.len() > 2;
    for company in found.both.iter().filter(by_name) {
        let names = |whose, ids: &[EntityId]| told.names(whose, ids);
        table.listed(top, || {
            [names(Whose::Ours, &company.ours), names(Whose::Theirs, &company.theirs), company.by.to_owned()]
        });
    }
    answer.table("Companies taken for the same under other names", table);
    let mut table = Table::new(&["ours", "theirs", "both have the"]);
    for Doubtful { ours, theirs, by } in &found.doubtful {
        let cells = [told.names(Whose::Ours, ours), told.names(Whose::Theirs, theirs), (*by).to_owned()];
        table.listed(top, || cells);
    }
    answer.table("Companies of which it cannot be told; --same and --distinct settle it", table);
    for (whose, who) in [(Whose::Theirs, "they"), (Whose::Ours, "we")] {
        let mut table = Table::new(&["company", "id", ">deals", "first"]);
        let only = told.only(whose);
        for entity in &only {
            table.listed(top, || line(told, whose, entity));
        }
        let one = plural(only.len(), "company");
        answer.table(format!("{} {one} that only {who} have", thousands(only.len())), table);
    }
}

/// A company, its deals, and the day of the first.
fn line(told: &Told<'_, '_>, whose: Whose, entity: &Entity) -> [String; 4] {
    let deals = told.register(whose).deals.values();
    let own = deals.filter(|deal| deal.payers.iter().chain(&deal.payees).any(|id| *id == entity.id));
    let own: Vec<&Deal> = own.collect();
    let day = own.iter().filter_map(|deal| first(deal)).min().map_or_else(String::new, |on| on.to_string());
    [entity.name.clone(), entity.id.to_string(), thousands(own.len()), day]
}

impl<'r> Told<'_, 'r> {
    /// The companies, clouds and chips in deals of one side that the other does not have.
    pub(super) fn only(&self, whose: Whose) -> Vec<&'r Entity> {
        let register = self.register(whose);
        let missing = |entity: &&Entity| self.found.companies.other(whose, &entity.id).next().is_none();
        let used = |entity: &&Entity| {
            let mut deals = register.deals.values();
            deals.any(|deal| deal.payers.iter().chain(&deal.payees).any(|id| *id == entity.id))
        };
        register.entities.values().filter(missing).filter(used).collect()
    }
}
