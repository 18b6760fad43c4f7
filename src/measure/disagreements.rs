//! Where claims of one matter differ from each other or from what the register holds.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Claim, Deal, DealId, EntityId, Register, When};

/// What is claimed of one matter, not always the same, and what the register holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disagreement<'a> {
    /// The matter, in the register's words. Without one it is what claims of one kind say of a deal or of entities.
    pub subject: Option<&'a str>,
    /// The deal, where every claim that is of a deal is of this one.
    pub deal: Option<&'a Deal>,
    /// All entities that any of them speaks of, in their order.
    pub about: Vec<&'a EntityId>,
    /// `investment`, `valuation`, `exclusivity`, ...; nothing if the claims are of several kinds.
    pub kind: Option<&'a str>,
    /// In what the claims differ; nothing if they are told alike, and only what is held is beside them.
    pub differ: Vec<DiffersIn>,
    /// Each thing that is said, with the claims that say it, in the order of the files.
    pub said: Vec<Saying<'a>>,
    /// The figure that is held on the day, if the matter is one of amounts.
    pub held: Option<String>,
    /// Why, each reason once.
    pub why: Vec<&'a str>,
}

/// One thing that is said of a matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saying<'a> {
    /// A value where the matter is told in values, else words, and the value that stands with them.
    pub says: String,
    /// Those that say it.
    pub claims: Vec<&'a Claim>,
}

/// In what claims of one matter differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DiffersIn {
    /// In the amounts that they state.
    Amounts,
    /// In the days.
    Days,
    /// In the per cents.
    Percents,
    /// In the status that they give, in their own words.
    Statuses,
    /// Only in what they say: it is for the reader to judge whether that contradicts.
    Words,
}

impl DiffersIn {
    /// In a list of them.
    pub fn words(self) -> &'static str {
        match self {
            Self::Amounts => "amounts differ",
            Self::Days => "days differ",
            Self::Percents => "per cents differ",
            Self::Statuses => "statuses differ",
            Self::Words => "differently told",
        }
    }
}

/// The matters in which claims differ, in the order in which the files first speak of them. Values are compared as they
/// are stated: an amount with its bound, a day, a per cent. If each claim of a matter states a value and these differ, the
/// matter is told in values, else in words. Claims without a subject are one matter if they are of one kind and of one
/// deal, or else of the same entities; of them, statuses and mere words are not compared. A page that is dated after the day says
/// nothing yet. Linear in the claims, up to logarithms.
///
/// ```
/// use roundtrip::measure::{DiffersIn, disagreements};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let all = disagreements(&register, register.as_of);
/// let anthropic = all.iter().find(|one| one.subject == Some("What Amazon has put into Anthropic")).expect("claims of it");
/// let said: Vec<&str> = anthropic.said.iter().map(|one| one.says.as_str()).collect();
/// assert_eq!(said, ["at least $8bn", "$8bn", "$4bn"]);
/// assert_eq!(anthropic.differ, [DiffersIn::Amounts, DiffersIn::Statuses]);
/// assert_eq!(anthropic.held.as_deref(), Some("$8bn"));
/// ```
pub fn disagreements(register: &Register, as_of: Date) -> Vec<Disagreement<'_>> {
    matters(register, as_of).into_iter().filter_map(|(of, claims)| differing(register, &of, &claims, as_of)).collect()
}

/// What claims have in common that are of one matter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Matter<'a> {
    /// A subject that they name, whatever its capitals and blanks.
    Named(String),
    /// A kind of claims of one deal, whoever else they name.
    OfDeal(&'a DealId, &'a str),
    /// A kind of claims of the same entities.
    About(Vec<&'a EntityId>, &'a str),
}

impl<'a> Matter<'a> {
    /// Those on which a claim speaks.
    fn of(claim: &'a Claim) -> Vec<Self> {
        if !claim.subjects.is_empty() {
            return claim.subjects.iter().map(|subject| Self::Named(folded(subject))).collect();
        }
        // A worth is that of an entity, whatever deal it is told with.
        match claim.deal.as_ref().filter(|_| claim.kind != WORTH) {
            Some(deal) => vec![Self::OfDeal(deal, &claim.kind)],
            None => vec![Self::About(claim.about.iter().collect(), &claim.kind)],
        }
    }
}

