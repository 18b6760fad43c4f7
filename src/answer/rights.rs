//! `rights`: what is exclusive to whom, in what scope, until when.

use jiff::civil::Date;

use super::{
    Answer, Cell, Record, Table,
    words::{NONE, thousands},
};
use crate::{
    flow::Scope,
    measure::{ABOUT_RIGHTS, RightState, rights as states},
    model::{Citation, Claim, EntityId, Grant, InForce, Status},
};

/// All rights on the day of the view, or those that one entity holds or granted.
pub fn rights<'r>(scope: &Scope<'r>, of: Option<&EntityId>) -> Answer<'r> {
    let (register, day) = (scope.register, scope.view.as_of);
    let one = |id: &EntityId| of.is_none_or(|of| id == of || register.owner_on(id, day) == register.owner_on(of, day));
    let mut all = states(register, day);
    all.retain(|held| held.holders.iter().chain(&held.bound).any(|id| one(id)));
    let mut answer = Answer::figures("rights", scope, &[&ABOUT_RIGHTS]);
    answer.title(title(scope, of, &all));
    let columns = || Table::new(&["holder", "granted by", "right", "scope", "when", "in the deal"]);
    let (mut force, mut rest) = (columns(), columns());
    for held in all.iter().filter(|held| held.force != InForce::NotYet) {
        let line = line(&mut answer, scope, held);
        if held.force == InForce::Yes { force.row(line) } else { rest.row(line) }
    }
    answer.table("In force", force);
    answer.table("Ended, or not known to be in force", rest);
    claims(&mut answer, scope, &one);
    answer.rows("rights", all.iter().map(|held| record(held, day)).collect::<Vec<_>>());
    answer
}

fn title(scope: &Scope<'_>, of: Option<&EntityId>, all: &[RightState<'_>]) -> String {
    let exclusive = |held: &&RightState<'_>| held.force == InForce::Yes && held.right.grant != Grant::NonExclusive;
    let now = all.iter().filter(exclusive).count();
    let ended = all.iter().filter(|held| held.force == InForce::Ended).count();
    let of = of.map_or_else(String::new, |id| format!(" of {}", scope.register.name(id)));
    let ended = if ended == 0 { "none".to_owned() } else { thousands(ended) };
    let day = scope.view.as_of;
    match (all.len(), now) {
        (0, _) => format!("No right{of} is recorded"),
        (_, 0) => format!("No exclusive right{of} is known to be in force on {day}; {ended} had ended"),
        (_, 1) => format!("One exclusive right{of} is in force on {day}; {ended} had ended"),
        _ => format!("{} exclusive rights{of} are in force on {day}; {ended} had ended", thousands(now)),
    }
}

fn line(answer: &mut Answer<'_>, scope: &Scope<'_>, held: &RightState<'_>) -> [String; 6] {
    let names = |ids: &[&EntityId]| ids.iter().map(|id| scope.register.name(id)).collect::<Vec<_>>().join(", ");
    let right = &held.right;
    let cite: Vec<&Citation> =
        if right.cite.is_empty() { held.deal.citations().collect() } else { right.cite.iter().collect() };
    let note = right.note.as_ref().map_or_else(String::new, |note| format!(" ({note})"));
    let status = held.deal.status_on(scope.view.as_of).map_or("not there yet", Status::words);
    [
        names(&held.holders),
        names(&held.bound),
        right.grant.words().to_owned(),
        format!("{}{note}", right.scope),
        when(held),
        format!("{}, {status} {}", held.deal.id, answer.cite(cite)),
    ]
}

/// `since 2025-10-28, agreed until 2032; ended 2026-04-27`.
fn when(held: &RightState<'_>) -> String {
    // What a later day brought was not known then.
    let end = match (held.force, held.right.ended) {
        (InForce::Ended, Some(on)) => format!("; ended {on}"),
        (InForce::Ended, None) => "; ended".to_owned(),
        (InForce::Unknown, _) => "; whether it was in force on the day is not known".to_owned(),
        (InForce::Yes | InForce::NotYet, _) => String::new(),
    };
    held.right.term() + &end
}

fn record(held: &RightState<'_>, day: Date) -> Record {
    let right = &held.right;
    Record::new()
        .with("holders", Cell::list(held.holders.iter().copied()))
        .with("bound", Cell::list(held.bound.iter().copied()))
        .with("grant", right.grant.name())
        .with("scope", &right.scope)
        .with("on", right.on)
        .with("until", right.until.as_ref())
        .with("ended", right.ended.filter(|on| on.day() <= day))
        .with("force", held.force.name())
        .with("deal", &held.deal.id)
        .with("note", right.note.as_ref())
}

/// What articles claim of exclusivity, and what the register holds.
fn claims(answer: &mut Answer<'_>, scope: &Scope<'_>, one: &dyn Fn(&EntityId) -> bool) {
    let mut table = Table::new(&["claim", "what it says", "what the register holds", "source"]);
    let mut records = Vec::new();
    let about = |claim: &&Claim| claim.kind == "exclusivity" && claim.about.iter().any(one);
    for claim in scope.register.claims_by(scope.view.as_of).filter(about) {
        let held = claim.held.clone();
        let cite = answer.cite_pages([&claim.cite]);
        table.row([claim.id.clone(), claim.says.clone(), held.clone().unwrap_or_else(|| NONE.to_owned()), cite]);
        records.push(
            Record::new()
                .with("claim", &claim.id)
                .with("about", Cell::list(&claim.about))
                .with("says", &claim.says)
                .with("held", held)
                .with("source", &claim.cite),
        );
    }
    answer.figure("claims", Cell::list(records));
    answer.table("What articles say of exclusivity", table);
}
