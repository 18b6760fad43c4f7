//! The loops of one deal: those it is on, those it formed, and those that would be gone without it.

use jiff::civil::Date;
use serde::Serialize;

use super::About;
use crate::{
    circuits::{Circuit, Hops, Limits, Order, find, rank},
    flow::{Scope, View},
    model::{Deal, Register, Stop, When},
};

/// What a reader must know of it.
pub const ABOUT: About = About {
    title: "the loops of a deal",
    definition: "A deal formed the loops that were there on the day on which it came and would not have been there \
                 without it. Without it today, those loops are gone that are found now but not in the same view \
                 without the deal.",
    method: "Two searches: today, and on the day the deal came. Each loop that is found is followed along its hops in the \
             same view without the deal.",
    caution: "Other deals on the same hops may by now keep up a loop that this one formed. Another record of the \
              same money does not take its place when it is left out.",
};

/// The loops of one deal; each list has the largest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OneDeal {
    /// How many loops the view has.
    pub all: usize,
    /// Those on a hop that it carries, alone or with others.
    pub on: Vec<Circuit>,
    /// Those that would be gone without it.
    pub gone: Vec<Circuit>,
    /// The day on which it came, and the loops that it formed.
    pub formed: Option<(Date, Vec<Circuit>)>,
    /// Whether both searches were complete; otherwise all counts are lower bounds.
    pub complete: bool,
}

/// The loops of one deal in a view.
///
/// ```
/// use roundtrip::{circuits::Limits, flow::View, measure::one_deal, model::Stop};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let deal = &register.deals["oai_aws_38b"];
/// let loops = one_deal(&register, &View::of(&register), deal, &Limits::default(), &Stop::never());
/// assert!(loops.gone.len() <= loops.on.len() && loops.formed.is_some());
/// ```
pub fn one_deal(register: &Register, view: &View, deal: &Deal, limits: &Limits, stop: &Stop) -> OneDeal {
    let search = |view: &View| {
        let scope = Scope::new(register, view.clone());
        let mut found = find(&scope.graph, register, limits, stop);
        rank(&mut found.list, Order::Amount, &scope);
        let mut without = view.clone();
        without.without_deals.insert(deal.id.clone());
        let rest = without.flow(register);
        let hops = Hops::new(&rest, register);
        // Not the difference of two lists: if a search was stopped, a loop missing from a list may still exist.
        let lost = found.list.iter().filter(|circuit| hops.same(circuit, &scope.graph, limits).is_none());
        let lost: Vec<Circuit> = lost.cloned().collect();
        (scope.graph, found, lost)
    };
    let (graph, now, gone) = search(view);
    let mut complete = now.complete;
    let came = deal.came(view.status, view.as_of).map(When::day);
    let formed = came.map(|day| {
        let (_, then, formed) = search(&View { as_of: day, ..view.clone() });
        complete &= then.complete;
        (day, formed)
    });
    let all = now.list.len();
    let on = now.list.into_iter().filter(|circuit| circuit.deals(&graph).contains(&&deal.id)).collect();
    OneDeal { all, on, gone, formed, complete }
}
