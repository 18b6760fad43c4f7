//! The objective: what disturbs a reader, in points. Only terms that involve a changed bubble or edge are summed,
//! because a move changes little.

use super::super::scale;
use super::edges::Edge;
use super::geom::{Point, Rect, crossing};
use super::loops::Loop;
use super::placement::{Forms, Placement};
use super::problem::Problem;

/// Least clear space between two bubbles, px.
const BUBBLE_GAP: f64 = 34.0;
/// Clear space that an arrow keeps from a bubble that is not its own, px.
pub(super) const ARROW_GAP: f64 = 7.0;

/// What a move changes: the bubbles, edges and boxes whose terms have to be computed again.
#[derive(Debug, Default)]
pub(super) struct Dirty {
    pub(super) bubbles: Vec<usize>,
    pub(super) edges: Vec<usize>,
    /// Names of bubbles, then labels of edges.
    pub(super) boxes: Vec<usize>,
    bubble_marks: Vec<bool>,
    edge_marks: Vec<bool>,
    box_marks: Vec<bool>,
}

impl Dirty {
    pub(super) fn new(problem: &Problem) -> Self {
        let (n, m) = (problem.len(), problem.edges.len());
        Self {
            bubble_marks: vec![false; n],
            edge_marks: vec![false; m],
            box_marks: vec![false; n + m],
            ..Self::default()
        }
    }

    pub(super) fn clear(&mut self) {
        let marks = [&mut self.bubble_marks, &mut self.edge_marks, &mut self.box_marks];
        for (marks, list) in marks.into_iter().zip([&mut self.bubbles, &mut self.edges, &mut self.boxes]) {
            for item in list.drain(..) {
                marks[item] = false;
            }
        }
    }

    /// A bubble moves, and its name with it.
    pub(super) fn bubble(&mut self, i: usize) {
        if !std::mem::replace(&mut self.bubble_marks[i], true) {
            self.bubbles.push(i);
            self.label(i);
        }
    }

    /// An edge moves, and its label with it.
    pub(super) fn edge(&mut self, k: usize) {
        if !std::mem::replace(&mut self.edge_marks[k], true) {
            self.edges.push(k);
            self.label(self.bubble_marks.len() + k);
        }
    }

    /// Only a name or label moves.
    pub(super) fn label(&mut self, b: usize) {
        if !std::mem::replace(&mut self.box_marks[b], true) {
            self.boxes.push(b);
        }
    }
}

/// The cost of one arrangement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Objective<'a> {
    pub(super) problem: &'a Problem,
    pub(super) placement: &'a Placement,
    pub(super) forms: &'a Forms,
}

