//! Which deals count, for how much, and between which nodes.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;

use super::{Arc, FlowGraph, Level, View, graph::Gathered};
use crate::model::{Confirmation, Deal, DealId, EntityId, Family, Kind, Members, Range, Register, Status};

/// What becomes of one deal in a view, before `--kind`, `--without DEAL`, `--through` and the filters of amounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It counts, as these arcs: payer, payee and value of each; no pair stands twice.
    Counts(Vec<(EntityId, EntityId, Range)>),
    /// It is kept as a warning only.
    False,
    /// It was not there yet.
    NotYet,
    /// It had ended.
    Ended(Status),
    /// It stood below the view's rung.
    Below(Status),
    /// Money does not move from payer to payee by this family of deals.
    NoFlow(Family),
    /// The register says why no money moves.
    NoArc(String),
    /// Another deal describes the same money and counts.
    Overlaps(DealId),
    /// It is to take the place of a deal that still stands.
    Succeeds(DealId),
    /// Its tranches carry all of it.
    InTranches,
    /// Every payer's part of the round is recorded on its own.
    InParts,
    /// Payer and payee are one at this level.
    Within(EntityId),
}

/// What becomes of every deal in a view, by its id.
pub fn outcomes(view: &View, register: &Register) -> BTreeMap<DealId, Outcome> {
    let standing: BTreeSet<&DealId> =
        register.deals.values().filter(|deal| standing(view, deal).is_ok()).map(|deal| &deal.id).collect();
    let context = Context { view, register, members: Members::of(register), standing };
    register.deals.values().map(|deal| (deal.id.clone(), outcome(&context, deal))).collect()
}

/// What one deal is judged against.
struct Context<'a> {
    view: &'a View,
    register: &'a Register,
    members: Members<'a>,
    standing: BTreeSet<&'a DealId>,
}

impl<'a> Context<'a> {
    /// The parts of a round that are there.
    fn parts(&self, round: &DealId) -> impl Iterator<Item = &'a Deal> {
        self.members.parts(round).iter().copied().filter(|part| there(part, self.view))
    }

    /// The tranches of a total that are there.
    fn tranches(&self, total: &DealId) -> impl Iterator<Item = &'a Deal> {
        self.members.tranches(total).iter().copied().filter(|tranche| there(tranche, self.view))
    }
}

/// Whether a deal stands in the view at all: there, alive, high enough on the ladder, and not false.
fn standing(view: &View, deal: &Deal) -> Result<Status, Outcome> {
    if deal.confirmation == Confirmation::False {
        return Err(Outcome::False);
    }
    let status = view.assume.get(&deal.id).copied().or_else(|| deal.status_on(view.as_of));
    match status {
        None => Err(Outcome::NotYet),
        Some(status) if !status.is_live() => Err(Outcome::Ended(status)),
        Some(status) if status < view.status => Err(Outcome::Below(status)),
        Some(status) => Ok(status),
    }
}

fn outcome(context: &Context<'_>, deal: &Deal) -> Outcome {
    let view = context.view;
    if let Err(outcome) = standing(view, deal) {
        return outcome;
    }
    let family = deal.kind.family();
    let flows = match family {
        Family::Investment | Family::Purchase => true,
        Family::Contingent => view.contingent,
        Family::Transfer | Family::Stock | Family::Right => false,
    };
    if !flows {
        return Outcome::NoFlow(family);
    }
    if let Some(reason) = &deal.no_arc {
        return Outcome::NoArc(reason.clone());
    }
    if let Some(other) = deal.overlaps.iter().find(|id| context.standing.contains(id)) {
        return Outcome::Overlaps(other.clone());
    }
    if let Some(old) = deal.supersedes.iter().find(|id| context.standing.contains(id)) {
        return Outcome::Succeeds(old.clone());
    }
    legs(context, deal)
}

