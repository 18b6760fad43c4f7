//! What became of a deal in a view, in a few words.

use crate::{
    flow::{Outcome, Scope},
    model::Family,
};

/// What became of a deal in a view, in a few words: that it counts and as what, or why not.
pub fn outcome_words(scope: &Scope<'_>, outcome: Option<&Outcome>) -> String {
    match outcome {
        None | Some(Outcome::NotYet) => format!("not there yet on {}", scope.view.as_of),
        Some(Outcome::Counts(legs)) => match legs.as_slice() {
            [] => "left out by the view".to_owned(),
            [(.., value)] => format!("counts as {}", value.words(scope.register.base)),
            [(.., value), ..] => format!("counts as {} arcs, each {}", legs.len(), value.words(scope.register.base)),
        },
        Some(Outcome::False) => "does not count: the report is wrong".to_owned(),
        Some(Outcome::Ended(status)) => format!("does not count: {}", status.words()),
        Some(Outcome::Below(status)) => format!("below the view's status: {}", status.words()),
        Some(Outcome::NoFlow(family)) => format!("no arc: {}", no_flow(*family)),
        Some(Outcome::NoArc(reason)) => format!("no arc: {reason}"),
        Some(Outcome::LeftOut) => "left out by the view".to_owned(),
        Some(Outcome::Nothing) => "moves no money: its amount is zero".to_owned(),
        Some(Outcome::Overlaps(other)) => format!("does not count beside {other}: the same money"),
        Some(Outcome::Succeeds(other)) => format!("does not count while {other}, which it is to replace, still stands"),
        Some(Outcome::InTranches) => "its tranches count instead".to_owned(),
        Some(Outcome::InParts) => "each party's part counts instead".to_owned(),
        Some(Outcome::Within(owner)) => format!("no arc: within {}", scope.register.name(owner)),
    }
}

fn no_flow(family: Family) -> &'static str {
    match family {
        Family::Contingent => "a guarantee, counted only with --include contingent",
        Family::Transfer => "the money leaves to the sellers",
        Family::Stock => "a stake, no payment",
        Family::Right => "a right, no payment",
        Family::Investment | Family::Purchase => "no money moves",
    }
}
