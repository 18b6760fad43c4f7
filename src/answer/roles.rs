//! `roles`: which pairs of companies are joined by more than one role.

use std::cmp::Reverse;

use super::{
    Answer, Cell, Record, Table,
    words::{NONE, capitalised, some_of, status},
};
use crate::{
    flow::Scope,
    measure::{ABOUT_ROLES, Pair, Relation, Role, roles as pairs},
    model::{Deal, DealId, EntityId, Range, Status, When},
};

/// Of pairs with two roles or more, or of `all` pairs that a deal joins; those `of` one entity, if one is named.
pub fn roles<'r>(scope: &Scope<'r>, of: Option<&EntityId>, all: bool, top: usize) -> Answer<'r> {
    let only = of.map(|id| scope.register.owner_on(id, scope.view.as_of));
    let mut found = pairs(scope.register, &scope.view);
    found.retain(|pair| only.is_none_or(|only| pair.first == *only || pair.second == *only));
    let joined = found.len();
    found.retain(|pair| all || pair.relations.len() > 1);
    found.sort_by_key(|pair| (Reverse(pair.relations.len()), pair.first.clone(), pair.second.clone()));
    let several = found.iter().filter(|pair| pair.relations.len() > 1).count();
    let mut answer = Answer::figures("roles", scope, &[&ABOUT_ROLES]);
    let whose = only.map_or_else(String::new, |id| format!("of {} ", scope.register.name(id)));
    let [plays, play] = ["plays", "play"].map(|verb| format!("{whose}joined by deals {verb}"));
    let pairs = some_of(several, joined, "pair", (&plays, &play));
    answer.title(format!("{} two roles or more", capitalised(&pairs)));
    answer.says(
        "→ the first of the pair plays this role toward the second, ← the second toward the first, ↔ each toward the \
         other. The counterpart of a customer is its supplier, that of a landlord its tenant.",
    );
    answer.table("", matrix(scope, &found, top));
    answer.table("Role by role, with the deals", details(scope, found.iter().take(top)));
    answer.rows("pairs", found.iter().map(|pair| record(scope, pair)).collect::<Vec<_>>());
    answer
}

/// A line for each pair, a column for each role.
fn matrix(scope: &Scope<'_>, pairs: &[Pair], top: usize) -> Table {
    let columns: Vec<&str> = ["pair", ">roles"].into_iter().chain(Role::ALL.map(Role::name)).collect();
    let mut table = Table::new(&columns);
    for pair in pairs {
        table.listed(top, || {
            let names = [&pair.first, &pair.second].map(|id| scope.register.name(id)).join(" / ");
            let head = [names, pair.relations.len().to_string()];
            head.into_iter().chain(Role::ALL.map(|role| arrow(pair, role).to_owned()))
        });
    }
    table
}

/// Who of a pair has a role.
fn arrow(pair: &Pair, role: Role) -> &'static str {
    let has = |by_first| pair.relations.iter().any(|own| own.role == role && own.by_first == by_first);
    match (has(true), has(false)) {
        (true, _) if role == Role::JointVenturer => "↔",
        (true, true) => "↔",
        (true, false) => "→",
        (false, true) => "←",
        (false, false) => "",
    }
}

/// Who has a role, and toward whom.
fn sides<'p>(pair: &'p Pair, relation: &Relation) -> (&'p EntityId, &'p EntityId) {
    if relation.by_first { (&pair.first, &pair.second) } else { (&pair.second, &pair.first) }
}

/// What a deal stands at on the day of the view.
fn standing(scope: &Scope<'_>, deal: &Deal) -> Option<Status> {
    scope.view.status_of(deal)
}

/// Since when.
fn since(scope: &Scope<'_>, deal: &Deal) -> Option<When> {
    deal.since(standing(scope, deal)?, scope.view.as_of)
}

/// A line for each deal of each role.
fn details<'p>(scope: &Scope<'_>, pairs: impl Iterator<Item = &'p Pair>) -> Table {
    let mut table = Table::new(&["who", "is", "to", "deal id", ">amount", "status", "since"]);
    for pair in pairs {
        for relation in &pair.relations {
            let (holder, other) = sides(pair, relation);
            for (id, value) in &relation.deals {
                let Some(deal) = scope.register.deals.get(id) else { continue };
                let day = scope.view.as_of;
                let words = standing(scope, deal).map_or_else(String::new, |now| status(now, deal.mark_on(day)));
                let since = since(scope, deal).map_or_else(String::new, |since| since.to_string());
                let stake = deal.stake.as_deref().filter(|_| relation.role == Role::Owner).unwrap_or(NONE);
                table.row([
                    scope.register.name(holder).to_owned(),
                    relation.role.words().to_owned(),
                    scope.register.name(other).to_owned(),
                    id.to_string(),
                    value.map_or_else(|| stake.to_owned(), |value| value.words(scope.register.base)),
                    words,
                    since,
                ]);
            }
        }
    }
    table
}

fn record(scope: &Scope<'_>, pair: &Pair) -> Record {
    let deal = |(id, value): &(DealId, Option<Range>)| {
        let deal = scope.register.deals.get(id);
        let day = scope.view.as_of;
        Record::new()
            .with("deal", id)
            .with("status", deal.and_then(|deal| standing(scope, deal)))
            .with("mark", deal.and_then(|deal| deal.mark_on(day)))
            .with("since", deal.and_then(|deal| since(scope, deal)))
            .with("stated", Cell::Money(value.and_then(|value| value.stated)))
            .with("low", Cell::Money(value.map(|value| value.low)))
            .with("high", Cell::Money(value.and_then(|value| value.high)))
    };
    let mut record =
        Record::new().with("first", &pair.first).with("second", &pair.second).with("roles", pair.relations.len());
    for role in Role::ALL {
        let own = || pair.relations.iter().filter(move |own| own.role == role);
        let who = Cell::list(own().map(|own| sides(pair, own).0));
        let deals = Cell::list(own().flat_map(|own| &own.deals).map(deal));
        record.put(role.name().replace(' ', "_"), Record::new().with("who", who).with("deals", deals));
    }
    record
}
