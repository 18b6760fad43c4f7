//! Where claims disagree with each other or with what the register holds.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Claim, Deal, DealId, EntityId, Register};

/// What is claimed of one matter, not always the same, and what the register holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disagreement<'a> {
    /// The deal, where the claims are of one.
    pub deal: Option<&'a Deal>,
    /// Otherwise the entities that they speak of.
    pub about: Vec<&'a EntityId>,
    /// `investment`, `valuation`, `exclusivity`, ...
    pub kind: &'a str,
    /// Each thing that is said, with the claims that say it, in the order of the files.
    pub said: Vec<(String, Vec<&'a Claim>)>,
    /// The figure that is held on the day, if the matter is one of figures.
    pub held: Option<String>,
    /// Why, each reason once.
    pub why: Vec<&'a str>,
}

/// The matters in which claims differ, in the order of deals and then of entities. A matter of which amounts are
/// claimed is told in amounts; any other in what is said.
///
/// ```
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let all = roundtrip::measure::disagreements(&register, register.as_of);
/// let anthropic = all.iter().find(|one| one.deal.is_some_and(|deal| deal.id.as_str() == "amzn_anth_8b"));
/// let said: Vec<&str> = anthropic.expect("claims of it").said.iter().map(|(said, _)| said.as_str()).collect();
/// assert_eq!(said, ["at least $8bn", "$8bn", "$4bn"]);
/// ```
pub fn disagreements(register: &Register, as_of: Date) -> Vec<Disagreement<'_>> {
    let mut matters: BTreeMap<Matter<'_>, Vec<&Claim>> = BTreeMap::new();
    for claim in &register.claims {
        // A worth is that of an entity, whatever deal it is told with; other claims of one deal are one matter, whoever
        // else they name.
        let deal = claim.deal.as_ref().filter(|_| claim.kind != WORTH);
        let about = if deal.is_some() { Vec::new() } else { claim.about.iter().collect() };
        matters.entry((deal, about, &claim.kind)).or_default().push(claim);
    }
    let mut found = Vec::new();
    for ((deal, about, kind), claims) in matters {
        let priced = claims.iter().any(|claim| claim.amount.is_some());
        let said = said(&claims, priced);
        let deal = deal.and_then(|id| register.deals.get(id));
        let mut why: Vec<&str> = Vec::new();
        for reason in claims.iter().filter_map(|claim| claim.held.as_deref()) {
            if !why.contains(&reason) {
                why.push(reason);
            }
        }
        if why.is_empty() && !(priced && said.len() > 1) {
            continue;
        }
        let held = if priced { held(register, deal, &about, as_of) } else { None };
        found.push(Disagreement { deal, about, kind, said, held, why });
    }
    found
}

/// A deal, or the entities that are spoken of; and the kind of the claims.
type Matter<'a> = (Option<&'a DealId>, Vec<&'a EntityId>, &'a str);

/// The kind of claims that say what somebody is worth.
const WORTH: &str = "valuation";

/// What is said, and by which claims.
fn said<'a>(claims: &[&'a Claim], priced: bool) -> Vec<(String, Vec<&'a Claim>)> {
    let mut said: Vec<(String, Vec<&Claim>)> = Vec::new();
    for &claim in claims {
        let text = match &claim.amount {
            Some((amount, _)) => amount.words(),
            None if priced => continue,
            None => claim.says.clone(),
        };
        match said.iter_mut().find(|(other, _)| *other == text) {
            Some((_, by)) => by.push(claim),
            None => said.push((text, vec![claim])),
        }
    }
    said
}

/// The amount of a deal, or the worth of an entity, on a day.
fn held(register: &Register, deal: Option<&Deal>, about: &[&EntityId], as_of: Date) -> Option<String> {
    match (deal, about) {
        (Some(deal), _) => Some(deal.amount_on(as_of).words()),
        (None, [one]) => {
            let worth = register.entities.get(*one)?.valuation_on(as_of)?;
            Some(format!("{} on {}", worth.worth.words(register.base), worth.on))
        }
        _ => None,
    }
}
