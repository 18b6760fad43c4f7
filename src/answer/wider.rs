//! What would bring an answer that is empty: flags that leave out all there is, tried by themselves and in pairs.

use super::{Ends, FoundLoops, LoopsAsk, words::and};
use crate::{
    circuits::{Limits, along},
    flow::{Scope, View},
    model::{EntityId, Status},
};

/// So many loops are looked at for each change that is tried.
const LOOKED_AT: u64 = 20_000;

/// One change of the flags, by which more is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Contingent,
    Class,
    Status(Status),
    Amounts,
    Length,
}

impl Change {
    /// Those that can bring anything, the most telling first; of rungs the firmest first.
    fn all(view: &View, limits: Option<&Limits>) -> Vec<Self> {
        let mut all = Vec::new();
        if limits.is_some_and(|limits| limits.class.is_some()) {
            all.push(Self::Class);
        }
        if !view.contingent {
            all.push(Self::Contingent);
        }
        let below = Status::rungs().filter(|rung| *rung < view.status);
        let mut below: Vec<Self> = below.map(Self::Status).collect();
        below.reverse();
        all.extend(below);
        if view.priced || view.min_amount.is_some() {
            all.push(Self::Amounts);
        }
        if limits.is_some_and(|limits| limits.max_length.is_some()) {
            all.push(Self::Length);
        }
        all
    }

    fn apply(self, view: &mut View, limits: &mut Limits) {
        match self {
            Self::Contingent => view.contingent = true,
            Self::Class => limits.class = None,
            Self::Status(status) => view.status = status,
            Self::Amounts => (view.priced, view.min_amount) = (false, None),
            Self::Length => limits.max_length = None,
        }
    }

    /// What to type.
    fn words(self) -> String {
        match self {
            Self::Contingent => "with --include contingent".to_owned(),
            Self::Class => "with --class any".to_owned(),
            Self::Status(status) => format!("with --status {}", status.name()),
            Self::Amounts => "without --priced and --min-amount".to_owned(),
            Self::Length => "without --max-length".to_owned(),
        }
    }
}

/// The fewest changes by which something is there, in words; `None` if no two of them do it.
fn changes(scope: &Scope<'_>, limits: Option<&Limits>, there: impl Fn(&Scope<'_>, &Limits) -> bool) -> Option<String> {
    let all = Change::all(&scope.view, limits);
    let pairs =
        all.iter().enumerate().flat_map(|(at, one)| all.iter().skip(at + 1).map(move |other| vec![*one, *other]));
    let tried = all.iter().map(|one| vec![*one]).chain(pairs);
    let brings = |changes: &Vec<Change>| {
        let (mut view, mut limits) = (scope.view.clone(), limits.cloned().unwrap_or_default());
        for change in changes {
            change.apply(&mut view, &mut limits);
        }
        there(&Scope::new(scope.register, view).until(scope.stop.clone()), &limits)
    };
    let found = tried.into_iter().take_while(|_| !scope.stop.should_stop()).find(brings)?;
    let words: Vec<String> = found.iter().map(|change| change.words()).collect();
    Some(and(&words.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// What would bring loops where a search found none at all.
pub fn would_bring_loops(scope: &Scope<'_>, ask: &LoopsAsk) -> Option<String> {
    let some = |wider: &Scope<'_>, limits: &Limits| {
        // One will do, unless it has to meet a condition.
        let count = if ask.only.is_some() { None } else { Some(1) };
        let limits = Limits { count, looked_at: Some(LOOKED_AT), ..limits.clone() };
        let ask = LoopsAsk { limits, ..ask.clone() };
        !FoundLoops::search(wider, &ask, 1.0).circuits.list.is_empty()
    };
    if let Some(words) = changes(scope, Some(&ask.limits), some) {
        return Some(format!("{words} there would be some"));
    }
    // Without a single deal the flags may be no slip, but what they leave out is not what they seem to ask for.
    let arcs = would_bring_flows(scope, Ends::default()).filter(|_| scope.graph.arcs().is_empty());
    arcs.map(|words| format!("no deal counts in this view; {words}, but no loop"))
}

/// What would bring flows between some ends where none counts.
pub fn would_bring_flows(scope: &Scope<'_>, ends: Ends<'_>) -> Option<String> {
    let some = |wider: &Scope<'_>, _: &Limits| wider.graph.arcs().iter().any(|arc| ends.include(wider, arc));
    changes(scope, None, some).map(|words| format!("{words} there would be some"))
}

/// What would bring the loop along some entities, which is not there.
pub fn would_bring_loop(scope: &Scope<'_>, path: &[&EntityId]) -> Option<String> {
    let there = |wider: &Scope<'_>, _: &Limits| {
        let nodes: Option<Vec<_>> = path.iter().map(|id| wider.graph.node(id.as_str())).collect();
        nodes.and_then(|nodes| along(&wider.graph, wider.register, &nodes)).is_some()
    };
    changes(scope, None, there).map(|words| format!("{words} it is there"))
}
