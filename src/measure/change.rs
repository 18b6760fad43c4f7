//! What changed between two views of deals: the loops, and the deals that caused the changes.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use serde::Serialize;

use super::{About, Headline, headline};
use crate::{
    circuits::{Circuit, Circuits, Hops, Limits, find},
    flow::{FlowGraph, View},
    model::{DealId, EntityId, Mark, Range, Register, Status, Stop},
};

/// What a reader must know of a comparison.
pub const ABOUT: About = About {
    title: "what changed",
    definition: "A loop is born if it is found only after, and has died if it is found only before. A loop found on \
                 both sides grew, shrank, firmed or softened if its bottleneck or its weakest status differs.",
    method: "Each loop of one side is followed along its hops on the other. The deals given for a loop that was born \
             or died are those on the hops that the other side lacks; for one that changed, those on its hops whose \
             status, parties or amount differ.",
    caution: "The register shows what became known by a day, as far as it was recorded. Loops share hops and deals: \
              one deal may account for many of them, and several deals together for one.",
};

/// One side of a comparison.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The deals.
    pub register: &'a Register,
    /// Which of them count, and when.
    pub view: &'a View,
}

/// What can happen to a loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It is found only after.
    Born,
    /// It is found only before.
    Died,
    /// Its bottleneck is larger: no end of the range is lower.
    Grew,
    /// Its bottleneck is smaller: no end of the range is higher.
    Shrank,
    /// Its bottleneck differs, and is neither larger nor smaller: an amount came to be stated, or its range changed.
    Restated,
    /// Its weakest status is higher on the ladder.
    Firmed,
    /// Its weakest status is lower on the ladder.
    Softened,
}

impl ChangeKind {
    /// Its name for a reader and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Born => "born",
            Self::Died => "died",
            Self::Grew => "grew",
            Self::Shrank => "shrank",
            Self::Restated => "restated",
            Self::Firmed => "firmed",
            Self::Softened => "softened",
        }
    }
}

/// A loop that is not the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LoopChange {
    /// As it was.
    pub before: Option<Circuit>,
    /// As it is.
    pub after: Option<Circuit>,
    /// What happened to it, never empty.
    pub kinds: Vec<ChangeKind>,
    /// The deals that caused it, in the order of their ids. Empty if the cause is a new owner of a division.
    pub deals: Vec<DealId>,
}

impl LoopChange {
    /// The loop as it is, or as it was if it is gone.
    pub fn circuit(&self) -> Option<&Circuit> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

/// How a deal stands in a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DealState {
    /// Its status, including assumptions.
    pub status: Status,
    /// The mark beside it.
    pub mark: Option<Mark>,
    /// What it comes to, whether it counts or not.
    pub value: Range,
    /// Payer, payee and value of each of its arcs.
    pub arcs: Vec<(EntityId, EntityId, Range)>,
}

/// A deal that counts on one side at least, and not in the same way on the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DealChange {
    /// Which.
    pub deal: DealId,
    /// As it stood; `None` if it was not there yet.
    pub before: Option<DealState>,
    /// As it stands.
    pub after: Option<DealState>,
    /// The deals that took its place, if it was superseded.
    pub successors: Vec<DealId>,
}

/// What one side comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Total {
    /// How many loops, at least.
    pub loops: usize,
    /// Whether these are all.
    pub complete: bool,
    /// How much can go round.
    pub headline: Headline,
}

/// What changed from one side to the other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// Before and after; unless both are complete, more may have changed.
    pub totals: [Total; 2],
    /// Loops that differ: the largest first.
    pub loops: Vec<LoopChange>,
    /// Deals that differ, in the order of their ids.
    pub deals: Vec<DealChange>,
}

/// Compares two views of deals: searches for the loops of both, and computes the headline figures of both. If a search
/// was not complete, there may be more changes; those that are reported are still correct.
///
/// ```
/// use roundtrip::{circuits::Limits, flow::View, measure::{Side, change}, model::Stop};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let view = View::of(&register);
/// let today = Side { register: &register, view: &view };
/// let nothing = change(today, today, &Limits::default(), &Stop::never());
/// assert!(nothing.loops.is_empty() && nothing.deals.is_empty());
/// ```
pub fn change(before: Side<'_>, after: Side<'_>, limits: &Limits, stop: &Stop) -> Change {
    let graphs = [before, after].map(|side| side.view.flow(side.register));
    let [graph_before, graph_after] = &graphs;
    let found_before = find(graph_before, before.register, limits, &stop.share(0.4));
    let found_after = find(graph_after, after.register, limits, &stop.share(0.8));
    let total = |side: Side<'_>, found: &Circuits| Total {
        loops: found.list.len(),
        complete: found.complete,
        headline: headline(side.register, side.view, stop),
    };
    let totals = [total(before, &found_before), total(after, &found_after)];
    let deals = deals([before, after], &graphs);
    let changed: BTreeSet<&DealId> = deals.iter().map(|change| &change.deal).collect();
    let mut pairs: BTreeMap<String, (Option<Circuit>, Option<Circuit>)> = BTreeMap::new();
    // Not by looking at what the other search found: if it was stopped, a loop that it lacks may still exist.
    let (hops_before, hops_after) = (Hops::new(graph_before, before.register), Hops::new(graph_after, after.register));
    for circuit in found_before.list {
        let after = hops_after.same(&circuit, graph_before, limits);
        pairs.insert(circuit.id.clone(), (Some(circuit), after));
    }
    for circuit in found_after.list {
        pairs
            .entry(circuit.id.clone())
            .or_insert_with(|| (hops_before.same(&circuit, graph_after, limits), Some(circuit)));
    }
    let mut loops: Vec<LoopChange> =
        pairs.into_values().filter_map(|(before, after)| one(before, after, &graphs, &changed)).collect();
    // Stable: equal ones stay in the order of their ids.
    loops.sort_by_key(|change| {
        let circuit = change.circuit();
        (Reverse(circuit.and_then(|circuit| circuit.bottleneck.stated)), circuit.map(Circuit::length))
    });
    Change { totals, loops, deals }
}

