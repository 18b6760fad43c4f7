//! Loops side by side: small rings, ranked, in columns.

use std::f64::consts::{FRAC_PI_2, PI, TAU};

use super::super::charts::{Gallery, Tile};
use super::super::layout::Name;
use super::super::layout::geom::{Arc, Point, Rect, point};
use super::super::metrics::{Weight, width};
use super::super::scale::{Pen, arrow_width};
use super::super::scene::Arrow;
use super::super::style::Style;
use super::super::text::shorten;
use super::legend::Sign;
use super::page::{MARGIN, Page};
use super::{Anchor, Canvas, Line, Svg, marks, num};

/// Width of a tile, and of the gap between two, px.
const TILE: f64 = 344.0;
const GAP: f64 = 28.0;
/// Room over and under a ring for its amounts, px.
const EDGE: f64 = 30.0;
/// Height of the words over a ring, px.
const HEAD: f64 = 70.0;
/// Radius of a bubble, px.
const BUBBLE: f64 = 35.0;

pub(super) fn draw(gallery: &Gallery, style: &Style) -> Svg {
    let wheels: Vec<Wheel<'_>> = gallery.tiles.iter().map(|tile| Wheel::new(tile, style)).collect();
    let columns = columns(&wheels, style);
    let wide = columns as f64 * (TILE + GAP) - GAP + 2.0 * MARGIN;
    let mut page = Page::new(wide, style);
    page.header(&gallery.frame.title, &gallery.frame.subtitle);
    page.y += 26.0;
    for row in wheels.chunks(columns) {
        for (at, wheel) in row.iter().enumerate() {
            let corner = point(MARGIN + at as f64 * (TILE + GAP), page.y);
            wheel.draw(&mut page.canvas, corner);
        }
        page.y += row.iter().map(Wheel::height).fold(0.0, f64::max) + 16.0;
    }
    let arrows: Vec<&Arrow> = gallery.tiles.iter().flat_map(|tile| &tile.arrows).collect();
    page.legend_of(&arrows, Sign::Arrow, Vec::new());
    page.foot(&gallery.frame.notes, &gallery.frame.sources);
    page.finish(&gallery.frame.title, &gallery.frame.desc())
}

/// Three columns, or four for many loops; on a page of an asked shape as many as fill it best.
fn columns(wheels: &[Wheel<'_>], style: &Style) -> usize {
    let usual = if wheels.len() <= 9 { wheels.len().clamp(2, 3) } else { 4 };
    let Some(page) = style.page() else { return usual };
    let miss = |columns: &usize| {
        let high =
            260.0 + wheels.chunks(*columns).map(|row| row.iter().map(Wheel::height).fold(16.0, f64::max)).sum::<f64>();
        let wide = *columns as f64 * (TILE + GAP) - GAP + 2.0 * MARGIN;
        libm::fabs(libm::log(wide * page.y / (high * page.x)))
    };
    (2..=wheels.len().max(2)).min_by(|one, other| miss(one).total_cmp(&miss(other))).unwrap_or(usual)
}

/// A small ring with its measures.
struct Wheel<'a> {
    tile: &'a Tile,
    style: &'a Style,
    radius: f64,
    bubble: f64,
    names: Vec<Name>,
    /// Angle of each bubble, radians clockwise from east.
    angles: Vec<f64>,
}

impl<'a> Wheel<'a> {
    fn new(tile: &'a Tile, style: &'a Style) -> Self {
        let count = tile.bubbles.len();
        let share = TAU / count.max(1) as f64;
        // Wide enough for bubbles that hold a name, with an arrow between them; not wider than a tile.
        let radius = (0.5 * (2.0 * BUBBLE + 42.0) / libm::sin((share / 2.0).min(FRAC_PI_2))).clamp(84.0, 106.0);
        let chord = 2.0 * radius * libm::sin((share / 2.0).min(FRAC_PI_2));
        let bubble = BUBBLE.min(0.3 * chord);
        // Two lie beside each other, so that there is room over and under for the amounts.
        let first = if count == 2 { -PI } else { -FRAC_PI_2 };
        Self {
            tile,
            style,
            radius,
            bubble,
            names: tile.bubbles.iter().map(|bubble_of| Name::alone(bubble_of, bubble)).collect(),
            angles: (0..count).map(|i| first + share * i as f64).collect(),
        }
    }

    fn height(&self) -> f64 {
        let over = if self.angles.len() == 2 { 0.0 } else { self.bubble };
        HEAD + 2.0 * (self.radius + over.max(EDGE - 6.0)) + EDGE - 8.0
    }

    fn draw(&self, canvas: &mut Canvas, corner: Point) {
        let style = self.style;
        let (x, end, y) = (num(corner.x), num(corner.x + TILE), num(corner.y));
        canvas.open("g", &[("class", "loop")]);
        canvas.leaf("line", &[("x1", &x), ("x2", &end), ("y1", &y), ("y2", &y), ("stroke", style.rule)]);
        let figure = shorten(&self.tile.figure, TILE, 22.0, Weight::Bold);
        let line = Line {
            text: &figure,
            at: corner + point(0.0, 29.0),
            size: 22.0,
            weight: Weight::Bold,
            fill: style.ink,
            anchor: Anchor::Start,
            halo: None,
            turn: 0.0,
        };
        canvas.line(&line);
        let words = shorten(&self.tile.words, TILE, 13.5, Weight::Regular);
        // Beside the figure if there is room, else under it.
        let beside = width(&figure, 22.0, Weight::Bold) + 10.0;
        let fits = beside + width(&words, 13.5, Weight::Regular) <= TILE;
        let at = corner + if fits { point(beside, 29.0) } else { point(0.0, 48.0) };
        canvas.line(&Line { text: &words, at, size: 13.5, weight: Weight::Regular, fill: style.faint, ..line });
        let over = if self.angles.len() == 2 { EDGE } else { self.bubble.max(EDGE) };
        let centre = corner + point(TILE / 2.0, HEAD + over + self.radius - 8.0);
        for (i, arrow) in self.tile.arrows.iter().take(self.angles.len()).enumerate() {
            self.arrow(canvas, centre, (i, arrow));
        }
        let mut names = Vec::new();
        for i in 0..self.angles.len() {
            self.name(canvas, centre, i, &mut names);
        }
        canvas.close("g");
    }

