//! The page of a loop.

use std::collections::BTreeMap;

use super::{Context, counted, head, status_words};
use crate::{
    circuits::{Circuit, Step, along, arcs_of},
    cli::{loops::plural, outcome::Failure, page::Page, table::Table, view},
    flow::{Hop, Outcome},
    model::{Claim, Deal, DealId, EntityId, Register},
};

/// The loop that a path such as `openai/amazon` names, wherever it begins.
pub(super) fn find(context: &Context<'_>, path: &str) -> Result<Circuit, Failure> {
    let ids: Vec<EntityId> =
        path.split('/').map(|part| view::entity(context.register, part)).collect::<Result<_, _>>()?;
    let nodes: Option<Vec<_>> = ids.iter().map(|id| context.graph.node(id.as_str())).collect();
    let circuit = nodes.and_then(|nodes| along(&context.graph, context.register, &nodes));
    circuit.ok_or_else(|| missing(context, &ids))
}

/// Says which hop a loop lacks.
fn missing(context: &Context<'_>, ids: &[EntityId]) -> Failure {
    let least = ids.iter().enumerate().min_by_key(|(_, id)| *id).map_or(0, |(at, _)| at);
    let order: Vec<&str> = ids.iter().cycle().skip(least).take(ids.len()).map(EntityId::as_str).collect();
    let wanted = order.join("/");
    let pays = |payer: &EntityId, payee: &EntityId| {
        let ends = context.graph.node(payer.as_str()).zip(context.graph.node(payee.as_str()));
        ends.is_some_and(|ends| context.graph.hops().iter().any(|hop| (hop.payer, hop.payee) == ends))
    };
    let next = ids.iter().cycle().skip(1);
    let gap = ids.iter().zip(next).find(|(payer, payee)| !pays(payer, payee));
    let help = gap.map_or_else(
        || "a loop has two entities or more, each once".to_owned(),
        |(payer, payee)| {
            let (payer, payee) = (context.register.name(payer), context.register.name(payee));
            format!("nothing that {payer} pays {payee} counts in this view; `roundtrip flows` shows what does")
        },
    );
    Failure::help(format!("there is no loop `{wanted}`, {}", view::words(&context.view)), help)
}

pub(super) fn page(context: &Context<'_>, circuit: &Circuit) -> Page {
    let register = context.register;
    let ring: Vec<&str> = circuit.nodes.iter().map(|&node| register.name(context.graph.id(node))).collect();
    let mut page = Page::new(format!("{} → {}", ring.join(" → "), ring.first().copied().unwrap_or_default()));
    page.text(format!("Loop {}. {}", circuit.id, head(context)));
    page.text("");
    summary(context, circuit, &mut page);
    let returns = circuit.returns();
    for (number, (step, ratio)) in circuit.steps.iter().zip(returns).enumerate() {
        if let Some(hop) = context.graph.hops().get(step.hop) {
            section(context, (number + 1, step, hop), ratio, &mut page);
        }
    }
    for id in circuit.deals(&context.graph) {
        notes(register, id, &mut page);
    }
    page
}

/// What the loop is, in sentences.
fn summary(context: &Context<'_>, circuit: &Circuit, page: &mut Page) {
    let class = circuit.class.name().replace('-', " ");
    page.text(format!(
        "A loop of {class} of {} {}, closed on {}: on that day the last of its hops came to be.",
        circuit.length(),
        plural(circuit.length(), "hop"),
        circuit.closed_on
    ));
    let weakest = context.register.deals.get(&circuit.weakest_deal);
    let cite = weakest.map(|deal| page.notes.cite(deal.sources())).unwrap_or_default();
    page.text(format!("Status: {}, by its weakest hop ({} {cite}).", circuit.status, circuit.weakest_deal));
    let binding = circuit.binding.and_then(|at| context.graph.hops().get(circuit.steps.get(at)?.hop));
    let name = |node| context.register.name(context.graph.id(node));
    let at = binding.map_or_else(String::new, |hop| format!(", set by {} → {}", name(hop.payer), name(hop.payee)));
    page.text(format!("The most that can go all the way round: {}{at}.", circuit.bottleneck.words()));
    let order = if circuit.in_time_order {
        "one payment can have followed the other"
    } else {
        "from whichever hop one begins, some later hop is older: the same money has not gone round"
    };
    page.text(format!("In order of time: {order}."));
    let unpriced = circuit.unpriced();
    if unpriced > 0 {
        page.text(format!("{unpriced} {} no amount.", if unpriced == 1 { "hop states" } else { "hops state" }));
    }
    page.text(format!("Independent sources of the hop that has fewest: {}.", circuit.sources));
}

