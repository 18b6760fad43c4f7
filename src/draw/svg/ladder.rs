//! The ladder: a bar for each rung, and the part of it that can go round.

use super::super::charts::{Bar, Ladder};
use super::super::layout::geom::{Point, point};
use super::super::metrics::{Weight, width};
use super::super::style::Style;
use super::super::text::shorten;
use super::page::{MARGIN, Page};
use super::{Anchor, Line, Svg, num};

/// Usual width of the page, px.
const WIDE: f64 = 1100.0;
/// Room for the name of a rung, and for its share, px.
const NAMES: f64 = 210.0;
const SHARES: f64 = 130.0;
/// Height of a bar, and from one to the next, px.
const BAR: f64 = 30.0;
const STEP: f64 = 82.0;

pub(super) fn draw(ladder: &Ladder, style: &Style) -> Svg {
    let mut page = Page::new(WIDE, style);
    page.header(&ladder.frame.title, &ladder.frame.subtitle);
    page.y += 44.0;
    let most = ladder.rungs.iter().map(|bar| bar.total).fold(0.0, f64::max);
    let left = point(MARGIN, page.y);
    let face = (12.5, Weight::Regular, style.faint);
    page.text("Deals that count", left, face);
    let mut x = left.x + NAMES;
    for (fill, words) in [(style.ink, "Can go round"), (style.rule, "All that is stated")] {
        let (at, y) = (num(x), num(left.y - 10.0));
        page.canvas.leaf("rect", &[("x", &at), ("y", &y), ("width", "12"), ("height", "12"), ("fill", fill)]);
        page.text(words, point(x + 18.0, left.y), face);
        x += 18.0 + width(words, face.0, face.1) + 24.0;
    }
    page.line_at("Share", point(page.width - MARGIN, left.y), face);
    page.y += 18.0;
    for bar in &ladder.rungs {
        let corner = point(MARGIN, page.y);
        page.bar(bar, corner, most);
        page.y += STEP;
    }
    page.y += 4.0;
    page.rule();
    page.y += 6.0;
    page.foot(&ladder.frame.notes, &ladder.frame.sources);
    page.finish(&ladder.frame.title, &ladder.frame.desc())
}

impl Page<'_> {
    /// A line that ends at a place.
    fn line_at(&mut self, text: &str, at: Point, (size, weight, fill): (f64, Weight, &str)) {
        self.canvas.line(&Line { text, at, size, weight, fill, anchor: Anchor::End, halo: None, turn: 0.0 });
    }

    fn bar(&mut self, bar: &Bar, corner: Point, most: f64) {
        let style = self.style;
        let room = self.width - 2.0 * MARGIN - NAMES - SHARES;
        let long = |dollars: f64| if most > 0.0 { room * (dollars / most).clamp(0.0, 1.0) } else { 0.0 };
        let title = format!("{}: {}, {}, {}", bar.name, bar.counts, bar.words, bar.share);
        self.canvas
            .open("g", &[("class", "rung"), ("tabindex", "0"), ("role", "graphics-symbol"), ("aria-label", &title)]);
        self.canvas.words("title", &[], &title);
        let name = shorten(&bar.name, NAMES - 12.0, 16.0, Weight::Bold);
        self.text(&name, corner + point(0.0, 14.0), (16.0, Weight::Bold, style.ink));
        let counts = shorten(&bar.counts, NAMES - 12.0, 13.0, Weight::Regular);
        self.text(&counts, corner + point(0.0, 34.0), (13.0, Weight::Regular, style.faint));
        let (x, y, high) = (num(corner.x + NAMES), num(corner.y - 4.0), num(BAR));
        for (dollars, fill) in [(bar.total, style.rule), (bar.circulating, style.ink)] {
            let wide = num(long(dollars));
            self.canvas.leaf("rect", &[("x", &x), ("y", &y), ("width", &wide), ("height", &high), ("fill", fill)]);
        }
        let words = shorten(&bar.words, room, 13.0, Weight::Regular);
        self.text(&words, corner + point(NAMES, BAR + 13.0), (13.0, Weight::Regular, style.soft));
        let end = point(self.width - MARGIN, corner.y + 19.0);
        self.line_at(&bar.share, end, (26.0, Weight::Bold, style.ink));
        self.canvas.close("g");
    }
}
