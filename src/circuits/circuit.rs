//! One loop, and all that is said of it (docs/design.md#loops).

use std::str::FromStr;

use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::Serialize;

use crate::{
    flow::{Arc, FlowGraph, Link, Node, Scope},
    model::{DealId, Family, Kind, Range, Status, UnknownWord, When},
};

/// What goes round in a loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// At least one investment and one purchase: the investor's money can return as revenue.
    CircularFunding,
    /// Investments only.
    CrossInvestment,
    /// Purchases only.
    ReciprocalTrade,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 3] = [Self::CircularFunding, Self::CrossInvestment, Self::ReciprocalTrade];

    /// Of a loop that has an investment, and that has a purchase. A hop that has both counts as either, so a loop of two
    /// hops or more with an investment and a purchase anywhere is circular funding.
    pub(super) fn of(invests: bool, buys: bool) -> Option<Self> {
        match (invests, buys) {
            (true, true) => Some(Self::CircularFunding),
            (true, false) => Some(Self::CrossInvestment),
            (false, true) => Some(Self::ReciprocalTrade),
            (false, false) => None,
        }
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::CircularFunding => "circular-funding",
            Self::CrossInvestment => "cross-investment",
            Self::ReciprocalTrade => "reciprocal-trade",
        }
    }
}

impl FromStr for Class {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        UnknownWord::find(text, "class of loops", &Self::ALL, Self::name)
    }
}

/// One hop of a loop, with the deals that carry it here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Index into [`FlowGraph::hops`].
    pub hop: usize,
    /// Indices into [`FlowGraph::arcs`]: all of the hop's, or the one chosen with `--by deal`.
    pub arcs: Vec<usize>,
    /// Their sum.
    pub value: Range,
    /// The firmest status among them: on that rung the hop still stands.
    pub status: Status,
    /// Since when one of them has had that status.
    pub since: When,
    /// How many sources speak for them independently.
    pub sources: usize,
}

/// An elementary circuit of hops: money that comes back to whoever paid it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Circuit {
    /// Its entities in order, from the one first in the alphabet, joined by `/`.
    pub id: String,
    /// The same as nodes; at asset level some of them are passed on structural arcs.
    pub nodes: Vec<Node>,
    /// Its hops, from the first node on, without structural ones.
    pub steps: Vec<Step>,
    /// What goes round.
    pub class: Class,
    /// The smallest amount on any of its hops: no more can go all the way round.
    pub bottleneck: Range,
    /// Which step that is, from 0; `None` if no step states an amount or a limit.
    pub binding: Option<usize>,
    /// The status of its weakest step: on that rung the loop still stands.
    pub status: Status,
    /// Whether one of its steps is guarantees only: the loop is there only if these are called.
    pub contingent: bool,
    /// The deal that has it.
    pub weakest_deal: DealId,
    /// Whether it is one choice among the deals of its hops.
    pub by_deal: bool,
    /// Whether one payment can have followed the other in order of time, from some hop on.
    pub in_time_order: bool,
    /// Independent sources of the hop that has fewest.
    pub sources: usize,
}

impl Circuit {
    /// Makes a loop of steps in order; `None` of fewer than two steps or two different deals.
    pub(super) fn new(graph: &FlowGraph, nodes: Vec<Node>, steps: Vec<Step>) -> Option<Self> {
        let arcs = || steps.iter().flat_map(|step| arcs_of(graph, step));
        let first = &arcs().next()?.deal;
        if steps.len() < 2 || arcs().all(|arc| arc.deal == *first) {
            return None;
        }
        let bottleneck = steps.iter().map(|step| step.value).reduce(Range::min)?;
        let weakest = steps.iter().min_by_key(|step| step.status)?;
        let weakest_deal = arcs_of(graph, weakest).find(|arc| arc.status == weakest.status)?.deal.clone();
        let called = |step: &Step| arcs_of(graph, step).all(|arc| arc.family() == Family::Contingent);
        let names: Vec<&str> = nodes.iter().map(|&node| graph.id(node).as_str()).collect();
        Some(Self {
            id: names.join("/"),
            class: class(arcs())?,
            binding: binding(&steps),
            bottleneck,
            status: weakest.status,
            contingent: steps.iter().any(called),
            weakest_deal,
            by_deal: false,
            in_time_order: in_time_order(graph, &steps),
            sources: steps.iter().map(|step| step.sources).min()?,
            nodes,
            steps,
        })
    }

    /// Whether it is still a loop, and of the class if one is wanted, when a deal is taken off its hops. Of a choice of
    /// deals none can be taken away.
    pub(crate) fn stands_without(&self, graph: &FlowGraph, deal: &DealId, wanted: Option<Class>) -> bool {
        let rest = |step: &Step| arcs_of(graph, step).filter(|arc| arc.deal != *deal).collect::<Vec<_>>();
        let steps: Vec<Vec<&Arc>> = self.steps.iter().map(rest).collect();
        let arcs = || steps.iter().flatten().copied();
        let has_two = arcs().next().is_some_and(|first| arcs().any(|arc| arc.deal != first.deal));
        let class = class(arcs());
        has_two
            && steps.iter().all(|step| !step.is_empty())
            && class.is_some_and(|class| wanted.is_none_or(|wanted| wanted == class))
    }

