//! The page of a source.

use super::{Context, head};
use crate::{
    cli::{page::Page, table::Table},
    model::Source,
};

pub(super) fn page(context: &Context<'_>, source: &Source) -> Page {
    let register = context.register;
    let title = source.title.clone().or_else(|| source.publisher.clone()).unwrap_or_else(|| "A source".to_owned());
    let mut page = Page::new(format!("{title} ({})", source.id));
    page.text(head(context));
    page.text("");
    let _ = page.notes.number(&source.id);
    page.text(format!("{} ({})", source.line(), source.kind.name()));
    if let Some(url) = &source.url {
        page.text(url.clone());
    }
    for wire in &source.wire {
        page.text(format!("Repeats: {wire}. Sources that share a wire story count as one."));
    }
    if let Some(note) = &source.note {
        page.text(note.clone());
    }
    let mut table = Table::new(&["deal", "amount", "status", "as"]);
    for deal in register.deals.values() {
        let role = if deal.sources().contains(&&source.id) {
            "source"
        } else if deal.contradicted_by.contains(&source.id) {
            "says otherwise"
        } else {
            continue;
        };
        let status = deal.status_on(context.view.as_of).map_or("not yet", crate::model::Status::name);
        let amount = deal.amount_on(context.view.as_of).words();
        table.row([format!("{}: {}", deal.id, deal.title), amount, status.to_owned(), role.to_owned()]);
    }
    if !table.rows.is_empty() {
        page.heading("What rests on it");
        page.table(table);
    }
    let claims: Vec<_> = register.claims.iter().filter(|claim| claim.cite == source.id).collect();
    if !claims.is_empty() {
        page.heading("What it claims");
        for claim in claims {
            let amount = claim.amount.as_ref().map_or_else(String::new, |(amount, _)| format!(", {}", amount.words()));
            let held = claim.held.as_ref().map_or_else(String::new, |held| format!(" — {held}"));
            page.item(format!("{}: {}{amount}{held}", claim.id, claim.says));
        }
    }
    page
}
