//! The page of a loop.

use std::collections::{BTreeMap, BTreeSet};

use super::{records, seen::Seen};
use crate::{
    answer::{
        Answer, Cell, Table,
        loops::loop_record,
        words::{self, counted, verb},
    },
    circuits::{Circuit, Step, arcs_of},
    flow::{Hop, Scope},
    model::{Claim, Deal, DealId, EntityId, Register, SourceId},
};

/// A loop: hop by hop, with what counts in each and what does not, and what is disputed about its deals.
pub fn circuit<'r>(scope: &Scope<'r>, circuit: &Circuit) -> Answer<'r> {
    let seen = Seen::of(scope);
    let names: Vec<&str> = circuit.nodes.iter().map(|&node| scope.name(node)).collect();
    let mut answer = Answer::of("show", scope);
    answer.title(format!("{} → {}", names.join(" → "), names.first().copied().unwrap_or_default()));
    answer.subject(format!("Loop {}. {}", circuit.id, scope.words()));
    answer.text("");
    summary(&mut answer, scope, circuit);
    for (number, (step, ratio)) in circuit.steps.iter().zip(circuit.returns()).enumerate() {
        if let Some(hop) = scope.graph.hops().get(step.hop) {
            let (payer, payee) = (scope.name(hop.payer), scope.name(hop.payee));
            answer.heading(format!("{}. {payer} pays {payee}: {}", number + 1, step.value.words(scope.register.base)));
            section(&mut answer, &seen, step, hop, ratio);
        }
    }
    let deals = circuit.deals(&scope.graph);
    for id in &deals {
        notes(&mut answer, scope.register, id);
    }
    let deals: Vec<&Deal> = deals.into_iter().filter_map(|id| scope.register.deals.get(id)).collect();
    answer.figure("what", "loop");
    answer.figure("loop", loop_record(scope, circuit));
    answer.figure("deals", Cell::list(deals.iter().map(|deal| records::deal(&seen, deal))));
    let ids: BTreeSet<&SourceId> = deals.iter().flat_map(|deal| deal.sources()).collect();
    answer.figure("sources", records::sources(scope.register, ids));
    answer
}

/// The first hop of a path that no money goes over in this view: why the loop is not there.
pub fn missing_hop<'p>(scope: &Scope<'_>, path: &'p [EntityId]) -> Option<(&'p EntityId, &'p EntityId)> {
    let pays = |payer: &EntityId, payee: &EntityId| {
        let ends = scope.graph.node(payer.as_str()).zip(scope.graph.node(payee.as_str()));
        ends.is_some_and(|ends| scope.graph.hops().iter().any(|hop| (hop.payer, hop.payee) == ends))
    };
    path.iter().zip(path.iter().cycle().skip(1)).find(|(payer, payee)| !pays(payer, payee))
}

/// What the loop is, in sentences.
fn summary(answer: &mut Answer<'_>, scope: &Scope<'_>, circuit: &Circuit) {
    let class = circuit.class.name().replace('-', " ");
    answer.text(format!(
        "A loop of {class}, {} long. It formed on {}, the day its last hop appeared.",
        counted(circuit.length(), "hop"),
        circuit.closed_on
    ));
    let weakest = scope.register.deals.get(&circuit.weakest_deal);
    let cite = weakest.map(|deal| answer.cite(deal.sources())).unwrap_or_default();
    answer.text(format!("Status: {}, by its weakest hop ({} {cite}).", circuit.status, circuit.weakest_deal));
    let binding = circuit.binding.and_then(|at| scope.graph.hops().get(circuit.steps.get(at)?.hop));
    let at = binding.map_or_else(String::new, |hop| format!(", set by {}", scope.hop(hop.payer, hop.payee)));
    answer.text(format!(
        "Bottleneck, the most that can go all the way round: {}{at}.",
        circuit.bottleneck.words(scope.register.base)
    ));
    answer.text(if circuit.in_time_order {
        "In order of time: yes, each payment can have followed the one before."
    } else {
        "In order of time: no. Wherever one begins, some later hop is older, so the same money has not gone round."
    });
    let unpriced = circuit.unpriced();
    if unpriced > 0 {
        answer.text(format!("{} {} no amount.", counted(unpriced, "hop"), verb(unpriced, "states", "state")));
    }
    answer.text(format!("Independent sources of the hop that has fewest: {}.", circuit.sources));
}