/// The payments of a deal that counts.
fn legs(context: &Context<'_>, deal: &Deal) -> Outcome {
    let Context { view, register, .. } = *context;
    let Some(value) = untranched(context, deal) else {
        return Outcome::InTranches;
    };
    let parts: Vec<&Deal> = context.parts(&deal.id).collect();
    let recorded: BTreeSet<&EntityId> = parts.iter().flat_map(|part| &part.payers).collect();
    let payers: Vec<&EntityId> = deal.payers.iter().filter(|payer| !recorded.contains(payer)).collect();
    if payers.is_empty() {
        return Outcome::InParts;
    }
    let pairs = pairs(view, register, deal, &payers);
    let shared = deal.round || !parts.is_empty() || pairs.ends.len() > 1 || pairs.left_out;
    let value = if shared {
        // Whoever's share is unknown can have given at most what the others are not known to have given.
        let known = parts.iter().map(|part| least(context, part)).sum();
        let open = value.high.map(|high| high.saturating_sub(known));
        Range::share_of(open.map(|open| open.max(0.into())))
    } else {
        within_round(context, deal, value)
    };
    if value.high.is_some_and(|high| high.is_zero()) {
        return Outcome::InParts;
    }
    let (mut legs, mut within) = (Vec::new(), None);
    for (from, to) in pairs.ends {
        let owner = register.owner_on(from, view.as_of);
        if owner == register.owner_on(to, view.as_of) {
            within = Some(owner.clone());
        } else {
            legs.push((from.clone(), to.clone(), value));
        }
    }
    match within {
        Some(owner) if legs.is_empty() => Outcome::Within(owner),
        _ => Outcome::Counts(legs),
    }
}

/// Between whom a deal is at the view's level.
struct Pairs<'a> {
    /// Payer and payee, each pair once: members of a round that belong to one owner are one payer of it here, with one
    /// ceiling; where all of them are one, that one gives the whole.
    ends: BTreeSet<(&'a EntityId, &'a EntityId)>,
    /// Some of the parties are left out by `--without`: what they give is not known to be nothing.
    left_out: bool,
}

fn pairs<'a>(view: &View, register: &'a Register, deal: &'a Deal, payers: &[&'a EntityId]) -> Pairs<'a> {
    let mut pairs = Pairs { ends: BTreeSet::new(), left_out: false };
    for &payer in payers {
        for payee in &deal.payees {
            let (from, to) = (at_level(view, register, payer), at_level(view, register, payee));
            let to = asset(view, register, deal, to);
            if [payer, payee, to].into_iter().any(|id| left_out(view, register, id)) {
                pairs.left_out = true;
            } else {
                pairs.ends.insert((from, to));
            }
        }
    }
    pairs
}

/// A part of a round that states no limit of its own can be at most what the round's other parts leave open.
fn within_round(context: &Context<'_>, deal: &Deal, value: Range) -> Range {
    let Context { view, register, .. } = *context;
    let round = deal.part_of.as_ref().and_then(|id| register.deals.get(id)).filter(|round| there(round, view));
    let (Some(round), None) = (round, value.high) else {
        return value;
    };
    let others = context.parts(&round.id).filter(|part| part.id != deal.id);
    let known: Decimal = others.map(|part| least(context, part)).sum();
    let open = view.value(round).high.map(|high| high.saturating_sub(known).max(value.low));
    Range { high: open, ..value }
}

/// Whether a deal exists on the day, in force or not: what it took from a total is not the total's any more.
fn there(deal: &Deal, view: &View) -> bool {
    deal.confirmation != Confirmation::False
        && (view.assume.contains_key(&deal.id)
            || deal.status_on(view.as_of).is_some_and(|status| status != Status::Superseded))
}

/// What a total still carries itself when its tranches of the day are taken off; `None` if nothing.
///
/// Tranches carry the money, and their total does not. Where the recorded tranches do not make up
/// the total (Microsoft's 13.8 bn in OpenAI, of which 1 and 10 are recorded), that would lose the rest; so the total
/// carries exactly what they leave open, and nothing is counted twice either way.
fn untranched(context: &Context<'_>, deal: &Deal) -> Option<Range> {
    let total = context.view.value(deal);
    let tranches: Vec<Range> = context.tranches(&deal.id).map(|tranche| context.view.value(tranche)).collect();
    if tranches.is_empty() { Some(total) } else { total.remainder(&tranches) }
}

