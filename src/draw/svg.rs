//! Scenes as SVG: text stays text, colours are presentation attributes, nothing runs and nothing is fetched.

pub(super) mod arrow_states;
mod canvas;
mod gallery;
mod ladder;
pub(super) mod legend;
mod map;
mod marks;
mod matrix;
mod page;
mod ring;
mod timeline;

#[cfg(test)]
#[path = "svg/tests.rs"]
mod readable;

pub use canvas::Svg;
use canvas::{Anchor, FONTS, Line, num};
pub(super) use canvas::{Attrs, Canvas, escape};

use super::charts::{Gallery, Ladder, Timeline};
use super::layout::Plan;
use super::places::Places;
use super::scene::{Arrow, Ring, Scene};
use super::style::Style;
use crate::model::Stop;

/// A map that is laid out: where its bubbles, arrows and words lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrangement(pub(super) Plan);

impl Arrangement {
    /// Lays out a map for a page of the style's size. Bubbles with a place keep it; the others are placed by our own
    /// search: the same for the same scene, on every machine.
    #[must_use]
    pub fn of(scene: &Scene, places: &Places, style: &Style) -> Self {
        Self::within(scene, places, style, &Stop::never())
    }

    /// The same, but ends when `stop` says so. A layout that was cut short is less tidy and differs from run to run.
    #[must_use]
    pub fn within(scene: &Scene, places: &Places, style: &Style, stop: &Stop) -> Self {
        Self(map::arrange(scene, places, style, stop))
    }

    /// Where its bubbles lie.
    #[must_use]
    pub fn places(&self) -> Places {
        Places { at: self.0.bubbles.iter().map(|bubble| Some(bubble.centre)).collect(), exact: true }
    }
}

/// Draws a map.
#[must_use]
pub fn map(scene: &Scene, style: &Style) -> Svg {
    map_of(scene, &Arrangement::of(scene, &Places::default(), style), style)
}

/// Draws a map that is laid out already.
#[must_use]
pub fn map_of(scene: &Scene, arrangement: &Arrangement, style: &Style) -> Svg {
    map::draw(scene, &arrangement.0, style)
}

/// Draws one loop as a ring of numbered steps.
#[must_use]
pub fn ring(ring: &Ring, style: &Style) -> Svg {
    ring::draw(ring, style)
}

/// Draws loops side by side.
#[must_use]
pub fn gallery(gallery: &Gallery, style: &Style) -> Svg {
    gallery::draw(gallery, style)
}

/// Draws a scene as a table of who pays whom, its bubbles in their order as rows and as columns.
#[must_use]
pub fn matrix(scene: &Scene, style: &Style) -> Svg {
    matrix::draw(scene, style)
}

/// Draws deals and loops over time.
#[must_use]
pub fn timeline(timeline: &Timeline, style: &Style) -> Svg {
    timeline::draw(timeline, style)
}

/// Draws how much can go round as softer deals are let in.
#[must_use]
pub fn ladder(ladder: &Ladder, style: &Style) -> Svg {
    ladder::draw(ladder, style)
}

#[cfg(test)]
mod tests {
    use super::super::scene::{Arrow, Bubble, Centre, Ring, Shape, Step, Tint};
    use super::super::style::Style;
    use super::ring;

    /// A ring of `bubbles` companies with `steps` steps.
    fn wheel(bubbles: usize, steps: usize) -> Ring {
        let hostile = "</text><script>\0\u{202e} & a long \u{1f600} name".repeat(20);
        let bubble = Bubble {
            id: hostile.clone(),
            name: hostile.clone(),
            shape: Shape::Company,
            worth: Some(f64::NAN),
            worth_label: None,
            worth_on: None,
            tint: Tint::Cloud,
            title: hostile.clone(),
        };
        let arrow = Arrow {
            payer: 9,
            payee: 9,
            tint: Tint::Chips,
            amount: Some(1e300),
            label: hostile.clone(),
            sublabel: Some(hostile.clone()),
            firm: false,
            on_loop: true,
            coloured: true,
            structural: false,
            title: hostile.clone(),
            deals: vec![hostile.clone()],
            cites: vec![1],
        };
        let step = Step { arrow, heading: hostile.clone(), text: hostile.clone() };
        let centre = Centre { small: hostile.clone(), big: hostile.clone(), lines: vec![hostile.clone()] };
        Ring {
            title: hostile.clone(),
            subtitle: vec![hostile.clone()],
            bubbles: vec![bubble; bubbles],
            steps: vec![step; steps],
            centre,
            notes: vec![hostile.clone()],
            sources: vec![hostile.clone()],
            desc: hostile,
        }
    }

    #[test]
    fn rings_of_every_size_are_well_formed() {
        for bubbles in 0..14 {
            for steps in [0, bubbles, bubbles + 2] {
                let text = ring(&wheel(bubbles, steps), &Style::light()).to_string();
                let document = roxmltree::Document::parse(&text).unwrap();
                let drawn = document.descendants().filter(|node| node.attribute("class") == Some("arrow"));
                assert_eq!(drawn.count(), steps.min(bubbles));
                assert!(!text.contains("NaN"), "{bubbles} bubbles, {steps} steps");
            }
        }
    }
}
