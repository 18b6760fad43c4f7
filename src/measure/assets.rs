//! Which chips and which clouds carry the money, and which loops hang on whose chips.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{About, Sum, removal_impact::through};
use crate::{
    circuits::{Circuits, Limits, find},
    flow::{FlowGraph, Level, Node, View},
    model::{Deal, DealId, Entity, EntityId, EntityKind, Kind, Register, Stop},
};

/// What a reader must know of it.
pub const ABOUT: About = About {
    title: "chips and clouds",
    definition: "For each chip or cloud, the deals that name it or are made with it: what is bought as this one \
                 alone, what is bought together with others, and what is paid in deals of other kinds that name it. \
                 For each seller of chips: the loops through it, those that pass over a sale of its chips, and those \
                 that are left if nobody buys chips from it, or one buyer stops.",
    method: "A chip is bought by a deal of the kind `chips`, a cloud by one of the kind `cloud`. If a deal names \
             several, its whole amount appears with each of them, as an upper limit. Loops are those between \
             companies, counted again in a view without the sales; the loops of an asset are counted at asset level, \
             where it is a node of its own.",
    caution: "Amounts of several assets must not be added up, because one deal may name more than one. A deal that \
              names no chip belongs to its seller and appears under no chip. Buying another chip for the same amount \
              would form other loops: those through the other seller are in the same table.",
};

/// One chip or cloud.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asset<'a> {
    /// Which.
    pub entity: &'a Entity,
    /// Whose it is on the day, at the top.
    pub owner: &'a EntityId,
    /// The deals that name it and count.
    pub deals: Vec<DealId>,
    /// How many more name it and do not count.
    pub silent: usize,
    /// Bought as it alone.
    pub alone: Sum,
    /// Bought together with others: a ceiling.
    pub shared: Sum,
    /// Paid by deals of another kind that name it.
    pub other: Sum,
    /// The loops through it at asset level, where it is on one.
    pub loops: usize,
}

/// One seller of chips.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seller {
    /// Who.
    pub seller: Node,
    /// What chips are bought from it for.
    pub bought: Sum,
    /// The loops through it.
    pub through: usize,
    /// Those that lead over a sale of chips by it.
    pub over: usize,
    /// Those through it that are left if nobody buys chips from it; `None` if a search was stopped.
    pub left: Option<usize>,
    /// The same for each buyer alone, the one without whom fewest are left first.
    pub buyers: Vec<Buyer>,
}

/// One buyer of a seller's chips.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Buyer {
    /// Who.
    pub buyer: Node,
    /// What it buys chips for.
    pub bought: Sum,
    /// The loops through the seller that are left if it does not; `None` if that was not asked, or a search was
    /// stopped.
    pub left: Option<usize>,
}

/// All of a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assets<'a> {
    /// The deals between companies.
    pub graph: FlowGraph,
    /// Every chip and cloud that a deal names, those with most deals first.
    pub assets: Vec<Asset<'a>>,
    /// Every seller of chips, that with most loops first.
    pub sellers: Vec<Seller>,
    /// Whether every search was complete; else every count of loops is a least.
    pub complete: bool,
}

