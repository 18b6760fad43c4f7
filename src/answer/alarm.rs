//! Which loops meet a condition: those that are listed, or those that are an alarm.

use super::words::{at_least, formed, plural, verb};
use crate::{
    circuits::{Circuit, Circuits, Condition},
    flow::Scope,
};

/// How many loops an alarm names.
const NAMED: usize = 20;

/// A condition, and how it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As it was written.
    pub text: String,
    /// What it means.
    pub condition: Condition,
}

impl Phrase {
    /// Whether each of some loops meets it; `None` where what decides is not disclosed.
    fn met(&self, scope: &Scope<'_>, list: &[Circuit]) -> Vec<Option<bool>> {
        list.iter().map(|circuit| self.condition.met_by(circuit, scope)).collect()
    }

    /// Keeps the loops that meet it, and counts those that might.
    pub(super) fn keep(&self, scope: &Scope<'_>, list: &mut Vec<Circuit>) -> usize {
        let met = self.met(scope, list);
        let mut each = met.iter();
        list.retain(|_| each.next() == Some(&Some(true)));
        met.iter().filter(|met| met.is_none()).count()
    }
}

/// The loops that meet a condition under which somebody wants to be alarmed.
#[derive(Debug, Clone)]
pub struct Alarm<'c> {
    phrase: &'c Phrase,
    scope: &'c Scope<'c>,
    complete: bool,
    /// Which they are.
    pub loops: Vec<&'c Circuit>,
    /// How many more might meet it: what decides is not disclosed.
    pub unknown: usize,
}

impl<'c> Alarm<'c> {
    /// Tries the loops that a search found.
    pub fn of(phrase: &'c Phrase, scope: &'c Scope<'c>, found: &'c Circuits) -> Self {
        let met = phrase.met(scope, &found.list);
        let loops = found.list.iter().zip(&met).filter(|(_, met)| **met == Some(true)).map(|(circuit, _)| circuit);
        let unknown = met.iter().filter(|met| met.is_none()).count();
        Self { phrase, scope, complete: found.complete, loops: loops.collect(), unknown }
    }

    /// What is the matter, the first of the loops one by one.
    pub fn lines(&self) -> Vec<String> {
        let (text, count) = (&self.phrase.text, self.loops.len());
        let mut lines = vec![if count == 0 {
            format!("no loop is known to meet `{text}`")
        } else {
            let meet = verb(count, "meets", "meet");
            format!("{} {} {meet} `{text}`:", at_least(self.complete, count), plural(count, "loop"))
        }];
        lines.extend(self.loops.iter().take(NAMED).map(|circuit| {
            let (amount, status) = (circuit.bottleneck.words(self.scope.register.base), circuit.standing());
            let formed = formed(self.scope, circuit);
            format!("  {} ({amount}, {status}, formed on {formed})", circuit.id)
        }));
        if count > NAMED {
            lines.push(format!("  and {} more", at_least(self.complete, count - NAMED)));
        }
        lines
    }
}

/// What is said of loops that might meet a condition, if there are any.
pub fn might_match(unknown: usize, complete: bool) -> Option<String> {
    let loops = || format!("{} more {}", at_least(complete, unknown), plural(unknown, "loop"));
    (unknown > 0).then(|| format!("{} might match: the data needed to tell is undisclosed", loops()))
}
