//! What the script reads.

use serde_json::{Value, json};

use super::{
    super::explorer::{ArrowState, Explorer, Flow},
    frame::{family, link},
};

const FAMILIES: [&str; 4] = ["investment", "cloud", "chips", "other"];

/// The states of the register as JSON that cannot end its own element.
pub(super) fn json(explorer: &Explorer) -> String {
    let parties: Vec<Value> = explorer
        .parties
        .iter()
        .map(|party| json!({ "id": party.id, "name": party.name, "aliases": party.aliases, "folded": party.folded }))
        .collect();
    let rungs: Vec<Value> = explorer
        .rungs
        .iter()
        .map(|rung| {
            let change = |&(day, flow, state): &(usize, usize, Option<usize>)| match state {
                Some(state) => json!([day, flow, state]),
                None => json!([day, flow, -1]),
            };
            json!({ "name": rung.name, "changes": rung.changes.iter().map(change).collect::<Vec<_>>() })
        })
        .collect();
    let deals: Vec<Value> =
        explorer.deals.iter().map(|deal| json!({ "title": deal.title, "cites": deal.cites })).collect();
    let sources: Vec<Value> = explorer
        .sources
        .iter()
        .map(|source| {
            let url = link(source.url.as_deref());
            json!({ "who": source.who, "title": source.title, "standing": source.standing, "url": url })
        })
        .collect();
    let data = json!({
        "money": explorer.scene.currency.map_or_else(String::new, |currency| currency.before()),
        "parties": parties,
        "flows": explorer.flows.iter().map(flow).collect::<Vec<_>>(),
        "days": explorer.days,
        "rungs": rungs,
        "deals": deals,
        "sources": sources,
    });
    // Within a script element only this could be taken for its end, or for a comment.
    data.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

fn flow(flow: &Flow) -> Value {
    let tint = flow.states.first().map_or("other", |state| family(state.arrow.tint));
    json!({
        "payer": flow.payer,
        "payee": flow.payee,
        "family": FAMILIES.iter().position(|name| *name == tint),
        "looks": flow.states.iter().map(state).collect::<Vec<_>>(),
    })
}

fn state(state: &ArrowState) -> Value {
    let part = |part: &super::super::explorer::Part| json!([part.deal, part.words, part.since]);
    json!({
        "stated": state.stated,
        "low": state.low,
        "high": state.high,
        "status": state.status,
        "since": state.since,
        "invests": state.invests,
        "buys": state.buys,
        "parts": state.parts.iter().map(part).collect::<Vec<_>>(),
    })
}
