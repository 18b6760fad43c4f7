//! When one deal is paid.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::{Days, term::term};
use crate::{
    flow::Arc,
    model::{Bound, Deal, Kind, Range, Register, Status, When},
};

/// Years, and what is paid in each.
pub(super) type Parts = Vec<(i16, Range)>;

/// How a deal with a term spreads over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spreading {
    /// Evenly over its days.
    Straight,
    /// All on its first day, even if the last day is not known.
    UpFront,
}

/// What a schedule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// One payment, on the day on which the deal came to its status.
    OneOff(When),
    /// A term.
    Term {
        /// Its days.
        days: Days,
        /// Whether the register states the first of them. If not, it is the day on which the deal was signed, or came
        /// to its status if it is not signed.
        start_is_stated: bool,
    },
    /// Payments that the register states with their dates.
    Milestones,
    /// So much a month, a quarter or a year, from a stated day to a stated day.
    Rate,
}

/// Why money is in no year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It goes on without a term.
    NoTerm,
    /// A term whose first or last day is not known.
    OpenTerm,
    /// Only that it was before some day is known of its date.
    NoDay,
    /// The dated payments do not make up the deal.
    BesideMilestones,
    /// It is owed only if somebody else does not pay.
    Contingent,
}

impl Why {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoTerm => "it goes on for a time that is not stated",
            Self::OpenTerm => "the first or the last day of its term is not known",
            Self::NoDay => "only a day before which it came about is known",
            Self::BesideMilestones => "its dated payments do not make it up",
            Self::Contingent => "it is owed only if somebody else does not pay",
        }
    }
}

/// When the money of one arc is paid. The parts of all years and what is in no year add up exactly to the arc's value,
/// that is, to the stated, the lowest and the highest amount; where several pay a deal in dated payments, those of all of
/// them do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Schedule {
    /// The arc, as an index into [`FlowGraph::arcs`](crate::flow::FlowGraph::arcs).
    pub arc: usize,
    /// What it rests on; `None` if no part of it is in a year.
    pub basis: Option<Basis>,
    /// The years in which something is paid, each once and in order, and how much.
    pub years: Vec<(i16, Range)>,
    /// What is in no year, and why.
    pub undated: Option<(Why, Range)>,
}

impl Schedule {
    /// What is paid in a year; `None` if nothing is.
    pub fn in_year(&self, year: i16) -> Option<Range> {
        let at = self.years.binary_search_by_key(&year, |part| part.0).ok()?;
        self.years.get(at).map(|part| part.1)
    }

    /// Of an arc that is paid by this plan.
    pub(super) fn of(arc: usize, plan: &Plan, value: Range) -> Self {
        let (years, undated) = plan.place(value);
        Self { arc, basis: plan.basis(), years, undated }
    }

    /// Of an arc that shares dated payments with others, all of which come to this: how much of which payment is its own
    /// is not known.
    pub(super) fn share_of(arc: usize, plan: &Plan, value: Range, all: Range) -> Self {
        let (years, undated) = plan.place(all);
        let share = |part: Range| Range::share_of(part.min(value).high);
        Self {
            arc,
            basis: plan.basis(),
            years: years.into_iter().map(|(year, part)| (year, share(part))).collect(),
            undated: undated.map(|(why, rest)| (why, share(rest))),
        }
    }
}

/// When a deal is paid, however much it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) enum Plan {
    /// In no year.
    Undated(Why),
    /// All in one year.
    Whole(Basis, i16),
    /// Evenly over the days of a term.
    Spread(Days, Basis),
    /// At these years up to these amounts, in the order of their dates; what is more is in no year.
    Dated(Basis, Vec<(i16, Decimal)>),
}

impl Plan {
    pub(super) fn of(register: &Register, view: (Date, Spreading), flow: &Arc) -> Self {
        let Some(deal) = register.deals.get(&flow.deal) else { return Self::Undated(Why::NoDay) };
        if flow.kind == Kind::Guarantee {
            return Self::Undated(Why::Contingent);
        }
        let (paid, begins) = (came_to(deal, view.0, flow, flow.status), begins(deal, view.0, flow));
        if let Some(dated) = milestones(deal, register) {
            return Self::Dated(Basis::Milestones, dated);
        }
        if let Some(dated) = running(deal).filter(|_| !is_lent(flow.kind)) {
            return Self::Dated(Basis::Rate, dated);
        }
        let one_off = || match paid.first_day() {
            Some(_) => Self::Whole(Basis::OneOff(paid), paid.day().year()),
            None => Self::Undated(Why::NoDay),
        };
        // A tranche runs as long as the whole, unless it says otherwise. The term of a loan says when it is paid back.
        let total = deal.tranche_of.as_ref().and_then(|id| register.deals.get(id));
        let text = deal.term.as_deref().or_else(|| total?.term.as_deref());
        let text = text.filter(|_| !is_lent(flow.kind));
        let known = text.map(|text| term(text, begins.first_day().map(|_| begins.day())));
        match (view.1, known) {
            (Spreading::Straight, Some(Some((days, start_is_stated)))) => {
                Self::Spread(days, Basis::Term { days, start_is_stated })
            }
            (Spreading::UpFront, Some(Some((days, start_is_stated)))) => {
                Self::Whole(Basis::Term { days, start_is_stated }, days.start.year())
            }
            (Spreading::Straight, Some(None)) => Self::Undated(Why::OpenTerm),
            (Spreading::Straight, None) if goes_on(flow.kind) => Self::Undated(Why::NoTerm),
            _ => one_off(),
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::Undated(_) => None,
            Self::Whole(basis, _) | Self::Spread(_, basis) | Self::Dated(basis, _) => Some(*basis),
        }
    }

