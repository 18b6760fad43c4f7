//! Linear programmes: loops and what breaks them, what goes round of amounts that share sums, and the duals of both. The
//! only file that knows the solver.
//!
//! The solver is microlp 0.7, used as it is. HiGHS, through good_lp or its own bindings, is faster on large programmes,
//! but is C++ that cmake builds: a machine with only Rust could not install this crate. microlp is pure Rust under
//! Apache-2.0, builds in 14 s on two cores with all that it needs, and checks every solution before it returns it. On
//! 20,000 random programmes of this form, primal and dual solved apart, it never failed and the two never differed by
//! more than 1e-7. It works in floats all the same, so nothing here is taken on trust: `dual_packing.rs` and
//! `interval/programme.rs` turn its answers into whole numbers that are checked, and an answer that is wrong or missing can
//! only make a search longer or a bound wider.

use microlp::{
    ComparisonOp::{Eq, Ge, Le},
    OptimizationDirection::{Maximize, Minimize},
};
use microlp::{Problem, Solution, Variable};

/// Loops of classes of arcs. A class is broken at the price of its own weight and of every shared weight it is under.
pub(in crate::measure) struct CoveringLp {
    /// Of each class.
    pub(in crate::measure) own: Vec<f64>,
    /// Weights that several classes are under, and which.
    pub(in crate::measure) shared: Vec<(f64, Vec<usize>)>,
    /// The classes of each loop.
    pub(in crate::measure) loops: Vec<Vec<usize>>,
}

impl CoveringLp {
    /// How much of each class to break so that each loop is broken once, at the least price; `None` if the solver
    /// fails.
    pub(in crate::measure) fn cover(&self) -> Option<Vec<f64>> {
        let mut problem = Problem::new(Minimize);
        let broken: Vec<Variable> = self.own.iter().map(|&weight| problem.add_var(weight, (0.0, 1.0))).collect();
        for one in &self.loops {
            problem.add_constraint(one.iter().filter_map(|&at| Some((*broken.get(at)?, 1.0))), Ge, 1.0);
        }
        for (weight, classes) in &self.shared {
            let paid = problem.add_var(*weight, (0.0, 1.0));
            for class in classes.iter().filter_map(|&at| broken.get(at)) {
                problem.add_constraint([(paid, 1.0), (*class, -1.0)], Ge, 0.0);
            }
        }
        values(&problem, &broken)
    }

    /// How much to pack into each loop so that no weight is used up more than once, as much as possible: the dual.
    pub(in crate::measure) fn pack(&self) -> Option<Vec<f64>> {
        let mut problem = Problem::new(Maximize);
        let packed: Vec<Variable> = self.loops.iter().map(|_| problem.add_var(1.0, (0.0, f64::INFINITY))).collect();
        let mut uses: Vec<Vec<(Variable, f64)>> = vec![Vec::new(); self.own.len()];
        for (one, &variable) in self.loops.iter().zip(&packed) {
            for &at in one {
                uses.get_mut(at)?.push((variable, 1.0));
            }
        }
        for (weight, classes) in &self.shared {
            let mut parts = Vec::new();
            for &at in classes {
                let part = problem.add_var(0.0, (0.0, f64::INFINITY));
                uses.get_mut(at)?.push((part, -1.0));
                parts.push((part, 1.0));
            }
            problem.add_constraint(parts, Le, *weight);
        }
        for (uses, &own) in uses.into_iter().zip(&self.own) {
            problem.add_constraint(uses, Le, own);
        }
        values(&problem, &packed)
    }
}

/// The most that loops can carry together, counted on every hop, if no hop carries more than its room: loops are given by
/// their hops. `None` if the solver fails.
pub(in crate::measure) fn fullest(room: &[f64], loops: &[Vec<usize>]) -> Option<f64> {
    let mut problem = Problem::new(Maximize);
    let mut uses: Vec<Vec<(Variable, f64)>> = vec![Vec::new(); room.len()];
    for hops in loops {
        let carries = problem.add_var(hops.len() as f64, (0.0, f64::INFINITY));
        for &hop in hops {
            uses.get_mut(hop)?.push((carries, 1.0));
        }
    }
    for (uses, &room) in uses.into_iter().zip(room).filter(|(uses, _)| !uses.is_empty()) {
        problem.add_constraint(uses, Le, room);
    }
    let solution: Solution = problem.solve().ok()?.into_solution().ok()?;
    Some(solution.objective())
}

/// A hop of a [`SharedLp`]: from its payer to its payee.
pub(in crate::measure) type Ends = (usize, usize);

/// An amount of a [`SharedLp`]: what of a hop it is, if anything of that can go round; least, most and group.
pub(in crate::measure) type Share = (Option<usize>, f64, f64, Option<usize>);

/// Amounts in ranges, of which some share sums, and what goes round of the hops that they are parts of.
pub(in crate::measure) struct SharedLp {
    /// How many vertices there are.
    pub(in crate::measure) vertices: usize,
    /// From whom to whom.
    pub(in crate::measure) hops: Vec<Ends>,
    /// What they are made of.
    pub(in crate::measure) parts: Vec<Share>,
    /// Least and most of each shared sum, and which one it is within; that is a later one.
    pub(in crate::measure) groups: Vec<(f64, f64, Option<usize>)>,
}

