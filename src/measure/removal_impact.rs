//! Without whom, or without which deal, fewest loops are left; and how much of the money touches whom.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::Serialize;

use super::{About, Network, Reading, Span, Sum, circulation};
use crate::{
    circuits::{Circuit, Circuits, Class, Limits, find},
    flow::{Arc, FlowGraph, Level, Node, View},
    model::{DealId, EntityId, Register, Stop},
};

/// What a reader must know of what touches whom.
pub const ABOUT: About = About {
    title: "touch",
    definition: "For each company: the loops through it and those that are left without it; of all the money that is \
                 stated, what it pays or is paid; of what can be going round, what goes into it or out of it. For a deal: \
                 the loops that are left without it.",
    method: "The loops that are left are those of a view without the company or the deal. Circular money is the maximum circulation, \
             each payment counted; a company's part is a range over all ways in which as much as possible goes round.",
    caution: "Every payment touches two companies: their shares add up to twice the whole and must not be added up. \
              A loop counts as one whatever its amount, and loops share payments. Removing a company from the graph \
              is a calculation, not a forecast of what its failure would do.",
};

/// One company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompanyImpact {
    /// Who.
    pub company: Node,
    /// The loops through it, of those that were found.
    pub through: usize,
    /// The loops that are left without it; `None` if that is not known.
    pub left: Option<usize>,
    /// All that it pays and is paid.
    pub touched: Sum,
    /// What goes into it and out of it in the maximum circulations.
    pub circular: Span,
}

/// One deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DealImpact {
    /// Which.
    pub deal: DealId,
    /// The loops on which it is, of those that were found.
    pub on: usize,
    /// The loops that are left without it.
    pub left: usize,
}

/// All of a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RemovalImpact {
    /// The loops that were found.
    pub loops: usize,
    /// Whether these are all; else every count of loops is a least.
    pub complete: bool,
    /// Whether it is known of every company, and of every deal that was to be taken out, how many are left.
    pub counted: bool,
    /// All that is paid.
    pub all: Sum,
    /// The maximum circulation, each payment counted.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub circulation: Decimal,
    /// Every company, that without which fewest loops are left first.
    pub companies: Vec<CompanyImpact>,
    /// The deals that were taken out one by one, that without which fewest loops are left first.
    pub deals: Vec<DealImpact>,
    /// How many deals are on loops: more than were taken out if the work was bounded.
    pub on_loops: usize,
}

impl RemovalImpact {
    /// What touches a company, of all that is stated; `None` if one of the two is not stated.
    pub fn share_of_stated(&self, one: &CompanyImpact) -> Option<f64> {
        one.touched.share_of(&self.all)
    }

    /// What goes into a company or out of it, of all that can be going round, from the least to the most; `None` if
    /// nothing can.
    pub fn share_of_circular(&self, one: &CompanyImpact) -> Option<(f64, f64)> {
        let of = |part: Decimal| part.checked_div(self.circulation)?.to_f64();
        Some((of(one.circular.low)?, of(one.circular.high)?))
    }
}

