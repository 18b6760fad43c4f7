//! What binds, and what is only announced, talked about, capped or undisclosed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{About, Sum, statements::statements};
use crate::{
    flow::{Arc, FlowGraph},
    model::{Mark, Range, Status},
};

/// What a reader must know of firmness.
pub const ABOUT: About = About {
    title: "firmness",
    definition: "Of all that these deals state, how much is signed or closed, waits for no condition, is not paused and \
                 is stated as one figure; and what the rest is.",
    method: "Each deal counts once, with the status and the mark that it has on the day: totals without their tranches, \
             rounds without their known parts, one of several descriptions of the same money. What several give together \
             counts as their sum is stated, if all of them are among these deals. “About” is one figure; of a ceiling \
             (“up to”) or a range the stated figure counts, and it is never firm.",
    caution: "Signed is not paid, and binding is what the parties or the press call it: contracts can be ended. A \
              letter of intent is `announced`. An undisclosed amount is in no sum.",
};

/// How an amount is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// One figure.
    Exact,
    /// Up to.
    Ceiling,
    /// At least, or between two figures.
    Open,
    /// Not at all, or as an unknown part of something.
    Undisclosed,
}

impl Shape {
    /// Every one, in order.
    pub const ALL: [Self; 4] = [Self::Exact, Self::Ceiling, Self::Open, Self::Undisclosed];

    /// How a range was stated.
    ///
    /// ```
    /// use roundtrip::{measure::Shape, model::Amount};
    /// let shape = |text: &str| text.parse::<Amount>().map(|amount| Shape::of(amount.range()));
    /// assert_eq!(shape("<=10B")?, Shape::Ceiling);
    /// assert_eq!(shape(">=10B")?, Shape::Open);
    /// # Ok::<(), roundtrip::model::AmountError>(())
    /// ```
    pub fn of(value: Range) -> Self {
        match (value.stated, value.high) {
            (None, _) => Self::Undisclosed,
            (Some(stated), Some(high)) if value.low == stated && high == stated => Self::Exact,
            (Some(stated), Some(high)) if high == stated => Self::Ceiling,
            _ => Self::Open,
        }
    }

    /// In a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Exact => "one figure",
            Self::Ceiling => "a ceiling",
            Self::Open => "a floor or range",
            Self::Undisclosed => "undisclosed",
        }
    }
}

/// Whether a deal is signed or closed, waits for no condition and is not paused.
pub fn binds(arc: &Arc) -> bool {
    arc.status.is_firm() && arc.mark.is_none()
}

/// How the amount of each arc that is picked is stated, by its index: by itself, or with others that are picked, too, as
/// one sum. The share of each payer of a round is undisclosed, but all of them together give one figure.
pub fn shapes(graph: &FlowGraph, pick: impl Fn(&Arc) -> bool) -> BTreeMap<usize, Shape> {
    let picked = graph.arcs().iter().enumerate().filter(|(_, arc)| pick(arc)).map(|(at, _)| at);
    let stated = statements(graph, &picked.collect::<Vec<_>>()).into_iter();
    stated.flat_map(|one| one.arcs.into_iter().map(move |at| (at, Shape::of(one.value)))).collect()
}

/// What is stated in one way.
fn shaped(graph: &FlowGraph, shapes: &BTreeMap<usize, Shape>, wanted: Shape) -> Sum {
    let own = shapes.iter().filter(|(_, shape)| **shape == wanted).map(|(&at, _)| at);
    Sum::at(graph, &own.collect::<Vec<_>>())
}

/// One status, with one mark or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The status.
    pub status: Status,
    /// The mark beside it.
    pub mark: Option<Mark>,
    /// All deals that stand there.
    pub all: Sum,
    /// Those that state one figure.
    pub exact: Sum,
    /// Those that state a ceiling.
    pub ceilings: Sum,
    /// Those that state a floor or a range.
    pub open: Sum,
    /// Those that state nothing.
    pub undisclosed: Sum,
}

/// How firm some deals are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Firmness {
    /// The ladder, the firmest first; only where there is a deal.
    pub standings: Vec<Standing>,
    /// All deals.
    pub all: Sum,
    /// All deals by how their amount is stated, in the order of [`Shape`].
    pub shapes: [Sum; 4],
    /// The firm ones.
    pub firm: Sum,
    /// What binds to the lower end of its amount, which is a floor or a range: not in `firm`.
    pub binding_open: Sum,
}

impl Firmness {
    /// What is firm, of all that is stated; `None` if nothing is.
    pub fn share(&self) -> Option<f64> {
        self.firm.share_of(&self.all)
    }
}

/// The firmness of the arcs that are picked.
///
/// ```
/// use roundtrip::{flow::View, measure::firmness};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let graph = View::of(&register).flow(&register);
/// let all = firmness(&graph, |_| true);
/// assert!(all.firm.value.stated <= all.all.value.stated);
/// ```
pub fn firmness(graph: &FlowGraph, pick: impl Fn(&Arc) -> bool) -> Firmness {
    let marks = [None, Some(Mark::Conditional), Some(Mark::Paused)];
    let mut rungs: Vec<Status> = Status::rungs().collect();
    rungs.reverse();
    let places = rungs.into_iter().flat_map(|status| marks.map(|mark| (status, mark)));
    let standing = |(status, mark): (Status, Option<Mark>)| {
        let there = |arc: &Arc| pick(arc) && arc.status == status && arc.mark == mark;
        let stated = shapes(graph, there);
        let [exact, ceilings, open, undisclosed] = Shape::ALL.map(|shape| shaped(graph, &stated, shape));
        Standing { status, mark, all: Sum::of(graph, there), exact, ceilings, open, undisclosed }
    };
    let stated = shapes(graph, &pick);
    let binding = shapes(graph, |arc| pick(arc) && binds(arc));
    Firmness {
        standings: places.map(standing).filter(|standing| !standing.all.is_empty()).collect(),
        all: Sum::of(graph, &pick),
        shapes: Shape::ALL.map(|shape| shaped(graph, &stated, shape)),
        firm: shaped(graph, &binding, Shape::Exact),
        binding_open: shaped(graph, &binding, Shape::Open),
    }
}
