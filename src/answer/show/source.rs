//! The page of a source.

use super::records;
use crate::{
    answer::{Answer, Cell, Table, notes::named_by},
    flow::Scope,
    model::{Citation, Deal, EntityId, Read, Register, Source, Status, When, cited},
};

/// What rests on a source, and what it claims.
pub fn source<'r>(scope: &Scope<'r>, source: &Source) -> Answer<'r> {
    let register = scope.register;
    let title = source.title.clone().or_else(|| source.publisher.clone()).unwrap_or_else(|| "A source".to_owned());
    let mut answer = Answer::of("show", scope);
    answer.title(format!("{title} ({})", source.id));
    answer.text("");
    answer.text(format!("{} ({})", source.line(), source.kind.words()));
    if let Some(url) = &source.url {
        answer.text(url.clone());
    }
    let best = register.readings().remove(&source.id);
    let claims: Vec<_> = register.claims.iter().filter(|claim| claim.cite == source.id).collect();
    answer.text(how_read(register, best, claims.is_empty()));
    for wire in &source.wire {
        answer.text(format!("Repeats: {wire}. Sources that share a wire story count as one."));
    }
    if let Some(note) = &source.note {
        answer.text(note.clone());
    }
    rests(&mut answer, scope, source);
    let [valuations, figures, customers] = figures_of(scope, source);
    let all = || valuations.iter().chain(&figures).chain(&customers);
    if all().next().is_some() {
        answer.heading("Figures that rest on it");
    }
    for line in all() {
        answer.item(line.clone());
    }
    if !claims.is_empty() {
        answer.heading("What it claims");
    }
    for claim in &claims {
        let states = claim.states().map_or_else(String::new, |states| format!(", {states}"));
        let held = claim.held.as_ref().map_or_else(String::new, |held| format!(" — {held}"));
        answer.item(format!("{}: {}{states}{held}", claim.id, claim.says));
    }
    let deals = register.deals.values().filter(|deal| deal.rests_on(&source.id)).map(|deal| &deal.id);
    let beside = |deal: &&Deal| deal.on(scope.view.as_of).citations_of_terms().any(|own| own.source == source.id);
    let beside = register.deals.values().filter(beside).map(|deal| &deal.id);
    let body = records::source(register, &source.id, best)
        .with("deals", Cell::list(deals))
        .with("terms_of", Cell::list(beside))
        .with("valuations", Cell::list(valuations))
        .with("figures", Cell::list(figures))
        .with("customer_shares", Cell::list(customers))
        .with("claims", Cell::list(claims.into_iter().map(records::claim)));
    answer.figure("what", "source");
    answer.figure("source", body);
    answer
}

/// What companies were worth, their figures and the shares of their customers that rest on it by the day, in words.
fn figures_of(scope: &Scope<'_>, source: &Source) -> [Vec<String>; 3] {
    let (register, day) = (scope.register, scope.view.as_of);
    let rests = |cite: &[Citation], on: When| on.day() <= day && cited(cite).any(|id| *id == source.id);
    let name = |id: &EntityId| register.name(id).to_owned();
    let worth = register.entities.values().flat_map(|entity| entity.valuations.iter().map(move |own| (entity, own)));
    let worth = worth.filter(|(_, own)| rests(&own.cite, own.on)).map(|(entity, own)| {
        let basis = own.basis.replace('_', " ");
        format!("{}, {basis}, {}: {}", entity.short, own.on, own.worth.words(register.base))
    });
    let figures = register.figures.iter().filter(|own| rests(&own.cite, own.ended));
    let figures = figures
        .map(|own| format!("{}, {}, {}: {}", name(&own.entity), own.what.words(), own.period, own.amount.words()));
    let shares = register.customer_shares.iter().filter(|own| rests(&own.cite, own.ended)).map(|own| {
        let customer = own.customer.as_ref().map_or_else(|| "a customer that is not named".to_owned(), name);
        format!("{} of the revenue of {} from {customer}, {}", own.share, name(&own.entity), own.period)
    });
    [worth.collect(), figures.collect(), shares.collect()]
}

/// How much of it was read, by the record for which it was read best.
fn how_read(register: &Register, best: Option<&Citation>, unclaimed: bool) -> String {
    let Some(best) = best else {
        return if unclaimed { "No record cites it." } else { "It is cited for what it claims." }.to_owned();
    };
    match (best.read, &best.via) {
        (Read::Page, _) => "It was read.".to_owned(),
        (Read::Excerpt, _) => "It was read in part.".to_owned(),
        (Read::Named, via) => {
            let by = via.as_ref().map_or_else(String::new, |via| format!(", by {}", named_by([register], via)));
            format!("It was not read: it is only named elsewhere{by}.")
        }
    }
}

/// The deals that rest on it, or that it contradicts.
fn rests(answer: &mut Answer<'_>, scope: &Scope<'_>, source: &Source) {
    let day = scope.view.as_of;
    let mut table = Table::new(&["deal", "amount", "status", "as"]);
    for deal in scope.register.deals.values() {
        let best = |all: &mut dyn Iterator<Item = &Citation>| {
            all.filter(|citation| citation.source == source.id).map(|citation| citation.read).min()
        };
        let told = deal.on(day);
        let as_source = best(&mut deal.citations()).map(|read| ("source", read));
        let as_terms = || best(&mut told.citations_of_terms()).map(|read| ("of what stands beside", read));
        let as_other = || best(&mut deal.contradicted_by.iter()).map(|read| ("says otherwise", read));
        let Some((role, read)) = as_source.or_else(as_terms).or_else(as_other) else { continue };
        let read = read.words().map_or_else(String::new, |words| format!(", {words}"));
        table.row([
            format!("{}: {}", deal.id, deal.title),
            deal.amount_on(day).words(),
            deal.status_on(day).map_or("not yet", Status::name).to_owned(),
            format!("{role}{read}"),
        ]);
    }
    if !table.rows.is_empty() {
        answer.table("What rests on it", table);
    }
}
