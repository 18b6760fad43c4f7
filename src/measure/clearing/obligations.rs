//! Who owes whom, of a graph of money.

use super::super::{Network, Reading};
use crate::{
    flow::{Arc, FlowGraph},
    model::{Family, Kind},
};

/// What is owed by the deals of a graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligations {
    /// Who owes whom how much; the vertices are the graph's nodes.
    pub network: Network,
    /// How many of its deals have no figure at this end of their range, and are left out.
    pub unpriced: usize,
    /// How many have no upper end and are taken at what is known of them.
    pub unbounded: usize,
}

/// The obligations of a graph, its amounts read at one end (at the high one, what has no upper end is taken at what is
/// known of it): what is bought or rented is owed by the customer, and a loan by who got it. Shares, notes that turn
/// into shares, value in kind and guarantees are none. Linear.
///
/// ```
/// use roundtrip::{flow::View, load, measure::{Reading, obligations}};
/// let csv = "payer,payee,kind,amount,date,status\nbank,lab,debt,3B,2025-01-01,closed\nlab,cloud,cloud,?,2025-01-01,signed\n";
/// let (register, _) = load::from_text("deals.csv", csv).expect("a sound register");
/// let graph = View::of(&register).flow(&register);
/// let owed = obligations(&graph, Reading::Stated);
/// assert_eq!((owed.network.arcs().len(), owed.unpriced), (1, 1));
/// assert_eq!(owed.network.names()[owed.network.arcs()[0].payer], "lab");
/// ```
pub fn obligations(graph: &FlowGraph, end: Reading) -> Obligations {
    let names = graph.nodes().iter().map(ToString::to_string).collect();
    let owed = |arc: &Arc| match (arc.kind, arc.family()) {
        (Kind::Debt, _) => Some((arc.payee, arc.payer)),
        (_, Family::Purchase) => Some((arc.payer, arc.payee)),
        _ => None,
    };
    let known = |arc: &Arc| Some(arc.value.low).filter(|low| !low.is_zero());
    let amount = |arc: &Arc| match end {
        Reading::Stated => arc.value.stated,
        Reading::Low => Some(arc.value.low),
        Reading::High => arc.value.high.or(known(arc)),
    };
    let endless = |arc: &&Arc| owed(arc).is_some() && arc.value.high.is_none() && known(arc).is_some();
    let unbounded = if end == Reading::High { graph.arcs().iter().filter(endless).count() } else { 0 };
    let owed: Vec<_> = graph.arcs().iter().filter_map(|arc| Some((owed(arc)?, amount(arc)))).collect();
    let unpriced = owed.iter().filter(|(_, amount)| amount.is_none()).count();
    let arcs = owed.into_iter().filter_map(|((payer, payee), amount)| Some((payer, payee, amount?)));
    Obligations { network: Network::new(names, arcs), unpriced, unbounded }
}
