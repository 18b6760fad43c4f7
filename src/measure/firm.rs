//! What binds: deals that are signed or closed, wait for nothing and are not paused.

use crate::{
    flow::{FlowGraph, View},
    model::{Register, Status},
};

/// The firm part of a view: looked at again from the rung `signed` on, so that a contract counts that otherwise yields
/// to a softer description of the same money, and without deals that carry a mark.
pub(super) fn firm(register: &Register, view: &View) -> FlowGraph {
    let mut firm = View { status: view.status.max(Status::Signed), ..view.clone() };
    let marked = firm.flow(register);
    firm.without_deals.extend(marked.arcs().iter().filter(|arc| arc.mark.is_some()).map(|arc| arc.deal.clone()));
    firm.flow(register)
}
