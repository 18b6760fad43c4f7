//! The loops of one deal: on which it lies, which it closed, which would be gone without it.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::About;
use crate::{
    circuits::{Circuit, Circuits, Limits, Order, find, rank},
    flow::View,
    model::{Deal, Register, When},
};

/// What a reader must know of it.
pub const ABOUT: About = About {
    title: "the loops of a deal",
    definition: "It closed the loops that were there on the day on which it came, and would not have been without it. \
                 Without it today, the loops are gone that are found now and not in the same view without the deal.",
    method: "Four searches: today and on the day the deal came, each with and without it; compared by the companies \
             on the loops in their order.",
    caution: "Other deals on the same hops may since keep a loop standing that this one closed. Another record of the \
              same money does not take its place when it is left out.",
};

/// The loops of one deal; each list has the largest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneDeal {
    /// How many loops the view has, at least.
    pub all: usize,
    /// Those on a hop that it carries, alone or with others.
    pub on: Vec<Circuit>,
    /// Those that would be gone without it.
    pub gone: Vec<Circuit>,
    /// The day on which it came, and the loops that it closed.
    pub closed: Option<(Date, Vec<Circuit>)>,
    /// Whether every search was complete.
    pub complete: bool,
}

/// The loops of one deal in a view.
///
/// ```
/// use roundtrip::{circuits::Limits, flow::View, measure::one_deal};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let deal = &register.deals["oai_aws_38b"];
/// let loops = one_deal(&register, &View::of(&register), deal, &Limits::default(), &mut || false);
/// assert!(loops.gone.len() <= loops.on.len() && loops.closed.is_some());
/// ```
pub fn one_deal(
    register: &Register,
    view: &View,
    deal: &Deal,
    limits: &Limits,
    interrupted: &mut dyn FnMut() -> bool,
) -> OneDeal {
    let mut search = |view: &View| {
        let graph = view.flow(register);
        let mut found = find(&graph, register, limits, &mut *interrupted);
        rank(&mut found.list, Order::Amount);
        let on = found.list.iter().filter(|c| c.deals(&graph).contains(&&deal.id)).cloned().collect::<Vec<_>>();
        (found, on)
    };
    let without = |view: &View| {
        let mut view = view.clone();
        view.without_deals.insert(deal.id.clone());
        view
    };
    let (now, on) = search(view);
    let (rest, _) = search(&without(view));
    let mut complete = now.complete && rest.complete;
    let came = deal.since(view.status, view.as_of).map(When::day);
    let closed = came.map(|day| {
        let then = View { as_of: day, ..view.clone() };
        let ((with, _), (before, _)) = (search(&then), search(&without(&then)));
        complete &= with.complete && before.complete;
        (day, lacking(&with, &before))
    });
    OneDeal { all: now.list.len(), on, gone: lacking(&now, &rest), closed, complete }
}

/// The loops of one search that another has not.
fn lacking(one: &Circuits, other: &Circuits) -> Vec<Circuit> {
    let known: BTreeSet<&str> = other.list.iter().map(|circuit| circuit.id.as_str()).collect();
    one.list.iter().filter(|circuit| !known.contains(circuit.id.as_str())).cloned().collect()
}
