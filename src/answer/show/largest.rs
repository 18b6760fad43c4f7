//! The largest loops among those found, as a table.

use crate::{
    answer::{Table, words::formed},
    circuits::Circuits,
    flow::Scope,
};

/// How many loops are named.
pub(super) const LARGEST: usize = 10;

/// The largest of ranked loops, one in each row.
pub(super) fn largest(scope: &Scope<'_>, found: &Circuits) -> Table {
    let mut table = Table::new(&["loop", ">hops", "bottleneck", "status", "formed on"]);
    for circuit in found.list.iter().take(LARGEST) {
        table.row([
            circuit.id.clone(),
            circuit.length().to_string(),
            circuit.bottleneck.words(scope.register.base),
            circuit.standing(),
            formed(scope, circuit),
        ]);
    }
    table
}
