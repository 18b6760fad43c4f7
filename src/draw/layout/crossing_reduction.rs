//! First positions with few crossings: seeded annealing over straight lines from centre to centre, without words.
//!
//! A move takes a small part of the time of one of [`super::anneal`], so that many more can be tried; the result is
//! then refined with bent arrows and words.

use super::anneal::ASK_EVERY;
use super::cost::{ARROW_GAP, closeness, flatness, length, slant, weight};
use super::geom::{Point, Rect, crossing, inside, point};
use super::problem::Problem;
use crate::{measure::Rng, model::Stop};

/// The first and the last temperature, in points.
const WARM: f64 = 100.0;
const COLD: f64 = 8.0;
/// What a line through the middle of a bubble costs.
const OVER: f64 = 150.0;
/// Share of the moves that try any place.
const LEAPS: f64 = 0.2;

/// Positions under way.
struct Reduction<'a> {
    problem: &'a Problem,
    at: Vec<Point>,
    lines: Vec<Line>,
    known: Known,
    /// What the lines of the bubble that moves would cross and lie over, row by row as in [`Known`].
    tried: Vec<f64>,
    rng: Rng,
}

/// What each line crosses and lies over now, so that only what a move changes must be looked at.
struct Known {
    /// Lines, then bubbles: the length of a row.
    columns: usize,
    /// Row by row: points of a line with each other line and over each bubble.
    points: Vec<f64>,
    /// The sum of each row.
    rows: Vec<f64>,
    /// For each bubble, the sum over the lines that are not its own.
    covered: Vec<f64>,
}

/// An arrow as a straight line, with everything the search needs.
#[derive(Debug, Clone, Copy)]
struct Line {
    ends: [usize; 2],
    from: Point,
    to: Point,
    hull: Rect,
    width: f64,
}

/// Moves the bubbles about, `moves` times or until there is no time left, to where their lines cross and cover least.
/// `O(moves · arrows)` at usual degrees.
pub(super) fn reduce_crossings(
    problem: &Problem,
    at: Vec<Point>,
    (seed, moves): (u64, usize),
    stop: &Stop,
) -> Vec<Point> {
    if at.is_empty() {
        return at;
    }
    let lines: Vec<Line> =
        problem.edges.iter().map(|edge| Line::between([edge.payer, edge.payee], edge.width, &at)).collect();
    let known = Known::nothing(lines.len(), at.len());
    let mut reduction = Reduction { problem, at, lines, known, tried: Vec::new(), rng: Rng::new(seed) };
    for i in 0..reduction.at.len() {
        // As if every bubble had just moved to its place.
        reduction.try_lines(i, f64::INFINITY);
        reduction.know(i);
    }
    let cooling = libm::exp(libm::log(COLD / WARM) / moves.max(1) as f64);
    let mut heat = WARM;
    for done in 0..moves {
        if done.is_multiple_of(ASK_EVERY) && stop.should_stop() {
            break;
        }
        reduction.step(heat);
        heat *= cooling;
    }
    reduction.at
}

impl Line {
    fn between(ends: [usize; 2], width: f64, at: &[Point]) -> Self {
        let (from, to) = (at[ends[0]], at[ends[1]]);
        Self { ends, from, to, hull: Rect { min: from, max: from }.with(to), width }
    }

    fn ends_at(&self, i: usize) -> bool {
        self.ends[0] == i || self.ends[1] == i
    }

    /// Lines that share a bubble do not cross, once they are bent.
    fn crosses(&self, other: &Self) -> Option<f64> {
        let may = self.hull.meets(&other.hull) && !self.ends_at(other.ends[0]) && !self.ends_at(other.ends[1]);
        if may { crossing((self.from, self.to), (other.from, other.to)) } else { None }
    }
}

impl Known {
    fn nothing(lines: usize, bubbles: usize) -> Self {
        let columns = lines + bubbles;
        Self { columns, points: vec![0.0; lines * columns], rows: vec![0.0; lines], covered: vec![0.0; bubbles] }
    }

    /// Line `k` now has these points with all others: their sums follow.
    fn line(&mut self, k: usize, points: &[f64], ends: [usize; 2]) {
        let (lines, row) = (self.rows.len(), k * self.columns);
        for (column, &new) in points.iter().enumerate() {
            let change = new - std::mem::replace(&mut self.points[row + column], new);
            if change == 0.0 {
                continue;
            }
            self.rows[k] += change;
            if column < lines {
                self.points[column * self.columns + k] = new;
                self.rows[column] += change;
            } else if !ends.contains(&(column - lines)) {
                self.covered[column - lines] += change;
            }
        }
    }

