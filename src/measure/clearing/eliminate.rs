//! Linear systems of payments that are passed on.

use crate::model::Stop;

/// A square matrix of the parts that each unknown passes on to every other.
pub(super) struct Passed {
    /// One row for each unknown: the part that it passes to each other one.
    parts: Vec<Vec<f64>>,
    /// The part of each row that leaves the system: one minus the sum of the row, but not computed that way.
    leaks: Vec<f64>,
}

impl Passed {
    /// Parts and leaks are not below zero, and those of a row add up to one.
    pub(super) fn new(parts: Vec<Vec<f64>>, leaks: Vec<f64>) -> Self {
        Self { parts, leaks }
    }

    /// The x with x_v = base_v + Σ x_u · part(u, v), base not below zero: the least one, if there are several.
    ///
    /// Elimination without subtraction (Grassmann, Taksar and Heyman 1985): one minus a row's own part is the sum of
    /// its other parts and its leak. So each x has a relative error of a few roundings per unknown, however small the
    /// leak. O(n³). Unknowns that keep everything and receive nothing are zero in the least solution; if they received
    /// something, there would be no solution, which callers rule out. `None` if `stop` ended it.
    pub(super) fn solve(mut self, mut base: Vec<f64>, stop: &Stop) -> Option<Vec<f64>> {
        let len = base.len();
        let mut rests = vec![0.0; len];
        for last in (0..len).rev() {
            if stop.should_stop() {
                return None;
            }
            let (above, below) = self.parts.split_at_mut(last);
            let row = &below[0][..last];
            let own_leak = self.leaks[last];
            let rest = own_leak + row.iter().sum::<f64>();
            rests[last] = rest;
            if rest <= 0.0 {
                continue;
            }
            for (parts, leak) in above.iter_mut().zip(&mut self.leaks) {
                let through = parts[last] / rest;
                // The diagonal is never read.
                parts.iter_mut().zip(row).for_each(|(part, own)| *part += through * own);
                *leak += through * own_leak;
            }
            let given = base[last] / rest;
            base.iter_mut().zip(row).for_each(|(base, own)| *base += given * own);
        }
        for at in 0..len {
            let got: f64 = (0..at).map(|other| base[other] * self.parts[other][at]).sum();
            base[at] = if rests[at] > 0.0 { (base[at] + got) / rests[at] } else { 0.0 };
        }
        Some(base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_that_hardly_leaks() {
        // a passes all to b, b all but 1e-300 to a: of 1 that b gets from outside, 1 leaks in the end.
        let passed = Passed::new(vec![vec![0.0, 1.0], vec![1.0, 0.0]], vec![0.0, 1e-300]);
        let paid = passed.solve(vec![0.0, 1.0], &Stop::never()).unwrap();
        assert!(paid.iter().all(|paid| (paid / 1e300 - 1.0).abs() < 1e-15), "{paid:?}");
    }

    #[test]
    fn what_keeps_all_and_gets_nothing_is_zero() {
        let passed = Passed::new(vec![vec![0.0, 1.0], vec![1.0, 0.0]], vec![0.0, 0.0]);
        assert_eq!(passed.solve(vec![0.0, 0.0], &Stop::never()).unwrap(), [0.0, 0.0]);
    }

    #[test]
    fn it_ends_when_it_is_told_to() {
        let passed = Passed::new(vec![vec![0.0, 1.0], vec![0.5, 0.0]], vec![0.0, 0.5]);
        assert_eq!(passed.solve(vec![0.0, 1.0], &Stop::after_questions(1)), None);
    }
}
