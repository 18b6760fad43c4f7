//! One deal between two nodes.

use serde::Serialize;

use crate::model::{DealId, Family, Kind, Mark, Range, Status, When};

/// Index of a node in [`FlowGraph::nodes`](super::FlowGraph::nodes); nodes are in the order of their ids.
pub type Node = usize;

/// One deal between two nodes, counting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arc {
    /// Who gives the value.
    pub payer: Node,
    /// Who gets it.
    pub payee: Node,
    /// By which deal.
    pub deal: DealId,
    /// What kind of deal.
    pub kind: Kind,
    /// How much, in the base currency: of a total, what its tranches leave open; of a round, an unknown share. Where it is
    /// in a [`Group`](super::Group), it can be any of this, but not whatever the others of the group are.
    pub value: Range,
    /// Its status on the day.
    pub status: Status,
    /// The mark beside it.
    pub mark: Option<Mark>,
    /// Since when it has had that status, or a firmer one, without a break. Of a status that is only assumed: the first day
    /// that is recorded of the deal, or the view's own if nothing was recorded by then.
    pub since: When,
}

impl Arc {
    /// Its kind's family.
    pub fn family(&self) -> Family {
        self.kind.family()
    }
}
