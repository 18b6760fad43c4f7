//! The page of an entity.

use super::{Context, LOOKED_AT, counted, head, names, status_words};
use crate::{
    circuits::{Circuits, Limits, Order, find, rank},
    cli::{
        loops::{least, plural},
        page::Page,
        table::Table,
    },
    flow::{Node, Outcome},
    model::{Deal, Entity, EntityId, EntityKind, Range, Stop},
};

/// How many loops are named.
pub(super) const LARGEST: usize = 10;

pub(super) fn page(context: &Context<'_>, entity: &Entity, found: &Circuits) -> Page {
    let mut page = Page::new(format!("{} ({})", entity.name, entity.id));
    page.text(head(context));
    page.text("");
    page.text(describe(entity));
    let day = context.view.as_of;
    if let Some(owner) = entity.owner_on(day) {
        let level = format!("counted with {} at company level", context.register.name(owner));
        page.text(format!("Belongs to {} on that day: {level}.", context.register.name(owner)));
    }
    worth(context, entity, &mut page);
    let node = context.graph.node(at_level(context, &entity.id).as_str());
    carried(context, entity, &mut page);
    money(context, node, true, &mut page);
    money(context, node, false, &mut page);
    not_counted(context, entity, &mut page);
    ties(context, entity, &mut page);
    markets(context, entity, &mut page);
    loops(context, (node, found), &mut page);
    page
}

/// The entity that stands for this one in the view.
fn at_level<'a>(context: &'a Context<'_>, id: &'a EntityId) -> &'a EntityId {
    match context.view.level {
        crate::flow::Level::Company => context.register.owner_on(id, context.view.as_of),
        crate::flow::Level::Asset => id,
    }
}

fn describe(entity: &Entity) -> String {
    let mut parts = vec![entity.kind.name().to_owned()];
    parts.extend(entity.roles.iter().cloned());
    parts.extend(entity.country.clone());
    parts.extend(entity.ticker.clone());
    parts.extend(entity.listing.clone());
    parts.extend(entity.family.as_ref().map(|family| format!("family {family}")));
    parts.extend(entity.generation.map(|generation| format!("generation {generation}")));
    parts.extend(entity.availability.clone());
    let mut text = parts.join(" · ");
    if !entity.aliases.is_empty() {
        text += &format!(". Also: {}", entity.aliases.join(", "));
    }
    if let Some(note) = &entity.note {
        text += &format!(". {note}");
    }
    text
}

fn worth(context: &Context<'_>, entity: &Entity, page: &mut Page) {
    let mut table = Table::new(&["worth", "basis", "on", "sources"]);
    for valuation in entity.valuations.iter().filter(|v| v.on.day() <= context.view.as_of) {
        let cite = page.notes.cite(&valuation.cite);
        let basis = valuation.basis.replace('_', " ");
        table.row([valuation.worth.words(), basis, valuation.on.to_string(), cite]);
    }
    if !table.rows.is_empty() {
        page.heading("Worth");
        page.table(table);
    }
}

/// What it pays, or what it is paid, deal by deal.
fn money(context: &Context<'_>, node: Option<Node>, pays: bool, page: &mut Page) {
    let Some(node) = node else { return };
    let arcs: Vec<_> =
        context.graph.arcs().iter().filter(|arc| if pays { arc.payer == node } else { arc.payee == node }).collect();
    if arcs.is_empty() {
        return;
    }
    let sum = arcs.iter().fold(Range::ZERO, |sum, arc| sum.plus(arc.value));
    let verb = if pays { "Pays" } else { "Is paid" };
    page.heading(format!("{verb}: {} {}, {}", arcs.len(), plural(arcs.len(), "arc"), sum.words()));
    let other = if pays { "to" } else { "by" };
    let mut table = Table::new(&[other, "deal", "kind", "counts as", "status", "since", "sources"]);
    for arc in arcs {
        let end = if pays { arc.payee } else { arc.payer };
        let deal = context.register.deals.get(&arc.deal);
        table.row([
            context.register.name(context.graph.id(end)).to_owned(),
            arc.deal.to_string(),
            arc.kind.to_string(),
            arc.value.words(),
            status_words(arc.status, arc.mark),
            arc.since.to_string(),
            deal.map(|deal| page.notes.cite(deal.sources())).unwrap_or_default(),
        ]);
    }
    page.table(table);
}

/// The deals that name it and do not count.
fn not_counted(context: &Context<'_>, entity: &Entity, page: &mut Page) {
    let names_it = |deal: &&Deal| deal.payers.iter().chain(&deal.payees).chain(&deal.target).any(|id| *id == entity.id);
    let counts = |deal: &&Deal| matches!(context.outcomes.get(&deal.id), Some(Outcome::Counts(_) | Outcome::NotYet));
    let deals: Vec<&Deal> = context.register.deals.values().filter(names_it).filter(|deal| !counts(deal)).collect();
    if deals.is_empty() {
        return;
    }
    page.heading("Recorded, not in the sums");
    for deal in deals {
        let cite = page.notes.cite(deal.sources());
        page.item(format!("{} ({}), {}: {} {cite}", deal.title, deal.id, deal.amount.words(), counted(context, deal)));
    }
}

