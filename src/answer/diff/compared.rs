//! Two sides, and what differs.

use std::collections::BTreeMap;

use crate::{
    answer::show::outcome_words,
    circuits::Limits,
    flow::{Outcome, Scope, outcomes},
    measure::{Change, ChangeKind, DealChange, DealState, LoopChange, Side, change},
    model::{Deal, DealId, EntityId},
};

/// How many loops are because of a deal, alone or with others.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Behind {
    pub(super) born: usize,
    pub(super) died: usize,
    pub(super) other: usize,
}

impl Behind {
    pub(super) fn all(self) -> usize {
        self.born + self.died + self.other
    }
}

/// All that is said of two sides.
pub(super) struct Compared<'c, 'r> {
    pub(super) before: &'c Scope<'r>,
    pub(super) after: &'c Scope<'r>,
    pub(super) change: Change,
    pub(super) top: usize,
    pub(super) behind: BTreeMap<DealId, Behind>,
    outcomes: [BTreeMap<DealId, Outcome>; 2],
}

impl<'c, 'r> Compared<'c, 'r> {
    pub(super) fn new(before: &'c Scope<'r>, after: &'c Scope<'r>, limits: &Limits, top: usize) -> Self {
        let side = |scope: &'c Scope<'r>| Side { register: scope.register, view: &scope.view };
        // What is found is compared and written after that.
        let change = change(side(before), side(after), limits, &after.stop.share(0.7));
        let outcomes = [before, after].map(|scope| outcomes(&scope.view, scope.register));
        Self { behind: behind(&change), before, after, change, top, outcomes }
    }

    /// Whether every loop of both sides is known; else there are at least so many changes.
    pub(super) fn complete(&self) -> bool {
        self.change.totals.iter().all(|total| total.complete)
    }

    /// The side of which a loop is shown: as it is, or as it was if it is gone.
    pub(super) fn side(&self, change: &LoopChange) -> &'c Scope<'r> {
        if change.after.is_some() { self.after } else { self.before }
    }

    /// How many loops are because of a deal.
    pub(super) fn behind(&self, deal: &DealId) -> Behind {
        self.behind.get(deal).copied().unwrap_or_default()
    }

    /// A deal, from the side that knows it, the later one first.
    pub(super) fn deal(&self, id: &DealId) -> Option<&'r Deal> {
        [self.after, self.before].into_iter().find_map(|scope| scope.register.deals.get(id))
    }

    /// What a deal is called.
    pub(super) fn title<'s>(&'s self, id: &'s DealId) -> &'s str {
        self.deal(id).map_or(id.as_str(), |deal| &deal.title)
    }

    /// How a deal stood before, in words, and how it stands after.
    pub(super) fn stands(&self, change: &DealChange) -> [String; 2] {
        let [old, new] = &self.outcomes;
        let (before, after) = (change.before.as_ref(), change.after.as_ref());
        let mut was = words(self.before, old, &change.deal, before, &[]);
        let mut is = words(self.after, new, &change.deal, after, &change.successors);
        // The same deal between others: a party came to belong to somebody.
        let (from, to) = (parties(self.before, before), parties(self.after, after));
        if from != to && !from.is_empty() && !to.is_empty() {
            was += &format!("; {from}");
            is += &format!("; {to}");
        }
        [was, is]
    }
}

/// Between whom a deal counts.
fn parties(scope: &Scope<'_>, state: Option<&DealState>) -> String {
    let name = |id: &EntityId| scope.register.name(id).to_owned();
    let arcs = state.map(|state| state.arcs.as_slice()).unwrap_or_default();
    arcs.iter().map(|(payer, payee, _)| format!("{} → {}", name(payer), name(payee))).collect::<Vec<_>>().join(", ")
}

/// `signed, $38bn`; or why it does not count.
fn words(
    scope: &Scope<'_>,
    outcomes: &BTreeMap<DealId, Outcome>,
    id: &DealId,
    state: Option<&DealState>,
    successors: &[DealId],
) -> String {
    let Some(state) = state else {
        let known = scope.register.deals.contains_key(id);
        return if known { "not there yet" } else { "not in the register" }.to_owned();
    };
    let mark = state.mark.map_or_else(String::new, |mark| format!(" ({})", mark.name()));
    let mut text = format!("{}{mark}, {}", state.status.words(), state.value.words(scope.register.base));
    if !successors.is_empty() {
        let ids: Vec<&str> = successors.iter().map(DealId::as_str).collect();
        text += &format!("; replaced by {}", ids.join(", "));
    } else if state.arcs.is_empty() && state.status.is_live() {
        match outcomes.get(id) {
            None | Some(Outcome::Counts(_)) => text += "; left out by the view",
            outcome => text += &format!("; {}", outcome_words(scope, outcome)),
        }
    } else if let [(.., value)] = state.arcs.as_slice()
        && *value != state.value
    {
        text += &format!("; counts as {}", value.words(scope.register.base));
    }
    text
}

/// For each deal, how many loops were born, died and changed otherwise because of it.
fn behind(change: &Change) -> BTreeMap<DealId, Behind> {
    let mut counts: BTreeMap<DealId, Behind> = BTreeMap::new();
    for change in &change.loops {
        for deal in &change.deals {
            let count = counts.entry(deal.clone()).or_default();
            match change.kinds.first() {
                Some(ChangeKind::Born) => count.born += 1,
                Some(ChangeKind::Died) => count.died += 1,
                _ => count.other += 1,
            }
        }
    }
    counts
}
