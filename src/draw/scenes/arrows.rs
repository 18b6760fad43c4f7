//! Which arrows are drawn: of more than can be followed, those of the largest loops, then those with most money. And what is
//! said of the others.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use rust_decimal::Decimal;

use super::{Subject, words};
use crate::{
    draw::text::thousands,
    flow::{Arc, Hop, Node, Scope},
};

/// More arrows than that cannot be followed on one page, however it is laid out.
const ON_A_PAGE: usize = 180;
/// With more for each bubble than that, a smaller map is as crowded.
const FOR_EACH: usize = 4;
/// Fewer for each bubble than that would hide how they hang together.
const LEAST_FOR_EACH: usize = 2;

/// The arrows that can be followed between so many bubbles.
pub(super) fn room(bubbles: usize) -> usize {
    (FOR_EACH * bubbles).min(ON_A_PAGE).max(LEAST_FOR_EACH * bubbles)
}

/// Which hops between those drawn are drawn.
pub(super) struct Shown {
    hops: BTreeSet<usize>,
    /// What is said of the others, if there are any.
    pub(super) said: Option<String>,
}

impl Shown {
    /// Chooses, if they make more than `most` arrows: those of `always`; of each bubble those of the largest loop through it,
    /// or else the one with most money; then loop by loop, the largest first, and then hop by hop, those with most money
    /// first, whatever still has room.
    pub(super) fn of(subject: &Subject<'_>, drawn: &[Node], always: &BTreeSet<usize>, most: usize) -> Self {
        let drawn: BTreeSet<Node> = drawn.iter().copied().collect();
        let between = |hop: &Hop| !hop.structural && drawn.contains(&hop.payer) && drawn.contains(&hop.payee);
        let hops = subject.scope.graph.hops().iter().enumerate().filter(|(_, hop)| between(hop));
        let arrows: BTreeMap<usize, usize> = hops.map(|(at, hop)| (at, by_colour(subject, hop))).collect();
        let all: usize = arrows.values().sum();
        if all <= most {
            return Self { hops: arrows.into_keys().collect(), said: None };
        }
        let mut choosing = Choosing { subject, arrows: &arrows, taken: always.clone(), reached: BTreeSet::new() };
        choosing.taken.retain(|at| arrows.contains_key(at));
        choosing.reach_everybody();
        choosing.fill(most);
        let taken = choosing.taken;
        let said = said(subject, &arrows, &taken);
        Self { hops: taken, said: Some(said) }
    }

    pub(super) fn has(&self, hop: usize) -> bool {
        self.hops.contains(&hop)
    }
}

/// Hops that are being chosen.
struct Choosing<'a> {
    subject: &'a Subject<'a>,
    /// The hops between those drawn, and how many arrows each of them is.
    arrows: &'a BTreeMap<usize, usize>,
    taken: BTreeSet<usize>,
    /// Whoever has an arrow.
    reached: BTreeSet<Node>,
}

impl Choosing<'_> {
    /// Takes what shows why each bubble is drawn.
    fn reach_everybody(&mut self) {
        for circuit in self.subject.circuits {
            let is_drawn = circuit.steps.iter().all(|step| self.is_drawn(step.hop));
            if is_drawn && !circuit.nodes.iter().all(|node| self.reached.contains(node)) {
                self.reached.extend(&circuit.nodes);
                self.taken
                    .extend(circuit.steps.iter().map(|step| step.hop).filter(|hop| self.arrows.contains_key(hop)));
            }
        }
        for at in self.richest() {
            let hop = &self.subject.scope.graph.hops()[at];
            if !(self.reached.contains(&hop.payer) && self.reached.contains(&hop.payee)) {
                self.reached.extend([hop.payer, hop.payee]);
                self.taken.insert(at);
            }
        }
    }

    /// Takes what still has room.
    fn fill(&mut self, most: usize) {
        let mut room = most.saturating_sub(self.taken.iter().filter_map(|at| self.arrows.get(at)).sum());
        let loops = self.subject.circuits.iter().filter(|circuit| circuit.steps.iter().all(|s| self.is_drawn(s.hop)));
        let loops: Vec<BTreeSet<usize>> =
            loops.map(|circuit| circuit.steps.iter().map(|step| step.hop).collect()).collect();
        for hops in loops.into_iter().chain(self.richest().into_iter().map(|at| BTreeSet::from([at]))) {
            if room == 0 {
                return;
            }
            let new: Vec<usize> =
                hops.into_iter().filter(|at| self.arrows.contains_key(at) && !self.taken.contains(at)).collect();
            let need: usize = new.iter().filter_map(|at| self.arrows.get(at)).sum();
            if need <= room {
                room -= need;
                self.taken.extend(new);
            }
        }
    }

    /// Whether a step of a loop can be seen: as arrows, or as the tie of two bubbles.
    fn is_drawn(&self, hop: usize) -> bool {
        self.arrows.contains_key(&hop) || self.subject.scope.graph.hops().get(hop).is_some_and(|hop| hop.structural)
    }

    /// The hops by what they state, the most first.
    fn richest(&self) -> Vec<usize> {
        let mut hops: Vec<usize> = self.arrows.keys().copied().collect();
        hops.sort_by_key(|&at| (Reverse(self.subject.scope.graph.hops()[at].value.stated), at));
        hops
    }
}

/// How many arrows a hop is: one for each colour.
fn by_colour(subject: &Subject<'_>, hop: &Hop) -> usize {
    subject.scope.graph.arcs_of(hop).map(|arc| words::tint(arc.kind)).collect::<BTreeSet<_>>().len()
}

/// How many arrows of how many are drawn, and with how much of the money.
fn said(subject: &Subject<'_>, arrows: &BTreeMap<usize, usize>, taken: &BTreeSet<usize>) -> String {
    let Scope { register, graph, .. } = subject.scope;
    let money = |hops: &mut dyn Iterator<Item = usize>| -> Decimal {
        let arcs: Vec<&Arc> = hops.filter_map(|at| graph.hops().get(at)).flat_map(|hop| graph.arcs_of(hop)).collect();
        graph.sum_of(arcs).stated.unwrap_or_default()
    };
    let (whole, shown) = (money(&mut arrows.keys().copied()), money(&mut taken.iter().copied()));
    let with = if whole.is_zero() {
        String::new()
    } else {
        format!(", with {} of the {} that is stated", register.base.money(shown), register.base.money(whole))
    };
    let count: usize = taken.iter().filter_map(|at| arrows.get(at)).sum();
    format!(
        "Of {} arrows between those drawn, {} are drawn: those of the largest loops, then those with most money{with}.",
        thousands(arrows.values().sum()),
        thousands(count),
    )
}
