//! What the register says of a deal, a source, a claim, as data.

use super::{citations::citations, seen::Seen, terms};
use crate::{
    answer::{Cell, Record},
    model::{Citation, Claim, Deal, Event, Register, Right, SourceId, nearest_first},
};

/// What is known of a source, and how it was read, if it is cited.
pub(super) fn source(register: &Register, id: &SourceId, citation: Option<&Citation>) -> Record {
    let Some(source) = register.sources.get(id) else { return Record::new().with("id", id) };
    let known = Record::new()
        .with("id", &source.id)
        .with("publisher", source.publisher.as_ref())
        .with("author", source.author.as_ref())
        .with("title", source.title.as_ref())
        .with("url", source.url.as_ref())
        .with("date", source.date)
        .with("kind", source.kind.name())
        .with("wire", Cell::list(&source.wire))
        .with("note", source.note.as_ref());
    let via = citation.and_then(|citation| citation.via.as_ref());
    known.with("read", citation.map(|citation| citation.read.name())).with("via", via)
}

/// The sources of a page, as data: each once, as it was read best for what is on the page, the nearest first.
pub(super) fn sources<'a>(register: &Register, citations: impl IntoIterator<Item = &'a Citation>) -> Cell {
    let nearest = nearest_first(citations, |id| register.sources.get(id));
    Cell::list(nearest.into_iter().map(|citation| source(register, &citation.source, Some(citation))))
}

/// What one source says.
pub(super) fn claim(claim: &Claim) -> Record {
    Record::new()
        .with("id", &claim.id)
        .with("source", &claim.cite)
        .with("deal", claim.deal.as_ref())
        .with("about", Cell::list(&claim.about))
        .with("kind", &claim.kind)
        .with("subjects", Cell::list(&claim.subjects))
        .with("amount", claim.amount.as_ref().map(|(amount, _)| amount.to_string()))
        .with("day", claim.day)
        .with("percent", claim.percent.as_ref())
        .with("status", claim.status.as_ref())
        .with("says", &claim.says)
        .with("held", claim.held.as_ref())
}

fn event(register: &Register, event: &Event) -> Record {
    Record::new()
        .with("on", event.on)
        .with("status", event.status)
        .with("mark", event.mark)
        .with("note", event.note.as_ref())
        .with("amount", event.amount.as_ref().map(|(amount, _)| amount.to_string()))
        .with("sources", Cell::list(register.nearest(&event.cite)))
        .with("citations", citations(register, &event.cite))
}

fn right(register: &Register, right: &Right) -> Record {
    Record::new()
        .with("grant", right.grant.name())
        .with("scope", &right.scope)
        .with("holder", right.holder.as_ref())
        .with("bound", right.bound.as_ref())
        .with("on", right.on)
        .with("until", right.until.as_ref())
        .with("ended", right.ended)
        .with("note", right.note.as_ref())
        .with("cite", Cell::list(register.nearest(&right.cite)))
        .with("citations", citations(register, &right.cite))
}

/// The whole record of a deal, and what it comes to in the view.
pub(super) fn deal(seen: &Seen<'_, '_>, deal: &Deal) -> Record {
    let (register, day) = (seen.scope.register, seen.scope.view.as_of);
    let is_known = deal.is_known_on(day);
    let deal = &seen.of_day(deal);
    let details = deal.extra.iter().fold(Record::new(), |all, (key, value)| all.with(key.clone(), value));
    let claims = seen.claims_of(&deal.id).into_iter().map(claim);
    Record::new()
        .with("id", &deal.id)
        .with("title", &deal.title)
        .with("kind", deal.kind)
        .with("family", deal.kind.family().name())
        .with("in_kind", deal.kind.in_kind())
        .with("payers", Cell::list(&deal.payers))
        .with("payees", Cell::list(&deal.payees))
        .with("target", deal.target.as_ref())
        .with("on_behalf_of", deal.on_behalf_of.as_ref())
        .with("stated", is_known.then(|| deal.amount.to_string()))
        .with("amount", is_known.then_some(deal.value))
        .with("original", deal.original.as_ref())
        .with("round", deal.round)
        .with("status", deal.status_on(day))
        .with("mark", deal.mark_on(day))
        .with("counted", seen.counted(deal))
        .with("confirmation", deal.confirmation.name())
        .with("independent_sources", register.independent_sources([deal]))
        .with("term", deal.term.as_ref())
        .with("chips", Cell::list(&deal.chips))
        .with("cloud", deal.cloud.as_ref())
        .with("quantity", (!deal.quantity.is_empty()).then(|| quantities(deal)))
        .with("stake", deal.stake.as_ref())
        .with("rights", Cell::list(deal.rights.iter().map(|own| right(register, own))))
        .with("conditions", deal.conditions.as_ref())
        .and(terms::record(register, deal))
        .and(links(deal))
        .with("conflict", deal.conflict.as_ref())
        .with("note", deal.note.as_ref())
        .with("details", details)
        .with("history", Cell::list(deal.history.iter().map(|own| event(register, own))))
        .with("claims", Cell::list(claims))
        .with("sources", Cell::list(register.source_ids(deal)))
        .with("citations", citations(register, deal.citations()))
        .with("contradicted_by", Cell::list(register.nearest(&deal.contradicted_by)))
}

/// Its quantities as they were stated, in one text; one by one they are beside it.
fn quantities(deal: &Deal) -> String {
    deal.quantity.iter().map(|own| own.stated.as_str()).collect::<Vec<_>>().join("; ")
}

/// To which other deals it stands in what relation.
fn links(deal: &Deal) -> Record {
    Record::new()
        .with("tranche_of", deal.tranche_of.as_ref())
        .with("part_of", deal.part_of.as_ref())
        .with("supersedes", Cell::list(&deal.supersedes))
        .with("expands", deal.expands.as_ref())
        .with("overlaps", Cell::list(&deal.overlaps))
        .with("reciprocal_of", deal.reciprocal_of.as_ref())
}
