//! First positions with few crossings: seeded annealing over straight lines from centre to centre, without words.
//!
//! A move takes a small part of the time of one of [`super::anneal`], so that many more can be tried; the result is
//! then refined with bent arrows and words.

use super::anneal::ASK_EVERY;
use super::boxes::Boxes;
use super::cost::{ARROW_GAP, closeness, flatness, length, slant, weight};
use super::geom::{Point, Rect, crossing, inside, point};
use super::problem::Problem;
use crate::{measure::Rng, model::Stop};

/// The last temperature, in points.
const COLD: f64 = 8.0;
/// The temperature at which a move reaches over a fifth of the canvas, in points.
const NEAR: f64 = 100.0;
/// What a line through the middle of a bubble costs.
const OVER: f64 = 150.0;
/// With more lines than that, a bubble that leaps to any place hardly ever lands well.
const CROWDED: usize = 300;

/// How positions are changed.
#[derive(Debug, Clone, Copy)]
struct Schedule {
    /// The first temperature, in points.
    warm: f64,
    /// Share of the moves that try any place.
    leaps: f64,
}

impl Schedule {
    fn of(problem: &Problem) -> Self {
        if problem.edges.len() > CROWDED { Self { warm: 200.0, leaps: 0.05 } } else { Self { warm: 100.0, leaps: 0.2 } }
    }
}

/// Positions under way.
struct Reduction<'a> {
    problem: &'a Problem,
    schedule: Schedule,
    at: Vec<Point>,
    lines: Vec<Line>,
    /// The boxes of the lines, and of the discs that a line must keep clear of: most pairs are told apart by them.
    hulls: Boxes,
    discs: Boxes,
    /// The width of the thickest line, px.
    widest: f64,
    known: Known,
    /// What the lines of the bubble that moves would cross and lie over, row by row as in [`Known`].
    tried: Vec<f64>,
    /// Whose boxes meet the one that is looked at.
    near: Vec<usize>,
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
    let hulls = Boxes::of(lines.iter().map(|line| line.hull));
    let discs = Boxes::of(at.iter().enumerate().map(|(i, &p)| disc(problem, i, p)));
    let schedule = Schedule::of(problem);
    let widest = lines.iter().map(|line| line.width).fold(0.0, f64::max);
    let (tried, near, rng) = (Vec::new(), Vec::new(), Rng::new(seed));
    let mut reduction = Reduction { problem, schedule, at, lines, hulls, discs, widest, known, tried, near, rng };
    for i in 0..reduction.at.len() {
        // As if every bubble had just moved to its place.
        reduction.try_lines(i, f64::INFINITY);
        reduction.know(i);
    }
    let cooling = libm::exp(libm::log(COLD / schedule.warm) / moves.max(1) as f64);
    let mut heat = schedule.warm;
    for done in 0..moves {
        if done.is_multiple_of(ASK_EVERY) && stop.should_stop() {
            break;
        }
        reduction.step(heat);
        heat *= cooling;
    }
    reduction.at
}

/// The box of what a thin line has to keep clear of around bubble `i`.
fn disc(problem: &Problem, i: usize, centre: Point) -> Rect {
    let size = 2.0 * (problem.radius[i] + ARROW_GAP);
    Rect::around(centre, size, size)
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
        let sum = self.standing(i) + self.covering(i);
        if sum <= limit && self.try_lines(i, limit - sum) {
            self.know(i);
        } else {
            self.put(i, here);
        }
    }

    fn target(&mut self, i: usize, kind: f64, heat: f64) -> Point {
        let canvas = self.problem.canvas_size;
        if kind < self.schedule.leaps {
            return point(self.rng.unit() * canvas.x, self.rng.unit() * canvas.y);
        }
        let reach = canvas.x * (0.02 + 0.2 * heat / NEAR);
        self.at[i] + point(self.rng.bell(), self.rng.bell()) * reach
    }

    /// Bubble `i` to `place`, with all of it on the canvas, and its lines with it.
    fn put(&mut self, i: usize, place: Point) {
        let (radius, canvas) = (self.problem.radius[i] + 2.0, self.problem.canvas_size);
        self.at[i] = point(inside(place.x, radius, canvas.x), inside(place.y, radius, canvas.y));
        for &k in &self.problem.at[i] {
            self.lines[k] = Line::between(self.lines[k].ends, self.lines[k].width, &self.at);
            self.hulls.set(k, self.lines[k].hull);
        }
        self.discs.set(i, disc(self.problem, i, self.at[i]));
    }

    /// The cost of all lines over bubble `i` that are not its own.
    fn covering(&mut self, i: usize) -> f64 {
        let mut near = std::mem::take(&mut self.near);
        let widest = self.widest / 2.0;
        self.hulls.meeting(disc(self.problem, i, self.at[i]).grown(widest), &mut near);
        let others = near.iter().map(|&k| &self.lines[k]).filter(|line| !line.ends_at(i));
        let sum = others.map(|line| self.over(line, i)).sum();
        self.near = near;
        sum
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
        let (mut tried, mut near) = (std::mem::take(&mut self.tried), std::mem::take(&mut self.near));
        let columns = self.known.columns;
        tried.clear();
        let mut sum = 0.0;
        for (&k, start) in self.problem.at[i].iter().zip((0..).step_by(columns)) {
            tried.resize(start + columns, 0.0);
            let line = self.lines[k];
            self.hulls.meeting(line.hull, &mut near);
            for &j in &near {
                if sum > limit {
                    break;
                }
                if let Some(sine) = line.crosses(&self.lines[j]) {
                    let points = weight(&self.problem.edges[k], &self.problem.edges[j]) * slant(sine);
                    sum += points;
                    tried[start + j] = points;
                }
            }
            self.discs.meeting(line.hull.grown(line.width / 2.0), &mut near);
            for &j in near.iter().filter(|&&j| !line.ends_at(j)) {
                let points = self.over(&line, j);
                sum += points;
                tried[start + self.lines.len() + j] = points;
            }
            if sum > limit {
                break;
            }
        }
        (self.tried, self.near) = (tried, near);
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
