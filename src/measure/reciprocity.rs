//! How much of what is paid is answered by a payment the other way.

use rust_decimal::Decimal;

use super::{About, Figure, Network};

/// What a reader must know of reciprocity.
pub const ABOUT: About = About {
    title: "reciprocity",
    definition: "Of all the money paid, the share that the payee pays back to the payer directly: of two opposite \
                 payments, the smaller counts on both sides.",
    method: "Weighted reciprocity (Squartini, Picciolo, Ruzzenenti and Garlaschelli 2013).",
    caution: "Blind to loops of three or more: it is 0 on a ring in which all money comes back.",
};

/// What is paid back directly, beside all that is paid. Linear, up to a logarithm.
///
/// ```
/// use roundtrip::measure::{Network, reciprocity};
/// let net = Network::new(["a", "b"].map(str::to_owned).to_vec(), [(0, 1, 10.into()), (1, 0, 4.into())]);
/// assert_eq!(reciprocity(&net).circulation, 8.into());
/// ```
pub fn reciprocity(network: &Network) -> Figure {
    let back = |arc: &super::Payment| {
        let other = network.arcs().binary_search_by_key(&(arc.payee, arc.payer), |arc| (arc.payer, arc.payee)).ok();
        other.and_then(|at| network.arcs().get(at)).map_or(Decimal::ZERO, |other| other.amount.min(arc.amount))
    };
    let circulation = network.arcs().iter().map(back).fold(Decimal::ZERO, Decimal::saturating_add);
    Figure { circulation, total: network.total() }
}
