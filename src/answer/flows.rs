//! `flows`: the deals behind every number, one payer and one payee a row.

use super::{Answer, Cell, List, words::counted};
use crate::flow::Scope;

/// Every arc of a view.
pub fn flows<'r>(scope: &Scope<'r>) -> Answer<'r> {
    let arcs = scope.graph.arcs();
    let list = List::of(arcs)
        .column("payer", "payer", |arc| scope.graph.id(arc.payer).into())
        .column("payee", "payee", |arc| scope.graph.id(arc.payee).into())
        .column("deal", "deal", |arc| (&arc.deal).into())
        .column("kind", "kind", |arc| arc.kind.into())
        .data("family", |arc| arc.family().name().into())
        .data("stated", |arc| Cell::Money(arc.value.stated))
        .data("low", |arc| arc.value.low.into())
        .data("high", |arc| Cell::Money(arc.value.high))
        .shown(">amount", |arc| arc.value.into())
        .column("status", "status", |arc| arc.status.into())
        .column("since", "since", |arc| arc.since.into())
        .data("currency", |_| scope.register.base.code().into())
        .data("in_kind", |arc| arc.kind.in_kind().into());
    let mut answer = Answer::of("flows", scope);
    answer.title(counted(arcs.len(), "flow"));
    answer.says("Each row is what one payer pays one payee by one deal.");
    answer.figure("count", arcs.len());
    answer.list("", "flows", &list, usize::MAX);
    answer.spreadsheet(list.keys(), list.lines().collect::<Vec<_>>());
    answer
}