/// A loop of one side or both; `None` if nothing happened to it.
fn one(
    before: Option<Circuit>,
    after: Option<Circuit>,
    [graph_before, graph_after]: &[FlowGraph; 2],
    changed: &BTreeSet<&DealId>,
) -> Option<LoopChange> {
    let kinds = match (&before, &after) {
        (None, _) => vec![ChangeKind::Born],
        (_, None) => vec![ChangeKind::Died],
        (Some(before), Some(after)) => kinds(before, after),
    };
    let mut deals = BTreeSet::new();
    for (own, circuit, other) in [(graph_before, &before, graph_after), (graph_after, &after, graph_before)] {
        let Some(circuit) = circuit else { continue };
        let hops: Vec<_> = circuit.steps.iter().filter_map(|step| own.hops().get(step.hop)).collect();
        let lacks = |hop: &crate::flow::Hop| !has(other, own.id(hop.payer), own.id(hop.payee));
        let any = hops.iter().any(|hop| lacks(hop));
        for hop in hops.into_iter().filter(|hop| !any || lacks(hop)) {
            deals.extend(own.arcs_of(hop).map(|arc| &arc.deal).filter(|deal| changed.contains(deal)).cloned());
        }
    }
    (!kinds.is_empty()).then(|| LoopChange { before, after, kinds, deals: deals.into_iter().collect() })
}

fn has(graph: &FlowGraph, payer: &EntityId, payee: &EntityId) -> bool {
    let ends = graph.node(payer.as_str()).zip(graph.node(payee.as_str()));
    ends.is_some_and(|ends| graph.hops().binary_search_by_key(&ends, |hop| (hop.payer, hop.payee)).is_ok())
}

fn kinds(before: &Circuit, after: &Circuit) -> Vec<ChangeKind> {
    let mut kinds = Vec::new();
    if before.bottleneck != after.bottleneck {
        kinds.push(if no_less(after.bottleneck, before.bottleneck) {
            ChangeKind::Grew
        } else if no_less(before.bottleneck, after.bottleneck) {
            ChangeKind::Shrank
        } else {
            ChangeKind::Restated
        });
    }
    match after.status.cmp(&before.status) {
        std::cmp::Ordering::Greater => kinds.push(ChangeKind::Firmed),
        std::cmp::Ordering::Less => kinds.push(ChangeKind::Softened),
        std::cmp::Ordering::Equal => {}
    }
    kinds
}

/// Whether neither end of one range, nor its stated amount, is below that of the other; both or neither must state one.
fn no_less(one: Range, other: Range) -> bool {
    let stated = match (one.stated, other.stated) {
        (Some(one), Some(other)) => one >= other,
        (None, None) => true,
        _ => false,
    };
    let high = one.high.is_none_or(|one| other.high.is_some_and(|other| one >= other));
    stated && one.low >= other.low && high
}

fn deals(sides: [Side<'_>; 2], graphs: &[FlowGraph; 2]) -> Vec<DealChange> {
    let [before, after] = sides;
    let [arcs_before, arcs_after] = graphs.each_ref().map(arcs);
    let ids: BTreeSet<&DealId> = arcs_before.keys().chain(arcs_after.keys()).copied().collect();
    let mut changes = Vec::new();
    for id in ids {
        let (was, is) = (state(before, id, &arcs_before), state(after, id, &arcs_after));
        if was == is {
            continue;
        }
        let superseded = is.as_ref().is_some_and(|state| state.status == Status::Superseded);
        let heirs = after.register.deals.values().filter(|deal| superseded && deal.supersedes.contains(id));
        let successors = heirs.map(|deal| deal.id.clone()).collect();
        changes.push(DealChange { deal: id.clone(), before: was, after: is, successors });
    }
    changes
}

type Arcs<'g> = BTreeMap<&'g DealId, Vec<(EntityId, EntityId, Range)>>;

fn arcs(graph: &FlowGraph) -> Arcs<'_> {
    let mut arcs: Arcs<'_> = BTreeMap::new();
    for arc in graph.arcs() {
        let ends = (graph.id(arc.payer).clone(), graph.id(arc.payee).clone(), arc.value);
        arcs.entry(&arc.deal).or_default().push(ends);
    }
    arcs
}

fn state(side: Side<'_>, id: &DealId, arcs: &Arcs<'_>) -> Option<DealState> {
    let deal = side.register.deals.get(id)?;
    let day = side.view.as_of;
    let status = side.view.status_of(deal)?;
    let arcs = arcs.get(id).cloned().unwrap_or_default();
    Some(DealState { status, mark: deal.mark_on(day), value: side.view.value(deal), arcs })
}
