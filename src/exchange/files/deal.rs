//! A deal as TOML.

use super::table::{Table, cited, ids, key};
use crate::{
    exchange::value::written,
    load::quoted,
    model::{Citation, Confirmation, Deal, DealId, EntityId, Right, When},
};

pub(in crate::exchange) fn deal(deal: &Deal) -> String {
    let id = |id: &Option<EntityId>| id.as_ref().map(ToString::to_string);
    let link = |id: &Option<DealId>| id.as_ref().map(ToString::to_string);
    let mut table = Table::new("deal");
    table.text("id", deal.id.as_str());
    table.text("title", &deal.title);
    table.text("kind", deal.kind.name());
    table.list("payer", ids(&deal.payers));
    table.list("payee", ids(&deal.payees));
    table.optional("target", id(&deal.target));
    table.optional("on_behalf_of", id(&deal.on_behalf_of));
    table.text("amount", &deal.amount.to_string());
    table.optional("original", deal.original.as_ref());
    if deal.round {
        table.raw("round", "true");
    }
    table.optional("term", deal.term.as_ref());
    table.list("chips", ids(&deal.chips));
    table.optional("cloud", id(&deal.cloud));
    table.list("quantity", deal.quantity.iter().map(|own| own.stated.as_str()));
    table.optional("stake", deal.stake.as_ref());
    let installments = deal.installments.iter().map(|own| {
        let mut pairs = vec![("amount", quoted(&own.amount.to_string()))];
        pairs.extend(own.on.map(|on| ("on", quoted(&written(on)))));
        pairs.extend(own.note.as_ref().map(|note| ("note", quoted(note))));
        pairs
    });
    table.tables("installments", &installments.collect::<Vec<_>>());
    terms(&mut table, deal);
    table.tables("rights", &deal.rights.iter().map(right).collect::<Vec<_>>());
    table.optional("conditions", deal.conditions.as_ref());
    table.optional("tranche_of", link(&deal.tranche_of));
    table.optional("part_of", link(&deal.part_of));
    table.list("supersedes", ids(&deal.supersedes));
    table.optional("expands", link(&deal.expands));
    table.list("overlaps", ids(&deal.overlaps));
    table.optional("reciprocal_of", link(&deal.reciprocal_of));
    table.optional("no_arc", deal.no_arc.as_ref());
    if deal.confirmation != Confirmation::Reported {
        table.text("confirmation", deal.confirmation.name());
    }
    if deal.day_unverified {
        table.raw("day_unverified", "true");
    }
    table.optional("conflict", deal.conflict.as_ref());
    table.optional("note", deal.note.as_ref());
    if !deal.extra.is_empty() {
        let pairs: Vec<String> =
            deal.extra.iter().map(|(name, value)| format!("{} = {}", key(name), quoted(value))).collect();
        table.raw("details", &format!("{{ {} }}", pairs.join(", ")));
    }
    table.tables("history", &history(deal));
    table.cites("cite", &deal.cite);
    table.cites("contradicted_by", &deal.contradicted_by);
    table.0
}

/// What the agreement says beside its amount.
fn terms(table: &mut Table, deal: &Deal) {
    let said = |pairs: &mut Vec<(&'static str, String)>, note: &Option<String>, cite: &[Citation]| {
        pairs.extend(note.as_ref().map(|note| ("note", quoted(note))));
        pairs.extend((!cite.is_empty()).then(|| ("cite", cited(cite))));
    };
    let day = |key: &'static str, on: Option<When>| on.map(|on| (key, quoted(&written(on))));
    let fees = deal.rate.iter().map(|own| {
        let mut pairs = vec![("amount", quoted(&own.amount.to_string())), ("per", quoted(own.per.name()))];
        pairs.extend(day("from", own.from).into_iter().chain(day("until", own.until)));
        said(&mut pairs, &own.note, &own.cite);
        pairs
    });
    table.tables("rate", &fees.collect::<Vec<_>>());
    let paid = deal.paid.iter().map(|own| {
        let mut pairs = vec![("on", quoted(&written(own.on))), ("amount", quoted(&own.amount.to_string()))];
        said(&mut pairs, &own.note, &own.cite);
        pairs
    });
    table.tables("paid", &paid.collect::<Vec<_>>());
    let exits = deal.exit.iter().map(|own| {
        let mut pairs = vec![("by", quoted(own.by.name()))];
        pairs.extend(own.notice.as_ref().map(|notice| ("notice", quoted(notice))));
        pairs.extend(day("from", own.from));
        pairs.extend(own.pays.as_ref().map(|(amount, _)| ("pays", quoted(&amount.to_string()))));
        said(&mut pairs, &own.note, &own.cite);
        pairs
    });
    table.tables("exit", &exits.collect::<Vec<_>>());
    table.list("in_return", deal.in_return.iter().map(|own| own.name()));
    let pledges = deal.pledged.iter().map(|own| {
        let mut pairs = vec![("asset", quoted(&own.asset))];
        pairs.extend(own.to.as_ref().map(|to| ("to", quoted(to.as_str()))));
        said(&mut pairs, &own.note, &own.cite);
        pairs
    });
    table.tables("pledged", &pledges.collect::<Vec<_>>());
    let expected = deal.expected.iter().map(|own| {
        let mut pairs = vec![("on", quoted(&written(own.on))), ("status", quoted(own.status.name()))];
        said(&mut pairs, &own.note, &own.cite);
        pairs
    });
    table.tables("expected", &expected.collect::<Vec<_>>());
}

fn right(right: &Right) -> Vec<(&'static str, String)> {
    let mut pairs = vec![("grant", quoted(right.grant.name())), ("scope", quoted(&right.scope))];
    pairs.extend(right.holder.as_ref().map(|id| ("holder", quoted(id.as_str()))));
    pairs.extend(right.bound.as_ref().map(|id| ("bound", quoted(id.as_str()))));
    pairs.extend(right.on.map(|on| ("on", quoted(&written(on)))));
    pairs.extend(right.until.as_ref().map(|until| ("until", quoted(until))));
    pairs.extend(right.ended.map(|on| ("ended", quoted(&written(on)))));
    pairs.extend(right.note.as_ref().map(|note| ("note", quoted(note))));
    pairs.extend((!right.cite.is_empty()).then(|| ("cite", cited(&right.cite))));
    pairs
}

fn history(deal: &Deal) -> Vec<Vec<(&'static str, String)>> {
    let event = |event: &crate::model::Event| {
        let mut pairs = vec![("on", quoted(&written(event.on)))];
        pairs.extend(event.status.map(|status| ("status", quoted(status.name()))));
        pairs.extend(event.mark.map(|mark| ("mark", quoted(mark.name()))));
        pairs.extend(event.amount.as_ref().map(|(amount, _)| ("amount", quoted(&amount.to_string()))));
        pairs.extend(event.note.as_ref().map(|note| ("note", quoted(note))));
        pairs.extend((!event.cite.is_empty()).then(|| ("cite", cited(&event.cite))));
        pairs
    };
    deal.history.iter().map(event).collect()
}