impl Objective<'_> {
    /// The cost of all terms that involve something changed.
    pub(super) fn around(&self, dirty: &Dirty) -> f64 {
        self.within(dirty, f64::INFINITY)
    }

    /// As [`Objective::around`], but stops once the sum exceeds `limit`: no term is negative.
    pub(super) fn within(&self, dirty: &Dirty, limit: f64) -> f64 {
        let mut sum = self.loops(dirty);
        for &i in &dirty.bubbles {
            sum += self.bubble(i, dirty);
        }
        for &k in &dirty.edges {
            if sum > limit {
                return sum;
            }
            sum += self.edge(k, dirty);
        }
        for &b in &dirty.boxes {
            if sum > limit {
                return sum;
            }
            sum += self.boxed(b, dirty);
        }
        // Boxes that stay, against what moves.
        for (b, rect) in self.forms.boxes.iter().enumerate() {
            if rect.is_empty() || dirty.box_marks[b] {
                continue;
            }
            for &i in &dirty.bubbles {
                sum += self.box_bubble(b, rect, i);
            }
            for &k in &dirty.edges {
                sum += self.box_line(b, rect, k);
            }
        }
        sum
    }

    fn bubble(&self, i: usize, dirty: &Dirty) -> f64 {
        let (p, r) = (self.placement.at[i], self.problem.radius[i]);
        let mut sum = 6.0 * outside(Rect::around(p, 2.0 * r, 2.0 * r), self.problem.canvas_size);
        for j in 0..self.problem.len() {
            if j != i && !(dirty.bubble_marks[j] && j < i) {
                sum += closeness(self.problem, &self.placement.at, (i, j));
            }
        }
        for k in (0..self.problem.edges.len()).filter(|&k| !dirty.edge_marks[k]) {
            sum += self.over_bubble(k, i);
        }
        sum
    }

    fn edge(&self, k: usize, dirty: &Dirty) -> f64 {
        let edge = &self.problem.edges[k];
        let mut sum = length(self.problem, &self.placement.at, edge)
            + 2.5 * outside(self.forms.lines[k].hull, self.problem.canvas_size);
        if !edge.structural {
            // A gentle bow is the most pleasant one, and half a circle the least.
            let bow = self.placement.bow_of(self.problem, k).abs();
            let over = (bow - 0.25).max(0.0);
            sum += 14.0 * (bow - 0.12).abs() + 400.0 * over * over;
        }
        for j in 0..self.problem.edges.len() {
            if j != k && !(dirty.edge_marks[j] && j < k) {
                sum += self.crossing(k, j);
            }
        }
        for i in [edge.payer, edge.payee] {
            for &j in &self.problem.at[i] {
                if j != k && !(dirty.edge_marks[j] && j < k) {
                    sum += self.corner(i, k, j);
                }
            }
        }
        for i in 0..self.problem.len() {
            sum += self.over_bubble(k, i);
        }
        sum
    }

    fn crossing(&self, k: usize, j: usize) -> f64 {
        let (a, b) = (&self.forms.lines[k], &self.forms.lines[j]);
        if !a.hull.meets(&b.hull) || a.apart(b) || b.apart(a) {
            return 0.0;
        }
        let weight = weight(&self.problem.edges[k], &self.problem.edges[j]);
        let mut sum = 0.0;
        for p in a.points.windows(2) {
            let hull = Rect { min: p[0], max: p[0] }.with(p[1]);
            if !hull.grown(0.1).meets(&b.hull) {
                continue;
            }
            // On which side of this piece each point of the other line lies: only a change of side can be a crossing.
            let along = p[1] - p[0];
            let mut side = along.cross(b.points[0] - p[0]);
            for q in b.points.windows(2) {
                let next = along.cross(q[1] - p[0]);
                if side * next < 0.0
                    && let Some(sine) = crossing((p[0], p[1]), (q[0], q[1]))
                {
                    sum += weight * slant(sine);
                }
                side = next;
            }
        }
        sum
    }

    /// Two ends that leave or enter bubble `i` too near each other.
    fn corner(&self, i: usize, k: usize, j: usize) -> f64 {
        let (one, two) = (&self.problem.edges[k], &self.problem.edges[j]);
        let apart = (self.leaving(k, i) - self.leaving(j, i)).length();
        let need = breadth(one, i) + breadth(two, i) + 4.0;
        let have = apart * self.problem.radius[i].max(16.0);
        (need - have).max(0.0) * 1.1 + (1.0 - apart / 0.45).max(0.0) * 12.0
    }

    /// The way in which edge `k` stands off bubble `i`, length 1.
    fn leaving(&self, k: usize, i: usize) -> Point {
        let line = &self.forms.lines[k];
        if self.problem.edges[k].payer == i { line.leaves } else { line.enters }
    }

    fn over_bubble(&self, k: usize, i: usize) -> f64 {
        let edge = &self.problem.edges[k];
        let (line, centre) = (&self.forms.lines[k], self.placement.at[i]);
        let reach = self.problem.radius[i] + edge.width / 2.0 + ARROW_GAP;
        if edge.payer == i || edge.payee == i || line.hull.depth_of_disc(centre, reach) <= 0.0 {
            return 0.0;
        }
        let near = line.points.windows(2).map(|s| centre.to_segment(s[0], s[1])).fold(f64::INFINITY, f64::min);
        if near < reach { 260.0 + 12.0 * edge.width + 2.0 * (reach - near) } else { 0.0 }
    }

    /// A changed name or label against all boxes, bubbles and lines.
    fn boxed(&self, b: usize, dirty: &Dirty) -> f64 {
        let rect = &self.forms.boxes[b];
        if rect.is_empty() {
            return 0.0;
        }
        let mut sum = 3.0 * outside(*rect, self.problem.canvas_size);
        for (c, other) in self.forms.boxes.iter().enumerate() {
            if c != b && other.meets(rect) && !(dirty.box_marks[c] && c < b) {
                sum += 45.0 + 0.06 * rect.shared(other);
            }
        }
        sum += (0..self.problem.len()).map(|i| self.box_bubble(b, rect, i)).sum::<f64>();
        sum + (0..self.problem.edges.len()).map(|k| self.box_line(b, rect, k)).sum::<f64>()
    }

    fn box_bubble(&self, b: usize, rect: &Rect, i: usize) -> f64 {
        let depth = rect.depth_of_disc(self.placement.at[i], self.problem.radius[i] + 4.0);
        if b == i || depth <= 0.0 { 0.0 } else { 50.0 + 2.0 * depth }
    }

    fn box_line(&self, b: usize, rect: &Rect, k: usize) -> f64 {
        let line = &self.forms.lines[k];
        if b == self.problem.len() + k || !line.hull.meets(rect) {
            return 0.0;
        }
        let cut: f64 = line.points.windows(2).map(|s| rect.cut(s[0], s[1])).sum();
        if cut > 0.0 { 16.0 + 0.5 * cut + self.problem.edges[k].width } else { 0.0 }
    }

    fn loops(&self, dirty: &Dirty) -> f64 {
        // Every loop through what moves; through the ends of an arrow when only it is bent.
        let bent = dirty.edges.iter().filter(|_| dirty.bubbles.is_empty());
        let bent = bent.map(|&k| self.problem.edges[k].payer);
        let all = dirty.bubbles.iter().copied().chain(bent);
        all.flat_map(|i| &self.problem.loops_at[i]).map(|&l| self.round(&self.problem.loops[l])).sum()
    }

    /// How far a loop is from a regular polygon whose arrows bow outwards.
    fn round(&self, held: &Loop) -> f64 {
        let (flat, area) = flatness(held, &self.placement.at);
        let inward = held.edges.iter().filter(|&&k| {
            let edge = &self.problem.edges[k];
            !self.problem.bundles[edge.bundle].lens && self.placement.bow[edge.bundle] * area > 0.0
        });
        let inward = inward.count() as f64;
        held.weight * (34.0 * flat * flat + 7.0 * inward)
    }
}

