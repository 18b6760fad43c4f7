//! The layout problem: a scene reduced to radii, widths, boxes and connections.

use super::super::scale;
use super::super::scene::{Arrow, Bubble, Scene, Shape};
use super::edges::{Bundle, Edge, bundle, edge};
use super::geom::{Point, point};
use super::loops::{Loop, short_loops};
use super::names::Name;
use super::plan::Kept;

/// More arrows than a reader can follow: they get one round of finishing touches.
pub(super) const MANY: usize = 800;
/// Share of the canvas that bubbles may cover in all.
const COVER: f64 = 0.115;
/// Least radius of the largest bubble, px, if there is room.
const LARGEST: f64 = 58.0;
/// Radius of a cloud or chip, px.
const ASSET: f64 = 24.0;

/// The whole task. Everything after `rings` is found from the scene.
#[derive(Debug)]
pub(super) struct Problem {
    /// Width and height of the canvas to fill, px.
    pub(super) canvas_size: Point,
    /// Radius of each bubble, px.
    pub(super) radius: Vec<f64>,
    /// Name of each bubble.
    pub(super) names: Vec<Name>,
    /// Width and height of the names that stand beside their bubbles.
    pub(super) beside: Vec<Option<(f64, f64)>>,
    /// Arrows between two bubbles.
    pub(super) edges: Vec<Edge>,
    /// Arrows from a bubble to itself, by their index in the scene.
    pub(super) rings: Vec<usize>,
    /// Arrows of one pair of bubbles, which are bent together.
    pub(super) bundles: Vec<Bundle>,
    /// Edges at each bubble.
    pub(super) at: Vec<Vec<usize>>,
    /// Short loops, which should look round.
    pub(super) loops: Vec<Loop>,
    /// Loops through each bubble.
    pub(super) loops_at: Vec<Vec<usize>>,
}

impl Problem {
    pub(super) fn of(scene: &Scene, canvas_size: Point) -> Self {
        let n = scene.bubbles.len();
        let radius = radii(&scene.bubbles, canvas_size);
        let names: Vec<Name> = scene.bubbles.iter().zip(&radius).map(|(bubble, &r)| Name::of(bubble, r)).collect();
        let beside = names.iter().map(|name| (!name.inside).then(|| name.extent()).filter(|e| e.0 > 0.0)).collect();
        let drawn = |arrow: &Arrow| arrow.payer < n && arrow.payee < n;
        let rings = (0..scene.arrows.len())
            .filter(|&k| drawn(&scene.arrows[k]) && scene.arrows[k].payer == scene.arrows[k].payee)
            .collect();
        let mut edges: Vec<Edge> = scene
            .arrows
            .iter()
            .enumerate()
            .filter(|(_, arrow)| drawn(arrow))
            .filter(|(_, arrow)| arrow.payer != arrow.payee)
            .map(|(k, arrow)| edge(k, arrow))
            .collect();
        let bundles = bundle(&mut edges);
        let mut at = vec![Vec::new(); n];
        for (k, edge) in edges.iter().enumerate() {
            at[edge.payer].push(k);
            at[edge.payee].push(k);
        }
        let loops = short_loops(n, &edges, &scene.arrows);
        let mut loops_at = vec![Vec::new(); n];
        for (k, found) in loops.iter().enumerate() {
            for &i in &found.bubbles {
                loops_at[i].push(k);
            }
        }
        Self { canvas_size, radius, names, beside, edges, rings, bundles, at, loops, loops_at }
    }

    /// Takes the sizes of bubbles that are kept: beside others, they might be smaller.
    pub(super) fn keep(&mut self, kept: &Kept) {
        for (i, bubble) in kept.bubbles.iter().enumerate().take(self.len()) {
            self.radius[i] = bubble.radius;
            self.names[i] = bubble.name.clone();
            self.beside[i] = (!bubble.name.inside).then(|| bubble.name.extent()).filter(|extent| extent.0 > 0.0);
        }
    }

    /// Number of bubbles.
    pub(super) fn len(&self) -> usize {
        self.radius.len()
    }
}

/// Area by value. A register of small companies is drawn larger, and all bubbles shrink together until they leave room
/// for the arrows.
fn radii(bubbles: &[Bubble], canvas: Point) -> Vec<f64> {
    let trillions: f64 = bubbles.iter().filter_map(|bubble| scale::drawable(bubble.worth)).map(|w| w / 1e12).sum();
    let room = COVER * canvas.x * canvas.y;
    let largest =
        bubbles.iter().filter_map(|bubble| scale::drawable(bubble.worth)).map(|w| w / 1e12).fold(0.0, f64::max);
    let wanted = scale::TRILLION.max(LARGEST / largest.max(1e-9).sqrt());
    let trillion = wanted.min((room / (std::f64::consts::PI * trillions.max(1e-9))).sqrt());
    let size = |bubble: &Bubble| match (bubble.shape, scale::drawable(bubble.worth)) {
        // Clouds and chips have no price of their own: large enough for a short name.
        (Shape::Cloud | Shape::Chip, None) => ASSET,
        _ => scale::radius(bubble.worth, trillion),
    };
    bubbles.iter().map(size).collect()
}

/// The canvas for a scene: about 1.25 to 1, wider when there is much to show, px.
pub(in crate::draw) fn canvas_size(scene: &Scene) -> Point {
    let load = scene.bubbles.len() as f64 + scene.arrows.len() as f64 / 2.0;
    let wide = (1120.0 * (load / 55.0).sqrt()).clamp(1120.0, 3000.0);
    let high = if load < 18.0 { 620.0 } else { wide / 1.36 };
    point(wide, high)
}
