//! Year by year (docs/measures.md#annual): in which years the money of every deal is paid, and what goes round in each.

mod calendar;
mod schedule;
mod term;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::{About, Figure, Network, Reading, Sum, circulation};
use crate::{
    flow::{Arc, FlowGraph, Node, View},
    model::{Date, Deal, DealId, Range, Register, Status},
};

pub use calendar::Days;
use schedule::Plan;

pub use schedule::{Basis, Schedule, Spreading, Why};

/// What a reader must know of the years.
pub const ABOUT: About = About {
    title: "year by year",
    definition: "How much is paid in each calendar year, and how much of it can go round within the year. A deal \
                 with a term is spread evenly over its days; what is paid a month, dated payments and one-off payments \
                 are in their own year.",
    method: "Straight-line by days over half-open terms, each year rounded down and the rest in the last, so that the \
             years add up exactly; what several pay together they pay together in each year. Then the maximum \
             circulation of each year.",
    caution: "Real payments are seldom even. A term without a stated start is assumed to begin when the deal was \
              signed; the number of such deals is given. A date known only to the month or the year is taken as its \
              last day. Deals that go on without a term, or with a term of unknown end, are in no year and are \
              listed separately. The term of a loan says when it is paid back, so a loan is a one-off payment.",
};

/// The money of a view, year by year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Annual {
    flow: FlowGraph,
    schedules: Vec<Schedule>,
    #[serde(skip)]
    plans: Vec<Plan>,
}

/// The figures of one calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year {
    /// Which.
    pub year: i16,
    /// What is paid, and how much of it can go round.
    pub figure: Figure,
    /// How many deals pay in it.
    pub deals: usize,
    /// How many of them have a term without a stated start.
    pub assumed: usize,
    /// How many hops are in no sum, because they state no amount.
    pub unpriced: usize,
}

impl Year {
    /// What is paid; `None` if nobody states any of it, which is not nothing.
    pub fn paid(&self) -> Option<Decimal> {
        self.figure.paid(self.unpriced)
    }

    /// How much of it can go round; `None` likewise.
    pub fn circulation(&self) -> Option<Decimal> {
        self.figure.goes_round(self.unpriced)
    }
}

impl Serialize for Year {
    /// What nobody states is null, and not the zero of an empty sum.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Row {
            year: i16,
            #[serde(serialize_with = "crate::model::exact::option")]
            paid: Option<Decimal>,
            #[serde(serialize_with = "crate::model::exact::option")]
            circulation: Option<Decimal>,
            deals: usize,
            assumed: usize,
            unpriced: usize,
        }
        let Self { year, deals, assumed, unpriced, .. } = *self;
        Row { year, paid: self.paid(), circulation: self.circulation(), deals, assumed, unpriced }.serialize(to)
    }
}

/// What one party pays and is paid in one calendar year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyYear {
    /// Which.
    pub year: i16,
    /// What it pays.
    pub pays: Sum,
    /// What it is paid.
    pub is_paid: Sum,
}

/// A deal of which some money is in no year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Undated {
    /// Which.
    pub deal: DealId,
    /// Why.
    pub why: Why,
    /// How much.
    pub value: Range,
}

/// In which years the money of a view is paid. Linear in the deals and their years.
///
/// ```
/// use roundtrip::{flow::View, load, measure::{Spreading, annual}};
/// let csv = "payer,payee,kind,amount,date,status,term\nn,o,equity,1B,2025-09-22,closed,\no,n,cloud,2B,2025-01-01,signed,2y\n";
/// let (register, _) = load::from_text("deals.csv", csv).expect("a sound register");
/// let years = annual(&register, &View::of(&register), Spreading::Straight).table();
/// assert_eq!(years.iter().map(|year| year.year).collect::<Vec<_>>(), [2025, 2026]);
/// assert_eq!(years[0].figure.circulation, 2_000_000_000.into());
/// assert_eq!(years[1].figure.circulation, 0.into());
/// ```
pub fn annual(register: &Register, view: &View, spreading: Spreading) -> Annual {
    let flow = view.flow(register);
    let plans: Vec<Plan> = flow.arcs().iter().map(|arc| Plan::of(register, (view.as_of, spreading), arc)).collect();
    let schedule = |(at, (arc, plan)): (usize, (&Arc, &Plan))| {
        let shares = |other: &Arc| other.deal == arc.deal;
        let all = || flow.arcs().iter().enumerate().filter(|(_, other)| shares(other)).map(|(at, _)| at);
        match plan {
            Plan::Dated(..) if all().count() > 1 => Schedule::share_of(at, plan, arc.value, flow.sum(all())),
            _ => Schedule::of(at, plan, arc.value),
        }
    };
    let schedules = flow.arcs().iter().zip(&plans).enumerate().map(schedule).collect();
    Annual { flow, schedules, plans }
}

/// The last day of a deal's term, if its text tells it; a term without a first day begins when the deal was signed.
pub(super) fn last_day(deal: &Deal) -> Option<Date> {
    let signed = deal.history.iter().find(|event| event.status.is_some_and(Status::is_firm));
    let (days, _) = term::term(deal.term.as_deref()?, signed.map(|event| event.on.day()))?;
    days.end.yesterday().ok()
}

impl Annual {
    /// The money of all years together.
    pub fn flow(&self) -> &FlowGraph {
        &self.flow
    }

    /// One for each arc of it, in the same order.
    pub fn schedules(&self) -> &[Schedule] {
        &self.schedules
    }

