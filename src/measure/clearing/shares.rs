//! How a known sum is taken to lie on those that share it: in proportion to the room that each of them has.

use rust_decimal::Decimal;

use crate::{flow::FlowGraph, measure::Reading, model::Range};

/// The decimal places of a share, unless the sum itself has more.
const PLACES: u32 = 10;

/// Some arcs that lie in one outermost group, or one arc by itself.
#[derive(Clone)]
pub(super) struct Shared {
    /// The arcs, by their index, ascending.
    pub(super) arcs: Vec<usize>,
    /// The group, by its index.
    group: Option<usize>,
}

/// Divides arcs by the outermost groups that they are in.
pub(super) fn shared(graph: &FlowGraph, arcs: impl IntoIterator<Item = usize>) -> Vec<Shared> {
    divided(graph, arcs, None)
}

/// Divides arcs that lie in one group by the groups directly inside it.
fn divided(graph: &FlowGraph, arcs: impl IntoIterator<Item = usize>, inside: Option<usize>) -> Vec<Shared> {
    let mut parts: Vec<Shared> = Vec::new();
    for at in arcs {
        let up = std::iter::successors(graph.group_of(at), |&group| graph.groups().get(group)?.within);
        let group = up.take_while(|&group| Some(group) != inside).last();
        match parts.iter_mut().find(|part| group.is_some() && part.group == group) {
            Some(part) => part.arcs.push(at),
            None => parts.push(Shared { arcs: vec![at], group }),
        }
    }
    parts
}

impl Shared {
    /// What they come to together.
    fn sum(&self, graph: &FlowGraph) -> Range {
        graph.sum(self.arcs.iter().copied())
    }

    /// What each of them comes to at one end; `None` where there is no figure. At the high end, what has no upper end is
    /// taken at what is known of it.
    pub(super) fn amounts(&self, graph: &FlowGraph, end: Reading) -> Vec<(usize, Option<Decimal>)> {
        let sum = self.sum(graph);
        let amount = match end {
            Reading::Stated => self.stated(graph),
            Reading::Low => Some(sum.low),
            Reading::High => sum.high.or_else(|| Some(self.known(graph)).filter(|known| !known.is_zero())),
        };
        if let Some(amount) = amount {
            return self.split(graph, amount, end);
        }
        let parts = self.parts(graph);
        if parts.is_empty() {
            return self.arcs.iter().map(|&at| (at, None)).collect();
        }
        parts.iter().flat_map(|part| part.amounts(graph, end)).collect()
    }

    /// What is stated of all of them together, whoever of them has which share.
    fn stated(&self, graph: &FlowGraph) -> Option<Decimal> {
        let Some(group) = self.group.and_then(|group| graph.groups().get(group)) else {
            return self.sum(graph).stated;
        };
        group.value.stated.filter(|_| group.arcs.len() == self.arcs.len())
    }

    /// What is known of what has no upper end: its least, and the most of those parts that have one.
    fn known(&self, graph: &FlowGraph) -> Decimal {
        let parts = self.parts(graph);
        let least = self.sum(graph).low;
        let most = |part: &Self| part.sum(graph).high.unwrap_or_else(|| part.known(graph));
        parts.iter().map(most).fold(Decimal::ZERO, Decimal::saturating_add).max(least)
    }

    /// What they are made of; nothing, if it is one arc.
    fn parts(&self, graph: &FlowGraph) -> Vec<Self> {
        match self.group {
            Some(_) => divided(graph, self.arcs.iter().copied(), self.group),
            None => Vec::new(),
        }
    }

    /// An amount of them all, part by part: each gets what it has by itself at this end, and of the rest a share in
    /// proportion to what more it can have.
    fn split(&self, graph: &FlowGraph, amount: Decimal, end: Reading) -> Vec<(usize, Option<Decimal>)> {
        let parts = self.parts(graph);
        if parts.is_empty() {
            return self.arcs.iter().map(|&at| (at, Some(amount))).collect();
        }
        let own = |part: &Self| {
            let sum = part.sum(graph);
            let known = || sum.high.unwrap_or_else(|| part.known(graph));
            match end {
                Reading::Stated => part.stated(graph).map_or((sum.low, sum.high), |stated| {
                    // Of "up to" more than the whole leaves, only that counts.
                    let stated = sum.high.map_or(stated, |high| stated.min(high)).max(sum.low);
                    (stated, Some(stated))
                }),
                Reading::High if self.sum(graph).high.is_none() => (known(), sum.high),
                Reading::Low | Reading::High => (sum.low, sum.high),
            }
        };
        let mut ends: Vec<(Decimal, Option<Decimal>)> = parts.iter().map(own).collect();
        if ends.iter().map(|end| end.0).fold(Decimal::ZERO, Decimal::saturating_add) > amount {
            // What the parts state is more than they can come to: each has its least, and of the rest a share.
            ends = parts.iter().zip(ends).map(|(part, (own, _))| (part.sum(graph).low, Some(own))).collect();
        }
        let shares = in_proportion(amount, &ends);
        parts.iter().zip(shares).flat_map(|(part, share)| part.split(graph, share, end)).collect()
    }
}

/// Divides an amount: to each its least, and of what is left over in proportion to what is between its least and its
/// most, or to all that is left over where it has no most; evenly where nobody has room. The shares add up to the amount,
/// unless the least ones are more.
fn in_proportion(amount: Decimal, ends: &[(Decimal, Option<Decimal>)]) -> Vec<Decimal> {
    let least = ends.iter().map(|end| end.0).fold(Decimal::ZERO, Decimal::saturating_add);
    let over = amount.saturating_sub(least).max(Decimal::ZERO);
    let room = |(low, high): &(Decimal, Option<Decimal>)| high.map_or(over, |high| (high - low).min(over));
    let mut rooms: Vec<Decimal> = ends.iter().map(room).collect();
    if rooms.iter().all(Decimal::is_zero) {
        rooms = vec![Decimal::ONE; ends.len()];
    }
    let all = rooms.iter().copied().fold(Decimal::ZERO, Decimal::saturating_add);
    let places = PLACES.max(amount.scale());
    let mut left = over;
    let mut shares: Vec<Decimal> = Vec::with_capacity(ends.len());
    let last = rooms.iter().rposition(|room| !room.is_zero());
    for (at, ((low, _), room)) in ends.iter().zip(&rooms).enumerate() {
        let ratio = room.checked_div(all).unwrap_or_default();
        let share = over.checked_mul(ratio).unwrap_or_default().trunc_with_scale(places).min(left);
        let share = if Some(at) == last { left } else { share };
        left -= share;
        shares.push(low.saturating_add(share).normalize());
    }
    shares
}
