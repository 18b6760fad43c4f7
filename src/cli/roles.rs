//! `roundtrip roles`: which pairs are several things to each other at once.

use std::cmp::Reverse;

use clap::Args;
use serde_json::{Value, json};

use super::{
    args::ListArgs,
    clock,
    loops::{plural, thousands},
    measure::{Ground, Sheet, list, maybe, number, put},
    outcome::{End, Failure},
    table::Table,
    terminal::Terminal,
    view::entity,
};
use crate::{
    measure::{ABOUT_ROLES, Pair, Relation, Role, roles},
    model::{Deal, DealId, EntityId, Range},
};

#[derive(Debug, Args)]
pub(super) struct RolesArgs {
    /// Only the pairs of this entity
    #[arg(long, value_name = "ENTITY")]
    of: Option<String>,
    /// Every pair, even with one role
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    list: ListArgs,
}

pub(super) const HELP: &str = "\
How to read it:
  In the matrix, → says that the first of the pair is this to the second, ← the second to the
  first, ↔ that each is to the other. A customer's other side is its supplier, a landlord's its
  tenant, a creditor's its debtor. Guarantees and stakes are in, although no money moves by
  them. --through NAME keeps the pairs that can lie on a loop with it, --of NAME its own pairs.

Examples:
  roundtrip roles                          pairs with two roles or more, those with most first
  roundtrip roles --of nvidia              its own pairs, with the deals of each role
  roundtrip roles --of openai --format markdown
  roundtrip roles --all --format csv";

pub(super) fn run(args: &RolesArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    put(&args.list.plain, &clock::start(None)?, terminal, &|ground| Ok((sheet(ground, args)?, End::Done)))
}

fn sheet(ground: &Ground<'_>, args: &RolesArgs) -> Result<Sheet, Failure> {
    let only = args.of.as_deref().map(|text| entity(ground.register, text)).transpose()?;
    let only = only.map(|id| ground.register.owner_on(&id, ground.view.as_of).clone());
    let mut all = roles(ground.register, ground.view);
    all.retain(|pair| only.as_ref().is_none_or(|only| pair.first == *only || pair.second == *only));
    let joined = all.len();
    all.retain(|pair| args.all || pair.relations.len() > 1);
    all.sort_by_key(|pair| (Reverse(pair.relations.len()), pair.first.clone(), pair.second.clone()));
    let several = all.iter().filter(|pair| pair.relations.len() > 1).count();
    let mut sheet = Sheet::command("roles", "pairs", &[&ABOUT_ROLES]);
    let of = only.as_ref().map_or_else(String::new, |id| format!(" of {}", ground.register.name(id)));
    sheet.title(format!(
        "{} of {} {}{of} joined by deals play two roles or more",
        thousands(several),
        thousands(joined),
        plural(joined, "pair")
    ));
    sheet.says(
        "→ the first of the pair is this to the second, ← the second to the first, ↔ each to the other. A customer's other \
         side is its supplier, a landlord's its tenant.",
    );
    let shown = all.len().min(list(&args.list));
    let mut matrix = Table::new(&[
        "pair",
        ">roles",
        "investor",
        "creditor",
        "customer",
        "landlord",
        "guarantor",
        "owner",
        "warrant holder",
        "joint venturer",
    ]);
    let mut details = Table::new(&["who", "is", "to", "deal id", ">amount", "status", "since"]);
    for (at, pair) in all.iter().enumerate() {
        sheet.row(row(ground, pair));
        if at < shown {
            let head = [names(ground, pair), pair.relations.len().to_string()];
            matrix.row(head.into_iter().chain(Role::ALL.map(|role| arrow(pair, role).to_owned())));
            for relation in &pair.relations {
                detail(ground, pair, relation, &mut details);
            }
        }
    }
    sheet.table("", matrix);
    if shown < all.len() {
        sheet.says(format!("The first {} of {}: --top 0 shows all.", thousands(shown), thousands(all.len())));
    }
    sheet.table("Role by role, with the deals", details);
    Ok(sheet)
}

fn names(ground: &Ground<'_>, pair: &Pair) -> String {
    format!("{} / {}", ground.register.name(&pair.first), ground.register.name(&pair.second))
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

fn sides<'p>(pair: &'p Pair, relation: &Relation) -> (&'p EntityId, &'p EntityId) {
    if relation.by_first { (&pair.first, &pair.second) } else { (&pair.second, &pair.first) }
}

/// What a deal stands at on the day of the view: status and mark, and since when.
fn standing(ground: &Ground<'_>, deal: &Deal) -> (String, String) {
    let (view, day) = (ground.view, ground.view.as_of);
    let status = view.assume.get(&deal.id).copied().or_else(|| deal.status_on(day));
    let words = status.map_or("", |status| status.words());
    let mark = deal.mark_on(day).map_or_else(String::new, |mark| format!(", {}", mark.name()));
    let since = deal.since(view.status, day).map_or_else(String::new, |since| since.to_string());
    (format!("{words}{mark}"), since)
}

/// A line for each deal of a role.
fn detail(ground: &Ground<'_>, pair: &Pair, relation: &Relation, table: &mut Table) {
    let (holder, other) = sides(pair, relation);
    for (id, value) in &relation.deals {
        let Some(deal) = ground.register.deals.get(id) else { continue };
        let (status, since) = standing(ground, deal);
        let stake = || deal.stake.clone().filter(|_| relation.role == Role::Owner).unwrap_or_else(|| "–".to_owned());
        table.row([
            ground.register.name(holder).to_owned(),
            relation.role.words().to_owned(),
            ground.register.name(other).to_owned(),
            id.to_string(),
            value.map_or_else(stake, |value| value.words()),
            status,
            since,
        ]);
    }
}

fn row(ground: &Ground<'_>, pair: &Pair) -> Value {
    let deal = |(id, value): &(DealId, Option<Range>)| {
        let deal = ground.register.deals.get(id);
        let (status, since) = deal.map(|deal| standing(ground, deal)).unwrap_or_default();
        json!({
            "deal": id.as_str(), "status": status, "since": since,
            "stated": maybe(value.and_then(|value| value.stated)), "low": value.map(|value| number(value.low)),
            "high": maybe(value.and_then(|value| value.high)),
        })
    };
    let mut fields = serde_json::Map::new();
    fields.insert("first".to_owned(), pair.first.as_str().into());
    fields.insert("second".to_owned(), pair.second.as_str().into());
    fields.insert("roles".to_owned(), pair.relations.len().into());
    for role in Role::ALL {
        let own: Vec<&Relation> = pair.relations.iter().filter(|own| own.role == role).collect();
        let who: Vec<&str> = own.iter().map(|own| sides(pair, own).0.as_str()).collect();
        let deals: Vec<Value> = own.iter().flat_map(|own| &own.deals).map(deal).collect();
        fields.insert(role.name().replace(' ', "_"), json!({"who": who, "deals": deals}));
    }
    Value::Object(fields)
}