    /// An amount by years, and what of it is in none. The parts add up to it exactly.
    pub(super) fn place(&self, value: Range) -> (Parts, Option<(Why, Range)>) {
        match self {
            Self::Undated(why) => (Vec::new(), Some((*why, value))),
            Self::Whole(_, year) => (vec![(*year, value)], None),
            Self::Spread(days, _) => (spread(*days, value), None),
            Self::Dated(_, dated) => {
                let (years, rest) = in_turn(dated, value);
                (years, rest.map(|rest| (Why::BesideMilestones, rest)))
            }
        }
    }
}

/// Whether deals of a kind are paid over time, so that without a term their years are unknown.
fn goes_on(kind: Kind) -> bool {
    matches!(kind, Kind::Cloud | Kind::Lease | Kind::Services | Kind::RevenueShare)
}

/// Whether money of a kind is paid at once and comes back: what runs is then what the borrower owes.
fn is_lent(kind: Kind) -> bool {
    matches!(kind, Kind::Debt | Kind::Convertible)
}

/// The day on which a deal reached a status. If the status is only assumed, there is none, and the arc's day is used.
fn came_to(deal: &Deal, as_of: Date, flow: &Arc, rung: Status) -> When {
    deal.since(rung, as_of).unwrap_or(flow.since)
}

/// The day on which a term without a stated start begins.
fn begins(deal: &Deal, as_of: Date, flow: &Arc) -> When {
    came_to(deal, as_of, flow, flow.status.min(Status::Signed))
}

fn spread(days: Days, value: Range) -> Parts {
    let low = days.spread(value.low);
    // The most is the least plus what may come on top, so that no year's most is below its least.
    let above = value.high.map(|high| days.spread(high - value.low));
    let stated = value.stated.map(|stated| if stated == value.low { low.clone() } else { days.spread(stated) });
    let part = |(at, (year, low)): (usize, &(i16, Decimal))| {
        let of =
            |parts: &Option<Vec<(i16, Decimal)>>| parts.as_ref().and_then(|parts| parts.get(at)).map(|part| part.1);
        let high = of(&above).map(|above| low.saturating_add(above));
        (*year, Range { stated: of(&stated), low: *low, high })
    };
    low.iter().enumerate().map(part).collect()
}

/// The dated payments of a deal, in the order of their dates, by the year of each. `None` if no payment is dated, or the
/// amount of a dated one is not stated in the base currency.
fn milestones(deal: &Deal, register: &Register) -> Option<Vec<(i16, Decimal)>> {
    let dated = deal.installments.iter().filter_map(|part| Some((part.on?, &part.amount)));
    let mut dated: Vec<_> = dated.filter(|(on, _)| on.first_day().is_some()).collect();
    dated.sort_by_key(|(on, _)| on.day());
    let priced = |amount: &crate::model::Amount| amount.bound != Bound::Undisclosed && amount.currency == register.base;
    if dated.is_empty() || !dated.iter().all(|(_, amount)| priced(amount)) {
        return None;
    }
    Some(dated.into_iter().map(|(on, amount)| (on.day().year(), amount.figure)).collect())
}

/// What a deal pays again and again, by the year: each month, quarter or year of it is spread evenly over its days. `None` if
/// there is nothing, or if the time or the amount of one of its running payments is not known.
fn running(deal: &Deal) -> Option<Vec<(i16, Decimal)>> {
    let mut years: BTreeMap<i16, Decimal> = BTreeMap::new();
    for fee in &deal.rate {
        let (figure, spans) = (fee.value.stated?, fee.spans());
        if spans.is_empty() {
            return None;
        }
        for (start, end) in spans {
            for (year, part) in Days::new(start, end)?.spread(figure) {
                let sum = years.entry(year).or_default();
                *sum = sum.saturating_add(part);
            }
        }
    }
    (!years.is_empty()).then(|| years.into_iter().collect())
}

/// Dated payments by year, taken in turn until an amount is used up, and the rest of it: where tranches carry part of a
/// total, the remainder consists of its first payments.
fn in_turn(dated: &[(i16, Decimal)], value: Range) -> (Parts, Option<Range>) {
    let mut left = value;
    let mut years: Parts = Vec::new();
    for &(on, figure) in dated {
        let take = |left: Decimal| left.min(figure);
        let part =
            Range { stated: left.stated.map(take), low: take(left.low), high: Some(left.high.map_or(figure, take)) };
        left = Range {
            stated: left.stated.zip(part.stated).map(|(left, part)| left - part),
            low: left.low - part.low,
            high: left.high.zip(part.high).map(|(left, part)| left - part),
        };
        if part.high.is_some_and(|high| high.is_zero()) {
            continue;
        }
        match years.last_mut() {
            Some((year, sum)) if *year == on => *sum = sum.plus(part),
            _ => years.push((on, part)),
        }
    }
    // What is stated is all in years: of what is left open beside it nothing is stated.
    left.stated = left.stated.filter(|stated| !stated.is_zero());
    let rest = left.high.is_none_or(|high| !high.is_zero()).then_some(left);
    (years, rest)
}
