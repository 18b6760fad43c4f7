//! The same pages as JSON.

use serde_json::{Value, json};

use super::{Context, counted};
use crate::{
    circuits::{Circuit, Circuits},
    cli::loops::{self, Found},
    measure::OneDeal,
    model::{Deal, DealId, Entity, EntityId, Range, Register, Source, SourceId},
};

fn range(value: Range) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}

fn document(context: &Context<'_>, what: &str, body: &Value) -> Value {
    json!({"schema": "roundtrip/show/1", "as_of": context.view.as_of.to_string(), "level": context.view.level.name(),
           "what": what, what: body})
}

pub(super) fn source(context: &Context<'_>, source: &Source) -> Value {
    let register = context.register;
    let deals: Vec<&DealId> =
        register.deals.values().filter(|deal| deal.sources().contains(&&source.id)).map(|deal| &deal.id).collect();
    let mut body = source_body(register, &source.id);
    if let Some(object) = body.as_object_mut() {
        object.insert("deals".to_owned(), json!(deals));
        let claims = register.claims.iter().filter(|claim| claim.cite == source.id);
        object.insert("claims".to_owned(), claims.map(claim).collect());
    }
    document(context, "source", &body)
}

fn source_body(register: &Register, id: &SourceId) -> Value {
    register.sources.get(id).map_or(Value::Null, |s| {
        json!({"id": s.id, "publisher": s.publisher, "author": s.author, "title": s.title, "url": s.url,
               "date": s.date, "kind": s.kind, "wire": s.wire, "note": s.note})
    })
}

fn claim(claim: &crate::model::Claim) -> Value {
    json!({"id": claim.id, "source": claim.cite, "deal": claim.deal, "about": claim.about, "kind": claim.kind,
           "amount": claim.amount.as_ref().map(|(amount, _)| amount.to_string()),
           "status": claim.status, "says": claim.says, "held": claim.held})
}

fn deal_body(context: &Context<'_>, deal: &Deal) -> Value {
    let day = context.view.as_of;
    let history = deal.history.iter().map(|event| {
        json!({"on": event.on, "status": event.status, "mark": event.mark, "note": event.note,
               "amount": event.amount.as_ref().map(|(amount, _)| amount.to_string()), "sources": event.cite})
    });
    let details: serde_json::Map<String, Value> =
        deal.extra.iter().map(|(key, value)| (key.clone(), json!(value))).collect();
    let claims = context.register.claims.iter().filter(|c| c.deal.as_ref() == Some(&deal.id)).map(claim);
    json!({"id": deal.id, "title": deal.title, "kind": deal.kind, "family": deal.kind.family(),
           "in_kind": deal.kind.in_kind(), "payers": deal.payers, "payees": deal.payees, "target": deal.target,
           "on_behalf_of": deal.on_behalf_of, "stated": deal.amount_on(day).to_string(),
           "amount": range(deal.value_on(day)), "original": deal.original, "round": deal.round,
           "status": deal.status_on(day), "mark": deal.mark_on(day), "counted": counted(context, deal),
           "confirmation": deal.confirmation,
           "independent_sources": context.register.independent_sources([deal]), "term": deal.term,
           "chips": deal.chips, "cloud": deal.cloud, "quantity": deal.quantity, "stake": deal.stake,
           "rights": deal.rights, "conditions": deal.conditions, "tranche_of": deal.tranche_of, "part_of": deal.part_of,
           "supersedes": deal.supersedes, "expands": deal.expands, "overlaps": deal.overlaps,
           "reciprocal_of": deal.reciprocal_of, "conflict": deal.conflict, "note": deal.note, "details": details,
           "history": history.collect::<Vec<_>>(), "claims": claims.collect::<Vec<_>>(),
           "sources": deal.sources(), "contradicted_by": deal.contradicted_by})
}

pub(super) fn deal(context: &Context<'_>, deal: &Deal, loops: &OneDeal) -> Value {
    let mut document = document(context, "deal", &deal_body(context, deal));
    let ids = |list: &[Circuit]| list.iter().map(|circuit| circuit.id.clone()).collect::<Vec<_>>();
    let closed = loops.closed.as_ref().map(|(day, closed)| json!({"came": day.to_string(), "closed": ids(closed)}));
    let own = json!({"complete": loops.complete, "all": loops.all, "on": ids(&loops.on),
                     "gone_without": ids(&loops.gone), "when_it_came": closed});
    put(&mut document, "loops", own);
    let ids = deal.sources().into_iter().chain(&deal.contradicted_by);
    put(&mut document, "sources", ids.map(|id| source_body(context.register, id)).collect());
    document
}

pub(super) fn ring(context: &Context<'_>, circuit: &Circuit) -> Value {
    let circuits = Circuits::all(Vec::new());
    let found = Found { register: context.register, view: &context.view, graph: &context.graph, circuits: &circuits };
    let body = serde_json::to_value(loops::as_json(&found, circuit)).unwrap_or(Value::Null);
    let mut document = document(context, "loop", &body);
    let deals: Vec<&Deal> =
        circuit.deals(&context.graph).into_iter().filter_map(|id| context.register.deals.get(id)).collect();
    put(&mut document, "deals", deals.iter().map(|deal| deal_body(context, deal)).collect());
    let mut ids: Vec<&SourceId> = deals.iter().flat_map(|deal| deal.sources()).collect();
    ids.sort();
    ids.dedup();
    put(&mut document, "sources", ids.into_iter().map(|id| source_body(context.register, id)).collect());
    document
}

pub(super) fn entity(context: &Context<'_>, entity: &Entity, loops: &Circuits) -> Value {
    let register = context.register;
    let owner: Option<&EntityId> = entity.owner_on(context.view.as_of);
    let valuations = entity
        .valuations
        .iter()
        .map(|v| json!({"worth": range(v.worth), "basis": v.basis, "on": v.on, "sources": v.cite}));
    let node = context.graph.node(register.owner_on(&entity.id, context.view.as_of).as_str());
    let node = context.graph.node(entity.id.as_str()).or(node);
    let side = |pays: bool| -> Vec<Value> {
        let arcs = context.graph.arcs().iter().filter(|arc| Some(if pays { arc.payer } else { arc.payee }) == node);
        arcs.map(|arc| {
            let (payer, payee) = (context.graph.id(arc.payer), context.graph.id(arc.payee));
            json!({"payer": payer, "payee": payee, "deal": arc.deal, "kind": arc.kind, "amount": range(arc.value),
                   "status": arc.status, "since": arc.since})
        })
        .collect()
    };
    let body = json!({"id": entity.id, "name": entity.name, "kind": entity.kind, "roles": entity.roles,
           "country": entity.country, "ticker": entity.ticker, "listing": entity.listing,
           "aliases": entity.aliases, "owner": owner, "note": entity.note,
           "valuations": valuations.collect::<Vec<_>>(), "pays": side(true), "is_paid": side(false)});
    let mut document = document(context, "entity", &body);
    let largest = loops.list.iter().take(super::entity::LARGEST).map(|circuit| &circuit.id).collect::<Vec<_>>();
    let loops = json!({"complete": loops.complete, "count": loops.list.len(), "largest": largest});
    put(&mut document, "loops", loops);
    document
}

fn put(document: &mut Value, key: &str, value: Value) {
    if let Some(object) = document.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}
