//! Deals one by one: for a story, and as data.

use crate::{
    answer::{Cell, Record, Table, words::standing},
    flow::{Arc, Scope},
};

/// A line for each deal.
pub(super) fn arcs_table<'a>(scope: &Scope<'_>, arcs: impl Iterator<Item = &'a Arc>) -> Table {
    let mut table = Table::new(&["payer", "payee", "deal id", "kind", ">amount", "status", "since"]);
    for arc in arcs {
        table.row([
            scope.name(arc.payer).to_owned(),
            scope.name(arc.payee).to_owned(),
            arc.deal.to_string(),
            arc.kind.to_string(),
            arc.value.words(),
            standing(arc),
            arc.since.to_string(),
        ]);
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
