//! What adding up announced amounts counts twice.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;

use super::{
    About,
    statements::{is_whole, parts},
};
use crate::{
    flow::{Arc, FlowGraph, Outcome, View, outcomes},
    model::{Deal, DealId, Family, Members, Range, Register},
};

/// What a reader must know of it.
pub const ABOUT: About = About {
    title: "counted twice",
    definition: "Announced is the sum of what every live deal states: totals and their tranches, rounds and their \
                 members, and every record of the same money. Counted is the sum of the arcs, in which each dollar \
                 appears once.",
    method: "Deal by deal, what it states less what it counts as; each difference has one reason, so that they add \
             up to the whole difference. The counted sum is that of `flows`.",
    caution: "A total in the press may leave out deals that are here, and the other way round. Undisclosed amounts \
              are in neither sum. A round is counted once, as the sum of what its payers gave, although no arc states \
             whose share is how much.",
};

/// Why a deal counts for less than it states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It is a total, and its tranches count.
    Tranches,
    /// It is a round, and its parts count.
    Parts,
    /// Of several payers or payees nobody knows who has which share, and not all of them are in the sum.
    Split,
    /// Another record describes the same money.
    SameMoney,
    /// It is to take the place of a deal that still stands.
    Successor,
    /// The register says why no money moves by it: a running total, a plan, spending of its own.
    NoArc,
    /// Payer and payee have one owner.
    Within,
}

impl Reason {
    /// Every reason, in order.
    pub const ALL: [Self; 7] =
        [Self::Tranches, Self::Parts, Self::Split, Self::SameMoney, Self::Successor, Self::NoArc, Self::Within];

    /// In files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tranches => "tranches",
            Self::Parts => "parts",
            Self::Split => "split",
            Self::SameMoney => "same-money",
            Self::Successor => "successor",
            Self::NoArc => "no-arc",
            Self::Within => "within",
        }
    }

    /// For a reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::Tranches => "a total, whose tranches count",
            Self::Parts => "a round, whose known parts count",
            Self::Split => "a round of which some payers are left out",
            Self::SameMoney => "the same money as another record",
            Self::Successor => "takes the place of a deal that still stands",
            Self::NoArc => "a running total, a plan, or spending of its own",
            Self::Within => "between two of one owner",
        }
    }
}

/// A deal that counts for less than it states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Surplus {
    /// Which.
    pub deal: DealId,
    /// Why.
    pub reason: Reason,
    /// The register's own words for it, where it has some.
    pub why: Option<String>,
    /// What it states.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub announced: Decimal,
    /// What of it counts as stated.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub counted: Decimal,
    /// The deals that count instead.
    pub instead: Vec<DealId>,
}

impl Surplus {
    /// By how much it counts for less than it states.
    pub fn difference(&self) -> Decimal {
        self.announced - self.counted
    }
}

/// Announced and counted, and where they differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoubleCounting {
    /// How many live deals state an amount by which money moves.
    pub deals: usize,
    /// What these state, added up.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub announced: Decimal,
    /// What counts, with its range.
    pub counted: Range,
    /// Deals that count for less than they state, the largest difference first. Their differences are the whole one.
    pub surplus: Vec<Surplus>,
}

