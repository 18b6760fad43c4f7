//! First positions: stress majorization on ideal distances, then turned and stretched onto the canvas.

use super::geom::{Point, point};
use super::problem::Problem;
use crate::measure::Rng;

/// Rounds of majorization.
const ROUNDS: usize = 60;

/// Places the bubbles so that distances on the canvas follow distances along arrows. `O(n³)` for the distances.
pub(super) fn positions(problem: &Problem, seed: u64) -> Vec<Point> {
    let n = problem.len();
    let ideal = distances(problem);
    let mut rng = Rng::new(seed);
    let mut at: Vec<Point> = (0..n).map(|_| point(rng.bell(), rng.bell()) * 400.0).collect();
    for _ in 0..ROUNDS {
        for i in 0..n {
            if let Some(better) = majorize(i, &at, &ideal) {
                at[i] = better;
            }
        }
    }
    onto_sheet(problem, &mut at);
    at
}

/// The place of bubble `i` that its distances to all others ask for.
fn majorize(i: usize, at: &[Point], ideal: &[Vec<f64>]) -> Option<Point> {
    let (mut sum, mut weights) = (Point::default(), 0.0);
    for (j, &other) in at.iter().enumerate() {
        let want = ideal[i][j];
        if j == i || !want.is_finite() {
            continue;
        }
        let weight = 1.0 / (want * want);
        sum = sum + (other + (at[i] - other).unit() * want) * weight;
        weights += weight;
    }
    (weights > 0.0).then(|| sum * (1.0 / weights))
}

/// Ideal distances: radii and room for the label along an arrow, sums of them along a way, and a mild distance between
/// parts that are not joined at all.
fn distances(problem: &Problem) -> Vec<Vec<f64>> {
    let n = problem.len();
    let mut ideal = vec![vec![f64::INFINITY; n]; n];
    for edge in &problem.edges {
        let label = edge.label.as_ref().map_or(20.0, |label| label.extent.0);
        let want = problem.radius[edge.payer] + problem.radius[edge.payee] + (label + 70.0).max(95.0);
        let (i, j) = (edge.payer, edge.payee);
        let longer = if ideal[i][j].is_finite() { ideal[i][j].max(want) } else { want };
        ideal[i][j] = longer;
        ideal[j][i] = longer;
    }
    // Floyd and Warshall, over few bubbles.
    if n <= 400 {
        for k in 0..n {
            let through = ideal[k].clone();
            for row in &mut ideal {
                let first = row[k];
                for (cell, &second) in row.iter_mut().zip(&through) {
                    *cell = cell.min(first + second);
                }
            }
        }
    }
    let apart = problem.canvas_size.y * 0.7;
    for row in &mut ideal {
        for cell in row.iter_mut().filter(|cell| !cell.is_finite()) {
            *cell = apart;
        }
    }
    ideal
}

/// Turns the longest way through the bubbles to the horizontal and stretches everything onto the canvas.
fn onto_sheet(problem: &Problem, at: &mut [Point]) {
    let share = 1.0 / at.len().max(1) as f64;
    let middle = at.iter().fold(Point::default(), |sum, &p| sum + p) * share;
    let (mut xx, mut yy, mut xy) = (1e-9, 0.0, 0.0);
    for p in at.iter().map(|&p| p - middle) {
        xx += p.x * p.x;
        yy += p.y * p.y;
        xy += p.x * p.y;
    }
    let turn = -0.5 * libm::atan2(2.0 * xy, xx - yy);
    let (along, across) = (Point::towards(turn), Point::towards(turn).right());
    for p in at.iter_mut() {
        let away = *p - middle;
        *p = point(away.x * along.x + away.y * across.x, away.x * along.y + away.y * across.y);
    }
    let reach = at.iter().fold(point(1.0, 1.0), |r, p| point(r.x.max(p.x.abs()), r.y.max(p.y.abs())));
    let room = problem.canvas_size * 0.42;
    for p in at.iter_mut() {
        *p = point(p.x * room.x / reach.x, p.y * room.y / reach.y) + problem.canvas_size * 0.5;
    }
}
