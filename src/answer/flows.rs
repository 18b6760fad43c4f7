//! `flows`: the deals behind every number, one payer and one payee a row.

use super::{Answer, Cell, List, Record, words::counted};
use crate::{
    flow::{Arc, Group, Scope},
    model::EntityId,
};

/// Between whom flows are asked for; with neither, all are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ends<'e> {
    /// Who pays, as the view counts it.
    pub from: Option<&'e EntityId>,
    /// Who is paid.
    pub to: Option<&'e EntityId>,
}

impl Ends<'_> {
    pub(super) fn include(&self, scope: &Scope<'_>, arc: &Arc) -> bool {
        self.from.is_none_or(|id| scope.graph.id(arc.payer) == id)
            && self.to.is_none_or(|id| scope.graph.id(arc.payee) == id)
    }

    /// Whether nothing in a view is between them.
    pub fn are_empty(&self, scope: &Scope<'_>) -> bool {
        !scope.graph.arcs().iter().any(|arc| self.include(scope, arc))
    }

    /// ` from A to B`, after what is counted.
    fn words(&self, scope: &Scope<'_>) -> String {
        let end = |word: &str, id: Option<&EntityId>| {
            id.map_or_else(String::new, |id| format!(" {word} {}", scope.register.name(id)))
        };
        format!("{}{}", end("from", self.from), end("to", self.to))
    }

    /// Where to look when there is nothing.
    fn nothing(&self, scope: &Scope<'_>) -> Option<String> {
        let name = |id| scope.register.name(id);
        let (what, page) = match (self.from, self.to) {
            (Some(from), Some(to)) => (format!("{} pays {}", name(from), name(to)), format!("{from}/{to}")),
            (Some(from), None) => (format!("{} pays", name(from)), from.to_string()),
            (None, Some(to)) => (format!("{} is paid", name(to)), to.to_string()),
            (None, None) => return None,
        };
        Some(format!(
            "Nothing that {what} counts in this view; `roundtrip show {page}` has what is recorded, and why not."
        ))
    }
}

/// Flows that come to a known sum together; `None` if none of them is asked for.
fn group_record(scope: &Scope<'_>, group: &Group, ends: Ends<'_>) -> Option<Record> {
    let arcs = || group.arcs.iter().filter_map(|&at| scope.graph.arcs().get(at));
    let name = |arc: &Arc| format!("{}.{}.{}", arc.deal, scope.graph.id(arc.payer), scope.graph.id(arc.payee));
    let outer = group.within.and_then(|outer| scope.graph.groups().get(outer));
    arcs().any(|arc| ends.include(scope, arc)).then(|| {
        Record::new()
            .with("deal", &group.deal)
            .with("within", outer.map(|outer| &outer.deal))
            .with("sum", group.value)
            .with("flows", Cell::list(arcs().map(name)))
    })
}

/// Every arc of a view, or those between the ends, with their sum.
pub fn flows<'r>(scope: &Scope<'r>, ends: Ends<'_>) -> Answer<'r> {
    let arcs: Vec<&Arc> = scope.graph.arcs().iter().filter(|arc| ends.include(scope, arc)).collect();
    let list = List::of(&arcs)
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
    answer.title(format!("{}{}", counted(arcs.len(), "flow"), ends.words(scope)));
    answer.says("Each row is what one payer pays one payee by one deal.");
    answer.figure("count", arcs.len());
    let sum = scope.graph.sum_of(arcs.iter().copied());
    let sum = Some(sum).filter(|_| !arcs.is_empty());
    let together = sum.map(|sum| format!("Together: {}.", sum.words(scope.register.base)));
    if let Some(said) = together.or_else(|| ends.nothing(scope)) {
        answer.says(said);
    }
    if ends != Ends::default() {
        answer.figure("from", ends.from);
        answer.figure("to", ends.to);
    }
    answer.figure("sum", sum);
    answer
        .figure("groups", Cell::list(scope.graph.groups().iter().filter_map(|group| group_record(scope, group, ends))));
    answer.list("", "flows", &list, usize::MAX);
    let (keys, lines) = list.with_precision();
    answer.spreadsheet(keys, lines);
    answer
}