    /// Line `k` now lies over bubble `i` by so many points.
    fn over(&mut self, k: usize, i: usize, new: f64) {
        let change = new - std::mem::replace(&mut self.points[k * self.columns + self.rows.len() + i], new);
        self.rows[k] += change;
        self.covered[i] += change;
    }
}

impl Reduction<'_> {
    /// Moves one bubble, near or anywhere, and undoes the move if the cost rises by more than a random threshold.
    fn step(&mut self, heat: f64) {
        let (i, kind) = (self.rng.below(self.at.len()), self.rng.unit());
        let here = self.at[i];
        let there = self.target(i, kind, heat);
        let allowed = -heat * libm::log(self.rng.unit().max(1e-12));
        let crossed: f64 = self.problem.at[i].iter().map(|&k| self.known.rows[k]).sum();
        let limit = self.standing(i) + self.known.covered[i] + crossed + allowed;
        self.put(i, there);
        let covered: f64 = self.lines.iter().filter(|line| !line.ends_at(i)).map(|line| self.over(line, i)).sum();
        let sum = self.standing(i) + covered;
        if sum <= limit && self.try_lines(i, limit - sum) {
            self.know(i);
        } else {
            self.put(i, here);
        }
    }

    fn target(&mut self, i: usize, kind: f64, heat: f64) -> Point {
        let canvas = self.problem.canvas_size;
        if kind < LEAPS {
            return point(self.rng.unit() * canvas.x, self.rng.unit() * canvas.y);
        }
        let reach = canvas.x * (0.02 + 0.2 * heat / WARM);
        self.at[i] + point(self.rng.bell(), self.rng.bell()) * reach
    }

    /// Bubble `i` to `place`, with all of it on the canvas, and its lines with it.
    fn put(&mut self, i: usize, place: Point) {
        let (radius, canvas) = (self.problem.radius[i] + 2.0, self.problem.canvas_size);
        self.at[i] = point(inside(place.x, radius, canvas.x), inside(place.y, radius, canvas.y));
        for &k in &self.problem.at[i] {
            self.lines[k] = Line::between(self.lines[k].ends, self.lines[k].width, &self.at);
        }
    }

    /// The cost of the place of bubble `i` apart from crossings: its neighbours, its loops, the lengths of its lines.
    fn standing(&self, i: usize) -> f64 {
        let (problem, at) = (self.problem, &self.at);
        let near: f64 = (0..at.len()).filter(|&j| j != i).map(|j| closeness(problem, at, (i, j))).sum();
        let long: f64 = problem.at[i].iter().map(|&k| length(problem, at, &problem.edges[k])).sum();
        let loops = problem.loops_at[i].iter().map(|&l| {
            let held = &problem.loops[l];
            let (flat, _) = flatness(held, at);
            held.weight * 34.0 * flat * flat
        });
        near + long + loops.sum::<f64>()
    }

    /// Computes what the lines of bubble `i` cross and cover at its place; says whether that is at most `limit`.
    fn try_lines(&mut self, i: usize, limit: f64) -> bool {
        let mut tried = std::mem::take(&mut self.tried);
        tried.clear();
        let mut sum = 0.0;
        for &k in &self.problem.at[i] {
            let line = self.lines[k];
            for (j, other) in self.lines.iter().enumerate() {
                let points = line
                    .crosses(other)
                    .map_or(0.0, |sine| weight(&self.problem.edges[k], &self.problem.edges[j]) * slant(sine));
                sum += points;
                tried.push(points);
            }
            for j in 0..self.at.len() {
                let points = if line.ends_at(j) { 0.0 } else { self.over(&line, j) };
                sum += points;
                tried.push(points);
            }
            if sum > limit {
                break;
            }
        }
        self.tried = tried;
        sum <= limit
    }

    /// Keeps bubble `i` in its place and records what [`Reduction::try_lines`] found about its lines.
    fn know(&mut self, i: usize) {
        for (&k, points) in self.problem.at[i].iter().zip(self.tried.chunks(self.known.columns.max(1))) {
            self.known.line(k, points, self.lines[k].ends);
        }
        for k in 0..self.lines.len() {
            if !self.lines[k].ends_at(i) {
                let points = self.over(&self.lines[k], i);
                self.known.over(k, i, points);
            }
        }
    }

    /// The cost of a line over bubble `i`; lower than later on, because a bend can often go round it.
    fn over(&self, line: &Line, i: usize) -> f64 {
        let reach = self.problem.radius[i] + line.width / 2.0 + ARROW_GAP;
        if line.hull.depth_of_disc(self.at[i], reach) <= 0.0 {
            return 0.0;
        }
        let near = self.at[i].to_segment(line.from, line.to);
        if near < reach { OVER * (1.0 - 0.7 * near / reach) } else { 0.0 }
    }
}
