//! The page of an entity: a company, a cloud, a chip, a product.

use super::{
    citations::citations,
    figures,
    largest::{LARGEST, largest},
    seen::{LOOKED_AT, Seen},
};
use crate::{
    answer::{
        Answer, Cell, Record, Table, claims,
        words::{self, at_least, counted, plural},
    },
    circuits::{Circuits, Limits, Order, find, rank},
    flow::{Arc, Level, Node, Scope, View},
    model::{Backlog, Deal, Entity, EntityId, EntityKind, Tie, When},
};

/// An entity: what it is, what it pays and is paid, what is recorded of it besides, and its loops, of which at most
/// `limit` are looked for. A chip or cloud is only seen where assets stand alone: at company level the page would be its
/// owner's.
pub fn entity<'r>(scope: &Scope<'r>, entity: &Entity, limit: Option<usize>) -> Answer<'r> {
    if entity.kind != EntityKind::Company && scope.view.level == Level::Company {
        let view = View { level: Level::Asset, ..scope.view.clone() };
        return page(&Scope::new(scope.register, view).until(scope.stop.clone()), entity, limit);
    }
    page(scope, entity, limit)
}

fn page<'r>(scope: &Scope<'r>, entity: &Entity, limit: Option<usize>) -> Answer<'r> {
    let seen = Seen::of(scope);
    let found = loops_of(&seen, entity, limit);
    let node = scope.graph.node(seen.at_level(&entity.id).as_str());
    let mut answer = Answer::of("show", scope);
    answer.complete = found.complete;
    answer.title(format!("{} ({})", entity.name, entity.id));
    answer.text("");
    answer.text(describe(entity));
    if let Some(owner) = entity.owner_on(scope.view.as_of).map(|id| scope.register.name(id)) {
        answer.text(format!("Belongs to {owner} on that day: counted with {owner} at company level."));
    }
    worth(&mut answer, scope, entity);
    figures::write(&mut answer, scope, &entity.id);
    carried(&mut answer, &seen, entity);
    if let Some(node) = node {
        money(&mut answer, scope, node, Side::Pays);
        money(&mut answer, scope, node, Side::IsPaid);
    }
    not_in_sums(&mut answer, &seen, entity);
    ties(&mut answer, scope, entity);
    markets(&mut answer, scope, entity);
    let claimed = claims::about(scope.register, &entity.id, scope.view.as_of);
    claims::side_by_side(&mut answer, scope.register, &claimed);
    if let Some(node) = node {
        loops(&mut answer, scope, node, &found);
    }
    answer.figure("what", "entity");
    answer.figure("entity", record(scope, entity));
    answer.figure("claims", Cell::list(claimed.iter().map(claims::record)));
    let largest = Cell::list(found.list.iter().take(LARGEST).map(|circuit| &circuit.id));
    let loops = Record::new().with("complete", found.complete).with("count", found.list.len());
    answer.figure("loops", loops.with("largest", largest));
    answer
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

fn worth(answer: &mut Answer<'_>, scope: &Scope<'_>, entity: &Entity) {
    let mut table = Table::new(&["worth", "basis", "on", "sources"]);
    for valuation in entity.valuations.iter().filter(|v| v.on.day() <= scope.view.as_of) {
        let cite = answer.cite(&valuation.cite);
        let basis = valuation.basis.replace('_', " ");
        table.row([valuation.worth.words(scope.register.base), basis, valuation.on.to_string(), cite]);
    }
    if !table.rows.is_empty() {
        answer.table("Worth", table);
    }
}

/// On which end of an arc an entity stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Pays,
    IsPaid,
}

impl Side {
    /// The arcs of a node on this side.
    fn arcs<'s>(self, scope: &'s Scope<'_>, node: Node) -> impl Iterator<Item = &'s Arc> {
        scope.graph.arcs().iter().filter(move |arc| match self {
            Self::Pays => arc.payer == node,
            Self::IsPaid => arc.payee == node,
        })
    }
}

