//! What each step of a ring is, told beside it.

use super::super::super::layout::geom::{Point, Rect, point};
use super::super::super::metrics::Weight;
use super::super::super::scale::Pen;
use super::super::super::scene::Step;
use super::super::super::text::{wrap, wrap_weight};
use super::super::page::MARGIN;
use super::super::{Anchor, Canvas, Line, marks, num};
use super::Wheel;

/// Room for the words of a step beside the ring, px.
const ASIDE: f64 = 250.0;
/// Line heights of a heading and of text, px.
const HEADING: f64 = 22.0;
const LEADING: f64 = 19.6;
/// Height of a number badge and the gap under it, px.
const BADGE: f64 = 42.0;

/// The words of one step, placed.
struct Block {
    number: usize,
    rect: Rect,
    anchor: Anchor,
    heading: Vec<String>,
    text: Vec<String>,
}

/// Writes the words of every step and returns their foot.
pub(super) fn draw(wheel: &Wheel<'_>, canvas: &mut Canvas, page: f64) -> f64 {
    let mut foot = 0.0_f64;
    for block in wheel.blocks(page) {
        wheel.block(canvas, &block);
        foot = foot.max(block.rect.max.y);
    }
    foot
}

impl Wheel<'_> {
    /// The words of all steps, beside the ring and under each other.
    fn blocks(&self, page: f64) -> Vec<Block> {
        let mut blocks: Vec<Block> = self.steps().map(|(i, step)| self.lay_block(i, step, page)).collect();
        for side in [Anchor::Start, Anchor::End] {
            let mut column: Vec<&mut Block> = blocks.iter_mut().filter(|block| block.anchor == side).collect();
            column.sort_by(|a, b| a.rect.min.y.total_cmp(&b.rect.min.y));
            let mut free = self.centre.y - self.radius - 60.0;
            for block in column {
                let down = (free - block.rect.min.y).max(0.0);
                block.rect.min.y += down;
                block.rect.max.y += down;
                free = block.rect.max.y + 22.0;
                let edge = self.clear_of(block.rect);
                let (left, right) = if side == Anchor::Start {
                    (self.centre.x + edge, page - MARGIN)
                } else {
                    (MARGIN, self.centre.x - edge)
                };
                (block.rect.min.x, block.rect.max.x) = (left, right);
            }
        }
        blocks
    }

    fn lay_block(&self, i: usize, step: &Step, page: f64) -> Block {
        let (start, end) = self.span(i);
        let way = Point::towards(f64::midpoint(start, end));
        let anchor = match way.x {
            x if x > 0.25 => Anchor::Start,
            x if x < -0.25 => Anchor::End,
            _ => Anchor::Middle,
        };
        let room = if anchor == Anchor::Middle {
            340.0
        } else {
            // At its widest the ring leaves this much; the words never need more.
            (page / 2.0 - self.radius - 38.0 - MARGIN).min(ASIDE)
        };
        let heading = wrap_weight(&step.heading, room, (17.0, Weight::Bold), 2);
        let text = wrap(&step.arrow.cited(&step.text), room, 14.0, 6);
        let height = BADGE + HEADING * heading.len() as f64 + LEADING * text.len() as f64;
        let out = self.centre.y + way.y * (self.radius + Pen::ring(step.arrow.amount).half + 14.0);
        let top = if anchor == Anchor::Middle { out } else { out - height / 2.0 };
        let rect =
            Rect { min: point(self.centre.x - room / 2.0, top), max: point(self.centre.x + room / 2.0, top + height) };
        Block { number: i + 1, rect, anchor, heading, text }
    }

    /// How far from the middle line a block must begin to be clear of the ring and of every bubble beside it.
    fn clear_of(&self, rect: Rect) -> f64 {
        let chord = |radius: f64, centre: f64| {
            let off = (rect.min.y - 8.0 - centre).max(centre - rect.max.y - 8.0).max(0.0);
            (radius * radius - off * off).max(0.0).sqrt()
        };
        let ring = chord(self.radius + 38.0, self.centre.y);
        let bubbles = self.angles.iter().zip(&self.sizes).map(|(&angle, &size)| {
            let centre = self.at(angle, self.radius);
            let reach = chord(size + 12.0, centre.y);
            if reach > 0.0 { (centre.x - self.centre.x).abs() + reach } else { 0.0 }
        });
        bubbles.fold(ring, f64::max)
    }

    fn block(&self, canvas: &mut Canvas, block: &Block) {
        let (x, badge) = match block.anchor {
            Anchor::Start => (block.rect.min.x, block.rect.min.x + 15.0),
            Anchor::Middle => (block.rect.centre().x, block.rect.centre().x),
            Anchor::End => (block.rect.max.x, block.rect.max.x - 15.0),
        };
        let style = self.style;
        let colour =
            self.ring.steps.get(block.number - 1).map_or(style.ink, |step| marks::family(&step.arrow, style).text);
        let y = block.rect.min.y + 15.0;
        canvas.leaf("circle", &[("cx", &num(badge)), ("cy", &num(y)), ("r", "15"), ("fill", colour)]);
        let number = block.number.to_string();
        let line = Line {
            text: &number,
            at: point(badge, y + 5.6),
            size: 16.0,
            weight: Weight::Bold,
            fill: style.on_badge,
            anchor: Anchor::Middle,
            halo: None,
            turn: 0.0,
        };
        canvas.line(&line);
        let mut y = block.rect.min.y + BADGE - 8.0;
        for text in &block.heading {
            y += HEADING;
            canvas.line(&Line {
                text,
                at: point(x, y - 4.0),
                size: 17.0,
                fill: style.ink,
                anchor: block.anchor,
                ..line
            });
        }
        for text in &block.text {
            y += LEADING;
            canvas.line(&Line {
                text,
                at: point(x, y),
                size: 14.0,
                weight: Weight::Regular,
                fill: style.soft,
                anchor: block.anchor,
                ..line
            });
        }
    }
}
