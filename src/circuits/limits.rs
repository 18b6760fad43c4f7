//! How much to look for.

use serde::Serialize;

use super::circuit::{Circuit, Class, arcs_of};
use crate::{
    flow::{Arc, FlowGraph},
    model::{EntityId, Family},
};

/// The most hops that the loops of one search have together: more are not held (some 400 MB), and the search is not
/// complete.
pub const MOST_HOPS: usize = 2_000_000;

/// How much to look for. Nothing but memory ([`MOST_HOPS`]) is bounded unless asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Limits {
    /// Loops of at most so many hops.
    pub max_length: Option<u32>,
    /// At most so many loops; then the search stops.
    pub count: Option<usize>,
    /// At most so many loops and choices of deals are looked at, wanted or not: an end that is the same on every
    /// machine.
    pub looked_at: Option<u64>,
    /// At most so many hops of all loops together, [`MOST_HOPS`] if that is less; then the search stops.
    pub hops: Option<usize>,
    /// Only this class.
    pub class: Option<Class>,
    /// Only loops through all of these nodes, besides those that the view of the graph asks for.
    pub through: Vec<EntityId>,
    /// Every choice of parallel deals is a loop of its own.
    pub by_deal: bool,
}

impl Limits {
    /// Loops of at most so many hops.
    #[must_use]
    pub fn max_length(self, hops: u32) -> Self {
        Self { max_length: Some(hops), ..self }
    }

    /// At most so many loops.
    #[must_use]
    pub fn count(self, loops: usize) -> Self {
        Self { count: Some(loops), ..self }
    }

    /// At most so many loops and choices of deals looked at, wanted or not.
    #[must_use]
    pub fn looked_at(self, loops: u64) -> Self {
        Self { looked_at: Some(loops), ..self }
    }

    /// At most so many hops of all loops together.
    #[must_use]
    pub fn hops(self, hops: usize) -> Self {
        Self { hops: Some(hops), ..self }
    }

    /// Only loops of this class.
    #[must_use]
    pub fn class(self, class: Class) -> Self {
        Self { class: Some(class), ..self }
    }

    /// Only loops through all of these nodes, besides those that the view of the graph asks for.
    #[must_use]
    pub fn through(self, entities: impl IntoIterator<Item = EntityId>) -> Self {
        Self { through: entities.into_iter().collect(), ..self }
    }

    /// Whether every choice of parallel deals is a loop of its own.
    #[must_use]
    pub fn by_deal(self, by_deal: bool) -> Self {
        Self { by_deal, ..self }
    }

    /// Whether a loop of hops through all that is asked for is looked for: by its length and its class, or that of one
    /// of its choices of deals.
    pub(super) fn admit(&self, graph: &FlowGraph, circuit: &Circuit) -> bool {
        let class = |class: Class| match class {
            Class::CircularFunding => circuit.class == class,
            _ if self.by_deal => circuit.steps.iter().all(|step| arcs_of(graph, step).any(|arc| self.choose(arc))),
            _ => circuit.class == class,
        };
        let most = self.max_length.and_then(|most| usize::try_from(most).ok());
        most.is_none_or(|most| circuit.length() <= most) && self.class.is_none_or(class)
    }

    /// Whether a deal can be chosen for a loop of the class: in one of investments only, or of purchases only, it is
    /// one.
    pub(super) fn choose(&self, arc: &Arc) -> bool {
        match self.class {
            Some(Class::CrossInvestment) => arc.family() != Family::Purchase,
            Some(Class::ReciprocalTrade) => arc.family() == Family::Purchase,
            _ => true,
        }
    }
}
