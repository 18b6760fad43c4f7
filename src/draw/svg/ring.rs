//! One loop as a ring: the companies round a circle, clockwise from the top, each step numbered and told outside.

mod words;

use std::f64::consts::{FRAC_PI_2, PI, TAU};

use super::super::layout::Name;
use super::super::layout::geom::{Arc, Point, Rect, point};
use super::super::metrics::{Weight, width};
use super::super::scale::{self, Pen};
use super::super::scene::{Bubble, Ring, Step};
use super::super::style::Style;
use super::super::text::{shorten, wrap};
use super::sheet::Sheet;
use super::{Anchor, Canvas, Line, Svg, marks, num};

/// A ring with its measures.
struct Wheel<'a> {
    ring: &'a Ring,
    style: &'a Style,
    centre: Point,
    radius: f64,
    /// Radius of each bubble.
    sizes: Vec<f64>,
    /// Angle of each bubble, radians clockwise from east.
    angles: Vec<f64>,
}

pub(super) fn draw(ring: &Ring, style: &Style) -> Svg {
    let radius = 235.0 + 32.0 * f64::from(u8::try_from(ring.bubbles.len().saturating_sub(4).min(8)).unwrap_or(0));
    let mut sheet = Sheet::new(2.0 * radius + 610.0, style);
    sheet.header(&ring.title, &ring.subtitle);
    if !ring.bubbles.is_empty() {
        let mut wheel = Wheel::new(ring, style, radius);
        let top = wheel.sizes.first().copied().unwrap_or(0.0) + 46.0;
        wheel.centre = point(sheet.width / 2.0, sheet.y + top + radius);
        sheet.y = wheel.draw(&mut sheet.canvas, sheet.width) + 40.0;
    }
    let arrows: Vec<_> = ring.steps.iter().map(|step| &step.arrow).collect();
    sheet.legend_of(&arrows);
    sheet.foot(&ring.notes, &ring.sources);
    sheet.finish(&ring.title, &ring.desc)
}

impl<'a> Wheel<'a> {
    fn new(ring: &'a Ring, style: &'a Style, radius: f64) -> Self {
        let share = TAU / ring.bubbles.len().max(1) as f64;
        let chord = 2.0 * radius * libm::sin((share / 2.0).min(FRAC_PI_2));
        let size = |bubble: &Bubble| {
            scale::radius(bubble.worth, 36.4).clamp(46.0_f64.min(0.24 * chord), 0.34 * chord).min(84.0)
        };
        let angles = (0..ring.bubbles.len()).map(|i| share * i as f64 - FRAC_PI_2).collect();
        let sizes = ring.bubbles.iter().map(size).collect();
        Self { ring, style, centre: Point::default(), radius, sizes, angles }
    }

    fn at(&self, angle: f64, radius: f64) -> Point {
        self.centre + Point::towards(angle) * radius
    }

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
        self.middle(canvas);
        foot.max(words::draw(self, canvas, page))
    }

    fn steps(&self) -> impl Iterator<Item = (usize, &'a Step)> {
        self.ring.steps.iter().take(self.ring.bubbles.len()).enumerate()
    }

    /// Angles at which the arrow of step `i` leaves and arrives.
    fn span(&self, i: usize) -> (f64, f64) {
        let next = (i + 1) % self.angles.len();
        let turn = if next == 0 { TAU } else { 0.0 };
        let hidden =
            |i: usize, gap: f64| 2.0 * libm::asin((self.sizes[i] / (2.0 * self.radius)).min(1.0)) + gap / self.radius;
        (self.angles[i] + hidden(i, 3.0), self.angles[next] + turn - hidden(next, 5.0))
    }

    fn arrow(&self, canvas: &mut Canvas, i: usize, step: &Step) {
        let (start, end) = self.span(i);
        let pen = Pen::ring(step.arrow.amount);
        // Clockwise: it bulges to the left of its travel.
        let bow = -libm::tan((end - start).clamp(0.05, 1.95 * PI) / 4.0) / 2.0;
        let arc = Arc { from: self.at(start, self.radius), to: self.at(end, self.radius), bow };
        let id = |i: usize| self.ring.bubbles.get(i % self.angles.len()).map_or("", |bubble| bubble.id.as_str());
        marks::arrow(canvas, &step.arrow, &marks::Stroke { arc, pen, payer: id(i), payee: id(i + 1) }, self.style);
        self.amount(canvas, step, f64::midpoint(start, end));
    }

    /// The amount of a step, and the words under it, inside the ring at `angle`.
    fn amount(&self, canvas: &mut Canvas, step: &Step, angle: f64) {
        let arrow = &step.arrow;
        let size = if self.angles.len() > 4 { 19.0 } else { 26.0 };
        let text = shorten(&arrow.label, 140.0, size, Weight::Bold);
        let sub =
            arrow.sublabel.as_deref().map_or_else(String::new, |words| shorten(words, 140.0, 13.0, Weight::Regular));
        if text.is_empty() && sub.is_empty() {
            return;
        }
        let wide = width(&text, size, Weight::Bold).max(width(&sub, 13.0, Weight::Regular));
        let high = 0.74 * size + if sub.is_empty() { 0.0 } else { 18.0 };
        let way = Point::towards(angle);
        let clear = Pen::ring(arrow.amount).width.max(26.0) / 2.0 + 11.0;
        let middle = self.at(angle, self.radius - clear - f64::midpoint(way.x.abs() * wide, way.y.abs() * high));
        let line = Line {
            text: &text,
            at: middle + point(0.0, 0.74 * size - high / 2.0),
            size,
            weight: Weight::Bold,
            fill: marks::family(arrow, self.style).text,
            anchor: Anchor::Middle,
            halo: None,
        };
        canvas.line(&line);
        if !sub.is_empty() {
            let at = middle + point(0.0, high / 2.0);
            canvas.line(&Line { text: &sub, at, size: 13.0, weight: Weight::Regular, fill: self.style.faint, ..line });
        }
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

    fn middle(&self, canvas: &mut Canvas) {
        let (words, room) = (&self.ring.centre, 1.1 * self.radius);
        let lines: Vec<String> =
            words.lines.iter().flat_map(|line| wrap(line, 0.8 * self.radius, 15.0, 3)).take(4).collect();
        let height = 52.0 + 20.0 * lines.len() as f64;
        let mut at = self.centre - point(0.0, height / 2.0 - 6.0);
        let style = self.style;
        let small = shorten(&words.small, room, 15.0, Weight::Regular);
        let line = Line {
            text: &small,
            at,
            size: 15.0,
            weight: Weight::Regular,
            fill: style.faint,
            anchor: Anchor::Middle,
            halo: None,
        };
        canvas.line(&line);
        at.y += 40.0;
        let big = shorten(&words.big, room, 40.0, Weight::Bold);
        canvas.line(&Line { text: &big, at, size: 40.0, weight: Weight::Bold, fill: style.ink, ..line });
        at.y += 6.0;
        for text in &lines {
            at.y += 20.0;
            canvas.line(&Line { text, at, ..line });
        }
    }
}
