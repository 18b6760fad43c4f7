//! The page around a picture: headline, notes and sources.

use super::super::layout::geom::{Point, point};
use super::super::metrics::{Weight, width};
use super::super::style::Style;
use super::super::text::{wrap, wrap_weight};
use super::{Anchor, Canvas, FONTS, Line, Svg, num};

/// Blank edge of the page, px.
pub(super) const MARGIN: f64 = 40.0;
/// Narrowest column of sources, px.
const COLUMN: f64 = 340.0;
/// Size of a source, px: the least on the page.
const SOURCE: f64 = 11.0;
/// A page that grows downwards.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub(super) canvas: Canvas,
    pub(super) width: f64,
    /// Foot of what has been written so far.
    pub(super) y: f64,
    pub(super) style: &'a Style,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(width: f64, style: &'a Style) -> Self {
        Self { canvas: Canvas::default(), width, y: 22.0, style }
    }

    fn room(&self) -> f64 {
        self.width - 2.0 * MARGIN
    }

    pub(super) fn text(&mut self, text: &str, at: Point, (size, weight, fill): (f64, Weight, &str)) {
        self.canvas.line(&Line { text, at, size, weight, fill, anchor: Anchor::Start, halo: None });
    }

    pub(super) fn header(&mut self, title: &str, subtitle: &[String]) {
        for line in wrap_weight(title, self.room(), (34.0, Weight::Bold), 3) {
            self.y += 38.0;
            self.text(&line, point(MARGIN, self.y - 4.0), (34.0, Weight::Bold, self.style.ink));
        }
        self.y += 4.0;
        let room = self.room();
        for line in subtitle.iter().flat_map(|line| wrap(line, room, 16.5, 4)) {
            self.y += 23.0;
            self.text(&line, point(MARGIN, self.y), (16.5, Weight::Regular, self.style.soft));
        }
    }

    /// Notes, then numbered sources in columns.
    pub(super) fn foot(&mut self, notes: &[String], sources: &[String]) {
        let room = self.room();
        for line in notes.iter().flat_map(|note| wrap(note, room, 12.0, 6)) {
            self.y += 18.0;
            self.text(&line, point(MARGIN, self.y), (12.0, Weight::Regular, self.style.faint));
        }
        self.sources(sources);
        self.y += 26.0;
    }

    fn sources(&mut self, sources: &[String]) {
        if sources.is_empty() {
            return;
        }
        self.y += 26.0;
        self.text("Sources", point(MARGIN, self.y), (12.0, Weight::Bold, self.style.ink));
        let count = (self.room() / COLUMN).floor().max(1.0);
        let column = self.room() / count;
        let indent = width("000 ", SOURCE, Weight::Regular) + 3.0;
        let entries: Vec<Vec<String>> =
            sources.iter().map(|source| wrap(source, column - indent - 18.0, SOURCE, 4)).collect();
        let lines: usize = entries.iter().map(|lines| lines.len().max(1)).sum();
        let share = (lines as f64 / count).ceil() * 15.0;
        let top = self.y;
        let (mut x, mut y, mut foot) = (MARGIN, top, top);
        for (number, lines) in (1usize..).zip(&entries) {
            if y - top >= share {
                x += column;
                y = top;
            }
            let face = (SOURCE, Weight::Regular, self.style.faint);
            self.text(&number.to_string(), point(x, y + 16.0), (SOURCE, Weight::Bold, self.style.faint));
            for line in lines {
                y += 15.0;
                self.text(line, point(x + indent, y + 1.0), face);
            }
            y += if lines.is_empty() { 15.0 } else { 0.0 };
            foot = foot.max(y);
        }
        self.y = foot;
    }

    /// Puts the page around everything written.
    pub(super) fn finish(self, title: &str, desc: &str) -> Svg {
        let mut page = Canvas::default();
        let (wide, high) = (num(self.width.ceil()), num(self.y.ceil()));
        page.open(
            "svg",
            &[
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("width", &wide),
                ("height", &high),
                ("viewBox", &format!("0 0 {wide} {high}")),
                ("role", "graphics-document document"),
                ("aria-label", title),
                ("font-family", FONTS),
                ("font-size", "13"),
                ("fill", self.style.ink),
            ],
        );
        page.0.push('\n');
        page.words("title", &[], title);
        page.words("desc", &[], desc);
        page.leaf("rect", &[("class", "paper"), ("width", &wide), ("height", &high), ("fill", self.style.paper)]);
        page.0.push_str(&self.canvas.0);
        page.close("svg");
        Svg(page.0)
    }
}