/// Counts what names each asset, and loops with and without sales of chips: a search for each seller, and for each
/// buyer of the seller `of`.
///
/// ```
/// use roundtrip::{circuits::Limits, flow::View, measure::assets, model::Stop};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let all = assets(&register, &View::of(&register), None, &Limits::default(), &Stop::never());
/// let mi450 = all.assets.iter().find(|asset| asset.entity.id.as_str() == "mi450").expect("a chip");
/// assert_eq!((mi450.owner.as_str(), mi450.deals.len()), ("amd", 4));
/// assert!(all.sellers.iter().all(|seller| seller.over <= seller.through && seller.left <= Some(seller.through)));
/// ```
pub fn assets<'a>(
    register: &'a Register,
    view: &View,
    of: Option<&EntityId>,
    limits: &Limits,
    stop: &Stop,
) -> Assets<'a> {
    let company = View { level: Level::Company, ..view.clone() };
    let graph = company.flow(register);
    let kinds = [EntityKind::Chip, EntityKind::Cloud];
    let named = || register.entities.values().filter(|entity| kinds.contains(&entity.kind));
    let sold = sold(&graph);
    if sold.is_empty() && named().next().is_none() {
        return Assets { graph, assets: Vec::new(), sellers: Vec::new(), complete: true };
    }
    let search = |graph: &FlowGraph, part: f64| find(graph, register, limits, &stop.share(part));
    let at_asset = View { level: Level::Asset, ..view.clone() }.flow(register);
    let loops = search(&at_asset, 0.3);
    let mut list: Vec<Asset<'_>> = named().filter_map(|entity| asset(register, &company, &graph, entity)).collect();
    let on_asset = through(&at_asset, &loops);
    for asset in &mut list {
        let node = at_asset.node(asset.entity.id.as_str());
        asset.loops = node.and_then(|node| on_asset.get(node)).copied().unwrap_or(0);
    }
    list.sort_by_key(|asset| (std::cmp::Reverse(asset.deals.len()), &asset.entity.id));
    let found = search(&graph, 0.6);
    let mut all_found = loops.complete && found.complete;
    // After a search that was stopped, what is left of a part of the loops says nothing.
    let mut left = |seller: Node, without: BTreeSet<DealId>| {
        if !all_found {
            return None;
        }
        let mut view = company.clone();
        view.without_deals.extend(without);
        let rest = view.flow(register);
        let found = search(&rest, 0.9);
        let node = rest.node(graph.id(seller).as_str());
        all_found &= found.complete;
        all_found.then(|| node.and_then(|node| through(&rest, &found).get(node).copied()).unwrap_or(0))
    };
    let (on, over) = (through(&graph, &found), over(&graph, &found));
    let mut sellers: Vec<Seller> = Vec::new();
    for (seller, arcs) in sold {
        let payer = |at: &usize| graph.arcs().get(*at).map(|arc| arc.payer);
        let bought = |buyer: Option<Node>| {
            let own = arcs.iter().copied().filter(|at| buyer.is_none() || payer(at) == buyer);
            Sum::at(&graph, &own.collect::<Vec<_>>())
        };
        let of_buyer = |buyer: Option<Node>| bought(buyer).deals.into_iter().collect::<BTreeSet<_>>();
        let wanted = of == Some(graph.id(seller));
        let payers: BTreeSet<Node> = arcs.iter().filter_map(payer).collect();
        let mut buyers: Vec<Buyer> = Vec::new();
        for buyer in payers {
            let left = if wanted { left(seller, of_buyer(Some(buyer))) } else { None };
            buyers.push(Buyer { buyer, bought: bought(Some(buyer)), left });
        }
        buyers.sort_by_key(|one| (one.left, one.buyer));
        sellers.push(Seller {
            seller,
            bought: bought(None),
            through: on.get(seller).copied().unwrap_or(0),
            over: over.get(&seller).copied().unwrap_or(0),
            left: left(seller, of_buyer(None)),
            buyers,
        });
    }
    sellers.sort_by_key(|one| (std::cmp::Reverse(one.through), one.seller));
    Assets { graph, assets: list, sellers, complete: all_found }
}

/// For each seller of chips, the sales.
fn sold(graph: &FlowGraph) -> BTreeMap<Node, Vec<usize>> {
    let mut sold: BTreeMap<Node, Vec<usize>> = BTreeMap::new();
    for (at, arc) in graph.arcs().iter().enumerate().filter(|(_, arc)| arc.kind == Kind::Chips) {
        sold.entry(arc.payee).or_default().push(at);
    }
    sold
}

/// For each seller, the loops whose hop into it carries a sale of chips.
fn over(graph: &FlowGraph, found: &Circuits) -> BTreeMap<Node, usize> {
    let mut counts = BTreeMap::new();
    let sale = |&at: &usize| graph.arcs().get(at).filter(|arc| arc.kind == Kind::Chips).map(|arc| arc.payee);
    for circuit in &found.list {
        let sellers: BTreeSet<Node> = circuit.steps.iter().flat_map(|step| &step.arcs).filter_map(sale).collect();
        for seller in sellers {
            *counts.entry(seller).or_insert(0) += 1;
        }
    }
    counts
}

/// What is said of one chip or cloud; `None` if no deal names it.
fn asset<'a>(register: &'a Register, view: &View, graph: &FlowGraph, entity: &'a Entity) -> Option<Asset<'a>> {
    let id = &entity.id;
    let names = |deal: &&Deal| {
        deal.chips.contains(id)
            || deal.cloud.as_ref() == Some(id)
            || deal.payers.iter().chain(&deal.payees).any(|party| party == id)
    };
    let all: Vec<&Deal> = register.deals.values().filter(names).collect();
    let counting: BTreeSet<&DealId> = graph.arcs().iter().map(|arc| &arc.deal).collect();
    let deals: Vec<DealId> = all.iter().map(|deal| &deal.id).filter(|id| counting.contains(id)).cloned().collect();
    if all.is_empty() {
        return None;
    }
    let bought = |deal: &Deal| match entity.kind {
        EntityKind::Chip => deal.kind == Kind::Chips,
        _ => deal.kind == Kind::Cloud && (deal.cloud.as_ref() == Some(id) || deal.payees.contains(id)),
    };
    let single = |deal: &Deal| match entity.kind {
        EntityKind::Chip => deal.chips.len() == 1,
        _ => deal.payees.len() == 1,
    };
    let sum = |pick: &dyn Fn(&Deal) -> bool| {
        Sum::of(graph, |arc| deals.contains(&arc.deal) && register.deals.get(&arc.deal).is_some_and(pick))
    };
    Some(Asset {
        entity,
        owner: register.owner_on(id, view.as_of),
        silent: all.len() - deals.len(),
        alone: sum(&|deal| bought(deal) && single(deal)),
        shared: sum(&|deal| bought(deal) && !single(deal)),
        other: sum(&|deal| !bought(deal)),
        deals: deals.clone(),
        loops: 0,
    })
}
