//! What `--through` leaves of what can go round: the loops themselves, in place of all that shares their hops.

use crate::{
    answer::{Answer, Record, words::and},
    flow::Scope,
    measure::{Network, Through, through},
};

/// What can go round the loops through those whom the view names; `None` if it names nobody, or there are too many.
pub(super) fn loops_through(scope: &Scope<'_>, network: &Network) -> Option<Through> {
    let nodes: Option<Vec<usize>> = scope.graph.through().iter().map(|id| scope.graph.node(id.as_str())).collect();
    let nodes = nodes.filter(|nodes| !nodes.is_empty())?;
    through(network, &nodes, &scope.stop)
}

/// The beginning of a title: how much, and by whom.
pub(super) fn title(scope: &Scope<'_>, found: &Through) -> String {
    let base = scope.register.base;
    let names: Vec<&str> = scope.graph.through().iter().map(|id| scope.register.name(id)).collect();
    let passes = match (found.passes, names.as_slice()) {
        (Some(passes), [one]) if !passes.is_zero() => format!(", of which {} passes {one}", base.money(passes)),
        _ => String::new(),
    };
    if found.round.is_zero() {
        return format!("Nothing stated can go round the loops through {}", and(&names));
    }
    format!("At most {} can go round the loops through {}{passes}", base.money(found.round), and(&names))
}

/// The same as data.
pub(super) fn figure(answer: &mut Answer<'_>, found: Option<&Through>) {
    let record = |one: &Through| {
        Record::new().with("loops", one.loops).with("circulation", one.round).with("passes", one.passes)
    };
    answer.figure("through", found.map(record));
}