/// One hop: what counts in it, and what does not.
fn section(answer: &mut Answer<'_>, seen: &Seen<'_, '_>, step: &Step, hop: &Hop, ratio: Option<f64>) {
    let scope = seen.scope;
    if let Some(ratio) = ratio {
        let share = (ratio * 100.0).min(100.0);
        answer.text(format!("Of what is stated, {share:.0}% can come back by this loop."));
    }
    let mut table = Table::new(&["deal", "kind", "stated", "counts as", "status", "since", "sources"]);
    for arc in arcs_of(&scope.graph, step) {
        let Some(deal) = scope.register.deals.get(&arc.deal) else { continue };
        table.row([
            format!("{}: {}", deal.id, deal.title),
            deal.kind.to_string(),
            deal.amount_on(scope.view.as_of).words(),
            arc.value.words(seen.scope.register.base),
            words::standing(arc),
            arc.since.to_string(),
            answer.cite(deal.sources()),
        ]);
    }
    answer.table("", table);
    let (payer, payee) = (scope.graph.id(hop.payer), scope.graph.id(hop.payee));
    let between = |deal: &&Deal| {
        let is = |ids: &[EntityId], end: &EntityId| ids.iter().any(|id| seen.at_level(id) == end);
        !seen.in_sums(deal) && is(&deal.payers, payer) && is(&deal.payees, payee)
    };
    let others: Vec<&Deal> = scope.register.deals.values().filter(between).collect();
    if others.is_empty() {
        return;
    }
    answer.text("");
    answer.text("Recorded between the two and not in the sum:");
    for deal in others {
        let cite = answer.cite(deal.sources());
        answer.item(seen.not_in_sums(deal, &cite));
    }
}

/// What is disputed about a deal of the loop, and what sources claim.
fn notes(answer: &mut Answer<'_>, register: &Register, id: &DealId) {
    let Some(deal) = register.deals.get(id) else { return };
    let claims: Vec<&Claim> = register.claims.iter().filter(|claim| claim.deal.as_ref() == Some(id)).collect();
    if deal.conflict.is_none() && claims.is_empty() && deal.conditions.is_none() && deal.note.is_none() {
        return;
    }
    answer.heading(format!("About {id}"));
    for (what, text) in [("Conditions", &deal.conditions), ("Note", &deal.note), ("Sources disagree", &deal.conflict)] {
        if let Some(text) = text {
            let cite = answer.cite(deal.sources());
            answer.item(format!("{what}: {text} {cite}"));
        }
    }
    said(answer, id, &claims);
}

/// What the sources say of the amount, each statement once with all who make it; the rest is on the deal's own page.
fn said(answer: &mut Answer<'_>, id: &DealId, claims: &[&Claim]) {
    let mut amounts: BTreeMap<String, Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        if let Some((amount, _)) = &claim.amount {
            amounts.entry(amount.words()).or_default().push(claim);
        }
    }
    for (amount, own) in amounts {
        let cite = answer.cite(own.iter().map(|claim| &claim.cite));
        let held = own.iter().find_map(|claim| claim.held.as_deref());
        let held = held.map_or_else(String::new, |held| format!(" — {held}"));
        answer.item(format!("Said of the amount: {amount} {cite}{held}"));
    }
    if !claims.is_empty() {
        answer.item(format!("{} in all: `roundtrip show {id}`", counted(claims.len(), "claim")));
    }
}
