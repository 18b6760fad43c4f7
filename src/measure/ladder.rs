//! The same figures for the deals of each status and firmer ones (docs/measures.md#ladder).

use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    About, By, FeedbackSet, Figure, Intervals, Network, Reading, SearchBudget, ShareRange, WeightedEdgeGroups,
    circulation, feedback_set,
};
use crate::{
    circuits::{Limits, find},
    flow::View,
    model::{Register, Status, Stop},
};

/// What a reader must know of the ladder.
pub const ABOUT: About = About {
    title: "ladder",
    definition: "How much goes round if only deals of at least a given status count: closed, signed, announced, in \
                 talks, rumoured.",
    method: "The loops of every class, the maximum circulation and the breakers of the graph of the deals of each \
             status and firmer ones, at stated amounts; and between which ends the share lies, whatever the amounts are, if \
             what has no upper limit pays only what is known of it.",
    caution: "A softer status is not a later time: such deals may never be done. Hops that state no amount are in \
              the loops but not in the sums.",
};

/// The figures of the deals of one status and firmer ones.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rung {
    /// The lowest status that counts.
    pub status: Status,
    /// How many deals count.
    pub deals: usize,
    /// How many loops of hops there are, at least.
    pub loops: usize,
    /// Whether these are all.
    pub loops_complete: bool,
    /// What is paid, and how much of it can go round.
    pub figure: Figure,
    /// Between which ends the share lies, if what has no upper end pays no more than is known of it.
    pub held: ShareRange,
    /// Which hops break every loop, for the least money.
    pub feedback_set: FeedbackSet,
    /// How many hops are in no sum, because they state no amount.
    pub unpriced: usize,
}

/// The ladder of a view, from the firmest status down; the status of the view itself does not matter. Clouds and chips
/// that are nodes of their own break loops here: use a view of companies. Once `stop` says so, no further rung is begun;
/// those that are done stand. Each has a part of the time, so that loops without end on one leave some for the others.
///
/// ```
/// use roundtrip::{circuits::Limits, flow::View, measure::{SearchBudget, ladder}, model::Stop};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let rows = ladder(&register, &View::of(&register), &Limits::default(), &SearchBudget::default(), &Stop::never());
/// assert!(rows.windows(2).all(|two| two[0].deals <= two[1].deals));
/// ```
pub fn ladder(register: &Register, base: &View, limits: &Limits, effort: &SearchBudget, stop: &Stop) -> Vec<Rung> {
    let mut rungs: Vec<Status> = Status::rungs().collect();
    rungs.reverse();
    let count = rungs.len();
    let row = |(at, status): (usize, Status)| {
        if stop.should_stop() {
            return None;
        }
        let stop = stop.rest(1.0 / (count - at) as f64);
        let graph = View { status, ..base.clone() }.flow(register);
        let loops = find(&graph, register, limits, &stop.rest(0.4));
        let network = Network::of(&graph, Reading::Stated);
        Some(Rung {
            status,
            deals: graph.arcs().iter().map(|arc| &arc.deal).collect::<BTreeSet<_>>().len(),
            loops: loops.list.len(),
            loops_complete: loops.complete,
            figure: circulation(&network).figure(),
            held: ShareRange::of(&Intervals::of(&graph).held(), &stop),
            feedback_set: feedback_set(&WeightedEdgeGroups::hops(&network, By::Amount), effort, &stop),
            unpriced: Network::unpriced(&graph),
        })
    };
    rungs.into_iter().enumerate().map_while(row).collect()
}
