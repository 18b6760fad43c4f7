//! Deals one by one: for a story, and as data.

use crate::{
    answer::{Cell, Record, Table, words::standing},
    flow::{Arc, Scope},
};

/// What stands above the cells of [`arc_line`].
pub(super) const COLUMNS: [&str; 7] = ["payer", "payee", "deal id", "kind", ">amount", "status", "since"];

/// One deal, for a reader.
pub(super) fn arc_line(scope: &Scope<'_>, arc: &Arc) -> [String; 7] {
    [
        scope.name(arc.payer).to_owned(),
        scope.name(arc.payee).to_owned(),
        arc.deal.to_string(),
        arc.kind.to_string(),
        arc.value.words(scope.register.base),
        standing(arc),
        arc.since.to_string(),
    ]
}

/// A line for each deal.
pub(super) fn arcs_table<'a>(scope: &Scope<'_>, arcs: impl Iterator<Item = &'a Arc>) -> Table {
    let mut table = Table::new(&COLUMNS);
    for arc in arcs {
        table.row(arc_line(scope, arc));
    }
    table
}

/// The same as data.
pub(super) fn arc_record(scope: &Scope<'_>, arc: &Arc) -> Record {
    Record::new()
        .with("payer", Cell::node(scope, arc.payer))
        .with("payee", Cell::node(scope, arc.payee))
        .with("deal", &arc.deal)
        .with("kind", arc.kind)
        .with("stated", Cell::Money(arc.value.stated))
        .with("low", arc.value.low)
        .with("high", Cell::Money(arc.value.high))
        .with("status", arc.status)
        .with("mark", arc.mark)
        .with("since", arc.since)
}
