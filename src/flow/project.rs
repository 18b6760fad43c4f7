//! Which deals count, for how much, and between which nodes.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Arc, FlowGraph, Hop, Level, View,
    graph::Gathered,
    outcome::Outcome,
    parties::{self, Pairs},
    precedence::Precedence,
    split::{self, Split},
    through::on_loops,
};
use crate::model::{Deal, DealId, EntityId, Family, Register, When};

/// What becomes of every deal in a view, by its id.
pub fn outcomes(view: &View, register: &Register) -> BTreeMap<DealId, Outcome> {
    let precedence = precedence(view, register);
    let outcome = |deal: &Deal| (deal.id.clone(), outcome(&precedence, deal).0);
    register.deals.values().map(outcome).collect()
}

fn precedence<'a>(view: &'a View, register: &'a Register) -> Precedence<'a> {
    Precedence::new(view, register, |deal| carries(view, register, deal).is_ok())
}

/// Whether a deal that stands carries money in a view, whatever other records there are: between whom, or why not.
fn carries<'a>(view: &View, register: &'a Register, deal: &'a Deal) -> Result<Pairs<'a>, Outcome> {
    let family = deal.kind.family();
    let flows = match family {
        Family::Investment | Family::Purchase => true,
        Family::Contingent => view.contingent,
        Family::Transfer | Family::Stock | Family::Right => false,
    };
    if !flows {
        return Err(Outcome::NoFlow(family));
    }
    if let Some(reason) = &deal.no_arc {
        return Err(Outcome::NoArc(reason.clone()));
    }
    if view.value(deal).high.is_some_and(|high| high.is_zero()) {
        return Err(Outcome::Nothing);
    }
    if !view.kinds.is_empty() && !view.kinds.contains(&deal.kind) {
        return Err(Outcome::LeftOut);
    }
    let pairs = parties::pairs(view, register, deal, |_| true);
    match &pairs.within {
        _ if !pairs.ends.is_empty() => Ok(pairs),
        Some(owner) => Err(Outcome::Within((*owner).clone())),
        None => Err(Outcome::LeftOut),
    }
}

/// What becomes of a deal, and of what it is made up if it is split.
fn outcome<'a>(precedence: &Precedence<'a>, deal: &'a Deal) -> (Outcome, Option<Split<'a>>) {
    let Precedence { view, register, .. } = *precedence;
    if let Err(outcome) = precedence.status(deal) {
        return (outcome, None);
    }
    if !precedence.could_count(deal)
        && let Err(outcome) = carries(view, register, deal)
    {
        // What is left out still holds its members to what it comes to.
        let split = (outcome == Outcome::LeftOut).then(|| Split::of(precedence, deal).left_out());
        return (outcome, split);
    }
    if let Some(other) = precedence.yields_to(deal) {
        let succeeds = precedence.is_to_replace(deal, other);
        let other = other.clone();
        return (if succeeds { Outcome::Succeeds(other) } else { Outcome::Overlaps(other) }, None);
    }
    if view.without_deals.contains(&deal.id) {
        return (Outcome::LeftOut, Some(Split::of(precedence, deal).left_out()));
    }
    let split = Split::of(precedence, deal);
    (split.outcome(), Some(split))
}

impl View {
    /// The money as this view sees it. Linear in the deals, up to logarithms.
    ///
    /// ```
    /// use roundtrip::flow::View;
    /// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
    /// let graph = View::of(&register).flow(&register);
    /// assert!(graph.hops().iter().all(|hop| hop.payer != hop.payee));
    /// ```
    pub fn flow(&self, register: &Register) -> FlowGraph {
        flow(self, register)
    }
}

/// The graph of a view.
fn flow(view: &View, register: &Register) -> FlowGraph {
    let precedence = precedence(view, register);
    let mut arcs = Vec::new();
    let mut splits = Vec::new();
    for deal in register.deals.values() {
        let (outcome, split) = outcome(&precedence, deal);
        splits.extend(split);
        let Outcome::Counts(legs) = outcome else { continue };
        let Ok(status) = precedence.status(deal) else {
            continue;
        };
        // A status that is only assumed has no day of its own.
        let recorded = || deal.history.first().map(|event| event.on).filter(|on| on.day() <= view.as_of);
        let since = deal.since(status, view.as_of).or_else(recorded).unwrap_or(When::on(view.as_of));
        for (payer, payee, value) in legs {
            let mark = deal.mark_on(view.as_of);
            let arc = Arc { payer: 0, payee: 0, deal: deal.id.clone(), kind: deal.kind, value, status, mark, since };
            arcs.push((payer, payee, arc));
        }
    }
    let groups = split::groups(&splits, &arcs);
    let ties = if view.level == Level::Asset { ties(view, register, &arcs) } else { BTreeSet::new() };
    let graph = FlowGraph::build(Gathered { arcs, groups, ties });
    through(view, register, amounts(view, graph))
}

/// Owner and asset, for every asset that pays or is paid, and their owners up to the top.
fn ties(view: &View, register: &Register, arcs: &[(EntityId, EntityId, Arc)]) -> BTreeSet<(EntityId, EntityId)> {
    let mut ties = BTreeSet::new();
    let mut waiting: Vec<&EntityId> = arcs.iter().flat_map(|(payer, payee, _)| [payer, payee]).collect();
    while let Some(asset) = waiting.pop() {
        let owner = register.entities.get(asset).and_then(|entity| entity.owner_on(view.as_of));
        if let Some(owner) = owner
            && !view.without.contains(owner)
            && ties.insert((owner.clone(), asset.clone()))
        {
            waiting.push(owner);
        }
    }
    ties
}

/// `--min-amount` and `--priced`.
fn amounts(view: &View, graph: FlowGraph) -> FlowGraph {
    if view.min_amount.is_none() && !view.priced {
        return graph;
    }
    graph.filtered(|hop| hop.structural || view.keeps(hop.value.stated))
}

/// `--through`: what lies on a loop through all of the entities, or their owners of the day.
fn through(view: &View, register: &Register, graph: FlowGraph) -> FlowGraph {
    if view.through.is_empty() {
        return graph;
    }
    let through: Vec<EntityId> = view.through.iter().map(|id| view.party(register, id).clone()).collect();
    let nodes: Option<Vec<_>> = through.iter().map(|id| graph.node(id.as_str())).collect();
    let on = nodes.map(|nodes| on_loops(&graph, &nodes)).unwrap_or_default();
    let on_loop = |hop: &Hop| on.hops.contains(&(hop.payer, hop.payee));
    graph.filtered(on_loop).only_through(through, on.undecided)
}
