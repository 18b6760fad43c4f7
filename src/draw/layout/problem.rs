//! What is to be laid out: a scene reduced to radii, widths, boxes and who is tied to whom.

use std::collections::BTreeMap;

use super::super::metrics::{Weight, width};
use super::super::scale;
use super::super::scene::{Arrow, Bubble, Scene, Shape};
use super::super::text::shorten;
use super::geom::{Point, point};
use super::loops::{Loop, short_loops};
use super::names::Name;

/// More arrows than a reader can follow: they get one round of finishing touches.
pub(super) const MANY: usize = 800;
/// Widest label on an arrow, px.
const WIDEST_LABEL: f64 = 150.0;
/// Size of the words under an amount, px.
const SUBLABEL: f64 = 11.5;
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

/// An arrow between two different bubbles.
#[derive(Debug, Clone)]
pub(super) struct Edge {
    /// Its index in the scene.
    pub(super) arrow: usize,
    pub(super) payer: usize,
    pub(super) payee: usize,
    pub(super) width: f64,
    pub(super) structural: bool,
    pub(super) label: Option<Label>,
    pub(super) bundle: usize,
    /// Its place in the fan of its bundle, in steps.
    pub(super) rank: f64,
}

/// Arrows between one pair of bubbles.
#[derive(Debug, Clone, Default)]
pub(super) struct Bundle {
    pub(super) edges: Vec<usize>,
    /// Some go one way and some the other: they bow apart, each to the right of its own travel.
    pub(super) lens: bool,
    /// Never bent: a structural tie.
    pub(super) straight: bool,
}

/// The words on an arrow.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::draw) struct Label {
    /// The amount; may be empty when there are only words.
    pub(in crate::draw) text: String,
    pub(in crate::draw) size: f64,
    pub(in crate::draw) sub: Option<String>,
    pub(in crate::draw) sub_size: f64,
    /// Width and height of the whole, px.
    pub(in crate::draw) extent: (f64, f64),
}

impl Label {
    pub(in crate::draw) fn of(arrow: &Arrow, arrow_width: f64) -> Option<Self> {
        let size = scale::label_size(arrow_width);
        let text = shorten(&arrow.label, WIDEST_LABEL, size, Weight::Bold);
        let sub = arrow.sublabel.as_deref().map(|words| shorten(words, WIDEST_LABEL, SUBLABEL, Weight::Regular));
        let sub = sub.filter(|words| !words.is_empty());
        if text.is_empty() && sub.is_none() {
            return None;
        }
        let words = sub.as_deref().map_or(0.0, |words| width(words, SUBLABEL, Weight::Regular));
        let wide = width(&text, size, Weight::Bold).max(words);
        let high = if text.is_empty() { 0.0 } else { size } + if sub.is_some() { SUBLABEL + 2.0 } else { 0.0 };
        Some(Self { text, size, sub, sub_size: SUBLABEL, extent: (wide, high) })
    }
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

    /// Number of bubbles.
    pub(super) fn len(&self) -> usize {
        self.radius.len()
    }
}

fn edge(k: usize, arrow: &Arrow) -> Edge {
    let structural = arrow.structural;
    let width = if structural { 1.0 } else { scale::arrow_width(arrow.amount) };
    let label = if structural { None } else { Label::of(arrow, width) };
    Edge { arrow: k, payer: arrow.payer, payee: arrow.payee, width, structural, label, bundle: 0, rank: 0.0 }
}

/// Area by value. A register of small companies is drawn larger, and all bubbles shrink together until they leave room for
/// the arrows.
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

/// Gathers edges of one pair of bubbles and gives each its place in the fan, the thickest in the middle or innermost.
fn bundle(edges: &mut [Edge]) -> Vec<Bundle> {
    let mut pairs: BTreeMap<(usize, usize, bool), Vec<usize>> = BTreeMap::new();
    for (k, edge) in edges.iter().enumerate() {
        let pair = (edge.payer.min(edge.payee), edge.payer.max(edge.payee), edge.structural);
        pairs.entry(pair).or_default().push(k);
    }
    let mut bundles = Vec::with_capacity(pairs.len());
    for ((low, _, straight), members) in pairs {
        let (mut there, mut back): (Vec<usize>, Vec<usize>) = members.iter().partition(|&&k| edges[k].payer == low);
        let lens = !straight && !there.is_empty() && !back.is_empty();
        for way in [&mut there, &mut back] {
            way.sort_by(|&a, &b| edges[b].width.total_cmp(&edges[a].width).then(a.cmp(&b)));
            let middle = if lens { 0.0 } else { (way.len().saturating_sub(1)) as f64 / 2.0 };
            for (rank, &k) in way.iter().enumerate() {
                let rank = rank as f64;
                edges[k].rank = rank - middle;
                edges[k].bundle = bundles.len();
            }
        }
        bundles.push(Bundle { edges: members, lens, straight });
    }
    bundles
}

/// The canvas for a scene: about 1.25 to 1, wider when there is much to show, px.
pub(in crate::draw) fn canvas_size(scene: &Scene) -> Point {
    let load = scene.bubbles.len() as f64 + scene.arrows.len() as f64 / 2.0;
    let wide = (1120.0 * (load / 55.0).sqrt()).clamp(1120.0, 3000.0);
    let high = if load < 18.0 { 620.0 } else { wide / 1.36 };
    point(wide, high)
}
