//! From a graph of money to its loops.

use std::ops::ControlFlow;

use serde::Serialize;

use super::{
    Circuit, Condition, Ended,
    limits::{Limits, MOST_HOPS},
    wanted::{Scan, Wanted},
};
use crate::{
    flow::{FlowGraph, Scope},
    model::{Register, Stop},
};

/// The loops that were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub struct Circuits {
    /// In the order of their ids, unless ranked.
    pub list: Vec<Circuit>,
    /// How many there are: more than in the list, if only the largest were asked for. At least so many, unless complete.
    pub found: usize,
    /// Whether all were found.
    pub complete: bool,
    /// Whether none that is not in the list is larger than one that is: of all the loops there are, found or not.
    pub largest: bool,
    /// Whether it was told to stop before its end, and not the limit.
    pub interrupted: bool,
    /// Whether the loops had too many hops in all to be held ([`Limits::hops`]).
    pub full: bool,
}

impl Circuits {
    /// Loops that are known to be all.
    pub fn all(list: Vec<Circuit>) -> Self {
        Self { found: list.len(), list, complete: true, largest: true, interrupted: false, full: false }
    }
}

/// Every loop of a graph within the limits. `stop` is asked now and then.
///
/// ```
/// use roundtrip::{circuits::{Limits, find}, flow::View, model::Stop};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let graph = View::of(&register).flow(&register);
/// let loops = find(&graph, &register, &Limits::default(), &Stop::never());
/// assert!(loops.complete && loops.list.iter().any(|l| l.id == "nvidia/openai/oracle"));
/// ```
pub fn find(graph: &FlowGraph, register: &Register, limits: &Limits, stop: &Stop) -> Circuits {
    listed(Wanted::new(graph, register, limits, None), limits, stop)
}

/// At least every loop of a scope that might meet a condition: hops on which none can be are left out of the search, and
/// whether a loop that is found meets it is not asked.
///
/// ```
/// use roundtrip::{circuits::{Condition, Limits, find_for}, flow::{Scope, View}, model::Stop};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let scope = Scope::new(&register, View::of(&register));
/// let closed = Condition::parse("status = closed", &register, &scope.view).expect("a condition");
/// let found = find_for(&scope, &Limits::default(), &closed, &Stop::never());
/// assert!(found.list.iter().any(|circuit| circuit.status == roundtrip::model::Status::Closed));
/// ```
pub fn find_for(scope: &Scope<'_>, limits: &Limits, only: &Condition, stop: &Stop) -> Circuits {
    let limits = only.narrowed(limits.clone());
    listed(Wanted::new(&scope.graph, scope.register, &limits, Some(only)), &limits, stop)
}

fn listed(wanted: Option<Wanted<'_>>, limits: &Limits, stop: &Stop) -> Circuits {
    let Some(wanted) = wanted else { return Circuits::all(Vec::new()) };
    let (mut list, mut held) = (Vec::new(), 0);
    let most_hops = limits.hops.map_or(MOST_HOPS, |own| own.min(MOST_HOPS));
    let end = wanted.visit(Scan::all(limits), stop, &mut |met| {
        // One more than is wanted shows that there is more.
        if limits.count.is_some_and(|most| list.len() >= most) {
            return ControlFlow::Break(());
        }
        held += met.place.length;
        if held > most_hops {
            return ControlFlow::Break(());
        }
        list.extend(met.circuit());
        ControlFlow::Continue(())
    });
    let place =
        |circuit: &Circuit| (circuit.nodes.clone(), circuit.steps.iter().map(|s| s.arcs.clone()).collect::<Vec<_>>());
    list.sort_by_cached_key(place);
    let (complete, interrupted) = (end.is_ok(), end == Err(Ended::Interrupted));
    Circuits { found: list.len(), list, complete, largest: complete, interrupted, full: held > most_hops }
}
