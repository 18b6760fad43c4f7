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
        for payee in &deal.payees {
            let (from, to) = (view.party(register, payer), view.party(register, payee));
            let to = asset(view, register, deal, to);
            let owner = register.owner_on(from, view.as_of);
            if [payer, payee, to].into_iter().any(|id| left_out(view, register, id)) {
                pairs.left_out = true;
            } else if owner == register.owner_on(to, view.as_of) {
                pairs.within = Some(owner);
            } else {
                pairs.ends.insert((from, to));
            }
        }
    }
    pairs
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
