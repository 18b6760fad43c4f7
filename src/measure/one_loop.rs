//! One loop by itself (docs/measures.md#one-loop).

use rust_decimal::Decimal;
use serde::Serialize;

use super::{About, circulation::share};
use crate::{
    circuits::{Circuit, arcs_of},
    flow::FlowGraph,
    model::Range,
};

/// What a reader must know of the figures of one loop.
pub const ABOUT: About = About {
    title: "one loop",
    definition: "As much as the bottleneck can go all the way round a loop; counted on every hop, that is what the \
                 loop circulates. Evenness is the smallest hop over the largest.",
    method: "Bottleneck times the number of hops. Every choice of one deal for each hop is a loop of its own, if it \
             has at least two different deals.",
    caution: "Loops share hops: the amounts that they circulate overlap and must not be added up. The maximum \
              circulation is what they come to together.",
};

/// The figures of one loop.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OneLoop {
    /// The bottleneck, counted on every hop.
    pub circulated: Range,
    /// All that is paid on its hops.
    pub gross: Range,
    /// The bottleneck over the largest hop, from 0 to 1; `None` if a hop states no amount.
    pub evenness: Option<f64>,
    /// The share of each hop that can come back; `None` where an amount is unstated.
    pub returns: Vec<Option<f64>>,
    /// The number of ways to choose one deal for each hop, other than the same deal everywhere.
    pub deal_loops: u128,
}

/// The figures of a loop of a graph.
///
/// ```
/// use roundtrip::{circuits::{Limits, find}, flow::View, measure::one_loop, model::Stop};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let graph = View::of(&register).flow(&register);
/// for circuit in find(&graph, &register, &Limits::default(), &Stop::never()).list {
///     assert!(one_loop(&graph, &circuit).evenness.is_none_or(|evenness| (0.0..=1.0).contains(&evenness)));
/// }
/// ```
pub fn one_loop(graph: &FlowGraph, circuit: &Circuit) -> OneLoop {
    let stated: Option<Vec<Decimal>> = circuit.steps.iter().map(|step| step.value.stated).collect();
    let largest = stated.and_then(|stated| stated.into_iter().max());
    OneLoop {
        circulated: times(circuit.bottleneck, circuit.length()),
        gross: graph.sum(circuit.steps.iter().flat_map(|step| step.arcs.iter().copied())),
        evenness: largest.zip(circuit.bottleneck.stated).and_then(|(largest, least)| share(least, largest)),
        returns: circuit.returns(),
        deal_loops: deal_loops(graph, circuit),
    }
}

fn times(range: Range, hops: usize) -> Range {
    let times = |amount: Decimal| amount.saturating_mul(Decimal::from(hops));
    Range { stated: range.stated.map(times), low: times(range.low), high: range.high.map(times) }
}

/// The product of the deals of each hop, less the choices of one and the same deal on all of them.
fn deal_loops(graph: &FlowGraph, circuit: &Circuit) -> u128 {
    let all = circuit.steps.iter().fold(1_u128, |product, step| product.saturating_mul(step.arcs.len() as u128));
    let same = circuit.deals(graph).into_iter().map(|deal| {
        let times = |step| arcs_of(graph, step).filter(|arc| arc.deal == *deal).count() as u128;
        circuit.steps.iter().map(times).product::<u128>()
    });
    all.saturating_sub(same.sum())
}
