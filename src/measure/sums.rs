//! Sums of deals with their ranges, and what one such sum is of another one.

use std::collections::BTreeSet;

use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::Serialize;

use super::statements::statements;
use crate::{
    flow::{Arc, FlowGraph},
    model::{DealId, Range, Status, When},
};

/// What some deals of a graph come to together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// All of it, as far as their groups leave it open: `stated` is what those deals state that state anything.
    pub value: Range,
    /// The deals, each once, in the order of the graph's arcs.
    pub deals: Vec<DealId>,
    /// How many of the deals state no amount, or only one that they share with others that are not in the sum.
    pub unstated: usize,
    /// The weakest status among them.
    pub weakest: Option<Status>,
    /// The day on which the first of them came to its status.
    pub first: Option<When>,
    /// The day on which the last of them came to its status.
    pub last: Option<When>,
}

impl Sum {
    /// Of the arcs that are picked. Of a group of which all arcs are picked, the sum is known where the shares are not.
    /// Linear in the graph, times the depth of its groups.
    pub fn of(graph: &FlowGraph, pick: impl Fn(&Arc) -> bool) -> Self {
        let picked = graph.arcs().iter().enumerate().filter(|(_, arc)| pick(arc)).map(|(at, _)| at);
        Self::at(graph, &picked.collect::<Vec<_>>())
    }

    /// Of the arcs at these places, which are in order.
    pub(super) fn at(graph: &FlowGraph, picked: &[usize]) -> Self {
        let value = graph.sum(picked.iter().copied());
        let mut sum = Self { value, deals: Vec::new(), unstated: 0, weakest: None, first: None, last: None };
        let (mut seen, mut unstated) = (BTreeSet::new(), BTreeSet::new());
        let arc = |&at: &usize| graph.arcs().get(at);
        for arc in picked.iter().filter_map(arc) {
            sum.weakest = Some(sum.weakest.map_or(arc.status, |weakest| weakest.min(arc.status)));
            sum.first = Some(sum.first.map_or(arc.since, |first| first.min(arc.since)));
            sum.last = sum.last.max(Some(arc.since));
            if seen.insert(&arc.deal) {
                sum.deals.push(arc.deal.clone());
            }
        }
        for statement in statements(graph, picked).iter().filter(|statement| statement.value.stated.is_none()) {
            unstated.extend(statement.arcs.iter().filter_map(arc).map(|arc| &arc.deal));
        }
        sum.unstated = unstated.len();
        sum
    }

    /// Whether there is no deal at all: not the same as deals that state nothing.
    pub fn is_empty(&self) -> bool {
        self.deals.is_empty()
    }

    /// How much of a whole it is, as far as both are stated. Without a deal it is 0, unless the whole states nothing.
    pub fn share_of(&self, whole: &Self) -> Option<f64> {
        let nothing = || whole.value.stated.filter(|whole| self.is_empty() && !whole.is_zero()).map(|_| 0.0);
        Ratio::of(self.value, whole.value).stated.or_else(nothing)
    }

    /// Dollars to a dollar of another sum; `None` if one of the two has no deal.
    pub fn over(&self, other: &Self) -> Option<Ratio> {
        let both = !self.is_empty() && !other.is_empty();
        both.then(|| Ratio::of(self.value, other.value))
    }
}

/// One sum over another one, as far as both are known.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ratio {
    /// Of the stated figures; `None` if one of them is not stated.
    pub stated: Option<f64>,
    /// The least that it can be; `None` if nothing is known.
    pub low: Option<f64>,
    /// The most that it can be; `None` if there is no limit.
    pub high: Option<f64>,
}

impl Ratio {
    /// Of what there is not, or is not known.
    pub const UNKNOWN: Self = Self { stated: None, low: None, high: None };

    /// `part` over `whole`, which may differ in their ranges independently of each other.
    ///
    /// ```
    /// use roundtrip::{measure::Ratio, model::Amount};
    /// let range = |text: &str| text.parse::<Amount>().map(|amount| amount.range());
    /// let ratio = Ratio::of(range("<=5B")?, range("10B..20B")?);
    /// assert_eq!((ratio.stated, ratio.low, ratio.high), (Some(0.5), Some(0.0), Some(0.5)));
    /// assert_eq!(Ratio::of(range("?")?, range("10B")?).high, None);
    /// # Ok::<(), roundtrip::model::AmountError>(())
    /// ```
    pub fn of(part: Range, whole: Range) -> Self {
        let over = |part: Option<Decimal>, whole: Option<Decimal>| part?.checked_div(whole?)?.to_f64();
        // An unknown amount has no least share worth a figure: its zero is not known to be one.
        let least = Some(part.low).filter(|low| !low.is_zero() || part.stated.is_some() || part.high.is_some());
        Self {
            stated: over(part.stated, whole.stated),
            low: over(least, whole.high),
            high: over(part.high, Some(whole.low)),
        }
    }
}
