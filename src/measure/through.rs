//! What can go round the loops through somebody alone (docs/measures.md#through).

use std::{collections::BTreeMap, ops::ControlFlow};

use rust_decimal::{
    Decimal,
    prelude::{FromPrimitive, ToPrimitive},
};
use serde::Serialize;

use super::{
    About, Network,
    solve::{lp, maximum_flow::maximum_flow, scaled_int::Scale},
};
use crate::{
    circuits::{Digraph, Search},
    model::Stop,
};

/// What a reader must know of it.
pub const ABOUT: About = About {
    title: "through somebody",
    definition: "The most that can go round if all of it goes round loops through the entities that are named, counted on \
                 every hop; and the most that can pass a single one of them.",
    method: "All loops through them, each carrying some amount, together no more than each hop pays: a linear programme. \
             What can pass one entity is a maximum flow from what it pays back to what it is paid.",
    caution: "Not what went round. Loops that share hops share their amounts, and the split is not unique.",
};

/// So many loops are looked at; a network with more has no figure.
const MOST_LOOPS: usize = 20_000;

/// What the solver's floats are good for.
const DIGITS: u32 = 9;

/// So many loops are put into the programme.
const MOST_THROUGH: usize = 2_000;

/// What can go round loops through some vertices.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Through {
    /// How many such loops there are.
    pub loops: usize,
    /// The most that can go round all of them together, each payment counted; to nine digits.
    #[serde(serialize_with = "crate::model::exact::one")]
    pub round: Decimal,
    /// The most that can pass, if it is one vertex.
    #[serde(serialize_with = "crate::model::exact::option")]
    pub passes: Option<Decimal>,
}

/// What can go round the loops through all of `named`. `None` if there are too many loops to list, or `stop` says so.
///
/// ```
/// use roundtrip::{measure::{Network, circulation, through}, model::Stop};
/// let names = ["x", "a", "b"].map(str::to_owned).to_vec();
/// let pays = [(0, 1, 10), (1, 0, 10), (1, 2, 5), (2, 1, 5), (0, 2, 1), (2, 0, 1)];
/// let net = Network::new(names, pays.map(|(payer, payee, amount)| (payer, payee, amount.into())));
/// let found = through(&net, &[0], &Stop::never()).expect("a small network");
/// // x→a→x carries 9; x→a→b→x and x→b→a→x carry 1 each.
/// assert_eq!((found.round, found.passes), (24.into(), Some(11.into())));
/// assert_eq!(circulation(&net).total(), 32.into());
/// ```
pub fn through(network: &Network, named: &[usize], stop: &Stop) -> Option<Through> {
    let loops = loops(network, named, stop)?;
    let paid: Vec<f64> = network.arcs().iter().map(|arc| arc.amount.to_f64().unwrap_or_default()).collect();
    let most = paid.iter().copied().fold(0.0, f64::max);
    let round = if loops.is_empty() { 0.0 } else { lp::fullest(&unit(&paid, most), &loops)? * most };
    let round = Decimal::from_f64(round)?.round_sf(DIGITS)?.normalize();
    let passes = if let [one] = named { Some(passes(network, *one)) } else { None };
    Some(Through { loops: loops.len(), round, passes })
}

/// Amounts as parts of the largest, which is what the solver is made for.
fn unit(amounts: &[f64], most: f64) -> Vec<f64> {
    amounts.iter().map(|amount| amount / most).collect()
}

/// The arcs of each loop through all of the vertices.
fn loops(network: &Network, named: &[usize], stop: &Stop) -> Option<Vec<Vec<usize>>> {
    let vertex = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let place: BTreeMap<(u32, u32), usize> =
        network.arcs().iter().enumerate().map(|(at, arc)| ((vertex(arc.payer), vertex(arc.payee)), at)).collect();
    let digraph = Digraph::from_edges(vertex(network.len()), place.keys().copied());
    let (mut looked_at, mut found) = (0, Vec::new());
    let all = Search::all(&digraph).visit(stop, &mut |path| {
        looked_at += 1;
        if named.iter().all(|&own| path.contains(&vertex(own))) {
            let hops = path.iter().zip(path.iter().cycle().skip(1));
            found.push(hops.filter_map(|(&from, &to)| place.get(&(from, to)).copied()).collect());
        }
        let enough = looked_at > MOST_LOOPS || found.len() > MOST_THROUGH;
        if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    all.is_ok().then_some(found)
}

/// The most that leaves a vertex and comes back to it.
fn passes(network: &Network, vertex: usize) -> Decimal {
    let amounts: Vec<Decimal> = network.arcs().iter().map(|arc| arc.amount).collect();
    let scale = Scale::of(&amounts);
    let cut = network.arcs().iter().map(|arc| {
        let payee = if arc.payee == vertex { network.len() } else { arc.payee };
        (arc.payer, payee, scale.whole(arc.amount).unsigned_abs())
    });
    let flow = maximum_flow(network.len() + 1, cut, vertex, network.len());
    scale.amount(i128::try_from(flow).unwrap_or(i128::MAX))
}
