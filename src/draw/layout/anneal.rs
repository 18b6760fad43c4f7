//! Seeded annealing: many small changes, the worsening ones kept less and less often.

use super::cost::{Dirty, Objective};
use super::geom::{Point, Rect, inside, point};
use super::names::PLACES;
use super::placement::{Forms, LEANS, LENS_BOWS, LONE_BOWS, Placement, SLOTS};
use super::problem::Problem;
use crate::{measure::Rng, model::Stop};

/// How many moves are made between two looks at the clock.
pub(super) const ASK_EVERY: usize = 64;

/// A search under way.
pub(super) struct Search<'a> {
    problem: &'a Problem,
    placement: Placement,
    forms: Forms,
    rng: Rng,
    dirty: Dirty,
    undo: Undo,
    /// Bubbles stay where they are: only bends, names and labels are tried.
    still: bool,
}

/// The previous state of what a move changed.
#[derive(Debug, Default)]
struct Undo {
    at: Vec<(usize, Point)>,
    place: Option<(usize, usize)>,
    bend: Option<(usize, f64, f64)>,
    slot: Option<(usize, usize)>,
    lines: Vec<(usize, super::placement::Line)>,
    boxes: Vec<(usize, Rect)>,
}

/// The first and last temperature of a stage, in points, and its number of moves.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stage {
    pub(super) warm: f64,
    pub(super) cold: f64,
    pub(super) moves: usize,
}

impl<'a> Search<'a> {
    pub(super) fn new(problem: &'a Problem, placement: Placement, seed: u64) -> Self {
        let forms = Forms::of(problem, &placement);
        let dirty = Dirty::new(problem);
        Self { problem, placement, forms, rng: Rng::new(seed), dirty, undo: Undo::default(), still: false }
    }

    /// As it is, but bubbles stay where they are.
    pub(super) fn still(self) -> Self {
        Self { still: true, ..self }
    }

    /// Cools from `warm` to `cold`, unless there is no time left.
    pub(super) fn run(&mut self, stage: Stage, stop: &Stop) {
        if self.problem.len() == 0 {
            return;
        }
        let moves = stage.moves.max(1) as f64;
        let cooling = libm::exp(libm::log(stage.cold / stage.warm) / moves);
        let mut heat = stage.warm;
        for done in 0..stage.moves {
            if done.is_multiple_of(ASK_EVERY) && stop.should_stop() {
                return;
            }
            self.step(heat);
            heat *= cooling;
        }
    }

    /// The cost of the whole arrangement.
    pub(super) fn total(&mut self) -> f64 {
        self.dirty.clear();
        for i in 0..self.problem.len() {
            self.dirty.bubble(i);
        }
        for k in 0..self.problem.edges.len() {
            self.dirty.edge(k);
        }
        self.objective().around(&self.dirty)
    }

    pub(super) fn placement(self) -> Placement {
        self.placement
    }

