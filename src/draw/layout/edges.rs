//! Arrows to be laid out: their words, and which of them are bent together.

use std::collections::BTreeMap;

use super::super::metrics::{Weight, width};
use super::super::scale;
use super::super::scene::Arrow;
use super::super::text::shorten;
use super::geom::{Point, Rect};

/// Widest label on an arrow, px.
const WIDEST_LABEL: f64 = 150.0;
/// Size of the words under an amount, px.
const SUBLABEL: f64 = 11.5;

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

    /// Its box with a little room on all sides, when its middle lies there.
    pub(super) fn around(&self, middle: Point) -> Rect {
        let (wide, high) = self.extent;
        Rect::around(middle, wide + 4.0, high + 2.0)
    }
}

pub(super) fn edge(k: usize, arrow: &Arrow) -> Edge {
    let structural = arrow.structural;
    let width = if structural { 1.0 } else { scale::arrow_width(arrow.amount) };
    let label = if structural { None } else { Label::of(arrow, width) };
    Edge { arrow: k, payer: arrow.payer, payee: arrow.payee, width, structural, label, bundle: 0, rank: 0.0 }
}

/// Gathers edges of one pair of bubbles and gives each its place in the fan, the thickest in the middle or innermost.
pub(super) fn bundle(edges: &mut [Edge]) -> Vec<Bundle> {
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