/// What it pays, or what it is paid, deal by deal.
fn money(answer: &mut Answer<'_>, scope: &Scope<'_>, node: Node, side: Side) {
    let arcs: Vec<&Arc> = side.arcs(scope, node).collect();
    if arcs.is_empty() {
        return;
    }
    let sum = scope.graph.sum_of(arcs.iter().copied());
    let (verb, other) = if side == Side::Pays { ("Pays", "to") } else { ("Is paid", "by") };
    let mut table = Table::new(&[other, "deal", "kind", "counts as", "status", "since", "sources"]);
    let heading = format!("{verb}: {}, {}", counted(arcs.len(), "arc"), sum.words(scope.register.base));
    for arc in arcs {
        let end = if side == Side::Pays { arc.payee } else { arc.payer };
        let deal = scope.register.deals.get(&arc.deal);
        table.row([
            scope.name(end).to_owned(),
            arc.deal.to_string(),
            arc.kind.to_string(),
            arc.value.words(scope.register.base),
            words::standing(arc),
            arc.since.to_string(),
            deal.map(|deal| answer.cite(deal.citations())).unwrap_or_default(),
        ]);
    }
    answer.table(heading, table);
}

/// The deals that name it and do not count.
fn not_in_sums(answer: &mut Answer<'_>, seen: &Seen<'_, '_>, entity: &Entity) {
    let names_it = |deal: &&Deal| deal.payers.iter().chain(&deal.payees).chain(&deal.target).any(|id| *id == entity.id);
    let deals = seen.scope.register.deals.values().filter(names_it);
    let deals: Vec<&Deal> = deals.filter(|deal| !seen.in_sums(deal)).collect();
    if deals.is_empty() {
        return;
    }
    answer.heading("Recorded, not in the sums");
    for deal in deals {
        let cite = answer.cite(deal.citations());
        answer.item(seen.not_in_sums(deal, &cite));
    }
}

/// Of a chip or cloud: the deals that are about it.
fn carried(answer: &mut Answer<'_>, seen: &Seen<'_, '_>, entity: &Entity) {
    let about = |deal: &&Deal| deal.chips.contains(&entity.id) || deal.cloud.as_ref() == Some(&entity.id);
    let by_then = |deal: &&Deal| deal.is_known_on(seen.scope.view.as_of);
    let deals: Vec<&Deal> = seen.scope.register.deals.values().filter(about).filter(by_then).collect();
    if deals.is_empty() {
        if entity.kind == EntityKind::Chip {
            answer.text("No deal of the register names it.");
        }
        return;
    }
    answer.heading(format!("Deals that name it: {}", deals.len()));
    if deals.iter().any(|deal| deal.chips.len() > 1) {
        answer.text("Where a deal names several chips, its amount is a ceiling for each of them.");
    }
    let day = seen.scope.view.as_of;
    let mut table = Table::new(&["payer", "payee", "deal", "chips", "quantity", ">amount", "status", "sources"]);
    for deal in deals {
        let quantities: Vec<&str> = deal.quantity.iter().map(|own| own.stated.as_str()).collect();
        let cite = answer.cite(deal.citations());
        let status = deal.status_on(day).map(|status| words::status(status, deal.mark_on(day)));
        table.row([
            seen.names(&deal.payers),
            seen.names(&deal.payees),
            format!("{} ({})", deal.title, deal.id),
            deal.chips.iter().map(EntityId::as_str).collect::<Vec<_>>().join(", "),
            quantities.join("; "),
            deal.amount_on(day).words(),
            status.unwrap_or_else(|| "not there yet".to_owned()),
            cite,
        ]);
    }
    answer.table("", table);
}

fn ties(answer: &mut Answer<'_>, scope: &Scope<'_>, entity: &Entity) {
    let own = |tie: &&Tie| tie.from == entity.id || tie.to == entity.id;
    let by_then = |tie: &&Tie| tie.since.is_none_or(|since| since.day() <= scope.view.as_of);
    let ties: Vec<&Tie> = scope.register.ties.iter().filter(own).filter(by_then).collect();
    if ties.is_empty() {
        return;
    }
    answer.heading("Ties");
    for tie in ties {
        let (from, to) = (scope.register.name(&tie.from), scope.register.name(&tie.to));
        let share = tie.share.map_or_else(String::new, |share| format!(", {share}%"));
        let note = tie.note.as_ref().map_or_else(String::new, |note| format!(" ({note})"));
        let cite = answer.cite(&tie.cite);
        answer.item(format!("{from} {} {to}{share}{note} {cite}", tie.relation.replace('_', " ")).trim_end());
    }
}

