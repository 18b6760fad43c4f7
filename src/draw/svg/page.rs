//! The page around a picture: headline, notes and sources.

use super::super::layout::geom::{Point, point};
use super::super::metrics::{Weight, width};
use super::super::style::Style;
use super::super::text::{count, shorten, wrap, wrap_weight};
use super::{Anchor, Canvas, FONTS, Line, Svg, num};

/// Blank edge of the page, px.
pub(super) const MARGIN: f64 = 40.0;
/// Size of a source, px: the least on the page.
const SOURCE: f64 = 11.0;
/// Height of a line of sources, px.
const LEADING: f64 = 16.0;
/// Most lines of sources on a picture.
const SOURCE_LINES: usize = 10;

/// A page that grows downwards.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) canvas: Canvas,
    pub(super) width: f64,
    /// Foot of what has been written so far.
    pub(super) y: f64,
    pub(super) style: &'a Style,
}

impl<'a> Page<'a> {
    pub(super) fn new(width: f64, style: &'a Style) -> Self {
        Self { canvas: Canvas::default(), width, y: 22.0, style }
    }

    fn room(&self) -> f64 {
        self.width - 2.0 * MARGIN
    }

    pub(super) fn text(&mut self, text: &str, at: Point, (size, weight, fill): (f64, Weight, &str)) {
        self.canvas.line(&Line { text, at, size, weight, fill, anchor: Anchor::Start, halo: None, turn: 0.0 });
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

    /// Notes, then numbered sources.
    pub(super) fn foot(&mut self, notes: &[impl AsRef<str>], sources: &[String]) {
        let room = self.room();
        for line in notes.iter().flat_map(|note| wrap(note.as_ref(), room, 12.0, 6)) {
            self.y += 18.0;
            self.text(&line, point(MARGIN, self.y), (12.0, Weight::Regular, self.style.faint));
        }
        self.sources(sources);
        self.y += 26.0;
    }

    /// Sources one after the other, as many as some lines hold; the number of the others is said.
    fn sources(&mut self, sources: &[String]) {
        if sources.is_empty() {
            return;
        }
        self.y += 26.0;
        self.text("Sources", point(MARGIN, self.y), (12.0, Weight::Bold, self.style.ink));
        let (bold, plain) = ((SOURCE, Weight::Bold, self.style.faint), (SOURCE, Weight::Regular, self.style.faint));
        let mut x = MARGIN + width("Sources", 12.0, Weight::Bold) + 14.0;
        let mut lines = 1;
        for (at, source) in sources.iter().enumerate() {
            let number = (at + 1).to_string();
            let indent = width(&number, SOURCE, Weight::Bold) + 4.0;
            let text = shorten(source, self.room() - indent, SOURCE, Weight::Regular);
            let wide = indent + width(&text, SOURCE, Weight::Regular);
            if x + wide > self.width - MARGIN {
                if lines == SOURCE_LINES {
                    self.y += LEADING;
                    let more = format!(
                        "+ {} more, not printed here: each deal in the register names its own.",
                        count(sources.len() - at, "source")
                    );
                    self.text(&more, point(MARGIN, self.y), plain);
                    return;
                }
                lines += 1;
                x = MARGIN;
                self.y += LEADING;
            }
            self.text(&number, point(x, self.y), bold);
            self.text(&text, point(x + indent, self.y), plain);
            x += wide + 13.0;
        }
    }

    /// Puts the page around everything written.
    pub(super) fn finish(self, title: &str, desc: &str) -> Svg {
        let mut svg = Canvas::default();
        let (wide, high) = (self.width.ceil(), self.y.ceil());
        let asked = self.style.page().unwrap_or(point(wide, high));
        // Another shape than that of what is drawn gets blank edges.
        let scale = (asked.x / wide).min(asked.y / high);
        let (across, down) = (asked.x / scale - wide, asked.y / scale - high);
        let (left, up) = (num(-across / 2.0), num(-down / 2.0));
        let (wide, high) = (num(wide + across), num(high + down));
        let (outer_wide, outer_high) = (num(asked.x), num(asked.y));
        svg.open(
            "svg",
            &[
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("width", &outer_wide),
                ("height", &outer_high),
                ("viewBox", &format!("{left} {up} {wide} {high}")),
                ("role", "graphics-document document"),
                ("aria-label", title),
                ("font-family", FONTS),
                ("font-size", "13"),
                ("fill", self.style.ink),
            ],
        );
        svg.0.push('\n');
        svg.words("title", &[], title);
        svg.words("desc", &[], desc);
        let mut paper =
            vec![("class", "paper"), ("width", wide.as_str()), ("height", &high), ("fill", self.style.paper)];
        if (left.as_str(), up.as_str()) != ("0", "0") {
            paper.extend([("x", left.as_str()), ("y", &up)]);
        }
        svg.leaf("rect", &paper);
        svg.0.push_str(&self.canvas.0);
        svg.close("svg");
        Svg(svg.0)
    }
}
