//! Figures of a company beside its deals, by period, and how much of whose revenue comes from which customer.

use super::citations::citations;
use crate::{
    answer::{Answer, Cell, Record, Table},
    flow::Scope,
    model::{CustomerShare, EntityId, Figure},
};

/// The figures of an entity whose periods had ended by the day, in the order of these.
fn figures<'r>(scope: &Scope<'r>, id: &EntityId) -> Vec<&'r Figure> {
    let own = |figure: &&Figure| figure.entity == *id && figure.ended.day() <= scope.view.as_of;
    let mut figures: Vec<&Figure> = scope.register.figures.iter().filter(own).collect();
    figures.sort_by_key(|figure| (figure.what, figure.ended));
    figures
}

/// Shares of its revenue, and of others' that it makes up, of periods that had ended by the day.
fn customers<'r>(scope: &Scope<'r>, id: &EntityId) -> Vec<&'r CustomerShare> {
    let names_it = |share: &&CustomerShare| share.entity == *id || share.customer.as_ref() == Some(id);
    let own = scope.register.customer_shares.iter().filter(names_it);
    let mut shares: Vec<&CustomerShare> = own.filter(|share| share.ended.day() <= scope.view.as_of).collect();
    shares.sort_by(|a, b| (&a.entity, a.ended).cmp(&(&b.entity, b.ended)));
    shares
}

/// A table of each.
pub(super) fn write(answer: &mut Answer<'_>, scope: &Scope<'_>, id: &EntityId) {
    let mut table = Table::new(&["what", "period", "ended", ">amount", "note", "sources"]);
    for own in figures(scope, id) {
        let note = own.note.clone().unwrap_or_default();
        let cite = answer.cite(&own.cite);
        let (what, period) = (own.what.words().to_owned(), own.period.clone());
        table.row([what, period, own.ended.to_string(), own.amount.words(), note, cite]);
    }
    if !table.rows.is_empty() {
        answer.table("Figures", table);
    }
    let mut table = Table::new(&["of the revenue of", "from", "share", "period", "ended", "note", "sources"]);
    for own in customers(scope, id) {
        let customer = own.customer.as_ref().map_or("a customer that is not named", |id| scope.register.name(id));
        let note = own.note.clone().unwrap_or_default();
        let cite = answer.cite(&own.cite);
        table.row([
            scope.register.name(&own.entity).to_owned(),
            customer.to_owned(),
            own.share.clone(),
            own.period.clone(),
            own.ended.to_string(),
            note,
            cite,
        ]);
    }
    if !table.rows.is_empty() {
        answer.table("Customers", table);
    }
}

/// The same as data.
pub(super) fn record(scope: &Scope<'_>, id: &EntityId) -> Record {
    let figure = |own: &Figure| {
        Record::new()
            .with("what", own.what.name())
            .with("period", &own.period)
            .with("ended", own.ended)
            .with("stated", own.amount.to_string())
            .with("amount", own.value)
            .with("note", own.note.as_ref())
            .with("sources", Cell::list(scope.register.nearest(&own.cite)))
            .with("citations", citations(scope.register, &own.cite))
    };
    let share = |own: &CustomerShare| {
        Record::new()
            .with("entity", &own.entity)
            .with("customer", own.customer.as_ref())
            .with("share", &own.share)
            .with("period", &own.period)
            .with("ended", own.ended)
            .with("note", own.note.as_ref())
            .with("sources", Cell::list(scope.register.nearest(&own.cite)))
            .with("citations", citations(scope.register, &own.cite))
    };
    Record::new()
        .with("figures", Cell::list(figures(scope, id).into_iter().map(figure)))
        .with("customer_shares", Cell::list(customers(scope, id).into_iter().map(share)))
}