/// A subject without the differences that slip in when it is written anew.
fn folded(subject: &str) -> String {
    subject.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The kind of claims that say what somebody is worth.
const WORTH: &str = "valuation";

/// Every matter with its claims, in the order in which the files first speak of them.
fn matters(register: &Register, as_of: Date) -> Vec<(Matter<'_>, Vec<&Claim>)> {
    let mut places: BTreeMap<Matter<'_>, usize> = BTreeMap::new();
    let mut matters: Vec<(Matter<'_>, Vec<&Claim>)> = Vec::new();
    for claim in register.claims_by(as_of) {
        for matter in Matter::of(claim) {
            let place = *places.entry(matter.clone()).or_insert(matters.len());
            match matters.get_mut(place) {
                Some((_, claims)) => claims.push(claim),
                None => matters.push((matter, vec![claim])),
            }
        }
    }
    matters
}

/// A matter whose claims differ, or of which it is said what is held.
fn differing<'a>(
    register: &'a Register,
    matter: &Matter<'a>,
    claims: &[&'a Claim],
    as_of: Date,
) -> Option<Disagreement<'a>> {
    let values = differing_values(claims);
    let said = said(claims, !values.is_empty());
    let named =
        |matter: &Matter<'_>, subject: &&String| matches!(matter, Matter::Named(own) if *own == folded(subject));
    let subjects = claims.iter().flat_map(|claim| &claim.subjects);
    let subject = subjects.into_iter().find(|subject| named(matter, subject)).map(String::as_str);
    let mut differ = values;
    if subject.is_some() {
        let statuses: BTreeSet<&str> = claims.iter().filter_map(|claim| claim.status.as_deref()).collect();
        differ.extend((statuses.len() > 1).then_some(DiffersIn::Statuses));
        differ.extend((differ.is_empty() && said.len() > 1).then_some(DiffersIn::Words));
    }
    let mut why: Vec<&str> = Vec::new();
    for reason in claims.iter().filter_map(|claim| claim.held.as_deref()) {
        if !why.contains(&reason) {
            why.push(reason);
        }
    }
    if why.is_empty() && differ.is_empty() {
        return None;
    }
    let deal = only(claims.iter().filter_map(|claim| claim.deal.as_ref())).and_then(|id| register.deals.get(id));
    let kind = only(claims.iter().map(|claim| claim.kind.as_str()));
    let mut about: Vec<&EntityId> = Vec::new();
    for id in claims.iter().flat_map(|claim| &claim.about) {
        if !about.contains(&id) {
            about.push(id);
        }
    }
    // A figure stands beside figures, and not beside words with which some claim happens to state one.
    let priced = differ.contains(&DiffersIn::Amounts) || claims.iter().all(|claim| claim.amount.is_some());
    let held = if priced { held(register, deal, kind, &about, as_of) } else { None };
    Some(Disagreement { subject, deal, about, kind, differ, said, held, why })
}

/// The one that they all are.
fn only<T: Ord>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut all: BTreeSet<T> = all.collect();
    all.pop_first().filter(|_| all.is_empty())
}

/// The values of which two that differ are stated.
fn differing_values(claims: &[&Claim]) -> Vec<DiffersIn> {
    let amounts: BTreeSet<String> =
        claims.iter().filter_map(|claim| claim.amount.as_ref()).map(|(amount, _)| amount.words()).collect();
    let days: BTreeSet<String> = claims.iter().filter_map(|claim| claim.day.as_ref()).map(When::to_string).collect();
    let percents: BTreeSet<&str> = claims.iter().filter_map(|claim| claim.percent.as_deref()).collect();
    let stated =
        [(DiffersIn::Amounts, amounts.len()), (DiffersIn::Days, days.len()), (DiffersIn::Percents, percents.len())];
    stated.into_iter().filter(|(_, count)| *count > 1).map(|(what, _)| what).collect()
}

/// What is said, and by which claims: in values, if values differ and each claim states one, else in words.
fn said<'a>(claims: &[&'a Claim], differ: bool) -> Vec<Saying<'a>> {
    let in_values = differ && claims.iter().all(|claim| claim.states().is_some());
    let mut said: Vec<Saying<'_>> = Vec::new();
    for &claim in claims {
        let says = match claim.states() {
            Some(value) if in_values => value,
            Some(value) => format!("{}: {value}", claim.says),
            None => claim.says.clone(),
        };
        match said.iter_mut().find(|other| other.says == says) {
            Some(other) => other.claims.push(claim),
            None => said.push(Saying { says, claims: vec![claim] }),
        }
    }
    said
}

