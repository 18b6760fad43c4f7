//! Whether money can have gone round a loop in the order of its dates (docs/measures.md#time-order).

use serde::Serialize;

use super::About;
use crate::{
    circuits::Circuit,
    flow::{Arc, FlowGraph},
    model::When,
};

/// What a reader must know of the order of time.
pub const ABOUT: About = About {
    title: "in order of time",
    definition: "A loop respects time from a given hop if from there on the dates of its deals do not decrease; the \
                 gaps are the days between one deal and the next.",
    method: "For each hop and each of its deals, the earliest deal of every next hop that is not too early; of all \
             these, the choice that takes the fewest days from first to last.",
    caution: "Dates are those on which deals reached their status, not those on which money moved. A loop out of \
              order can still carry money round, and one in order need not have.",
};

/// One way round a loop in which the dates do not decrease.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InTime {
    /// The step of the loop with which it starts.
    pub from: usize,
    /// The deal of each step, from that one on, as an index into [`FlowGraph::arcs`].
    pub arcs: Vec<usize>,
    /// When each of them came to stand.
    pub dates: Vec<When>,
    /// The days from each to the next, one less than there are steps.
    pub gaps: Vec<i64>,
}

impl InTime {
    /// The days from the first to the last.
    pub fn span(&self) -> i64 {
        self.gaps.iter().sum()
    }
}

/// From which steps a loop respects time, and how; of several choices of deals, for each step the one with the shortest
/// span, and among these the earliest. Dates that are not known to the day count as their last possible day.
///
/// ```
/// use roundtrip::{circuits::{Limits, find}, flow::View, load, measure::in_time, model::Stop};
/// let csv = "payer,payee,kind,amount,date,status\nn,o,equity,1B,2025-09-22,signed\no,n,cloud,1B,2026-02-01,signed\n";
/// let (register, _) = load::from_text("deals.csv", csv).expect("a sound register");
/// let graph = View::of(&register).flow(&register);
/// let loops = find(&graph, &register, &Limits::default(), &Stop::never());
/// let ways = in_time(&graph, &loops.list[0]);
/// assert_eq!((ways.len(), ways[0].from, ways[0].gaps[0]), (1, 0, 132));
/// ```
pub fn in_time(graph: &FlowGraph, circuit: &Circuit) -> Vec<InTime> {
    let dated = |&at: &usize| Some((at, graph.arcs().get(at)?));
    let steps: Vec<Vec<(usize, &Arc)>> =
        circuit.steps.iter().map(|step| step.arcs.iter().filter_map(dated).collect()).collect();
    let from = |from: usize| {
        let starts = steps.get(from)?.iter();
        let ways = starts.filter_map(|start| way(&steps, from, *start));
        ways.min_by_key(|way| (way.span(), way.dates.first().map(|first| first.day())))
    };
    (0..steps.len()).filter_map(from).collect()
}

/// From one deal on, the earliest deal of each next step that is not too early.
fn way(steps: &[Vec<(usize, &Arc)>], from: usize, start: (usize, &Arc)) -> Option<InTime> {
    let mut chosen = vec![start];
    let mut now = start.1.since.day();
    for own in steps.iter().cycle().skip(from + 1).take(steps.len() - 1) {
        let later = own.iter().filter(|(_, arc)| arc.since.day() >= now);
        let next = later.min_by_key(|(at, arc)| (arc.since.day(), *at))?;
        now = next.1.since.day();
        chosen.push(*next);
    }
    let dates: Vec<When> = chosen.iter().map(|(_, arc)| arc.since).collect();
    let gap = |pair: &[When]| match pair {
        [one, next] => next.day().since(one.day()).map_or(0, |span| i64::from(span.get_days())),
        _ => 0,
    };
    let gaps = dates.windows(2).map(gap).collect();
    Some(InTime { from, arcs: chosen.into_iter().map(|(at, _)| at).collect(), dates, gaps })
}