impl SharedLp {
    /// The amounts of the parts for which what goes round less `price` times all amounts is largest; `None` if the
    /// solver fails.
    pub(in crate::measure) fn amounts(&self, price: f64) -> Option<Vec<f64>> {
        let mut problem = Problem::new(Maximize);
        let amounts: Vec<Variable> =
            self.parts.iter().map(|&(_, low, high, _)| problem.add_var(-price, (low, high))).collect();
        let flows: Vec<Variable> = self.hops.iter().map(|_| problem.add_var(1.0, (0.0, f64::INFINITY))).collect();
        let mut of_hop: Vec<Vec<(Variable, f64)>> = flows.iter().map(|&flow| vec![(flow, 1.0)]).collect();
        let mut of_group: Vec<Vec<(Variable, f64)>> = vec![Vec::new(); self.groups.len()];
        for (&(hop, _, _, group), &amount) in self.parts.iter().zip(&amounts) {
            if let Some(own) = hop.and_then(|hop| of_hop.get_mut(hop)) {
                own.push((amount, -1.0));
            }
            for at in self.around(group) {
                of_group.get_mut(at)?.push((amount, 1.0));
            }
        }
        for own in of_hop {
            problem.add_constraint(own, Le, 0.0);
        }
        for (own, &(low, high, _)) in of_group.into_iter().zip(&self.groups) {
            problem.add_constraint(own.as_slice(), Ge, low);
            problem.add_constraint(own, Le, high);
        }
        let mut at_vertex: Vec<Vec<(Variable, f64)>> = vec![Vec::new(); self.vertices];
        for (&(payer, payee), &flow) in self.hops.iter().zip(&flows) {
            at_vertex.get_mut(payer)?.push((flow, -1.0));
            at_vertex.get_mut(payee)?.push((flow, 1.0));
        }
        for flows in at_vertex.into_iter().filter(|flows| !flows.is_empty()) {
            problem.add_constraint(flows, Eq, 0.0);
        }
        values(&problem, &amounts)
    }

    /// A price for each vertex, which proves that no amounts have more: the dual. On a hop, a unit gains 1, what its
    /// payer's price is above its payee's, and at least nothing.
    pub(in crate::measure) fn prices(&self, price: f64) -> Option<Vec<f64>> {
        let mut problem = Problem::new(Minimize);
        // No way through the network gains more than its hops.
        let most = self.vertices as f64 + 1.0;
        let prices: Vec<Variable> = (0..self.vertices).map(|_| problem.add_var(0.0, (0.0, most))).collect();
        let gains: Vec<Variable> = self.hops.iter().map(|_| problem.add_var(0.0, (0.0, f64::INFINITY))).collect();
        for (&(payer, payee), &gain) in self.hops.iter().zip(&gains) {
            let ends = [(gain, 1.0), (*prices.get(payer)?, -1.0), (*prices.get(payee)?, 1.0)];
            problem.add_constraint(ends, Ge, 1.0);
        }
        // What a range is worth is some difference of gains. Without a limit, ranges of no width could, rounded, be worth
        // anything.
        let worth = (0.0, 2.0 * most);
        let mut pair =
            |low: f64, high: f64| [(problem.add_var(high, worth), 1.0), (problem.add_var(-low, worth), -1.0)];
        let groups: Vec<_> = self.groups.iter().map(|&(low, high, _)| pair(low, high)).collect();
        let parts: Vec<_> = self.parts.iter().map(|&(_, low, high, _)| pair(low, high)).collect();
        for (&(hop, _, _, group), own) in self.parts.iter().zip(parts) {
            let mut sum = own.to_vec();
            for at in self.around(group) {
                sum.extend(groups.get(at)?);
            }
            if let Some(&gain) = hop.and_then(|hop| gains.get(hop)) {
                sum.push((gain, -1.0));
            }
            problem.add_constraint(sum, Eq, -price);
        }
        values(&problem, &prices)
    }

    /// A group and those it is within.
    fn around(&self, group: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(group, |&at| self.groups.get(at).and_then(|group| group.2))
    }
}

fn values(problem: &Problem, of: &[Variable]) -> Option<Vec<f64>> {
    let solution: Solution = problem.solve().ok()?.into_solution().ok()?;
    Some(of.iter().map(|&variable| solution.var_value(variable).max(0.0)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Five loops on a ring of five, each over two neighbours: half of each breaks all, where whole ones need three.
    #[test]
    fn primal_and_dual_meet_at_halves() {
        let loops: Vec<Vec<usize>> = (0..5).map(|at| vec![at, (at + 1) % 5]).collect();
        let covering = CoveringLp { own: vec![1.0; 5], shared: Vec::new(), loops };
        for values in [covering.cover().unwrap(), covering.pack().unwrap()] {
            assert!((values.iter().sum::<f64>() - 2.5).abs() < 1e-9);
        }
    }

    #[test]
    fn a_shared_weight_is_paid_once() {
        let covering = CoveringLp { own: vec![0.0; 2], shared: vec![(3.0, vec![0, 1])], loops: vec![vec![0], vec![1]] };
        assert_eq!(covering.cover().unwrap(), [1.0, 1.0]);
        assert!((covering.pack().unwrap().iter().sum::<f64>() - 3.0).abs() < 1e-9);
    }
}