/// The least that a deal can come to: its own, or that of its tranches together.
fn least(context: &Context<'_>, deal: &Deal) -> Decimal {
    let tranches: Decimal = context.tranches(&deal.id).map(|tranche| context.view.value(tranche).low).sum();
    context.view.value(deal).low.max(tranches)
}

/// The node of a party at the view's level.
fn at_level<'a>(view: &View, register: &'a Register, id: &'a EntityId) -> &'a EntityId {
    match view.level {
        Level::Company => register.owner_on(id, view.as_of),
        Level::Asset => id,
    }
}

/// Whether `--without` names an entity or one of its owners.
fn left_out(view: &View, register: &Register, id: &EntityId) -> bool {
    let mut next = Some(id);
    while let Some(at) = next {
        if view.without.contains(at) {
            return true;
        }
        next = register.entities.get(at).and_then(|entity| entity.owner_on(view.as_of));
    }
    false
}

/// At asset level, what is bought of its owner is paid to the asset itself, so that it is seen to carry the money: the
/// cloud that a contract names, or the chip where only one is bought. With several chips the split is unknown, and the
/// maker stays the payee.
fn asset<'a>(view: &View, register: &Register, deal: &'a Deal, payee: &'a EntityId) -> &'a EntityId {
    let named = match (deal.kind, deal.chips.as_slice()) {
        (Kind::Chips, [chip]) => Some(chip),
        (Kind::Cloud, _) => deal.cloud.as_ref(),
        _ => None,
    };
    let owned =
        |id: &&EntityId| register.entities.get(*id).and_then(|entity| entity.owner_on(view.as_of)) == Some(payee);
    match view.level {
        Level::Asset => named.filter(owned).unwrap_or(payee),
        Level::Company => payee,
    }
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
    let mut arcs = Vec::new();
    for (id, outcome) in outcomes(view, register) {
        let (Some(deal), Outcome::Counts(legs)) = (register.deals.get(&id), outcome) else {
            continue;
        };
        if !view.kinds.is_empty() && !view.kinds.contains(&deal.kind) || view.without_deals.contains(&id) {
            continue;
        }
        let Ok(status) = standing(view, deal) else {
            continue;
        };
        // A deal that is only assumed to stand so has no day of its own: the first that is recorded stands for it.
        let since = deal.since(view.status, view.as_of).or_else(|| deal.history.first().map(|event| event.on));
        let Some(since) = since else { continue };
        for (payer, payee, value) in legs {
            let mark = deal.mark_on(view.as_of);
            let arc = Arc { payer: 0, payee: 0, deal: id.clone(), kind: deal.kind, value, status, mark, since };
            arcs.push((payer, payee, arc));
        }
    }
    let ties = if view.level == Level::Asset { ties(view, register, &arcs) } else { BTreeSet::new() };
    let graph = FlowGraph::build(Gathered { arcs, groups: Vec::new(), ties });
    through(view, &amounts(view, &graph))
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
fn amounts(view: &View, graph: &FlowGraph) -> FlowGraph {
    if view.min_amount.is_none() && !view.priced {
        return graph.clone();
    }
    graph.filtered(|hop| match hop.value.stated {
        _ if hop.structural => true,
        Some(stated) => view.min_amount.is_none_or(|least| stated >= least),
        None => !view.priced,
    })
}

/// `--through`: what lies on a closed walk through the entities.
fn through(view: &View, graph: &FlowGraph) -> FlowGraph {
    if view.through.is_empty() {
        return graph.clone();
    }
    let component = graph.components();
    let of = |node: usize| component.get(node).copied();
    let wanted: Vec<Option<usize>> = view.through.iter().map(|id| graph.node(id.as_str()).and_then(of)).collect();
    let Some(Some(common)) = wanted.first().copied().filter(|first| wanted.iter().all(|w| w == first)) else {
        return graph.filtered(|_| false);
    };
    graph.filtered(|hop| of(hop.payer) == Some(common) && of(hop.payee) == Some(common))
}
