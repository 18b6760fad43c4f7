//! Levels: how far along the way of the money each company stands (docs/measures.md#levels). For layout and direction only.

use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use super::{About, Network};
use crate::model::Stop;

/// What a reader must know of levels.
pub const ABOUT: About = About {
    title: "levels and incoherence",
    definition: "Levels such that each payment moves money up by about one; incoherence is how far it does not, from \
                 0 (all money flows one way) to 1 (no direction at all).",
    method: "Trophic levels and incoherence (MacKay, Johnson and Sansom 2020): least squares, by conjugate gradients.",
    caution: "For layout and direction. It does not measure how much goes round: it is above 0 even on networks \
              without a loop.",
};

/// Sweeps of the search, for each vertex, and at the least.
const SWEEPS: usize = 4;
const LEAST: usize = 200;

/// The search ends when what is left has shrunk to this, squared. Less is rounding, on which it would feed.
const EXACT: f64 = 1e-27;

/// Levels of every company.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trophic {
    /// Of each vertex; the lowest of those that hang together is 0.
    pub levels: Vec<f64>,
    /// The incoherence; `None` if nothing is paid.
    pub incoherence: Option<f64>,
}

/// Levels and incoherence. Each sweep is linear in the payments; there are some dozens, and at most four times as many
/// as companies. `None` if `stop` ended them.
///
/// ```
/// use roundtrip::{measure::{Network, trophic}, model::Stop};
/// let net = Network::new(["a", "b", "c"].map(str::to_owned).to_vec(), [(0, 1, 5.into()), (1, 2, 9.into())]);
/// let found = trophic(&net, &Stop::never()).expect("it is not stopped");
/// assert!(found.levels.iter().zip([0.0, 1.0, 2.0]).all(|(level, own)| (level - own).abs() < 1e-9));
/// ```
pub fn trophic(network: &Network, stop: &Stop) -> Option<Trophic> {
    let amount = |arc: &super::Payment| (arc.payer, arc.payee, arc.amount.to_f64().unwrap_or(f64::MAX));
    let arcs: Vec<(usize, usize, f64)> = network.arcs().iter().map(amount).collect();
    // In amounts around 1 nothing overflows.
    let most = arcs.iter().map(|arc| arc.2).fold(0.0, f64::max);
    let arcs: Vec<(usize, usize, f64)> = arcs.into_iter().map(|(a, b, amount)| (a, b, amount / most)).collect();
    let mut system = System { weight: vec![0.0; network.len()], arcs };
    let mut wanted = vec![0.0; network.len()];
    for &(payer, payee, amount) in &system.arcs {
        wanted[payer] -= amount;
        wanted[payee] += amount;
        system.weight[payer] += amount;
        system.weight[payee] += amount;
    }
    let mut levels = system.solve(wanted, stop)?;
    let total: f64 = system.arcs.iter().map(|arc| arc.2).sum();
    let off: f64 = system.arcs.iter().map(|&(a, b, amount)| amount * (levels[b] - levels[a] - 1.0).powi(2)).sum();
    anchor(network, &mut levels);
    Some(Trophic { levels, incoherence: (total > 0.0).then(|| off / total) })
}

/// Moves the levels of those that hang together so that the lowest is 0.
fn anchor(network: &Network, levels: &mut [f64]) {
    let mut sets = petgraph::unionfind::UnionFind::<usize>::new(network.len());
    for arc in network.arcs() {
        sets.union(arc.payer, arc.payee);
    }
    let set = sets.into_labeling();
    let mut lowest = vec![f64::INFINITY; levels.len()];
    for (&set, &level) in set.iter().zip(&*levels) {
        lowest[set] = lowest[set].min(level);
    }
    levels.iter_mut().zip(set).for_each(|(level, set)| *level -= lowest[set]);
}

/// The system whose solution the levels are: each vertex with its weight, less what it pays and is paid.
struct System {
    arcs: Vec<(usize, usize, f64)>,
    weight: Vec<f64>,
}

impl System {
    fn times(&self, vector: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; vector.len()];
        for &(a, b, amount) in &self.arcs {
            let flow = amount * (vector[a] - vector[b]);
            out[a] += flow;
            out[b] -= flow;
        }
        out
    }

    /// Conjugate gradients, scaled by the weights (M. R. Hestenes and E. Stiefel 1952).
    fn solve(&self, mut left: Vec<f64>, stop: &Stop) -> Option<Vec<f64>> {
        let mut solution = vec![0.0; left.len()];
        let scaled = |left: &[f64]| -> Vec<f64> {
            left.iter()
                .zip(&self.weight)
                .map(|(left, &weight)| if weight > 0.0 { left / weight } else { 0.0 })
                .collect()
        };
        let mut step = scaled(&left);
        let mut size = product(&left, &step);
        let enough = size * EXACT;
        for _ in 0..LEAST.max(SWEEPS * self.weight.len()) {
            let image = self.times(&step);
            let curve = product(&step, &image);
            if size <= enough || curve <= 0.0 {
                break;
            }
            if stop.should_stop() {
                return None;
            }
            let length = size / curve;
            solution.iter_mut().zip(&step).for_each(|(own, step)| *own += length * step);
            left.iter_mut().zip(&image).for_each(|(own, image)| *own -= length * image);
            let next = scaled(&left);
            let grown = product(&left, &next) / size;
            size *= grown;
            step.iter_mut().zip(next).for_each(|(step, next)| *step = next + grown * *step);
        }
        Some(solution)
    }
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
