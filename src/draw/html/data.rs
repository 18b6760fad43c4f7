//! What the script reads.

use serde_json::{Value, json};

use super::{
    super::explorer::{Explorer, Flow, Look},
    family, link,
};

const FAMILIES: [&str; 4] = ["investment", "cloud", "chips", "other"];

/// The states of the register as JSON that cannot end its own element.
pub(super) fn json(explorer: &Explorer) -> String {
    let parties: Vec<Value> = explorer
        .parties
        .iter()
        .map(|party| json!({ "id": party.id, "name": party.name, "aliases": party.aliases }))
        .collect();
    let rungs: Vec<Value> = explorer
        .rungs
        .iter()
        .map(|rung| {
            let change = |&(day, flow, look): &(usize, usize, Option<usize>)| match look {
                Some(look) => json!([day, flow, look]),
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
        .map(|source| json!({ "who": source.who, "title": source.title, "url": link(source.url.as_deref()) }))
        .collect();
    let data = json!({
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
    let tint = flow.looks.first().map_or("other", |look| family(look.arrow.tint));
    json!({
        "payer": flow.payer,
        "payee": flow.payee,
        "family": FAMILIES.iter().position(|name| *name == tint),
        "looks": flow.looks.iter().map(look).collect::<Vec<_>>(),
    })
}

fn look(look: &Look) -> Value {
    let part = |part: &super::super::explorer::Part| json!([part.deal, part.words, part.since]);
    json!({
        "stated": look.stated,
        "low": look.low,
        "high": look.high,
        "status": look.status,
        "since": look.since,
        "invests": look.invests,
        "buys": look.buys,
        "parts": look.parts.iter().map(part).collect::<Vec<_>>(),
    })
}
