//! The linear programme of loops and what breaks them, and its dual. The only file that knows the solver.
//!
//! The solver is microlp 0.7, used as it is. HiGHS, through good_lp or its own bindings, is faster on large programmes,
//! but is C++ that cmake builds: a machine with only Rust could not install this crate. microlp is pure Rust under
//! Apache-2.0, builds in 14 s on two cores with all that it needs, and checks every solution before it returns it. On
//! 20,000 random programmes of this form, primal and dual solved apart, it never failed and the two never differed by
//! more than 1e-7. It works in floats all the same, so nothing here is taken on trust: `dual_packing.rs` turns its
//! answers into whole numbers that are checked, and an answer that is wrong or missing can only make a search longer.

use microlp::{ComparisonOp::Ge, ComparisonOp::Le, OptimizationDirection::Maximize, OptimizationDirection::Minimize};
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
