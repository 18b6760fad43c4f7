//! From a graph of money to its loops.

use std::ops::ControlFlow;

use serde::Serialize;

use super::{
    Circuit, Ended, Search, Step,
    hops::{Hops, begin},
    limits::{Limits, MOST_HOPS},
    prune::Part,
};
use crate::{
    flow::{FlowGraph, Node},
    model::{Register, Stop},
};

/// After so many loops and choices of deals, wanted or not, it is asked whether to go on.
const ASK_EVERY: u64 = 1024;

/// The loops that were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Circuits {
    /// In the order of their ids, unless ranked.
    pub list: Vec<Circuit>,
    /// Whether these are all.
    pub complete: bool,
    /// Whether it was told to stop before its end, and not the limit.
    pub interrupted: bool,
    /// Whether [`MOST_HOPS`] ended the search.
    pub full: bool,
}

impl Circuits {
    /// Loops that are known to be all.
    pub fn all(list: Vec<Circuit>) -> Self {
        Self { list, complete: true, interrupted: false, full: false }
    }
}

/// Every loop of a graph within the limits. `stop` is asked now and then.
///
/// ```
/// use roundtrip::{circuits::{Limits, find}, flow::View, model::Stop};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let graph = View::of(&register).flow(&register);
/// let loops = find(&graph, &register, &Limits::default(), &Stop::never());
/// assert!(loops.complete && loops.list.iter().any(|l| l.id == "nvidia/openai/oracle"));
/// ```
pub fn find(graph: &FlowGraph, register: &Register, limits: &Limits, stop: &Stop) -> Circuits {
    let hops = Hops::new(graph, register);
    let named = graph.through().iter().chain(&limits.through);
    let through: Option<Vec<Node>> = named.map(|id| graph.node(id.as_str())).collect();
    let mut list = Vec::new();
    let mut held = 0;
    let Some(through) = through else {
        return Circuits::all(list);
    };
    let (mut looked_at, mut ended) = (0_u64, false);
    // Of one path there can be more choices of deals than there are paths: both loops have to ask.
    let mut ask = || {
        looked_at += 1;
        ended |= looked_at.is_multiple_of(ASK_EVERY) && stop.should_stop();
        let enough = limits.looked_at.is_some_and(|most| looked_at > most);
        if ended || enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let mut visitor = |path: &[u32]| {
        ask()?;
        let mut nodes: Vec<Node> = path.iter().map(|&vertex| vertex as usize).collect();
        begin(&mut nodes);
        if !through.iter().all(|node| nodes.contains(node)) {
            return ControlFlow::Continue(());
        }
        for steps in Choices::new(&hops, &hops.steps(&nodes), limits) {
            ask()?;
            let circuit = Circuit::new(graph, nodes.clone(), steps);
            let Some(circuit) = circuit.filter(|c| limits.class.is_none_or(|class| c.class == class)) else {
                continue;
            };
            let circuit = Circuit { by_deal: limits.by_deal, ..circuit };
            // One more than is wanted shows that there is more.
            if limits.count.is_some_and(|most| list.len() >= most) {
                return ControlFlow::Break(());
            }
            held += circuit.length();
            if held > MOST_HOPS {
                return ControlFlow::Break(());
            }
            list.push(circuit);
        }
        ControlFlow::Continue(())
    };
    let digraph = hops.digraph(&Part::of(graph, limits, &through));
    let search = limits.max_length.map_or(Search::all(&digraph), |most| Search::bounded(&digraph, most));
    let end = search.visit(stop, &mut visitor);
    let place =
        |circuit: &Circuit| (circuit.nodes.clone(), circuit.steps.iter().map(|s| s.arcs.clone()).collect::<Vec<_>>());
    list.sort_by_cached_key(place);
    let interrupted = ended || end == Err(Ended::Interrupted);
    Circuits { list, complete: end.is_ok(), interrupted, full: held > MOST_HOPS }
}

/// Every way to take one deal in each step that a loop of the class can have there, the deals of the last step changing
/// first; or the steps as they are.
struct Choices {
    /// For each step, what can be chosen in it.
    options: Vec<Vec<Step>>,
    /// Which is chosen next; `None` when all were.
    next: Option<Vec<usize>>,
}

impl Choices {
    fn new(hops: &Hops<'_>, steps: &[Step], limits: &Limits) -> Self {
        let single = |step: &Step| {
            let chosen = |arc: &&usize| hops.graph.arcs().get(**arc).is_some_and(|arc| limits.choose(arc));
            let one = |&arc: &usize| hops.step(step.hop, &[arc]);
            if limits.by_deal { step.arcs.iter().filter(chosen).filter_map(one).collect() } else { vec![step.clone()] }
        };
        let options: Vec<Vec<Step>> = steps.iter().map(single).collect();
        let next = options.iter().all(|own| !own.is_empty()).then(|| vec![0; options.len()]);
        Self { options, next }
    }
}

impl Iterator for Choices {
    type Item = Vec<Step>;

    fn next(&mut self) -> Option<Vec<Step>> {
        let mut at = self.next.take()?;
        let chosen = at.iter().zip(&self.options).filter_map(|(&one, own)| own.get(one).cloned()).collect();
        // Counts up like an odometer.
        for (digit, own) in at.iter_mut().zip(&self.options).rev() {
            *digit += 1;
            if *digit < own.len() {
                self.next = Some(at);
                break;
            }
            *digit = 0;
        }
        Some(chosen)
    }
}
