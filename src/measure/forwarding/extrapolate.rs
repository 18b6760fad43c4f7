//! Extrapolation of a slow iteration.

/// Estimates the limit of an iteration from its last steps: the mean of its points, weighted so that the weighted step
/// is smallest (reduced rank extrapolation; R. P. Eddy 1979, M. Mešina 1977). It removes slow modes, such as those of
/// loosely connected parts, at once. Does nothing if the steps are not informative.
pub(super) fn extrapolate(at: &mut [f64], steps: &[Vec<f64>]) {
    let mut products: Vec<Vec<f64>> = steps.iter().map(|a| steps.iter().map(|b| product(a, b)).collect()).collect();
    let trace: f64 = (0..steps.len()).map(|own| products[own][own]).sum();
    for (own, row) in products.iter_mut().enumerate() {
        row[own] += 1e-15 * trace;
    }
    let Some(weights) = solve(products) else { return };
    let sum: f64 = weights.iter().sum();
    if !sum.is_normal() {
        return;
    }
    let mut earlier = 0.0;
    for (step, weight) in steps.iter().zip(weights) {
        at.iter_mut().zip(step).for_each(|(at, step)| *at -= earlier * step);
        earlier += weight / sum;
    }
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    let (mut sums, a, b) = ([0.0; 8], a.chunks_exact(8), b.chunks_exact(8));
    let rest: f64 = a.remainder().iter().zip(b.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a.zip(b) {
        sums.iter_mut().zip(a.iter().zip(b)).for_each(|(sum, (a, b))| *sum += a * b);
    }
    sums.iter().sum::<f64>() + rest
}

/// Solves a symmetric system whose right side is all ones (Cholesky); `None` if it is not positive definite.
fn solve(mut rows: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let len = rows.len();
    let mut solution = vec![1.0; len];
    for at in 0..len {
        for column in 0..=at {
            let known: f64 = (0..column).map(|k| rows[at][k] * rows[column][k]).sum();
            let rest = rows[at][column] - known;
            if column < at {
                rows[at][column] = rest / rows[column][column];
            } else if rest > 0.0 && rest.is_finite() {
                rows[at][at] = rest.sqrt();
            } else {
                return None;
            }
        }
        let known: f64 = (0..at).map(|k| rows[at][k] * solution[k]).sum();
        solution[at] = (solution[at] - known) / rows[at][at];
    }
    for at in (0..len).rev() {
        let known: f64 = (at + 1..len).map(|k| rows[k][at] * solution[k]).sum();
        solution[at] = (solution[at] - known) / rows[at][at];
    }
    Some(solution)
}
