//! Between whom a deal is in a view.

use std::collections::BTreeSet;

use super::{Level, View};
use crate::model::{Deal, EntityId, Kind, Register};

/// Between whom a deal is at the view's level.
pub(super) struct Pairs<'a> {
    /// Payer and payee, each pair once: members of a round that belong to one owner are one payer of it here, with one
    /// ceiling; where all of them are one, that one gives the whole.
    pub(super) ends: BTreeSet<(&'a EntityId, &'a EntityId)>,
    /// Some of the parties are left out by `--without`: what they give is not known to be nothing.
    pub(super) left_out: bool,
    /// The owner of a payer and a payee that are one.
    pub(super) within: Option<&'a EntityId>,
}

/// Between whom a deal is at the view's level, of those payers that are asked for.
pub(super) fn pairs<'a>(
    view: &View,
    register: &'a Register,
    deal: &'a Deal,
    asked: impl Fn(&EntityId) -> bool,
) -> Pairs<'a> {
    let mut pairs = Pairs { ends: BTreeSet::new(), left_out: false, within: None };
    for payer in deal.payers.iter().filter(|payer| asked(payer)) {
        let from = view.party(register, payer);
        for payee in &deal.payees {
            let to = asset(view, register, deal, view.party(register, payee));
            if [payer, payee, to].into_iter().any(|id| left_out(view, register, id)) {
                pairs.left_out = true;
            } else if is_within(view, register, from, to) {
                pairs.within = Some(register.owner_on(from, view.as_of));
            } else {
                pairs.ends.insert((from, to));
            }
        }
        // What is guaranteed to a lender helps whoever owes it as much: one sum, told on the way to each of them.
        if let Some(behalf) = deal.on_behalf_of.as_ref().filter(|_| deal.kind == Kind::Guarantee) {
            let to = view.party(register, behalf);
            let is_out = [payer, behalf].into_iter().any(|id| left_out(view, register, id));
            if !is_out && !is_within(view, register, from, to) {
                pairs.ends.insert((from, to));
            }
        }
    }
    pairs
}

/// Whether what one pays the other stays where it is: they are one at the level, or one owns the other, between which
/// anything may pass. Two assets of one owner stand apart.
fn is_within(view: &View, register: &Register, from: &EntityId, to: &EntityId) -> bool {
    owners(view, register, from).any(|id| id == to) || owners(view, register, to).any(|id| id == from)
}

/// An entity, its owner, and so on to the top.
fn owners<'a>(view: &View, register: &'a Register, id: &'a EntityId) -> impl Iterator<Item = &'a EntityId> {
    let day = view.as_of;
    std::iter::successors(Some(id), move |at| register.entities.get(*at)?.owner_on(day))
}

/// Whether `--without` names an entity or one of its owners.
fn left_out(view: &View, register: &Register, id: &EntityId) -> bool {
    !view.without.is_empty() && owners(view, register, id).any(|id| view.without.contains(id))
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