    fn objective(&self) -> Objective<'_> {
        Objective { problem: self.problem, placement: &self.placement, forms: &self.forms }
    }

    fn step(&mut self, heat: f64) {
        self.dirty.clear();
        self.undo = Undo::default();
        let kind = if self.still { 1.0 - 0.55 * self.rng.unit() } else { self.rng.unit() };
        // Mark what will change before moving it, so that the cost before and after can be compared.
        if kind < 0.45 || self.problem.edges.is_empty() {
            self.shift(kind, heat);
        } else if kind < 0.75 {
            self.bend(heat);
        } else if kind < 0.86 {
            self.turn_name(heat);
        } else {
            self.slide_label(heat);
        }
    }

    /// Moves one bubble a little, or anywhere, or swaps two.
    fn shift(&mut self, kind: f64, heat: f64) {
        let n = self.problem.len();
        let one = self.mover();
        let other = if kind < 0.04 { self.rng.below(n) } else { one };
        let (here, there) = (self.placement.at[one], self.placement.at[other]);
        let targets =
            if one == other { [(one, self.target(one, kind, heat)); 2] } else { [(one, there), (other, here)] };
        for (i, _) in targets {
            self.dirty.bubble(i);
            for &k in &self.problem.at[i] {
                self.dirty.edge(k);
            }
        }
        self.undo.at = vec![(one, here), (other, there)];
        let before = self.objective().around(&self.dirty);
        let canvas = self.problem.canvas_size;
        for (i, place) in targets {
            let radius = self.problem.radius[i] + 2.0;
            self.placement.at[i] = point(inside(place.x, radius, canvas.x), inside(place.y, radius, canvas.y));
        }
        self.accept_or_undo(before, heat);
    }

    /// Picks a bubble to move. One with many arrows is expensive to evaluate and seldom moves to advantage, so it is
    /// picked less often.
    fn mover(&mut self) -> usize {
        for _ in 0..4 {
            let i = self.rng.below(self.problem.len());
            if self.rng.unit() * (self.problem.at[i].len() as f64) < 8.0 {
                return i;
            }
        }
        self.rng.below(self.problem.len())
    }

    /// A place to try for bubble `i`: near its current one, the nearer the lower the temperature; sometimes anywhere.
    fn target(&mut self, i: usize, kind: f64, heat: f64) -> Point {
        let canvas = self.problem.canvas_size;
        if kind < 0.07 {
            return point(self.rng.unit() * canvas.x, self.rng.unit() * canvas.y);
        }
        let reach = canvas.x * (0.012 + 0.005 * heat).min(0.25);
        self.placement.at[i] + point(self.rng.bell(), self.rng.bell()) * (2.0 * reach)
    }

    fn bend(&mut self, heat: f64) {
        let b = self.rng.below(self.problem.bundles.len());
        let bundle = &self.problem.bundles[b];
        if bundle.straight {
            return;
        }
        let choices: &[f64] = if bundle.lens { &LENS_BOWS } else { &LONE_BOWS };
        let bow = choices[self.rng.below(choices.len())];
        for &k in &bundle.edges {
            self.dirty.edge(k);
        }
        let lean = if bundle.lens { LEANS[self.rng.below(LEANS.len())] } else { 0.0 };
        self.undo.bend = Some((b, self.placement.bow[b], self.placement.lean[b]));
        let before = self.objective().around(&self.dirty);
        (self.placement.bow[b], self.placement.lean[b]) = (bow, lean);
        self.accept_or_undo(before, heat);
    }

    fn turn_name(&mut self, heat: f64) {
        let i = self.rng.below(self.problem.len());
        if self.problem.beside[i].is_none() {
            return;
        }
        self.dirty.label(i);
        self.undo.place = Some((i, self.placement.place[i]));
        let before = self.objective().around(&self.dirty);
        self.placement.place[i] = self.rng.below(PLACES);
        self.accept_or_undo(before, heat);
    }

    fn slide_label(&mut self, heat: f64) {
        let k = self.rng.below(self.problem.edges.len());
        if self.problem.edges[k].label.is_none() {
            return;
        }
        self.dirty.label(self.problem.len() + k);
        self.undo.slot = Some((k, self.placement.slot[k]));
        let before = self.objective().around(&self.dirty);
        self.placement.slot[k] = self.rng.below(SLOTS.len());
        self.accept_or_undo(before, heat);
    }

    /// Updates the forms of what changed, and accepts the move or undoes it.
    fn accept_or_undo(&mut self, before: f64, heat: f64) {
        let n = self.problem.len();
        for &b in &self.dirty.boxes {
            self.undo.boxes.push((b, self.forms.boxes[b]));
            if b < n {
                self.forms.set_name(self.problem, &self.placement, b);
            } else {
                self.undo.lines.push((b - n, self.forms.lines[b - n]));
                self.forms.set_line(self.problem, &self.placement, b - n);
            }
        }
        // The random threshold is drawn first, so that a hopeless arrangement need not be evaluated to the end.
        let limit = before - heat * libm::log(self.rng.unit().max(1e-12));
        if self.objective().within(&self.dirty, limit) <= limit {
            return;
        }
        for &(i, p) in &self.undo.at {
            self.placement.at[i] = p;
        }
        if let Some((i, place)) = self.undo.place {
            self.placement.place[i] = place;
        }
        if let Some((b, bow, lean)) = self.undo.bend {
            (self.placement.bow[b], self.placement.lean[b]) = (bow, lean);
        }
        if let Some((k, slot)) = self.undo.slot {
            self.placement.slot[k] = slot;
        }
        for &(k, line) in &self.undo.lines {
            self.forms.lines[k] = line;
        }
        for &(b, rect) in &self.undo.boxes {
            self.forms.boxes[b] = rect;
        }
    }
}
