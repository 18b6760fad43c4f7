//! Who owes whom, of a graph of money.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{Network, Reading},
    shares::shared,
};
use crate::{
    flow::{Arc, FlowGraph, Node},
    model::{DealId, Family, Kind},
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
/// into shares, value in kind and guarantees are none.
///
/// What one debtor owes several creditors together it owes whole, whoever of them is owed how much; it is taken to be
/// owed to them in proportion to what each can be owed, so evenly where nothing is known of anybody. Where several owe
/// one amount together, nothing is stated of what each owes, and at the ends each is taken by itself: at the high end they
/// come to more than they can together. Linear in the graph, times the depth of its groups.
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
    let mut debts: BTreeMap<Node, Vec<usize>> = BTreeMap::new();
    for (at, arc) in graph.arcs().iter().enumerate() {
        if let Some((debtor, _)) = owed(arc) {
            debts.entry(debtor).or_default().push(at);
        }
    }
    let shared = debts.into_values().flat_map(|arcs| shared(graph, arcs));
    let amounts = shared.flat_map(|debt| debt.amounts(graph, end)).filter_map(|(at, amount)| {
        let arc = graph.arcs().get(at)?;
        Some((arc, owed(arc)?, amount))
    });
    let amounts: Vec<_> = amounts.collect();
    let unpriced: BTreeSet<&DealId> =
        amounts.iter().filter(|(.., amount)| amount.is_none()).map(|(arc, ..)| &arc.deal).collect();
    let endless = |arc: &Arc| end == Reading::High && arc.value.high.is_none();
    let unbounded: BTreeSet<&DealId> =
        amounts.iter().filter(|(arc, _, amount)| endless(arc) && amount.is_some()).map(|(arc, ..)| &arc.deal).collect();
    let arcs = amounts.iter().filter_map(|(_, (debtor, creditor), amount)| Some((*debtor, *creditor, (*amount)?)));
    Obligations { network: Network::new(names, arcs), unpriced: unpriced.len(), unbounded: unbounded.len() }
}