    /// Every year from the first in which something is paid to the last.
    pub fn years(&self) -> Vec<i16> {
        let all = || self.schedules.iter().flat_map(|schedule| &schedule.years).map(|part| part.0);
        all().min().zip(all().max()).map_or_else(Vec::new, |(first, last)| (first..=last).collect())
    }

    /// The money of one year, from which any figure can be computed. A deal that states no amount appears in each of
    /// its years without one. What several pay together they pay together in each year: the parts of a group that are
    /// paid at the same times come to the year's part of what they come to in all.
    pub fn in_year(&self, year: i16) -> FlowGraph {
        let group = |at: usize| Some(self.group_in_year(&self.flow.groups().get(at)?.arcs, year));
        self.flow.revalued(|arc| self.schedules.get(arc).and_then(|schedule| schedule.in_year(year)), group)
    }

    fn group_in_year(&self, arcs: &[usize], year: i16) -> Range {
        let part = |(plan, own): (&Plan, Vec<usize>)| {
            let years = plan.place(self.flow.sum(own)).0;
            years.into_iter().find(|part| part.0 == year).map_or(Range::ZERO, |part| part.1)
        };
        self.by_plan(arcs.iter().copied()).into_iter().map(part).fold(Range::ZERO, Range::plus)
    }

    /// Arcs that are paid at the same times.
    fn by_plan(&self, arcs: impl Iterator<Item = usize>) -> Vec<(&Plan, Vec<usize>)> {
        let mut found: Vec<(&Plan, Vec<usize>)> = Vec::new();
        for at in arcs {
            let Some(plan) = self.plans.get(at) else { continue };
            match found.iter_mut().find(|(known, _)| *known == plan) {
                Some((_, own)) => own.push(at),
                None => found.push((plan, vec![at])),
            }
        }
        found
    }

    /// What of some arcs is in no year.
    fn without_year(&self, arcs: impl Iterator<Item = usize>) -> Range {
        let part = |(plan, own): (&Plan, Vec<usize>)| plan.place(self.flow.sum(own)).1.map(|(_, value)| value);
        self.by_plan(arcs).into_iter().filter_map(part).fold(Range::ZERO, Range::plus)
    }

    /// The figures of every year from the first to the last. A maximum circulation each.
    pub fn table(&self) -> Vec<Year> {
        self.years().into_par_iter().map(|year| self.row(year)).collect()
    }

    fn row(&self, year: i16) -> Year {
        let graph = self.in_year(year);
        let paying = || self.schedules.iter().filter(|schedule| schedule.in_year(year).is_some());
        let deal = |schedule: &Schedule| self.flow.arcs().get(schedule.arc).map(|arc| &arc.deal);
        let assumed = |schedule: &&Schedule| matches!(schedule.basis, Some(Basis::Term { start_is_stated: false, .. }));
        Year {
            year,
            figure: circulation(&Network::of(&graph, Reading::Stated)).figure(),
            deals: paying().map(deal).collect::<BTreeSet<_>>().len(),
            assumed: paying().filter(assumed).map(deal).collect::<BTreeSet<_>>().len(),
            unpriced: Network::unpriced(&graph),
        }
    }

    /// What one party pays and is paid, in each year from the first in which it does either to the last. The years of all
    /// parties add up to those of the table.
    pub fn of_party(&self, party: Node) -> Vec<PartyYear> {
        let own = |arc: &Arc| arc.payer == party || arc.payee == party;
        let paying = self.schedules.iter().filter(|one| self.flow.arcs().get(one.arc).is_some_and(own));
        let years: BTreeSet<i16> = paying.flat_map(|one| one.years.iter().map(|part| part.0)).collect();
        let (Some(&first), Some(&last)) = (years.first(), years.last()) else { return Vec::new() };
        let row = |year| {
            let graph = self.in_year(year);
            let id = self.flow.id(party);
            let pays = Sum::of(&graph, |arc| graph.id(arc.payer) == id);
            PartyYear { year, pays, is_paid: Sum::of(&graph, |arc| graph.id(arc.payee) == id) }
        };
        (first..=last).map(row).collect()
    }

    /// The deals with money that is in no year, in the order of their ids, with what their arcs come to together.
    pub fn undated(&self) -> Vec<Undated> {
        self.undated_of(|_| true)
    }

    /// The same of some arcs only.
    pub fn undated_of(&self, pick: impl Fn(&Arc) -> bool) -> Vec<Undated> {
        let mut arcs: BTreeMap<(&DealId, Why), Vec<usize>> = BTreeMap::new();
        for (at, (arc, schedule)) in self.flow.arcs().iter().zip(&self.schedules).enumerate() {
            if let Some((why, _)) = schedule.undated.filter(|_| pick(arc)) {
                arcs.entry((&arc.deal, why)).or_default().push(at);
            }
        }
        let undated = |((deal, why), arcs): ((&DealId, Why), Vec<usize>)| Undated {
            deal: deal.clone(),
            why,
            value: self.without_year(arcs.into_iter()),
        };
        arcs.into_iter().map(undated).collect()
    }

    /// What of some arcs is in no year, all together.
    pub fn undated_sum(&self, pick: impl Fn(&Arc) -> bool) -> Range {
        let arcs = self.flow.arcs().iter().zip(&self.schedules).enumerate();
        self.without_year(arcs.filter(|(_, (arc, own))| own.undated.is_some() && pick(arc)).map(|(at, _)| at))
    }
}
