//! What binds, and what is only announced, talked about, capped or undisclosed.

use serde::Serialize;

use super::{About, Sum};
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
             rounds without their known parts, one of several descriptions of the same money. “About” is one \
             figure; of a ceiling (“up to”) or a range the stated figure counts, and it is never firm.",
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

/// Whether all that a deal states is firm: signed or closed, no mark beside it, and its amount is one figure.
pub fn is_firm(arc: &Arc) -> bool {
    binds(arc) && Shape::of(arc.value) == Shape::Exact
}

/// Whether a deal is signed or closed, waits for no condition and is not paused.
fn binds(arc: &Arc) -> bool {
    arc.status.is_firm() && arc.mark.is_none()
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
        let shaped = |shape: Shape| Sum::of(graph, |arc| there(arc) && Shape::of(arc.value) == shape);
        Standing {
            status,
            mark,
            all: Sum::of(graph, there),
            exact: shaped(Shape::Exact),
            ceilings: shaped(Shape::Ceiling),
            open: shaped(Shape::Open),
            undisclosed: shaped(Shape::Undisclosed),
        }
    };
    Firmness {
        standings: places.map(standing).filter(|standing| !standing.all.is_empty()).collect(),
        all: Sum::of(graph, &pick),
        shapes: [Shape::Exact, Shape::Ceiling, Shape::Open, Shape::Undisclosed]
            .map(|shape| Sum::of(graph, |arc| pick(arc) && Shape::of(arc.value) == shape)),
        firm: Sum::of(graph, |arc| pick(arc) && is_firm(arc)),
        binding_open: Sum::of(graph, |arc| pick(arc) && binds(arc) && Shape::of(arc.value) == Shape::Open),
    }
}