    /// Its status in words, and whether it hangs on a guarantee: `signed`, or `signed, contingent`.
    pub fn standing(&self) -> String {
        format!("{}{}", self.status.words(), if self.contingent { ", contingent" } else { "" })
    }

    /// The day on which it formed: the first since which it has stood without a break, as a loop of its class, in a view of
    /// which it is a loop: at the view's level and rung, of its kinds and filters, between the owners of each day,
    /// whichever deals carried its hops; of a choice of deals, by these. `None` if it is no loop of the view.
    ///
    /// ```
    /// use roundtrip::{circuits::{Limits, find}, flow::{Scope, View}};
    /// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
    /// let scope = Scope::new(&register, View::of(&register));
    /// let loops = find(&scope.graph, &register, &Limits::default(), &scope.stop);
    /// let talks = loops.list.iter().find(|circuit| circuit.id == "amazon/openai").expect("a loop");
    /// assert_eq!(talks.formed_on(&scope).map(|on| on.to_string()).as_deref(), Some("2025-12-16"));
    /// ```
    pub fn formed_on(&self, scope: &Scope<'_>) -> Option<When> {
        let graph = &scope.graph;
        let mut steps = self.steps.iter().peekable();
        let mut links = Vec::with_capacity(self.nodes.len());
        for (&payer, &payee) in self.nodes.iter().zip(self.nodes.iter().cycle().skip(1)) {
            let is_here =
                |step: &&Step| graph.hops().get(step.hop).is_some_and(|hop| (hop.payer, hop.payee) == (payer, payee));
            let (from, to) = (graph.id(payer), graph.id(payee));
            links.push(match steps.next_if(is_here) {
                None => Link::Tied(from, to),
                Some(_) if !self.by_deal => Link::Paid(from, to),
                Some(step) => Link::By(from, to, &arcs_of(graph, step).next()?.deal),
            });
        }
        scope.formed().round(&links)
    }

    /// How many hops it has; structural ones do not count.
    pub fn length(&self) -> usize {
        self.steps.len()
    }

    /// The share of each step's stated amount that can come back: the bottleneck over it. `None` where either is
    /// unstated or nothing is paid.
    pub fn returns(&self) -> Vec<Option<f64>> {
        let share = |step: &Step| {
            let ratio = self.bottleneck.stated?.checked_div(step.value.stated?)?;
            ratio.to_f64()
        };
        self.steps.iter().map(share).collect()
    }

    /// How many steps state no amount.
    pub fn unpriced(&self) -> usize {
        self.steps.iter().filter(|step| step.value.stated.is_none()).count()
    }

    /// Every deal on it, each once, in order of the steps.
    pub fn deals<'a>(&self, graph: &'a FlowGraph) -> Vec<&'a DealId> {
        let mut ids = Vec::new();
        for arc in self.steps.iter().flat_map(|step| arcs_of(graph, step)) {
            if !ids.contains(&&arc.deal) {
                ids.push(&arc.deal);
            }
        }
        ids
    }
}

/// The deals of a step.
pub(crate) fn arcs_of<'a>(graph: &'a FlowGraph, step: &Step) -> impl Iterator<Item = &'a Arc> + use<'a> {
    let arcs: Vec<&Arc> = step.arcs.iter().filter_map(|&at| graph.arcs().get(at)).collect();
    arcs.into_iter()
}

/// The kinds of deals in a step, each once, in the order of docs/format.md#kinds-of-deals.
pub fn kinds(graph: &FlowGraph, step: &Step) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = arcs_of(graph, step).map(|arc| arc.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// A guarantee supports like an investment.
fn class<'a>(arcs: impl Iterator<Item = &'a Arc>) -> Option<Class> {
    let (mut invests, mut buys) = (false, false);
    for arc in arcs {
        match arc.family() {
            Family::Purchase => buys = true,
            _ => invests = true,
        }
    }
    Class::of(invests, buys)
}

/// The step that states least; if one states nothing, the step with the lowest known limit.
fn binding(steps: &[Step]) -> Option<usize> {
    let least = |key: fn(&Step) -> Option<Decimal>| {
        steps.iter().enumerate().filter_map(|(at, step)| Some((key(step)?, at))).min().map(|(_, at)| at)
    };
    if steps.iter().all(|step| step.value.stated.is_some()) {
        least(|step| step.value.stated)
    } else {
        least(|step| step.value.high)
    }
}

/// Whether from some step on, a deal can be chosen in each so that the dates do not decrease: from each start the
/// earliest deal that is not too early is the best choice.
fn in_time_order(graph: &FlowGraph, steps: &[Step]) -> bool {
    // By day: how exactly it is known is no order in time.
    let day = |arc: &Arc| arc.since.day();
    let dates: Vec<Vec<_>> = steps.iter().map(|step| arcs_of(graph, step).map(day).collect()).collect();
    (0..dates.len()).any(|start| {
        let mut now = None;
        dates.iter().cycle().skip(start).take(dates.len()).all(|days| {
            now = days.iter().filter(|day| now.is_none_or(|now| **day >= now)).min().copied();
            now.is_some()
        })
    })
}
