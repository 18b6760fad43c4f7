//! The ladder's figures day after day.

use std::collections::BTreeSet;

use jiff::{Span, civil::Date};
use rayon::prelude::*;
use serde::Serialize;

use super::{About, Figure, Network, Reading, circulation};
use crate::{
    flow::View,
    model::{Register, Status, Stop},
};

/// What a reader must know of a series.
pub const ABOUT: About = About {
    title: "over time",
    definition: "How much was paid and promised, and how much of it could go round, as the register stood at the end \
                 of each month, quarter or year.",
    method: "The register as of each day; the maximum circulation of the deals of each status and firmer ones.",
    caution: "What is known today about that day, not what was known on it: deals that came to light later are \
              included. A deal counts in full from its first day, however long it runs; payments year by year are \
              another figure.",
};

/// How long it is from one point of a series to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A year.
    Year,
}

impl Every {
    /// The last days of the months, quarters or years that end between two days, both of them included; and the last
    /// day itself, if it ends none. Empty if the days are in the wrong order.
    ///
    /// ```
    /// use roundtrip::measure::Every;
    /// let ends = Every::Quarter.ends("2025-03-31".parse()?, "2025-08-15".parse()?);
    /// let ends: Vec<String> = ends.iter().map(ToString::to_string).collect();
    /// assert_eq!(ends, ["2025-03-31", "2025-06-30", "2025-08-15"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ends(self, from: Date, to: Date) -> Vec<Date> {
        let months: i8 = match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        };
        let within = (from.month() - 1) % months;
        let first = from.first_of_month().checked_sub(Span::new().months(i64::from(within)));
        let end = |start: &Date| start.checked_add(Span::new().months(i64::from(months))).ok();
        let starts = std::iter::successors(first.ok(), end);
        // The last month of the calendar has no first day after it.
        let ends = starts.map(|start| end(&start).and_then(|next| next.yesterday().ok()).unwrap_or(Date::MAX));
        let mut ends: Vec<Date> = ends.take_while(|end| *end < to).collect();
        ends.extend((from <= to).then_some(to));
        ends
    }
}

/// The figures of one status and above, on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Point {
    /// The lowest status that counts.
    pub status: Status,
    /// How many deals count.
    pub deals: usize,
    /// What is paid, and how much of it can go round.
    pub figure: Figure,
    /// How many hops are in no sum, because they state no amount.
    pub unpriced: usize,
}

/// The ladder on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// The day.
    pub on: Date,
    /// From the firmest status down.
    pub rungs: Vec<Point>,
}

/// The ladder of a view on each of these days, whatever its own day and status; without loops and breakers, which
/// [`ladder`](super::ladder) has. A maximum circulation a status and day, on all threads; the order is that of the days.
/// Once `stop` says so, no further day is begun, and those from the first that lacks on are left out.
///
/// ```
/// use roundtrip::{flow::View, measure::{Every, series}, model::Stop};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let days = Every::Year.ends("2023-01-01".parse()?, register.as_of);
/// let moments = series(&register, &View::of(&register), &days, &Stop::never());
/// assert_eq!(moments.len(), 4);
/// assert!(moments.iter().all(|moment| moment.rungs.len() == 5));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn series(register: &Register, base: &View, days: &[Date], stop: &Stop) -> Vec<Moment> {
    let moment = |&on: &Date| {
        let mut rungs: Vec<Status> = Status::rungs().collect();
        rungs.reverse();
        let rungs = rungs.into_iter().map(|status| point(register, &View { as_of: on, status, ..base.clone() }));
        Moment { on, rungs: rungs.collect() }
    };
    let moments: Vec<Option<Moment>> = days.par_iter().map(|on| (!stop.should_stop()).then(|| moment(on))).collect();
    moments.into_iter().map_while(|moment| moment).collect()
}

fn point(register: &Register, view: &View) -> Point {
    let graph = view.flow(register);
    Point {
        status: view.status,
        deals: graph.arcs().iter().map(|arc| &arc.deal).collect::<BTreeSet<_>>().len(),
        figure: circulation(&Network::of(&graph, Reading::Stated)).figure(),
        unpriced: Network::unpriced(&graph),
    }
}
