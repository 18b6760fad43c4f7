//! One share of what goes round, four times: as stated, at the least, at the most, and of firm deals only.

use serde::Serialize;

use super::{About, CirculationRange, Extreme, Figure, Intervals, Network, Reading, circulation, firm::firm};
use crate::{
    flow::{Level, View},
    model::{Range, Register, Stop},
};

/// What a reader must know of the headline.
pub const ABOUT: About = About {
    title: "circular share",
    definition: "Of all the money that these deals state, the share that can be going round; with the least and the \
                 most that it can be, and the same for deals that are signed or closed and wait for nothing.",
    method: "Maximum circulation over the total, at stated amounts; the extremes over all amounts that the statements \
             leave open.",
    caution: "Not the share that did go round. The stated figure leaves out undisclosed amounts; with them, the share \
              can be anything between the extremes.",
};

/// How many amounts of hops each search for a lowest value looks at, in all choices together: a second or two at the very
/// worst. The shipped register takes a fortieth of that.
const LOOKS: usize = 300_000;

/// How many choices of amounts a search looks at, at the least.
const FEWEST: usize = 3;

/// How many choices of amounts a search looks at.
fn looks(intervals: &Intervals) -> usize {
    LOOKS.checked_div(intervals.hops().len()).unwrap_or(LOOKS).max(FEWEST)
}

/// The lowest and the highest share that amounts within their ranges can have; `None` if nothing is paid.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShareRange {
    /// The lowest.
    pub lowest: Option<Extreme>,
    /// The highest.
    pub highest: Option<Extreme>,
}

impl ShareRange {
    /// Of these amounts. Where a search is cut short, its end is open.
    pub(super) fn of(intervals: &Intervals, stop: &Stop) -> Self {
        Self { lowest: intervals.lowest_share(looks(intervals), stop), highest: intervals.highest_share(stop) }
    }

    /// Between which shares it is: where an end is not proven, what it cannot be beyond.
    pub fn shares(&self) -> Option<(f64, f64)> {
        Some((self.lowest.as_ref()?.bound(), self.highest.as_ref()?.bound()))
    }
}

/// The headline figures of a view.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Headline {
    /// At stated amounts.
    pub stated: Figure,
    /// At stated amounts, of deals that are signed or closed, wait for nothing and are not paused.
    pub firm: Figure,
    /// What all deals come to: `stated` has what is stated of several hops together, too.
    pub paid: Range,
    /// How much can go round, at the least and at the most.
    pub circulation: CirculationRange,
    /// The share, whatever the amounts are.
    pub open: ShareRange,
    /// The share, if hops without an upper end pay no more than is known of them.
    pub held: ShareRange,
    /// How many hops state no amount.
    pub unpriced: usize,
    /// How many hops have no upper end.
    pub unbounded: usize,
}

/// The headline figures of a view, between companies, whatever its level: what is paid to a cloud is its owner's to
/// spend. Milliseconds for hundreds of hops, seconds for 100,000. When the searches for the ends have to stop, they leave
/// what they have proven.
///
/// ```
/// use roundtrip::{flow::View, measure::headline, model::Stop};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let headline = headline(&register, &View::of(&register), &Stop::never());
/// assert!(headline.firm.circulation <= headline.stated.circulation);
/// ```
pub fn headline(register: &Register, view: &View, stop: &Stop) -> Headline {
    let view = &View { level: Level::Company, ..view.clone() };
    let graph = view.flow(register);
    let intervals = Intervals::of(&graph);
    let stated = |graph| circulation(&Network::of(graph, Reading::Stated)).figure();
    let lowest = intervals.lowest_circulation(looks(&intervals), stop);
    let round = intervals.circulation_from(&lowest);
    let open = ShareRange {
        lowest: intervals.lowest_share_from(lowest, looks(&intervals), stop),
        highest: intervals.highest_share(stop),
    };
    let held = intervals.held();
    Headline {
        stated: stated(&graph),
        firm: stated(&firm(register, view)),
        paid: graph.sum(0..graph.arcs().len()),
        circulation: round,
        held: if held == intervals { open.clone() } else { ShareRange::of(&held, stop) },
        open,
        unpriced: Network::unpriced(&graph),
        unbounded: Network::unbounded(&graph),
    }
}