/// One hop: what counts in it, and what does not.
fn section(context: &Context<'_>, (number, step, hop): (usize, &Step, &Hop), ratio: Option<f64>, page: &mut Page) {
    let register = context.register;
    let (payer, payee) = (context.graph.id(hop.payer), context.graph.id(hop.payee));
    page.heading(format!("{number}. {} pays {}: {}", register.name(payer), register.name(payee), step.value.words()));
    if let Some(ratio) = ratio {
        page.text(format!("Of what is stated, {:.0}% can come back by this loop.", (ratio * 100.0).min(100.0)));
    }
    let mut table = Table::new(&["deal", "kind", "stated", "counts as", "status", "since", "sources"]);
    for arc in arcs_of(&context.graph, step) {
        let Some(deal) = register.deals.get(&arc.deal) else {
            continue;
        };
        table.row([
            format!("{}: {}", deal.id, deal.title),
            deal.kind.to_string(),
            deal.amount_on(context.view.as_of).words(),
            arc.value.words(),
            status_words(arc.status, arc.mark),
            arc.since.to_string(),
            page.notes.cite(deal.sources()),
        ]);
    }
    page.table(table);
    let others: Vec<&Deal> = register.deals.values().filter(|deal| between(context, deal, payer, payee)).collect();
    if !others.is_empty() {
        page.text("");
        page.text("Recorded between the two and not in the sum:");
        for deal in others {
            let cite = page.notes.cite(deal.sources());
            page.item(format!(
                "{} ({}), {}: {} {cite}",
                deal.title,
                deal.id,
                deal.amount.words(),
                counted(context, deal)
            ));
        }
    }
}

/// Whether a deal of that day or before runs between these two and does not count.
fn between(context: &Context<'_>, deal: &Deal, payer: &EntityId, payee: &EntityId) -> bool {
    let register = context.register;
    let at = |id: &EntityId| match context.view.level {
        crate::flow::Level::Company => register.owner_on(id, context.view.as_of).clone(),
        crate::flow::Level::Asset => id.clone(),
    };
    let in_sum = matches!(context.outcomes.get(&deal.id), Some(Outcome::Counts(_) | Outcome::NotYet));
    !in_sum && deal.payers.iter().any(|id| at(id) == *payer) && deal.payees.iter().any(|id| at(id) == *payee)
}

/// What is disputed about a deal of the loop, and what sources claim.
fn notes(register: &Register, id: &DealId, page: &mut Page) {
    let Some(deal) = register.deals.get(id) else {
        return;
    };
    let claims: Vec<_> = register.claims.iter().filter(|claim| claim.deal.as_ref() == Some(id)).collect();
    if deal.conflict.is_none() && claims.is_empty() && deal.conditions.is_none() && deal.note.is_none() {
        return;
    }
    page.heading(format!("About {id}"));
    for (what, text) in [("Conditions", &deal.conditions), ("Note", &deal.note), ("Sources disagree", &deal.conflict)] {
        if let Some(text) = text {
            let cite = page.notes.cite(deal.sources());
            page.item(format!("{what}: {text} {cite}"));
        }
    }
    said(id, &claims, page);
}

/// What the sources say of the amount, each statement once with all who make it; the rest is on the deal's own page.
fn said(id: &DealId, claims: &[&Claim], page: &mut Page) {
    let mut amounts: BTreeMap<String, Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        if let Some((amount, _)) = &claim.amount {
            amounts.entry(amount.words()).or_default().push(claim);
        }
    }
    for (amount, own) in amounts {
        let cite = page.notes.cite(own.iter().map(|claim| &claim.cite));
        let held = own.iter().find_map(|claim| claim.held.as_deref());
        let held = held.map_or_else(String::new, |held| format!(" — {held}"));
        page.item(format!("Said of the amount: {amount} {cite}{held}"));
    }
    if !claims.is_empty() {
        page.item(format!("{} {} in all: `roundtrip show {id}`", claims.len(), plural(claims.len(), "claim")));
    }
}
