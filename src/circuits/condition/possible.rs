//! Whether any loop at all can meet a condition: one that nothing can meet is a slip, and an alarm of it would never ring.

use super::{Condition, Counted, Named};
use crate::{
    circuits::{Class, Limits},
    flow::{FlowGraph, View},
    model::Status,
};

/// What a condition can be for the loops that are looked for.
#[derive(Debug, Clone, Copy)]
struct Can {
    hold: bool,
    fail: bool,
}

impl Can {
    const EITHER: Self = Self { hold: true, fail: true };

    /// Of something that is one of these.
    fn one_of<T>(all: impl IntoIterator<Item = T>, holds: impl Fn(T) -> bool) -> Self {
        let mut can = Self { hold: false, fail: false };
        for one in all {
            let holds = holds(one);
            can = Self { hold: can.hold || holds, fail: can.fail || !holds };
        }
        can
    }
}

impl Condition {
    /// Whether some loop might meet it of those that a search within the limits finds in a view, whose graph this is. If
    /// not, none does; the other way round nothing is promised.
    ///
    /// ```
    /// use roundtrip::{circuits::{Class, Condition, Limits}, flow::View};
    /// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
    /// let view = View::of(&register);
    /// let graph = view.flow(&register);
    /// let trade = Condition::parse("class = reciprocal-trade", &register, &view).expect("it means something");
    /// assert!(trade.can_be_met(&view, &graph, &Limits::default()));
    /// assert!(!trade.can_be_met(&view, &graph, &Limits::default().class(Class::CircularFunding)));
    /// ```
    pub fn can_be_met(&self, view: &View, graph: &FlowGraph, limits: &Limits) -> bool {
        self.can(view, graph, limits).hold
    }

    fn can(&self, view: &View, graph: &FlowGraph, limits: &Limits) -> Can {
        let can = |one: &Self| one.can(view, graph, limits);
        match self {
            Self::Any(list) => {
                Can { hold: list.iter().any(|one| can(one).hold), fail: list.iter().all(|one| can(one).fail) }
            }
            Self::All(list) => {
                Can { hold: list.iter().all(|one| can(one).hold), fail: list.iter().any(|one| can(one).fail) }
            }
            Self::Not(one) => {
                let Can { hold, fail } = can(one);
                Can { hold: fail, fail: hold }
            }
            Self::Status(how, status) => {
                let rungs = Status::rungs().filter(|rung| *rung >= view.status);
                Can::one_of(rungs, |rung| how.holds(rung.cmp(status)))
            }
            Self::Count(Counted::Length, how, count) => {
                // Beyond both the number asked for and the shortest loop nothing changes.
                let longest = count.saturating_add(2).max(3);
                let most = limits.max_length.map_or(longest, |most| longest.min(most.into())).max(2);
                Can::one_of([2, most, (*count).clamp(2, most), count.saturating_sub(1).clamp(2, most)], |length| {
                    how.holds(length.cmp(count))
                })
            }
            Self::Count(Counted::Unpriced, how, count) if view.priced => {
                Can::one_of([0], |none| how.holds(none.cmp(count)))
            }
            Self::Class(how, class) => {
                let classes = Class::ALL.into_iter().filter(|one| limits.class.is_none_or(|only| only == *one));
                Can::one_of(classes, |one| how.holds(one.cmp(class)))
            }
            Self::Through(Named { party, .. }) => match graph.node(party.as_str()) {
                None => Can { hold: false, fail: true },
                Some(_) => {
                    Can { hold: true, fail: !limits.through.iter().chain(graph.through()).any(|id| id == party) }
                }
            },
            // What these compare is of the single loop.
            Self::Amount(..) | Self::Count(..) | Self::FormedOn(..) | Self::InOrder | Self::NewSince(_) => Can::EITHER,
        }
    }
}
