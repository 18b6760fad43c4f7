//! In which order to show loops.

use std::{cmp::Reverse, str::FromStr};

use super::Circuit;
use crate::{flow::Scope, model::UnknownWord};

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Order {
    /// The largest stated bottleneck; then, among loops with an unpriced hop, the largest limit.
    Amount,
    /// The shortest.
    Length,
    /// The latest to form.
    Formed,
    /// The firmest.
    Status,
}

impl Order {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Amount, Self::Length, Self::Formed, Self::Status];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Length => "length",
            Self::Formed => "formed",
            Self::Status => "status",
        }
    }
}

impl FromStr for Order {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        // The name that the day a loop formed had once.
        let text = if text == "closed" { "formed" } else { text };
        UnknownWord::find(text, "order", &Self::ALL, Self::name)
    }
}

/// Sorts loops of a view; equal ones by amount, and then in the order of their ids.
pub fn rank(list: &mut [Circuit], order: Order, scope: &Scope<'_>) {
    let amount = |c: &Circuit| (Reverse(c.bottleneck.stated), Reverse(c.bottleneck.high), c.length());
    list.sort_by(|a, b| {
        let first = match order {
            Order::Amount | Order::Formed => std::cmp::Ordering::Equal,
            Order::Length => a.length().cmp(&b.length()),
            Order::Status => b.status.cmp(&a.status),
        };
        first.then_with(|| amount(a).cmp(&amount(b))).then_with(|| a.id.cmp(&b.id)).then_with(|| arcs(a).cmp(&arcs(b)))
    });
    if order == Order::Formed {
        // Stable: loops of one day stay in that order.
        list.sort_by_cached_key(|circuit| Reverse(circuit.formed_on(scope)));
    }
}

fn arcs(circuit: &Circuit) -> Vec<&[usize]> {
    circuit.steps.iter().map(|step| step.arcs.as_slice()).collect()
}
