//! Loops, as data.

use super::{Cell, Record};
use crate::{
    circuits::{Circuit, Step, arcs_of, kinds},
    flow::Scope,
    model::{DealId, Register, SourceId},
};

/// A loop with its hops, and the deals of each.
pub(super) fn loop_record(scope: &Scope<'_>, circuit: &Circuit) -> Record {
    let hops = circuit.steps.iter().zip(circuit.returns());
    Record::new()
        .with("id", &circuit.id)
        .with("class", circuit.class.name())
        .with("length", circuit.length())
        .with("bottleneck", circuit.bottleneck)
        .with("binding_hop", circuit.binding)
        .with("status", circuit.status)
        .with("closed_on", circuit.closed_on)
        .with("in_time_order", circuit.in_time_order)
        .with("hops", Cell::list(hops.filter_map(|(step, ratio)| hop_record(scope, step, ratio))))
        .with("weakest_deal", &circuit.weakest_deal)
        .with("independent_sources", circuit.sources)
        .with("unpriced_hops", circuit.unpriced())
}

fn hop_record(scope: &Scope<'_>, step: &Step, ratio: Option<f64>) -> Option<Record> {
    let hop = scope.graph.hops().get(step.hop)?;
    let deals: Vec<&DealId> = arcs_of(&scope.graph, step).map(|arc| &arc.deal).collect();
    let record = Record::new()
        .with("payer", Cell::node(scope, hop.payer))
        .with("payee", Cell::node(scope, hop.payee))
        .with("deals", Cell::list(deals.iter().copied()))
        .with("kinds", Cell::list(kinds(&scope.graph, step)))
        .with("status", step.status)
        .with("amount", step.value)
        .with("return_ratio", Cell::Share(ratio))
        .with("independent_sources", step.sources)
        .with("sources", Cell::list(sources(scope.register, &deals)));
    Some(record)
}

/// Every source of some deals, each once, in order of first mention.
pub(super) fn sources<'a>(register: &'a Register, deals: &[&DealId]) -> Vec<&'a SourceId> {
    let mut ids = Vec::new();
    for id in deals.iter().filter_map(|id| register.deals.get(*id)).flat_map(|deal| deal.sources()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}