/// What adding up would count twice in a view. Linear in the deals, up to logarithms.
///
/// ```
/// use roundtrip::{flow::View, measure::double_counting};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let found = double_counting(&register, &View::of(&register));
/// let more: rust_decimal::Decimal = found.surplus.iter().map(|one| one.difference()).sum();
/// assert_eq!(Some(found.announced - more), found.counted.stated);
/// ```
pub fn double_counting(register: &Register, view: &View) -> DoubleCounting {
    let view = &View {
        kinds: BTreeSet::new(),
        without_deals: BTreeSet::new(),
        through: Vec::new(),
        min_amount: None,
        priced: false,
        ..view.clone()
    };
    let mut found = DoubleCounting { deals: 0, announced: Decimal::ZERO, counted: Range::ZERO, surplus: Vec::new() };
    let members = Members::of(register);
    let outcomes = outcomes(view, register);
    let (sum, counted) = counted(&view.flow(register));
    found.counted = sum;
    // Itself, or what it is made of.
    let counts =
        |id: &DealId| matches!(outcomes.get(id), Some(Outcome::Counts(_) | Outcome::InTranches | Outcome::InParts));
    for (id, outcome) in &outcomes {
        let Some(deal) = register.deals.get(id) else { continue };
        let moves = matches!(deal.kind.family(), Family::Investment | Family::Purchase);
        let Some((reason, why, instead)) = reason(register, &members, deal, outcome).filter(|_| moves) else {
            continue;
        };
        let instead = instead.into_iter().filter(counts).collect();
        let Some(announced) = view.value(deal).stated else { continue };
        found.deals += 1;
        found.announced += announced;
        let counted = counted.get(id).copied().unwrap_or_default();
        if counted != announced {
            found.surplus.push(Surplus { deal: id.clone(), reason, why, announced, counted, instead });
        }
    }
    // Of deals that state something, what nobody can share out counts as stated by none.
    found.counted.stated = (found.deals > 0).then(|| sum.stated.unwrap_or_default());
    found.surplus.sort_by_key(|one| (std::cmp::Reverse(one.difference()), one.deal.clone()));
    found
}

/// What all arcs come to by which money moves, and what of that each deal states: its own arcs, and of a round or total
/// what its known parts do not.
fn counted(graph: &FlowGraph) -> (Range, BTreeMap<DealId, Decimal>) {
    let moves = |arc: &Arc| matches!(arc.family(), Family::Investment | Family::Purchase);
    let picked = graph.arcs().iter().enumerate().filter(|(_, arc)| moves(arc)).map(|(at, _)| at);
    let picked: Vec<usize> = picked.collect();
    let mut counted: BTreeMap<DealId, Decimal> = BTreeMap::new();
    for arc in picked.iter().filter_map(|&at| graph.arcs().get(at)) {
        *counted.entry(arc.deal.clone()).or_default() += arc.value.stated.unwrap_or_default();
    }
    for (group, parts) in graph.groups().iter().zip(parts(graph)).filter(|(group, _)| is_whole(group, &picked)) {
        if let Some(stated) = group.value.stated {
            *counted.entry(group.deal.clone()).or_default() += stated - parts.stated.unwrap_or_default();
        }
    }
    (graph.sum(picked), counted)
}

/// Why a live deal counts for less than it states, if it does; `None` if it is not live.
fn reason(
    register: &Register,
    members: &Members<'_>,
    deal: &Deal,
    outcome: &Outcome,
) -> Option<(Reason, Option<String>, Vec<DealId>)> {
    let ids = |deals: &[&Deal]| deals.iter().map(|deal| deal.id.clone()).collect::<Vec<_>>();
    let tranches = || ids(members.tranches(&deal.id));
    let parts = || ids(members.parts(&deal.id));
    Some(match outcome {
        Outcome::Counts(_) if tranches().is_empty() && parts().is_empty() => (Reason::Split, None, Vec::new()),
        Outcome::Counts(_) if tranches().is_empty() => (Reason::Parts, None, parts()),
        Outcome::Counts(_) | Outcome::InTranches => (Reason::Tranches, None, tranches()),
        Outcome::InParts => (Reason::Parts, None, parts()),
        Outcome::Overlaps(other) => (Reason::SameMoney, None, vec![other.clone()]),
        Outcome::Succeeds(other) => (Reason::Successor, None, vec![other.clone()]),
        Outcome::NoArc(why) => (Reason::NoArc, Some(why.clone()), Vec::new()),
        Outcome::Within(owner) => (Reason::Within, Some(register.name(owner).to_owned()), Vec::new()),
        Outcome::False
        | Outcome::NotYet
        | Outcome::Ended(_)
        | Outcome::Below(_)
        | Outcome::NoFlow(_)
        | Outcome::LeftOut
        | Outcome::Nothing => return None,
    })
}
