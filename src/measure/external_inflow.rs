//! How much of what a company is paid comes from outside all loops.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use super::{About, Network, Ratio, Reading, Span, Sum, circulation, companies};
use crate::{
    flow::{FlowGraph, Node},
    model::Range,
};

/// What a reader must know of money from outside.
pub const ABOUT: About = About {
    title: "from outside the loops",
    definition: "Of what a company is paid, how much comes over hops that lie on no loop of any kind, and how much \
                 cannot be going round even of what comes over the hops that do.",
    method: "First reading: a hop lies on a loop if its two ends reach each other over hops (strongly connected \
             components). Second reading: all that each payer states, less what the company passes on in the maximum \
             circulation, from the least to the most over all ways in which as much as possible goes round.",
    caution: "Only recorded deals are counted. Ordinary revenue (thousands of customers, consumers, advertisers) is \
              not in the register: the true share from outside is larger, for large companies by far. That a hop is \
              on a loop means that its money can come back, not that it did.",
};

/// What one company is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExternalInflow {
    /// Who.
    pub company: Node,
    /// All of it.
    pub all: Sum,
    /// Over hops on no loop.
    pub outside: Sum,
    /// Over hops on some loop.
    pub inside: Sum,
    /// What each payer states: what several pay as one sum, nobody knows who how much, is not in it.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub by_payer: Decimal,
    /// Of that, the least and the most that no maximum circulation needs.
    pub not_round: Span,
}

impl ExternalInflow {
    /// What comes over hops on no loop, of all that is stated; `None` if either is not stated.
    pub fn share_outside(&self) -> Option<f64> {
        self.outside.share_of(&self.all)
    }

    /// What cannot go round, of what each payer states, from the least to the most; `None` if nobody states anything.
    pub fn share_not_round(&self) -> Option<(f64, f64)> {
        let of = |part| Ratio::of(Range::exactly(part), Range::exactly(self.by_payer)).stated;
        Some((of(self.not_round.low)?, of(self.not_round.high)?))
    }
}

/// The inflow of every company of a view that is paid anything, in the order of the graph's nodes.
///
/// ```
/// use roundtrip::{flow::View, measure::external_inflows};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let graph = View::of(&register).flow(&register);
/// assert!(external_inflows(&graph).iter().all(|one| one.not_round.low <= one.not_round.high));
/// ```
pub fn external_inflows(graph: &FlowGraph) -> Vec<ExternalInflow> {
    let network = Network::of(graph, Reading::Stated);
    let component = graph.components();
    let on_loop = |at: &usize| {
        let ends = graph.arcs().get(*at).map(|arc| (component.get(arc.payer), component.get(arc.payee)));
        ends.is_some_and(|(payer, payee)| payer == payee)
    };
    let mut paid: BTreeMap<Node, Vec<usize>> = BTreeMap::new();
    for (at, arc) in graph.arcs().iter().enumerate() {
        paid.entry(arc.payee).or_default().push(at);
    }
    let inflow = |one: super::Company| {
        let company = one.vertex;
        let arcs = paid.get(&company)?;
        let all = Sum::at(graph, arcs);
        let (inside, outside): (Vec<usize>, Vec<usize>) = arcs.iter().partition(|at| on_loop(at));
        let left = |through: Decimal| one.earned.saturating_sub(through);
        (!all.is_empty()).then(|| ExternalInflow {
            company,
            outside: Sum::at(graph, &outside),
            inside: Sum::at(graph, &inside),
            by_payer: one.earned,
            not_round: Span { low: left(one.through.high), high: left(one.through.low) },
            all,
        })
    };
    companies(&circulation(&network)).into_iter().filter_map(inflow).collect()
}