/// Two bubbles too near each other.
pub(super) fn closeness(problem: &Problem, at: &[Point], (i, j): (usize, usize)) -> f64 {
    let airy = problem.canvas_size.x * 0.07;
    let (away, radii) = (at[i] - at[j], problem.radius[i] + problem.radius[j]);
    let far = radii + airy.max(BUBBLE_GAP);
    if away.dot(away) >= far * far {
        return 0.0;
    }
    let gap = away.length() - radii;
    let near = if gap < BUBBLE_GAP { (BUBBLE_GAP - gap) * 3.0 } else { 0.0 };
    let touching = if gap < 8.0 { 150.0 } else { 0.0 };
    near + touching + 12.0 * (1.0 - gap / airy).max(0.0)
}

/// An arrow too short for its label and head, or long: thick arrows most of all.
pub(super) fn length(problem: &Problem, at: &[Point], edge: &Edge) -> f64 {
    let reach = problem.radius[edge.payer] + problem.radius[edge.payee];
    let length = (at[edge.payer] - at[edge.payee]).length() - reach;
    let label = edge.label.as_ref().map_or(10.0, |label| label.extent.0);
    let need = label + scale::head_length(edge.width) + 40.0;
    let share = (length / problem.canvas_size.x).max(0.0);
    let pull = if edge.structural { 300.0 } else { 90.0 + 10.0 * edge.width };
    (need - length).max(0.0) * 0.8 + share * share * pull + share * 18.0
}

/// What a crossing of two arrows costs, at a right angle.
pub(super) fn weight(one: &Edge, two: &Edge) -> f64 {
    if one.structural || two.structural { 10.0 } else { 26.0 + 2.6 * (one.width + two.width - 3.2) }
}

/// How much worse a crossing is whose angle has this sine: a slanting one is hard to follow.
pub(super) fn slant(sine: f64) -> f64 {
    1.0 + (0.6 - sine).max(0.0)
}

/// How far a loop is from a regular polygon, from 0 to 1, and its area: positive if it runs with the clock.
pub(super) fn flatness(held: &Loop, at: &[Point]) -> (f64, f64) {
    let (mut area, mut squares) = (0.0, 1e-9);
    let next = held.bubbles.iter().cycle().skip(1);
    for (&i, &j) in held.bubbles.iter().zip(next) {
        let (p, q) = (at[i], at[j]);
        area += p.cross(q) / 2.0;
        squares += (q - p).dot(q - p);
    }
    // 1 for a regular polygon of three or four corners.
    let best = if held.bubbles.len() == 3 { 6.928 } else { 4.0 };
    (1.0 - (best * area.abs() / squares).min(1.0), area)
}

/// Half the room that the end of `edge` takes on the rim of bubble `i`, px.
fn breadth(edge: &Edge, i: usize) -> f64 {
    if edge.payee == i && !edge.structural { scale::head_half(edge.width) } else { edge.width / 2.0 + 2.0 }
}

/// How far `rect` reaches off the canvas, px.
fn outside(rect: Rect, canvas: Point) -> f64 {
    (-rect.min.x).max(0.0)
        + (-rect.min.y).max(0.0)
        + (rect.max.x - canvas.x).max(0.0)
        + (rect.max.y - canvas.y).max(0.0)
}
