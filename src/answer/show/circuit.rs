//! The page of a loop.

use std::collections::BTreeMap;

use super::{between::Between, deal::undated, records, seen::Seen};
use crate::{
    answer::{
        Answer, Cell,
        loops::loop_record,
        words::{counted, formed, percent, verb},
    },
    circuits::Circuit,
    flow::Scope,
    measure::ABOUT_TIME,
    model::{Claim, Deal, DealId, EntityId},
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
            let between = Between::of(&seen, scope.graph.id(hop.payer), scope.graph.id(hop.payee));
            answer.heading(format!("{}. {}", number + 1, between.heading(&seen)));
            if let Some(ratio) = ratio {
                let share = percent(Some(ratio.min(1.0)));
                answer.text(format!("Of what is stated, {share} can come back by this loop."));
            }
            between.write(&mut answer, &seen);
        }
    }
    let deals = circuit.deals(&scope.graph);
    for id in &deals {
        notes(&mut answer, &seen, id);
    }
    let deals: Vec<&Deal> = deals.into_iter().filter_map(|id| scope.register.deals.get(id)).collect();
    answer.figure("what", "loop");
    answer.figure("loop", loop_record(scope, circuit));
    answer.figure("deals", Cell::list(deals.iter().map(|deal| records::deal(&seen, deal))));
    let citations = deals.iter().flat_map(|deal| deal.citations());
    answer.figure("sources", records::sources(scope.register, citations));
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
        "A loop of {class}, {} long. It formed on {}, and has stood without a break since.",
        counted(circuit.length(), "hop"),
        formed(scope, circuit)
    ));
    let weakest = scope.register.deals.get(&circuit.weakest_deal);
    let cite = weakest.map(|deal| answer.cite(deal.citations())).unwrap_or_default();
    answer.text(format!("Status: {}, by its weakest hop ({} {cite}).", circuit.status.words(), circuit.weakest_deal));
    if circuit.contingent {
        answer.text(
            "Contingent: on one of its hops there is nothing but a guarantee, by which money moves only if it is called.",
        );
    }
    let binding = circuit.binding.and_then(|at| scope.graph.hops().get(circuit.steps.get(at)?.hop));
    let at = binding.map_or_else(String::new, |hop| format!(", set by {}", scope.hop(hop.payer, hop.payee)));
    answer.text(format!(
        "Bottleneck, the smallest of its hops: {}{at}. No more can go all the way round.",
        circuit.bottleneck.interval(scope.register.base)
    ));
    let order = if circuit.in_time_order {
        "yes, the dates of its deals do not decrease from some hop on"
    } else {
        "no, wherever one begins, some later hop is older"
    };
    answer.text(format!("In order of time: {order}. {}", ABOUT_TIME.caution));
    let unpriced = circuit.unpriced();
    if unpriced > 0 {
        answer.text(format!("{} {} no amount.", counted(unpriced, "hop"), verb(unpriced, "states", "state")));
    }
    answer.text(format!("Independent sources of the hop that has fewest: {}.", circuit.sources));
}

/// What is disputed about a deal, and what sources claim.
pub(super) fn notes(answer: &mut Answer<'_>, seen: &Seen<'_, '_>, id: &DealId) {
    let Some(deal) = seen.scope.register.deals.get(id) else { return };
    let claims = seen.claims_of(id);
    if deal.conflict.is_none() && claims.is_empty() && deal.conditions.is_none() && deal.note.is_none() {
        return;
    }
    answer.heading(format!("About {id}"));
    let undated = undated(seen.scope);
    if !undated.is_empty() {
        answer.text(undated.trim_start());
    }
    for (what, text) in [("Conditions", &deal.conditions), ("Note", &deal.note), ("Sources disagree", &deal.conflict)] {
        if let Some(text) = text {
            let cite = answer.cite(deal.citations());
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
        let cite = answer.cite_pages(own.iter().map(|claim| &claim.cite));
        let held = own.iter().find_map(|claim| claim.held.as_deref());
        let held = held.map_or_else(String::new, |held| format!(" — {held}"));
        answer.item(format!("Said of the amount: {amount} {cite}{held}"));
    }
    if !claims.is_empty() {
        answer.item(format!("{} in all: `roundtrip show {id}`", counted(claims.len(), "claim")));
    }
}
