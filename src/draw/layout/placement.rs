//! One arrangement: the choices that the search makes, and the shapes that follow from them.

use super::geom::{Arc, Point, Rect};
use super::names::Name;
use super::problem::Problem;

/// Segments of an arrow while arrangements are tried.
pub(super) const SEGMENTS: usize = 6;
/// Bows of a lens to choose from: height over chord.
pub(super) const LENS_BOWS: [f64; 5] = [0.09, 0.13, 0.17, 0.22, 0.28];
/// Bows of a lone arrow to choose from.
pub(super) const LONE_BOWS: [f64; 11] = [-0.4, -0.3, -0.22, -0.15, -0.08, 0.02, 0.08, 0.15, 0.22, 0.3, 0.4];
/// Ways in which a lens may lean to one side, round what lies between: added to one bow, taken from the other.
pub(super) const LEANS: [f64; 7] = [0.0, 0.0, 0.0, -0.22, 0.22, -0.36, 0.36];
/// Places of an amount along its arrow to choose from.
pub(super) const SLOTS: [f64; 7] = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];
/// How much more each further arrow of a fan bows.
const FAN: f64 = 0.13;

/// The choices.
#[derive(Debug, Clone)]
pub(super) struct Placement {
    /// Centre of each bubble.
    pub(super) at: Vec<Point>,
    /// Place of each name that stands beside its bubble.
    pub(super) place: Vec<usize>,
    /// Bow of each bundle.
    pub(super) bow: Vec<f64>,
    /// Lean of each bundle, one of [`LEANS`]; none but for a lens.
    pub(super) lean: Vec<f64>,
    /// Place of each amount, an index into [`SLOTS`].
    pub(super) slot: Vec<usize>,
}

/// What follows from the choices.
#[derive(Debug, Clone)]
pub(super) struct Forms {
    /// One for each edge.
    pub(super) lines: Vec<Line>,
    /// Names of bubbles, then labels of edges; empty where there is none.
    pub(super) boxes: Vec<Rect>,
}

/// An arrow, roughly.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) points: [Point; SEGMENTS + 1],
    pub(super) hull: Rect,
    /// Where its ends stand off their bubbles' centres, length 1.
    pub(super) leaves: Point,
    pub(super) enters: Point,
    /// Least and greatest height over the chord, times its length.
    band: (f64, f64),
}

impl Placement {
    pub(super) fn new(problem: &Problem, at: Vec<Point>) -> Self {
        let bow = problem.bundles.iter().map(|bundle| if bundle.lens { 0.17 } else { 0.08 }).collect();
        Self {
            at,
            place: vec![0; problem.len()],
            bow,
            lean: vec![0.0; problem.bundles.len()],
            slot: vec![0; problem.edges.len()],
        }
    }

    /// Bow of edge `k`: height over chord, to the right of its travel.
    pub(super) fn bow_of(&self, problem: &Problem, k: usize) -> f64 {
        let edge = &problem.edges[k];
        let bundle = &problem.bundles[edge.bundle];
        if bundle.straight {
            return 0.0;
        }
        let bow = self.bow[edge.bundle] + edge.rank * FAN;
        if bundle.lens {
            // On a short chord, still far enough apart to be seen as two.
            let chord = (self.at[edge.payer] - self.at[edge.payee]).length();
            let lean = self.lean[edge.bundle];
            bow.max(16.0 / chord.max(40.0)) + if edge.payer < edge.payee { lean } else { -lean }
        } else {
            bow
        }
    }

    /// The arc of edge `k` from centre to centre.
    pub(super) fn arc(&self, problem: &Problem, k: usize) -> Arc {
        let edge = &problem.edges[k];
        Arc { from: self.at[edge.payer], to: self.at[edge.payee], bow: self.bow_of(problem, k) }
    }

    /// The part of that arc, from 0 to 1, that its bubbles do not hide.
    pub(super) fn seen(problem: &Problem, k: usize, arc: &Arc) -> (f64, f64) {
        let edge = &problem.edges[k];
        let start = arc.leaves(problem.radius[edge.payer]).min(0.48);
        (start, 1.0 - arc.leaves(problem.radius[edge.payee]).min(0.48))
    }
}

impl Line {
    /// Whether one line lies entirely on one side of the other: a cheap test that they do not cross.
    pub(super) fn apart(&self, other: &Self) -> bool {
        let (low, high) = self.heights(&other.points);
        low > self.band.1 || high < self.band.0
    }

    /// Least and greatest height of `points` over the chord, times its length.
    fn heights(&self, points: &[Point; SEGMENTS + 1]) -> (f64, f64) {
        let (start, chord) = (self.points[0], self.points[SEGMENTS] - self.points[0]);
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for &p in points {
            let height = chord.cross(p - start);
            low = low.min(height);
            high = high.max(height);
        }
        (low, high)
    }
}

impl Forms {
    pub(super) fn of(problem: &Problem, placement: &Placement) -> Self {
        let n = problem.len();
        let nowhere = Line {
            points: [Point::default(); SEGMENTS + 1],
            hull: Rect::EMPTY,
            leaves: Point::default(),
            enters: Point::default(),
            band: (0.0, 0.0),
        };
        let mut forms =
            Self { lines: vec![nowhere; problem.edges.len()], boxes: vec![Rect::EMPTY; n + problem.edges.len()] };
        for i in 0..n {
            forms.set_name(problem, placement, i);
        }
        for k in 0..problem.edges.len() {
            forms.set_line(problem, placement, k);
        }
        forms
    }

    pub(super) fn set_name(&mut self, problem: &Problem, placement: &Placement, i: usize) {
        if let Some(extent) = problem.beside[i] {
            self.boxes[i] = Name::beside(extent, (placement.at[i], problem.radius[i]), placement.place[i]);
        }
    }

    pub(super) fn set_line(&mut self, problem: &Problem, placement: &Placement, k: usize) {
        let edge = &problem.edges[k];
        let arc = placement.arc(problem, k);
        let (start, end) = Placement::seen(problem, k, &arc);
        let line = &mut self.lines[k];
        line.points = arc.points_between(start, end);
        line.leaves = (line.points[0] - arc.from).unit();
        line.enters = (line.points[SEGMENTS] - arc.to).unit();
        line.band = line.heights(&line.points);
        line.hull = line.points.iter().fold(Rect::EMPTY, |hull, &p| hull.with(p));
        line.hull = line.hull.grown(edge.width / 2.0 + 2.0);
        if let Some(label) = &edge.label {
            let t = start + (end - start) * SLOTS[placement.slot[k] % SLOTS.len()];
            self.boxes[problem.len() + k] = label.around(arc.at(t));
        }
    }
}