/// The amount of a deal, or the worth of an entity, on a day.
fn held(
    register: &Register,
    deal: Option<&Deal>,
    kind: Option<&str>,
    about: &[&EntityId],
    as_of: Date,
) -> Option<String> {
    match (deal, about) {
        (_, [one]) if kind == Some(WORTH) => {
            let worth = register.entities.get(*one)?.valuation_on(as_of)?;
            Some(format!("{} on {}", worth.worth.words(register.base), worth.on))
        }
        (Some(deal), _) => Some(deal.amount_on(as_of).words()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        load::{OtherRecord, Record, RegisterBuilder},
        model::{EntityKind, SourceKind},
    };

    fn register(claims: impl IntoIterator<Item = Record>) -> Register {
        let page = |id| Record::source(id, SourceKind::Press).text("title", id);
        let builder = RegisterBuilder::new(Date::constant(2026, 1, 1)).with(Record::entity("a", EntityKind::Company));
        let builder = builder.extend([page("s"), page("t"), page("late").text("date", "2025-07-01")]);
        builder.extend(claims).register().expect("sound").0
    }

    fn claim(id: &str, cite: &str, subject: &str) -> Record {
        let claim = Record::other(OtherRecord::Claim).text("id", id).text("cite", cite).text("kind", "chip");
        let claim = claim.list("about", ["a"]).text("says", format!("{id} says so"));
        if subject.is_empty() { claim } else { claim.text("subject", subject) }
    }

    fn said_alike(id: &str, cite: &str) -> Record {
        let claim = Record::other(OtherRecord::Claim).text("id", id).text("cite", cite).text("kind", "chip");
        claim.text("subject", if id == "x" { "Its maker" } else { "its  maker" }).text("says", "a made it")
    }

    /// What differs in each matter, and what is said of it.
    fn told(register: &Register, day: Date) -> Vec<(Vec<DiffersIn>, Vec<String>)> {
        let says = |one: &Disagreement<'_>| one.said.iter().map(|said| said.says.clone()).collect();
        disagreements(register, day).iter().map(|one| (one.differ.clone(), says(one))).collect()
    }

    const DAY: Date = Date::constant(2026, 1, 1);

    #[test]
    fn values_are_compared_as_they_are_stated() {
        let days =
            register([claim("x", "s", "launch").text("day", "2025"), claim("y", "t", "launch").text("day", "2024-12")]);
        assert_eq!(told(&days, DAY), [(vec![DiffersIn::Days], vec!["2025".to_owned(), "2024-12".to_owned()])]);
        let same = register([claim("x", "s", "").text("day", "2025"), claim("y", "t", "").text("day", "2025")]);
        assert_eq!(told(&same, DAY), []);
        let bounds = register([claim("x", "s", "").text("amount", "2B"), claim("y", "t", "").text("amount", ">=2B")]);
        let expected = vec!["$2bn".to_owned(), "at least $2bn".to_owned()];
        assert_eq!(told(&bounds, DAY), [(vec![DiffersIn::Amounts], expected)]);
    }

    #[test]
    fn a_claim_without_a_value_is_not_dropped_beside_those_with_one() {
        let claims = [
            claim("x", "s", "saving").text("percent", "50%"),
            claim("y", "t", "saving").text("percent", "30% to 40%"),
            claim("z", "t", "saving"),
        ];
        let expected = ["x says so: 50%", "y says so: 30% to 40%", "z says so"].map(str::to_owned).to_vec();
        assert_eq!(told(&register(claims), DAY), [(vec![DiffersIn::Percents], expected)]);
    }

    #[test]
    fn words_are_compared_only_on_a_subject() {
        let expected = ["x says so", "y says so"].map(str::to_owned).to_vec();
        let named = register([claim("x", "s", "maker"), claim("y", "t", "maker")]);
        assert_eq!(told(&named, DAY), [(vec![DiffersIn::Words], expected)]);
        assert_eq!(told(&register([claim("x", "s", ""), claim("y", "t", "")]), DAY), []);
        let alike = register([said_alike("x", "s"), said_alike("y", "t")]);
        assert_eq!(told(&alike, DAY), []);
    }

    #[test]
    fn a_page_of_later_says_nothing_yet() {
        let late = register([claim("x", "s", "maker"), claim("y", "late", "maker")]);
        assert_eq!(told(&late, Date::constant(2025, 6, 30)), []);
        assert_eq!(told(&late, Date::constant(2025, 7, 1)).len(), 1);
    }
}
