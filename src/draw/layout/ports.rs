//! Exact arcs: the ends of arrows are spread along the rims, so that each arrow is seen to leave and to arrive.

use super::super::scale;
use super::edges::Edge;
use super::geom::{Arc, Point};
use super::placement::{Forms, Placement};
use super::problem::Problem;

/// Clear space between the start of an arrow and the rim, px.
const START_GAP: f64 = 1.6;

/// One end of an arrow on a rim.
#[derive(Debug, Clone, Copy)]
struct End {
    edge: usize,
    /// Radians, clockwise from east.
    angle: f64,
    /// Half the room it takes along the rim, px.
    half: f64,
}

/// The arc of each edge, from rim to rim.
pub(super) fn arcs(problem: &Problem, placement: &Placement, forms: &Forms) -> Vec<Arc> {
    let mut angles = vec![(0.0, 0.0); problem.edges.len()];
    for i in 0..problem.len() {
        for end in spread(ends_at(problem, placement, forms, i), problem.radius[i]) {
            let both = &mut angles[end.edge];
            if problem.edges[end.edge].payer == i {
                both.0 = end.angle;
            } else {
                both.1 = end.angle;
            }
        }
    }
    problem
        .edges
        .iter()
        .zip(angles)
        .enumerate()
        .map(|(k, (edge, angles))| arc(problem, placement, (k, edge), angles))
        .collect()
}

fn arc(problem: &Problem, placement: &Placement, (k, edge): (usize, &Edge), (leave, enter): (f64, f64)) -> Arc {
    let tip = if edge.structural { START_GAP } else { scale::TIP_GAP };
    let (p, q) = (placement.at[edge.payer], placement.at[edge.payee]);
    let from = p + Point::towards(leave) * (problem.radius[edge.payer] + START_GAP);
    let to = q + Point::towards(enter) * (problem.radius[edge.payee] + tip);
    // Bent as much as the part that is seen of the arc from centre to centre.
    let whole = placement.arc(problem, k);
    let (start, end) = Placement::seen(problem, k, &whole);
    let bow = whole.part(start, end).bow;
    Arc { from, to, bow }
}

fn ends_at(problem: &Problem, placement: &Placement, forms: &Forms, i: usize) -> Vec<End> {
    let mut ends: Vec<End> = problem.at[i]
        .iter()
        .map(|&k| {
            let (edge, points) = (&problem.edges[k], &forms.lines[k].points);
            let leaves = edge.payer == i;
            let seen = if leaves { points[0] } else { points[points.len() - 1] };
            let half =
                if leaves || edge.structural { edge.width / 2.0 + 1.0 } else { scale::head_half(edge.width) * 0.8 };
            End { edge: k, angle: (seen - placement.at[i]).angle(), half }
        })
        .collect();
    ends.sort_by(|a, b| a.angle.total_cmp(&b.angle).then(a.edge.cmp(&b.edge)));
    ends
}

/// Moves ends along the rim until neighbours have the room they need, or an equal share of what there is.
fn spread(mut ends: Vec<End>, radius: f64) -> Vec<End> {
    let n = ends.len();
    if n < 2 {
        return ends;
    }
    let turn = std::f64::consts::TAU;
    let needs: Vec<f64> = (0..n).map(|k| (ends[k].half + ends[(k + 1) % n].half + 3.0) / radius.max(1.0)).collect();
    let ease = (0.8 * turn / needs.iter().sum::<f64>()).min(1.0);
    for _ in 0..60 {
        for k in 0..n {
            let next = (k + 1) % n;
            let wrap = if next == 0 { turn } else { 0.0 };
            let short = needs[k] * ease - (ends[next].angle + wrap - ends[k].angle);
            if short > 0.0 {
                ends[k].angle -= short / 2.0;
                ends[next].angle += short / 2.0;
            }
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::{End, spread};

    #[test]
    fn crowded_ends_are_spread_evenly() {
        let ends = (0..5).map(|edge| End { edge, angle: 0.1, half: 4.0 }).collect();
        let spread = spread(ends, 40.0);
        for pair in spread.windows(2) {
            assert!((pair[1].angle - pair[0].angle) * 40.0 > 10.0);
        }
    }
}
