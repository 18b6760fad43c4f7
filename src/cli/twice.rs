//! The word that stands beside figures in which the same money may be counted twice.

use std::io::Write as _;

use super::{
    clock,
    outcome::{End, Failure},
};
use crate::{
    flow::{Outcome, Scope, outcomes},
    measure::{Duplicate, duplicates},
    terminal::Terminal,
};

/// How many pairs are named.
const NAMED: usize = 2;

/// Says which deals that count in a view may be the same money. Of the shipped register `check` says it: what it holds is
/// known, and its doubts come with it. If there is no time to look, that is said, and the run is one that was stopped.
pub(super) fn warn(is_shipped: bool, scope: &Scope<'_>, terminal: &mut Terminal) -> Result<Option<End>, Failure> {
    if is_shipped {
        return Ok(None);
    }
    let missing = "whether the same money may be counted twice was not looked at";
    if scope.stop.expired() {
        writeln!(terminal.err, "note: {missing}: stopped at --deadline")?;
        return Ok(Some(End::Limited));
    }
    clock::missing(format!("the answer is whole, but {missing}"));
    let mut found = duplicates(scope.register);
    if found.is_empty() {
        return Ok(None);
    }
    let outcomes = outcomes(&scope.view, scope.register);
    let counts = |id: &crate::model::DealId| matches!(outcomes.get(id), Some(Outcome::Counts(_)));
    found.retain(|pair| counts(&pair.one) && counts(&pair.other));
    let named: Vec<String> =
        found.iter().take(NAMED).map(|Duplicate { one, other, .. }| format!("{one} and {other}")).collect();
    let (named, more) = (named.join(", "), found.len().saturating_sub(NAMED));
    let more = if more == 0 { String::new() } else { format!(", and {more} more") };
    let pairs = match found.len() {
        0 => return Ok(None),
        1 => String::new(),
        pairs => format!(" in {pairs} pairs of deals"),
    };
    let see = "see `roundtrip check --doubt duplicate`";
    writeln!(terminal.err, "note: the same money may be counted twice{pairs}: {named}{more}; {see}")?;
    Ok(None)
}
