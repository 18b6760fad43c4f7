//! Random networks, and plain checks of graphs, as independent of the library as can be.

use proptest::prelude::*;
use roundtrip::measure::{Network, WeightedEdgeGroups};
use rust_decimal::Decimal;

pub(crate) type Arcs = Vec<(usize, usize, u32)>;

pub(crate) fn network(len: usize, arcs: &Arcs) -> Network {
    let amounts = arcs.iter().map(|&(a, b, amount)| (a, b, Decimal::from(amount)));
    Network::new((0..len).map(|at| format!("v{at}")).collect(), amounts)
}

pub(crate) fn random(vertices: usize, arcs: usize, most: u32) -> impl Strategy<Value = (usize, Arcs)> {
    (2..=vertices).prop_flat_map(move |len| (Just(len), prop::collection::vec((0..len, 0..len, 0..=most), 0..=arcs)))
}

pub(crate) fn pairs(net: &Network) -> Vec<(usize, usize)> {
    net.arcs().iter().map(|arc| (arc.payer, arc.payee)).collect()
}

/// An order in which every arc leads forward (Kahn); none if there is a loop.
pub(crate) fn order(len: usize, arcs: &[(usize, usize)]) -> Option<Vec<usize>> {
    let mut incoming = vec![0; len];
    for arc in arcs {
        incoming[arc.1] += 1;
    }
    let mut ready: Vec<usize> = (0..len).filter(|&v| incoming[v] == 0).collect();
    let mut out = Vec::new();
    while let Some(vertex) = ready.pop() {
        out.push(vertex);
        for arc in arcs.iter().filter(|arc| arc.0 == vertex) {
            incoming[arc.1] -= 1;
            if incoming[arc.1] == 0 {
                ready.push(arc.1);
            }
        }
    }
    (out.len() == len).then_some(out)
}

/// Whether nothing goes round when these groups are gone.
pub(crate) fn breaks(groups: &WeightedEdgeGroups, set: &[usize]) -> bool {
    let whole = |own: &Vec<usize>| own.iter().any(|carrier| !set.contains(carrier));
    let left: Vec<_> = groups.arcs().iter().filter(|(.., own)| whole(own)).map(|(a, b, _)| (*a, *b)).collect();
    let len = left.iter().map(|arc| arc.0.max(arc.1) + 1).max().unwrap_or(0);
    order(len, &left).is_some()
}
