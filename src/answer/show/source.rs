//! The page of a source.

use super::records;
use crate::{
    answer::{Answer, Cell, Table},
    flow::Scope,
    model::{Citation, Deal, Source, Status, cited},
};

/// What rests on a source, and what it claims.
pub fn source<'r>(scope: &Scope<'r>, source: &Source) -> Answer<'r> {
    let register = scope.register;
    let title = source.title.clone().or_else(|| source.publisher.clone()).unwrap_or_else(|| "A source".to_owned());
    let mut answer = Answer::of("show", scope);
    answer.title(format!("{title} ({})", source.id));
    answer.text("");
    let _ = answer.cite([&source.id]);
    answer.text(format!("{} ({})", source.line(), source.kind.name()));
    if let Some(url) = &source.url {
        answer.text(url.clone());
    }
    for wire in &source.wire {
        answer.text(format!("Repeats: {wire}. Sources that share a wire story count as one."));
    }
    if let Some(note) = &source.note {
        answer.text(note.clone());
    }
    rests(&mut answer, scope, source);
    let (figures, customers) = figures_of(scope, source);
    if !(figures.is_empty() && customers.is_empty()) {
        answer.heading("Figures that rest on it");
    }
    for line in figures.iter().chain(&customers) {
        answer.item(line.clone());
    }
    let claims: Vec<_> = register.claims.iter().filter(|claim| claim.cite == source.id).collect();
    if !claims.is_empty() {
        answer.heading("What it claims");
    }
    for claim in &claims {
        let states = claim.states().map_or_else(String::new, |states| format!(", {states}"));
        let held = claim.held.as_ref().map_or_else(String::new, |held| format!(" — {held}"));
        answer.item(format!("{}: {}{states}{held}", claim.id, claim.says));
    }
    let deals = register.deals.values().filter(|deal| deal.sources().contains(&&source.id)).map(|deal| &deal.id);
    let beside = |deal: &&Deal| deal.on(scope.view.as_of).sources_of_terms().contains(&&source.id);
    let beside = register.deals.values().filter(beside).map(|deal| &deal.id);
    let body = records::source(register, &source.id)
        .with("deals", Cell::list(deals))
        .with("terms_of", Cell::list(beside))
        .with("figures", Cell::list(figures))
        .with("customer_shares", Cell::list(customers))
        .with("claims", Cell::list(claims.into_iter().map(records::claim)));
    answer.figure("what", "source");
    answer.figure("source", body);
    answer
}

/// The figures of companies and the shares of customers that rest on it, in words.
fn figures_of(scope: &Scope<'_>, source: &Source) -> (Vec<String>, Vec<String>) {
    let (register, day) = (scope.register, scope.view.as_of);
    let cites = |cite: &[Citation]| cited(cite).any(|id| *id == source.id);
    let figures = register.figures.iter().filter(|own| cites(&own.cite) && own.ended.day() <= day).map(|own| {
        format!("{}, {}, {}: {}", register.name(&own.entity), own.what.words(), own.period, own.amount.words())
    });
    let shares = register.customer_shares.iter().filter(|own| cites(&own.cite) && own.ended.day() <= day).map(|own| {
        let customer = own.customer.as_ref().map_or("a customer that is not named", |id| register.name(id));
        format!("{} of the revenue of {} from {customer}, {}", own.share, register.name(&own.entity), own.period)
    });
    (figures.collect(), shares.collect())
}

/// The deals that rest on it, or that it contradicts.
fn rests(answer: &mut Answer<'_>, scope: &Scope<'_>, source: &Source) {
    let day = scope.view.as_of;
    let mut table = Table::new(&["deal", "amount", "status", "as"]);
    for deal in scope.register.deals.values() {
        let role = if deal.sources().contains(&&source.id) {
            "source"
        } else if deal.on(day).sources_of_terms().contains(&&source.id) {
            "of what stands beside"
        } else if cited(&deal.contradicted_by).any(|id| *id == source.id) {
            "says otherwise"
        } else {
            continue;
        };
        table.row([
            format!("{}: {}", deal.id, deal.title),
            deal.amount_on(day).words(),
            deal.status_on(day).map_or("not yet", Status::name).to_owned(),
            role.to_owned(),
        ]);
    }
    if !table.rows.is_empty() {
        answer.table("What rests on it", table);
    }
}
