//! Who is what to whom: investor, customer, supplier, creditor, landlord, guarantor, owner, warrant holder,
//! co-venturer.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::About;
use crate::{
    flow::{Outcome, View, outcomes},
    model::{Deal, DealId, EntityId, Family, Kind, Range, Register},
};

/// What a reader must know of roles.
pub const ABOUT: About = About {
    title: "roles of a pair",
    definition: "What two companies are to each other by the deals between them: each role, who has it, and by which \
                 deals.",
    method: "Read off the kind of each deal in the view, whether money moves or not: guarantees and stakes are \
             included. A deal whose money another record carries (a total with its tranches, a second description) \
             is not counted again. Two parties that contribute to the same venture are joint venturers, whether a \
             payment into it is known or not.",
    caution: "Several roles at once are ordinary in trade and finance: they show where interests meet, not that \
              anybody acted on them.",
};

/// What one party is to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Puts in equity, convertibles, contributions, credits or assets.
    Investor,
    /// Lends.
    Creditor,
    /// Buys; the other one is its supplier.
    Customer,
    /// Lets space or power; the other one is its tenant.
    Landlord,
    /// Stands surety for the other one, or towards it.
    Guarantor,
    /// Holds a stake that is recorded as such.
    Owner,
    /// Holds warrants of, or was given shares by, the other one.
    WarrantHolder,
    /// Contributes to the same venture.
    JointVenturer,
}

impl Role {
    /// Every role, in order.
    pub const ALL: [Self; 8] = [
        Self::Investor,
        Self::Creditor,
        Self::Customer,
        Self::Landlord,
        Self::Guarantor,
        Self::Owner,
        Self::WarrantHolder,
        Self::JointVenturer,
    ];

    /// In files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Investor => "investor",
            Self::Creditor => "creditor",
            Self::Customer => "customer",
            Self::Landlord => "landlord",
            Self::Guarantor => "guarantor",
            Self::Owner => "owner",
            Self::WarrantHolder => "warrant holder",
            Self::JointVenturer => "joint venturer",
        }
    }

    /// In a sentence: "Nvidia is *investor in* OpenAI".
    pub fn words(self) -> &'static str {
        match self {
            Self::Investor => "investor in",
            Self::Creditor => "creditor of",
            Self::Customer => "customer of",
            Self::Landlord => "landlord of",
            Self::Guarantor => "guarantor for",
            Self::Owner => "part owner of",
            Self::WarrantHolder => "warrant holder of",
            Self::JointVenturer => "joint venturer with",
        }
    }

    /// The role that a deal of this kind makes, and whether the payer has it; none for what leads to third parties.
    fn of(kind: Kind) -> Option<(Self, bool)> {
        match kind {
            Kind::Equity | Kind::Convertible | Kind::Contribution | Kind::Credits | Kind::Assets => {
                Some((Self::Investor, true))
            }
            Kind::Debt => Some((Self::Creditor, true)),
            Kind::Warrant | Kind::ShareGrant => Some((Self::WarrantHolder, false)),
            Kind::Cloud | Kind::Chips | Kind::Services | Kind::Licence | Kind::RevenueShare => {
                Some((Self::Customer, true))
            }
            Kind::Lease => Some((Self::Landlord, false)),
            Kind::Guarantee => Some((Self::Guarantor, true)),
            Kind::Ownership => Some((Self::Owner, true)),
            Kind::Acquisition | Kind::Divestment | Kind::SecondarySale | Kind::Exclusivity => None,
        }
    }
}

/// One role that one of a pair has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Relation {
    /// Which role.
    pub role: Role,
    /// Whether the first of the pair has it; of joint venturers both have, and it is said once.
    pub by_first: bool,
    /// By which deals, in the order of their ids, and for how much between these two: of a round, an unknown share.
    /// None of a stake, or of a venture to which both contribute.
    pub deals: Vec<(DealId, Option<Range>)>,
}

/// Two companies and what they are to each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// The one first in the alphabet of ids.
    pub first: EntityId,
    /// The other one.
    pub second: EntityId,
    /// The roles, in the order of [`Role::ALL`], the first one's before the second's.
    pub relations: Vec<Relation>,
}

