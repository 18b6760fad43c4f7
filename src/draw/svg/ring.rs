//! One loop as a ring: the companies round a circle, clockwise from the top, each step numbered and told outside.

mod inside;
mod wheel;
mod words;

use std::f64::consts::PI;

use super::super::layout::Name;
use super::super::layout::geom::{Arc, Point, Rect, point};
use super::super::scale::Pen;
use super::super::scene::{Bubble, Ring, Step};
use super::super::style::Style;
use super::legend::Sign;
use super::page::Page;
use super::{Canvas, Svg, legend, marks, num};
use wheel::Wheel;

pub(super) fn draw(ring: &Ring, style: &Style) -> Svg {
    let radius = 235.0 + 32.0 * f64::from(u8::try_from(ring.bubbles.len().saturating_sub(4).min(8)).unwrap_or(0));
    let mut page = Page::new(2.0 * radius + 610.0, style);
    page.header(&ring.title, &ring.subtitle);
    if !ring.bubbles.is_empty() {
        let mut wheel = Wheel::new(ring, style, radius);
        let top = wheel.sizes.first().copied().unwrap_or(0.0) + 46.0;
        wheel.centre = point(page.width / 2.0, page.y + top + radius);
        page.y = wheel.draw(&mut page.canvas, page.width) + 40.0;
    }
    let arrows: Vec<_> = ring.steps.iter().map(|step| &step.arrow).collect();
    page.legend_of(&arrows, Sign::Arrow, legend::unknown_worth(&ring.bubbles).into_iter().collect());
    page.foot(&ring.notes, &ring.sources);
    page.finish(&ring.title, &ring.desc)
}

impl Wheel<'_> {
    /// Draws everything and returns its foot.
    fn draw(&self, canvas: &mut Canvas, page: f64) -> f64 {
        let (x, y, r) = (num(self.centre.x), num(self.centre.y), num(self.radius));
        canvas.leaf(
            "circle",
            &[
                ("class", "track"),
                ("cx", &x),
                ("cy", &y),
                ("r", &r),
                ("fill", "none"),
                ("stroke", self.style.track),
                ("stroke-width", "30"),
            ],
        );
        for (i, step) in self.steps() {
            self.arrow(canvas, i, step);
        }
        let mut foot = self.centre.y + self.radius;
        for (i, bubble) in self.ring.bubbles.iter().enumerate() {
            foot = foot.max(self.bubble(canvas, i, bubble));
        }
        inside::draw(self, canvas);
        foot.max(words::draw(self, canvas, page))
    }

    fn arrow(&self, canvas: &mut Canvas, i: usize, step: &Step) {
        let (start, end) = self.span(i);
        let pen = Pen::ring(step.arrow.amount);
        // Clockwise: it bulges to the left of its travel.
        let bow = -libm::tan((end - start).clamp(0.05, 1.95 * PI) / 4.0) / 2.0;
        let arc = Arc { from: self.at(start, self.radius), to: self.at(end, self.radius), bow };
        let id = |i: usize| self.ring.bubbles.get(i % self.angles.len()).map_or("", |bubble| bubble.id.as_str());
        marks::arrow(canvas, &step.arrow, &marks::Stroke { arc, pen, payer: id(i), payee: id(i + 1) }, self.style);
    }

    /// Draws a bubble with its name, outside the ring when it does not hold it; returns its foot.
    fn bubble(&self, canvas: &mut Canvas, i: usize, bubble: &Bubble) -> f64 {
        let (centre, radius) = (self.at(self.angles[i], self.radius), self.sizes[i]);
        marks::bubble(canvas, bubble, (centre, radius), self.style);
        let name = Name::of(bubble, radius);
        let (w, h) = name.extent();
        let mut middle = centre;
        if !name.inside {
            let way = Point::towards(self.angles[i]);
            middle = centre + point(way.x * (radius + 8.0 + w / 2.0), way.y * (radius + 8.0 + h / 2.0));
        }
        let rect = Rect::around(middle, w, h);
        marks::name(canvas, &name, (rect, 0), self.style);
        canvas.close("g");
        rect.max.y.max(centre.y + radius)
    }
}