fn markets(answer: &mut Answer<'_>, scope: &Scope<'_>, entity: &Entity) {
    let register = scope.register;
    let by_then = |on: When| on.day() <= scope.view.as_of;
    let mut lines = Vec::new();
    for share in register.market_shares.iter().filter(|share| share.entity == entity.id && by_then(share.on)) {
        let cite = answer.cite(&share.cite);
        lines.push(format!("{} of {} ({}) {cite}", share.share, share.market, share.on));
    }
    let own = |id: &EntityId| *id == entity.id;
    let speaks = |b: &&Backlog| own(&b.holder) || b.counterparty.as_ref().is_some_and(own);
    for backlog in register.backlogs.iter().filter(speaks).filter(|backlog| by_then(backlog.on)) {
        let total = backlog.total.map_or_else(|| "unstated".to_owned(), |total| total.words(scope.register.base));
        let customer = backlog.counterparty.as_ref().map_or_else(String::new, |id| {
            let share = backlog.share.as_deref().unwrap_or("an unstated share");
            format!(", {share} of it with {}", register.name(id))
        });
        let holder = register.name(&backlog.holder);
        let cite = answer.cite(&backlog.cite);
        lines.push(format!("{holder}'s {}: {total}{customer} ({}) {cite}", backlog.metric, backlog.on));
    }
    if !lines.is_empty() {
        answer.heading("Markets and backlogs (no flows)");
    }
    for line in lines {
        answer.item(line);
    }
}

/// The loops through it, the largest first.
fn loops_of(seen: &Seen<'_, '_>, entity: &Entity, limit: Option<usize>) -> Circuits {
    let scope = seen.scope;
    let through = vec![seen.at_level(&entity.id).clone()];
    let limits = Limits { through, count: limit, looked_at: Some(LOOKED_AT), ..Limits::default() };
    let mut found = find(&scope.graph, scope.register, &limits, &scope.stop.share(0.8));
    rank(&mut found.list, Order::Amount, scope);
    found
}

fn loops(answer: &mut Answer<'_>, scope: &Scope<'_>, node: Node, found: &Circuits) {
    let count = found.list.len();
    if count == 0 && found.complete {
        return;
    }
    answer.table(
        format!("On {} {} of any class", at_least(found.complete, count), plural(count, "loop")),
        largest(scope, found),
    );
    let id = scope.graph.id(node);
    if !found.complete {
        answer.text(format!("Not all are known: `roundtrip loops --class any --through {id}` looks for longer."));
    } else if count > LARGEST {
        answer.text(format!("The ten largest; `roundtrip loops --class any --through {id}` lists the rest."));
    }
}

fn record(scope: &Scope<'_>, entity: &Entity) -> Record {
    let valuation = |v: &crate::model::Valuation| {
        let worth = Record::new().with("worth", v.worth).with("basis", &v.basis);
        worth
            .with("on", v.on)
            .with("sources", Cell::list(scope.register.nearest(&v.cite)))
            .with("citations", citations(scope.register, &v.cite))
    };
    let valuations = entity.valuations.iter().filter(|v| v.on.day() <= scope.view.as_of);
    let side = |side: Side| {
        let arcs = scope.node(&entity.id).map(|node| side.arcs(scope, node).map(|arc| arc_record(scope, arc)));
        arcs.map_or_else(|| Cell::List(Vec::new()), Cell::list)
    };
    Record::new()
        .with("id", &entity.id)
        .with("name", &entity.name)
        .with("kind", entity.kind.name())
        .with("roles", Cell::list(&entity.roles))
        .with("country", entity.country.as_ref())
        .with("ticker", entity.ticker.as_ref())
        .with("listing", entity.listing.as_ref())
        .with("aliases", Cell::list(&entity.aliases))
        .with("owner", entity.owner_on(scope.view.as_of))
        .with("note", entity.note.as_ref())
        .with("valuations", Cell::list(valuations.map(valuation)))
        .and(figures::record(scope, &entity.id))
        .with("pays", side(Side::Pays))
        .with("is_paid", side(Side::IsPaid))
}

fn arc_record(scope: &Scope<'_>, arc: &Arc) -> Record {
    Record::new()
        .with("payer", Cell::node(scope, arc.payer))
        .with("payee", Cell::node(scope, arc.payee))
        .with("deal", &arc.deal)
        .with("kind", arc.kind)
        .with("amount", arc.value)
        .with("status", arc.status)
        .with("since", arc.since)
}
