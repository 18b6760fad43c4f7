//! A scene that is laid out.

use std::collections::BTreeMap;

use super::super::scale;
use super::edges::Label;
use super::geom::{Arc, Point, Rect};
use super::names::Name;

/// A laid out scene; all in px from the top left corner of what is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::draw) struct Plan {
    /// Width and height of everything drawn.
    pub(in crate::draw) size: Point,
    /// Where its top left corner lay before it was moved to 0, 0: to be added to compare with places that were given.
    pub(in crate::draw) corner: Point,
    /// One for each bubble of the scene.
    pub(in crate::draw) bubbles: Vec<PlacedBubble>,
    /// The arrows that can be drawn, in the order of the scene.
    pub(in crate::draw) arrows: Vec<PlacedArrow>,
}

/// A bubble in its place.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::draw) struct PlacedBubble {
    pub(in crate::draw) centre: Point,
    pub(in crate::draw) radius: f64,
    pub(in crate::draw) name: Name,
    /// The box of the name.
    pub(in crate::draw) rect: Rect,
    /// How its rows align: -1 left, 0 in the middle, 1 right.
    pub(in crate::draw) align: i8,
}

/// An arrow in its place.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::draw) struct PlacedArrow {
    /// Index in the scene.
    pub(in crate::draw) arrow: usize,
    /// From rim to tip.
    pub(in crate::draw) arc: Arc,
    pub(in crate::draw) width: f64,
    /// The words on it and the middle of their box.
    pub(in crate::draw) label: Option<(Label, Point)>,
}

/// The part of a scene that an earlier plan holds.
#[derive(Debug, Default)]
pub(in crate::draw) struct Kept {
    /// The first bubbles of the scene.
    pub(in crate::draw) bubbles: Vec<PlacedBubble>,
    /// Some arrows, under their indices in this scene.
    pub(in crate::draw) arrows: BTreeMap<usize, PlacedArrow>,
}

impl Kept {
    /// The box of the name of bubble `i`, empty if it stands inside; none if the bubble is not kept.
    pub(super) fn name_box(&self, i: usize) -> Option<Rect> {
        self.bubbles.get(i).map(|kept| if kept.name.inside { Rect::EMPTY } else { kept.rect })
    }

    /// The box of the words on an arrow, empty if it has none; none if the arrow is not kept.
    pub(super) fn label_box(&self, arrow: usize) -> Option<Rect> {
        let label = &self.arrows.get(&arrow)?.label;
        Some(label.as_ref().map_or(Rect::EMPTY, |(label, middle)| label.around(*middle)))
    }
}

impl Plan {
    /// Takes what is kept as it was.
    pub(super) fn keep(&mut self, kept: &Kept) {
        for (own, kept) in self.bubbles.iter_mut().zip(&kept.bubbles) {
            own.clone_from(kept);
        }
        for own in &mut self.arrows {
            if let Some(kept) = kept.arrows.get(&own.arrow) {
                own.clone_from(kept);
            }
        }
    }

    /// Moves everything so that what is drawn begins at the top left corner, and notes its size.
    pub(in crate::draw) fn trim(&mut self) {
        let mut used = Rect::EMPTY;
        for bubble in &self.bubbles {
            let size = 2.0 * bubble.radius + 2.0;
            used = used.union(Rect::around(bubble.centre, size, size));
            if !bubble.rect.is_empty() {
                used = used.union(bubble.rect);
            }
        }
        for placed in &self.arrows {
            let breadth = scale::head_half(placed.width);
            used = placed.arc.points::<9>().iter().fold(used, |used, &p| used.union(Rect::around(p, breadth, breadth)));
            if let Some((label, middle)) = &placed.label {
                used = used.union(Rect::around(*middle, label.extent.0, label.extent.1));
            }
        }
        if used.is_empty() {
            return;
        }
        let corner = used.min;
        self.corner = corner;
        self.size = used.max - used.min;
        for bubble in &mut self.bubbles {
            bubble.centre = bubble.centre - corner;
            bubble.rect = Rect { min: bubble.rect.min - corner, max: bubble.rect.max - corner };
        }
        for placed in &mut self.arrows {
            placed.arc.from = placed.arc.from - corner;
            placed.arc.to = placed.arc.to - corner;
            if let Some((_, middle)) = &mut placed.label {
                *middle = *middle - corner;
            }
        }
    }
}
