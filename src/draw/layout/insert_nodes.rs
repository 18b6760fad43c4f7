//! Places for new bubbles among others that keep theirs.

use super::geom::{Point, Rect, point};
use super::problem::Problem;

/// Places that are tried along each side.
const STEPS: u32 = 48;
/// How far outside the others a bubble may be put, px.
const OUTSIDE: f64 = 70.0;
/// Clear space that is wanted around a bubble, px.
const CLEAR: f64 = 22.0;
/// Wanted length of an arrow from rim to rim, px.
const REACH: f64 = 110.0;

/// The places given, and for each bubble without one the place where it lies freest near those whom it pays or is paid
/// by.
pub(super) fn insert_nodes(problem: &Problem, given: &[Option<Point>]) -> Vec<Point> {
    let mut placed = given.to_vec();
    let mut waiting: Vec<usize> = (0..problem.len()).filter(|&i| placed[i].is_none()).collect();
    while !waiting.is_empty() {
        // The bubble with the most placed neighbours comes first; among equals, the first one.
        let tied = |i: usize| neighbours(problem, i).filter(|&j| placed[j].is_some()).count();
        let (next, &i) = waiting.iter().enumerate().rev().max_by_key(|(_, i)| tied(**i)).unwrap_or((0, &waiting[0]));
        placed[i] = Some(freest(problem, &placed, i));
        waiting.remove(next);
    }
    placed.into_iter().flatten().collect()
}

fn neighbours(problem: &Problem, i: usize) -> impl Iterator<Item = usize> + '_ {
    problem.at[i].iter().map(move |&k| {
        let edge = &problem.edges[k];
        if edge.payer == i { edge.payee } else { edge.payer }
    })
}

fn freest(problem: &Problem, placed: &[Option<Point>], i: usize) -> Point {
    let mut used = Rect::EMPTY;
    for (p, &r) in placed.iter().zip(&problem.radius) {
        if let Some(p) = p {
            used = used.union(Rect::around(*p, 2.0 * r, 2.0 * r));
        }
    }
    if used.is_empty() {
        return problem.canvas_size * 0.5;
    }
    let area = used.grown(OUTSIDE);
    let size = area.max - area.min;
    let mut best = (f64::INFINITY, area.min);
    for step in 0..=STEPS * STEPS {
        let share = |part: u32| f64::from(part) / f64::from(STEPS - 1);
        let place = area.min + point(share(step % STEPS) * size.x, share(step / STEPS) * size.y);
        let cost = cost(problem, placed, (i, place));
        if cost < best.0 {
            best = (cost, place);
        }
    }
    best.1
}

/// The cost of placing bubble `i` there, in points.
fn cost(problem: &Problem, placed: &[Option<Point>], (i, place): (usize, Point)) -> f64 {
    let radius = problem.radius[i];
    let mut sum = 0.0;
    for (other, &r) in placed.iter().zip(&problem.radius) {
        let short = other.map_or(0.0, |other| radius + r + CLEAR - (other - place).length());
        if short > 0.0 {
            sum += 500.0 + 10.0 * short;
        }
    }
    for edge in &problem.edges {
        if let (Some(from), Some(to)) = (placed[edge.payer], placed[edge.payee]) {
            let short = radius + CLEAR / 2.0 - place.to_segment(from, to);
            sum += 4.0 * short.max(0.0);
        }
    }
    let near = neighbours(problem, i).filter_map(|j| Some((placed[j]?, problem.radius[j])));
    sum + near.map(|(other, r)| ((other - place).length() - radius - r - REACH).abs()).sum::<f64>()
}