    fn arrow(&self, canvas: &mut Canvas, centre: Point, (i, arrow): (usize, &Arrow)) {
        let next = (i + 1) % self.angles.len();
        let turn = if next == 0 { TAU } else { 0.0 };
        let hidden = |gap: f64| 2.0 * libm::asin((self.bubble / (2.0 * self.radius)).min(1.0)) + gap / self.radius;
        let (start, end) = (self.angles[i] + hidden(3.0), self.angles[next] + turn - hidden(4.0));
        let at = |angle: f64, radius: f64| centre + Point::towards(angle) * radius;
        let bow = -libm::tan((end - start).clamp(0.05, 1.95 * PI) / 4.0) / 2.0;
        let arc = Arc { from: at(start, self.radius), to: at(end, self.radius), bow };
        let pen = Pen { casing: 0.0, ..Pen::map((0.85 * arrow_width(arrow.amount)).max(1.6)) };
        let id = |i: usize| self.tile.bubbles.get(i).map_or("", |bubble| bubble.id.as_str());
        marks::arrow(canvas, arrow, &marks::Stroke { arc, pen, payer: id(i), payee: id(next) }, self.style);
        self.amount(canvas, (centre, f64::midpoint(start, end)), (arrow, pen));
    }

    /// The amount of an arrow, outside, on its middle at `angle`.
    fn amount(&self, canvas: &mut Canvas, (centre, angle): (Point, f64), (arrow, pen): (&Arrow, Pen)) {
        let text = shorten(&arrow.label, 80.0, 15.0, Weight::Bold);
        let ceiling = shorten(arrow.sublabel.as_deref().unwrap_or_default(), 80.0, 12.0, Weight::Regular);
        let (plain, bold) = (width(&ceiling, 12.0, Weight::Regular), width(&text, 15.0, Weight::Bold));
        let way = Point::towards(angle);
        // Over and under the ring there is room for one line, at its sides for two.
        let beside = ceiling.is_empty() || way.y.abs() > 0.9;
        let gap = if ceiling.is_empty() { 0.0 } else { 4.0 };
        let (wide, high) = if beside { (plain + gap + bold, 11.0) } else { (plain.max(bold), 26.0) };
        let out = pen.half.min(pen.width / 2.0 + 3.0) + 7.0 + f64::midpoint(way.x.abs() * wide, way.y.abs() * high);
        let place = |further: i32| Rect::around(centre + way * (self.radius + out + f64::from(further)), wide, high);
        let clear = |rect: &Rect| {
            let mut bubbles = self.angles.iter().map(|&angle| centre + Point::towards(angle) * self.radius);
            bubbles.all(|bubble| rect.depth_of_disc(bubble, self.bubble) < -2.0)
        };
        let rect = (0..24).map(place).find(clear).unwrap_or_else(|| place(0));
        let line = Line {
            text: &text,
            at: if beside { point(rect.max.x - bold / 2.0, rect.max.y) } else { point(rect.centre().x, rect.max.y) },
            size: 15.0,
            weight: Weight::Bold,
            fill: marks::family(arrow, self.style).text,
            anchor: Anchor::Middle,
            halo: None,
            turn: 0.0,
        };
        canvas.line(&line);
        if !ceiling.is_empty() {
            let at = if beside {
                point(rect.min.x + plain / 2.0, rect.max.y)
            } else {
                point(rect.centre().x, rect.min.y + 9.0)
            };
            canvas.line(&Line {
                text: &ceiling,
                at,
                size: 12.0,
                weight: Weight::Regular,
                fill: self.style.faint,
                ..line
            });
        }
    }

    /// A bubble and its name: inside, else between it and the middle of the ring, clear of the names before it.
    fn name(&self, canvas: &mut Canvas, centre: Point, i: usize, before: &mut Vec<Rect>) {
        let (Some(bubble), Some(name)) = (self.tile.bubbles.get(i), self.names.get(i)) else {
            return;
        };
        let way = Point::towards(self.angles[i]);
        let at = centre + way * self.radius;
        marks::plain_bubble(canvas, bubble, (at, self.bubble), self.style);
        let (w, h) = name.extent();
        let place = |further: i32| {
            let out = self.bubble + 5.0 + f64::from(further);
            let middle = if name.inside { at } else { at - point(way.x * (out + w / 2.0), way.y * (out + h / 2.0)) };
            Rect::around(middle, w, h)
        };
        let clear = |rect: &Rect| before.iter().all(|other| !rect.meets(other));
        let rect = (0..60).map(place).find(clear).unwrap_or_else(|| place(0));
        before.push(rect);
        marks::name(canvas, name, (rect, 0), self.style);
        canvas.close("g");
    }
}
