//! Final places of names and amounts: each takes the place where it covers least, given all the others.

use super::super::scale;
use super::geom::{Arc, Point, Rect};
use super::names::{Name, PLACES};
use super::problem::{MANY, Problem};
use crate::model::Stop;

/// Points along an arc when it is tested against boxes.
const POINTS: usize = 13;
/// Places along its arrow that are tried for a label.
const STEPS: u8 = 13;
/// Rounds in which every name and label chooses again.
const ROUNDS: usize = 4;

/// Everything that a label may cover.
pub(super) struct Obstacles<'a> {
    problem: &'a Problem,
    at: &'a [Point],
    lines: Vec<([Point; POINTS], Rect)>,
    /// Names, then labels.
    boxes: Vec<Rect>,
    places: Vec<usize>,
}

/// Where names and labels stand.
pub(super) struct Chosen {
    /// The place of each name that stands beside its bubble.
    pub(super) places: Vec<usize>,
    /// Boxes of names, then of the labels of edges; empty where there is none.
    pub(super) boxes: Vec<Rect>,
}

/// Chooses a place for every name and every label, but for those whose box is fixed, which keep it; when there is no time
/// left, one near the middle of its arrow.
pub(super) fn choose((problem, fixed): (&Problem, &[Option<Rect>]), at: &[Point], arcs: &[Arc], stop: &Stop) -> Chosen {
    let lines = problem.edges.iter().zip(arcs).map(|(edge, arc)| {
        let points = arc.points::<POINTS>();
        let hull = points.iter().fold(Rect::EMPTY, |hull, &p| hull.with(p));
        (points, hull.grown(edge.width / 2.0 + 1.0))
    });
    let boxes = fixed.iter().map(|fixed| fixed.unwrap_or(Rect::EMPTY)).collect();
    let free = |at: usize| fixed[at].is_none();
    let mut obstacles = Obstacles { problem, at, lines: lines.collect(), boxes, places: vec![0; problem.len()] };
    let mut order: Vec<usize> =
        (0..problem.edges.len()).filter(|&k| problem.edges[k].label.is_some() && free(problem.len() + k)).collect();
    order.sort_by(|&a, &b| problem.edges[b].width.total_cmp(&problem.edges[a].width).then(a.cmp(&b)));
    let rounds = if problem.edges.len() > MANY { 1 } else { ROUNDS };
    for _ in 0..rounds {
        for i in (0..problem.len()).filter(|&i| free(i)) {
            obstacles.place_name(i);
        }
        for &k in &order {
            let steps = if stop.should_stop() { 1 } else { STEPS };
            obstacles.place_label(k, &arcs[k], steps);
        }
    }
    Chosen { places: obstacles.places, boxes: obstacles.boxes }
}

impl Obstacles<'_> {
    fn place_name(&mut self, i: usize) {
        let Some(extent) = self.problem.beside[i] else {
            return;
        };
        let mut best = f64::INFINITY;
        for place in 0..PLACES {
            let rect = Name::beside(extent, (self.at[i], self.problem.radius[i]), place);
            let taste = [0.0, 1.0, 1.0, 1.5, 3.0, 3.0, 3.0, 3.0].get(place).copied().unwrap_or(3.0);
            let cost = self.covers(i, &rect) + taste;
            if cost < best {
                best = cost;
                self.boxes[i] = rect;
                self.places[i] = place;
            }
        }
    }

    fn place_label(&mut self, k: usize, arc: &Arc, steps: u8) {
        let edge = &self.problem.edges[k];
        let Some(label) = &edge.label else { return };
        let b = self.problem.len() + k;
        let (w, h) = label.extent;
        let mut best = (f64::INFINITY, self.boxes[b]);
        // An amount stands well upon its arrow; small words under it do not: their own line would run through them.
        let upon = if label.sub.is_some() { 18.0 + edge.width } else { 0.0 };
        let head = arc.to - arc.tangent(1.0) * (scale::head_length(edge.width) / 2.0);
        for step in 0..steps {
            // 0.5, then by turns later and earlier, up to 0.36 away.
            let away = 0.06 * f64::from(step.div_ceil(2)) * if step % 2 == 0 { 1.0 } else { -1.0 };
            let (on, side) = (arc.at(0.5 + away), arc.tangent(0.5 + away).right());
            let beside = side.x.abs() * w / 2.0 + side.y.abs() * h / 2.0 + edge.width / 2.0 + 2.5;
            for (shift, taste) in [(0.0, upon), (beside, 9.0), (-beside, 9.0)] {
                let rect = label.around(on + side * shift);
                let own = rect.depth_of_disc(head, scale::head_half(edge.width)).max(0.0);
                let cost = self.covers(b, &rect) + taste + 14.0 * away.abs() + if own > 0.0 { 20.0 + own } else { 0.0 };
                if cost < best.0 {
                    best = (cost, rect);
                }
            }
        }
        self.boxes[b] = best.1;
    }

    /// What box `b` would cover at `rect`, in points.
    fn covers(&self, b: usize, rect: &Rect) -> f64 {
        let n = self.problem.len();
        let mut sum = 0.0;
        for (i, (&p, &r)) in self.at.iter().zip(&self.problem.radius).enumerate() {
            let depth = rect.depth_of_disc(p, r + 3.0);
            if i != b && depth > 0.0 {
                sum += 60.0 + 2.0 * depth;
            }
        }
        for (c, other) in self.boxes.iter().enumerate() {
            if c != b && other.meets(rect) {
                sum += 55.0 + 0.1 * rect.shared(other);
            }
        }
        for (k, (edge, (points, hull))) in self.problem.edges.iter().zip(&self.lines).enumerate() {
            if b == n + k || !hull.meets(rect) {
                continue;
            }
            let grown = rect.grown(edge.width / 2.0);
            let cut: f64 = points.windows(2).map(|s| grown.cut(s[0], s[1])).sum();
            if cut > 0.0 {
                sum += 16.0 + 0.4 * cut + edge.width;
            }
            // A hidden head hides where the money goes.
            let head = points[POINTS - 1];
            if !edge.structural && grown.depth_of_disc(head, 2.0 + scale::head_half(edge.width)) > 0.0 {
                sum += 25.0;
            }
        }
        sum
    }
}