/// Counts loops without each company and without each of the `most` deals that are on most loops: of the loops that were
/// found those that stand without it, or by one search more if taking it away lets something else count. `stop` ends them
/// all. If the first does not find all loops, no more is asked: what is left of a part of them says
/// nothing.
///
/// ```
/// use roundtrip::{circuits::Limits, flow::View, measure::removal_impact, model::Stop};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let limits = Limits::default().max_length(2);
/// let all = removal_impact(&register, &View::of(&register), &limits, 5, &Stop::never());
/// assert!(all.counted && all.deals.iter().all(|one| one.left <= all.loops));
/// ```
pub fn removal_impact(register: &Register, view: &View, limits: &Limits, most: usize, stop: &Stop) -> RemovalImpact {
    let graph = view.flow(register);
    // The rest is for what is left without this or that, and for the money.
    let found = find(&graph, register, limits, &stop.share(0.6));
    let (loops, complete) = (found.list.len(), found.complete);
    let mut counted = complete;
    // What is taken away seldom brings anything else to light: then the loops that are left are among those that were
    // found. But a loop of both families can become one of a single family, and owners join assets by hops of their own.
    let only_fewer = view.level == Level::Company && limits.class.is_none_or(|class| class == Class::CircularFunding);
    let mut left = |without: &View, gone: &dyn Fn(&Arc) -> bool, stays: &dyn Fn(&Circuit) -> bool| {
        counted &= !stop.should_stop();
        if !counted {
            return None;
        }
        let rest = without.flow(register);
        if only_fewer && arcs(&rest, &|_| false) == arcs(&graph, gone) {
            return Some(found.list.iter().filter(|circuit| stays(circuit)).count());
        }
        let found = find(&rest, register, limits, stop);
        counted = found.complete;
        counted.then_some(found.list.len())
    };
    let through = through(&graph, &found);
    let mut companies: Vec<CompanyImpact> = touched(&graph, &through);
    for one in companies.iter_mut().filter(|one| one.through > 0) {
        let mut without = view.clone();
        without.without.insert(graph.id(one.company).clone());
        let company = one.company;
        let gone = |arc: &Arc| arc.payer == company || arc.payee == company;
        one.left = left(&without, &gone, &|circuit| !circuit.nodes.contains(&company));
    }
    let mut on: Vec<(DealId, usize)> = deals(&graph, &found).into_iter().collect();
    on.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut removals = Vec::new();
    for (deal, on) in on.iter().take(most) {
        let mut without = view.clone();
        without.without_deals.insert(deal.clone());
        let stays = |circuit: &Circuit| circuit.stands_without(&graph, deal, limits.class);
        let Some(left) = left(&without, &|arc| arc.deal == *deal, &stays) else { break };
        removals.push(DealImpact { deal: deal.clone(), on: *on, left });
    }
    companies.sort_by(|a, b| {
        let key = |one: &CompanyImpact| (one.left.unwrap_or(loops - one.through.min(loops)), one.company);
        key(a).cmp(&key(b))
    });
    removals.sort_by(|a, b| (a.left, &a.deal).cmp(&(b.left, &b.deal)));
    let network = Network::of(&graph, Reading::Stated);
    RemovalImpact {
        loops,
        complete,
        counted,
        all: Sum::of(&graph, |_| true),
        circulation: circulation(&network).total(),
        companies,
        deals: removals,
        on_loops: on.len(),
    }
}

/// The arcs of a graph but for those that are gone, by deal and parties, in one order.
fn arcs<'g>(graph: &'g FlowGraph, gone: &dyn Fn(&Arc) -> bool) -> Vec<(&'g DealId, &'g EntityId, &'g EntityId)> {
    let left = graph.arcs().iter().filter(|arc| !gone(arc));
    let mut arcs: Vec<_> = left.map(|arc| (&arc.deal, graph.id(arc.payer), graph.id(arc.payee))).collect();
    arcs.sort_unstable();
    arcs
}

/// How many loops lead through each node.
pub(super) fn through(graph: &FlowGraph, found: &Circuits) -> Vec<usize> {
    let mut counts = vec![0; graph.nodes().len()];
    for &node in found.list.iter().flat_map(|circuit| &circuit.nodes) {
        if let Some(count) = counts.get_mut(node) {
            *count += 1;
        }
    }
    counts
}

fn touched(graph: &FlowGraph, through: &[usize]) -> Vec<CompanyImpact> {
    let network = Network::of(graph, Reading::Stated);
    let spans = circulation(&network).through();
    let twice = |amount: Decimal| amount.saturating_add(amount);
    let mut arcs: BTreeMap<Node, Vec<usize>> = BTreeMap::new();
    for (at, arc) in graph.arcs().iter().enumerate() {
        arcs.entry(arc.payer).or_default().push(at);
        if arc.payee != arc.payer {
            arcs.entry(arc.payee).or_default().push(at);
        }
    }
    let touch = |((company, &through), span): ((Node, &usize), Span)| CompanyImpact {
        company,
        through,
        left: None,
        touched: Sum::at(graph, arcs.get(&company).map_or(&[][..], Vec::as_slice)),
        circular: Span { low: twice(span.low), high: twice(span.high) },
    };
    through.iter().enumerate().zip(spans).map(touch).collect()
}

/// On how many loops each deal is.
fn deals(graph: &FlowGraph, found: &Circuits) -> BTreeMap<DealId, usize> {
    let mut counts = BTreeMap::new();
    for circuit in &found.list {
        for deal in circuit.deals(graph).into_iter().collect::<BTreeSet<_>>() {
            *counts.entry(deal.clone()).or_default() += 1;
        }
    }
    counts
}