/// Every pair of a view that is joined by a deal, in the order of their ids.
///
/// ```
/// use roundtrip::{flow::View, measure::roles};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let pairs = roles(&register, &View::of(&register));
/// assert!(pairs.iter().all(|pair| pair.first < pair.second && !pair.relations.is_empty()));
/// ```
pub fn roles(register: &Register, view: &View) -> Vec<Pair> {
    let mut found = Found::default();
    // Guarantees are a role whether they are counted as money or not.
    let wide = View { contingent: true, ..view.clone() };
    for (id, outcome) in outcomes(&wide, register) {
        let Some(deal) = register.deals.get(&id) else { continue };
        if view.without_deals.contains(&id) || !view.kinds.is_empty() && !view.kinds.contains(&deal.kind) {
            continue;
        }
        let ends = match outcome {
            // A guarantee stands in full toward each: the lender, and on whose behalf it is given.
            Outcome::Counts(legs) if deal.on_behalf_of.is_some() && is_one_guarantee(deal) => {
                legs.into_iter().map(|(payer, payee, _)| (payer, payee, Some(view.value(deal)))).collect()
            }
            Outcome::Counts(legs) => {
                legs.into_iter().map(|(payer, payee, value)| (payer, payee, Some(value))).collect()
            }
            Outcome::NoFlow(Family::Stock) => parties(register, view, deal),
            // Partners of a venture are that though nothing is known to have been paid into it; what else moves no money by
            // its record is a plan, a sum of others, or spending of one's own.
            Outcome::NoArc(_) if deal.kind == Kind::Contribution => {
                found.venture(deal, &parties(register, view, deal));
                continue;
            }
            _ => continue,
        };
        found.take(deal, &ends);
    }
    found.ventures();
    let on_loops = (!view.through.is_empty()).then(|| view.flow(register));
    let kept = |first: &EntityId, second: &EntityId| {
        on_loops.as_ref().is_none_or(|graph| [first, second].iter().all(|id| graph.node(id.as_str()).is_some()))
    };
    let pair = |((first, second), relations): ((EntityId, EntityId), Relations)| {
        let relation = |((role, order), deals): ((Role, u8), Deals)| Relation {
            role,
            by_first: order == 0,
            deals: deals.into_iter().collect(),
        };
        Pair { first, second, relations: relations.into_iter().map(relation).collect() }
    };
    found.pairs.into_iter().filter(|((first, second), _)| kept(first, second)).map(pair).collect()
}

/// By role and by who has it: 0 is the first of the pair, so that it comes first.
type Relations = BTreeMap<(Role, u8), Deals>;

/// Each deal once; several payments of one deal between the same two are added up.
type Deals = BTreeMap<DealId, Option<Range>>;

/// Payer, payee and how much.
type Ends = Vec<(EntityId, EntityId, Option<Range>)>;

#[derive(Default)]
struct Found {
    pairs: BTreeMap<(EntityId, EntityId), Relations>,
    /// For each venture, who contributes and by which deals.
    ventures: BTreeMap<EntityId, BTreeMap<EntityId, BTreeSet<DealId>>>,
}

impl Found {
    fn take(&mut self, deal: &Deal, ends: &Ends) {
        let Some((role, payer_has)) = Role::of(deal.kind) else { return };
        for (payer, payee, value) in ends {
            let (holder, other) = if payer_has { (payer, payee) } else { (payee, payer) };
            self.add(holder, other, role, (&deal.id, *value));
        }
        if deal.kind == Kind::Contribution {
            self.venture(deal, ends);
        }
    }

    /// Who takes part in a venture.
    fn venture(&mut self, deal: &Deal, ends: &Ends) {
        for (payer, payee, _) in ends {
            let own = self.ventures.entry(payee.clone()).or_default();
            own.entry(payer.clone()).or_default().insert(deal.id.clone());
        }
    }

    fn add(&mut self, holder: &EntityId, other: &EntityId, role: Role, (deal, value): (&DealId, Option<Range>)) {
        if holder == other {
            return;
        }
        let by_first = holder < other;
        let pair = if by_first { (holder.clone(), other.clone()) } else { (other.clone(), holder.clone()) };
        let relations = self.pairs.entry(pair).or_default();
        let sum = relations.entry((role, u8::from(!by_first))).or_default().entry(deal.clone()).or_default();
        *sum = sum.zip(value).map(|(sum, value)| sum.plus(value)).or(*sum).or(value);
    }

    /// Whoever contributes to the same venture.
    fn ventures(&mut self) {
        for members in std::mem::take(&mut self.ventures).into_values() {
            let all: Vec<_> = members.iter().collect();
            for (at, (first, own)) in all.iter().enumerate() {
                for (second, theirs) in all.iter().skip(at + 1) {
                    for deal in own.union(theirs) {
                        // Of both: told from the side of the first.
                        self.add(first, second, Role::JointVenturer, (deal, None));
                    }
                }
            }
        }
    }
}

/// Whether a deal is a guarantee by one to one.
fn is_one_guarantee(deal: &Deal) -> bool {
    deal.kind == Kind::Guarantee && deal.payers.len() == 1 && deal.payees.len() == 1
}

/// Who owns whom by a stake, at the view's level.
fn parties(register: &Register, view: &View, deal: &Deal) -> Ends {
    let left_out =
        |id: &EntityId| view.without.contains(id) || view.without.contains(register.owner_on(id, view.as_of));
    let pairs = deal.payers.iter().flat_map(|payer| deal.payees.iter().map(move |payee| (payer, payee)));
    let kept = pairs.filter(|(payer, payee)| !left_out(payer) && !left_out(payee));
    let at = |id: &EntityId| view.party(register, id).clone();
    kept.map(|(payer, payee)| (at(payer), at(payee), None)).collect()
}