/// Of a chip or cloud: the deals that are about it.
fn carried(context: &Context<'_>, entity: &Entity, page: &mut Page) {
    let about = |deal: &&Deal| deal.chips.contains(&entity.id) || deal.cloud.as_ref() == Some(&entity.id);
    let deals: Vec<&Deal> = context.register.deals.values().filter(about).collect();
    if deals.is_empty() {
        if entity.kind == EntityKind::Chip {
            page.text("No deal of the register names it.");
        }
        return;
    }
    page.heading(format!("Deals that name it: {}", deals.len()));
    if deals.iter().any(|deal| deal.chips.len() > 1) {
        page.text("Where a deal names several chips, its amount is a ceiling for each of them.");
    }
    let day = context.view.as_of;
    let mut table = Table::new(&["payer", "payee", "deal", "chips", ">amount", "status", "sources"]);
    for deal in deals {
        let cite = page.notes.cite(deal.sources());
        let status =
            deal.status_on(day).map_or_else(|| "not there yet".to_owned(), |s| status_words(s, deal.mark_on(day)));
        table.row([
            names(context.register, &deal.payers),
            names(context.register, &deal.payees),
            format!("{} ({})", deal.title, deal.id),
            deal.chips.iter().map(EntityId::as_str).collect::<Vec<_>>().join(", "),
            deal.amount_on(day).words(),
            status,
            cite,
        ]);
    }
    page.table(table);
}

fn ties(context: &Context<'_>, entity: &Entity, page: &mut Page) {
    let ties: Vec<_> =
        context.register.ties.iter().filter(|tie| tie.from == entity.id || tie.to == entity.id).collect();
    if ties.is_empty() {
        return;
    }
    page.heading("Ties");
    for tie in ties {
        let (from, to) = (context.register.name(&tie.from), context.register.name(&tie.to));
        let share = tie.share.map_or_else(String::new, |share| format!(", {share}%"));
        let note = tie.note.as_ref().map_or_else(String::new, |note| format!(" ({note})"));
        let cite = page.notes.cite(&tie.cite);
        page.item(format!("{from} {} {to}{share}{note} {cite}", tie.relation.replace('_', " ")).trim_end());
    }
}

fn markets(context: &Context<'_>, entity: &Entity, page: &mut Page) {
    let shares = context.register.market_shares.iter().filter(|share| share.entity == entity.id);
    let backlogs = context
        .register
        .backlogs
        .iter()
        .filter(|b| b.holder == entity.id || b.counterparty.as_ref() == Some(&entity.id));
    let mut lines = Vec::new();
    for share in shares {
        lines.push(format!("{} of {} ({}) {}", share.share, share.market, share.on, page.notes.cite(&share.cite)));
    }
    for backlog in backlogs {
        let total = backlog.total.map_or_else(|| "unstated".to_owned(), |total| total.words());
        let customer = backlog.counterparty.as_ref().map_or_else(String::new, |id| {
            let share = backlog.share.as_deref().unwrap_or("an unstated share");
            format!(", {share} of it with {}", context.register.name(id))
        });
        let holder = context.register.name(&backlog.holder);
        let cite = page.notes.cite(&backlog.cite);
        lines.push(format!("{holder}'s {}: {total}{customer} ({}) {cite}", backlog.metric, backlog.on));
    }
    if !lines.is_empty() {
        page.heading("Markets and backlogs (no flows)");
        for line in lines {
            page.item(line);
        }
    }
}

/// The loops through it, the largest first.
pub(super) fn loops_of(context: &Context<'_>, entity: &Entity, limit: Option<usize>, clock: &Stop) -> Circuits {
    let through = vec![at_level(context, &entity.id).clone()];
    let limits = Limits { through, count: limit, looked_at: Some(LOOKED_AT), ..Limits::default() };
    let mut found = find(&context.graph, context.register, &limits, clock);
    rank(&mut found.list, Order::Amount);
    found
}

fn loops(context: &Context<'_>, (node, found): (Option<Node>, &Circuits), page: &mut Page) {
    let Some(node) = node else { return };
    if found.list.is_empty() && found.complete {
        return;
    }
    let count = found.list.len();
    page.heading(format!("On {} {} of any class", least(found.complete, count), plural(count, "loop")));
    let mut table = Table::new(&["loop", ">hops", "smallest hop", "status", "closed on"]);
    for circuit in found.list.iter().take(LARGEST) {
        table.row([
            circuit.id.clone(),
            circuit.length().to_string(),
            circuit.bottleneck.words(),
            circuit.status.to_string(),
            circuit.closed_on.to_string(),
        ]);
    }
    page.table(table);
    let id = context.graph.id(node);
    if !found.complete {
        page.text(format!("Not all are known: `roundtrip loops --class any --through {id}` looks for longer."));
    } else if count > LARGEST {
        page.text(format!("The ten largest; `roundtrip loops --through {id}` lists the rest."));
    }
}
