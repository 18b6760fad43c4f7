//! Deals and loops over time: three panels over one axis.

mod axis;
mod beeswarm;
mod formations;
mod moments;

use super::super::charts::Timeline;
use super::super::layout::geom::point;
use super::super::metrics::Weight;
use super::super::scene::{Arrow, Tint};
use super::super::style::Style;
use super::super::text::{count, wrap_weight};
use super::legend::{self, Sign};
use super::page::{MARGIN, Page};
use super::{Svg, num};
use axis::Axis;
use beeswarm::Lane;

/// Usual width of the page, px.
const WIDE: f64 = 1280.0;
/// Room for the headings of the panels, and for words at their right, px.
const HEADINGS: f64 = 132.0;
const AFTER: f64 = 108.0;
/// How many deals are named.
const NAMED: usize = 16;

pub(super) fn draw(timeline: &Timeline, style: &Style) -> Svg {
    let mut page = Page::new(WIDE, style);
    page.header(&timeline.frame.title, &timeline.frame.subtitle);
    page.y += 30.0;
    let axis = Axis::of(timeline, (MARGIN + HEADINGS, WIDE - MARGIN - AFTER));
    let lanes = lanes(timeline, &axis);
    let top = page.y;
    let high = moments::height(timeline) + lanes.iter().map(Lane::height).sum::<f64>() + formations::height(timeline);
    axis.grid(&mut page.canvas, (top, top + high), style);
    moments::draw(&mut page, timeline, &axis);
    for lane in &lanes {
        page.heading(legend::family_words(lane.tint), &count(lane.len(), "deal"), lane.middle());
        lane.draw(&mut page.canvas, page.y, style);
        page.y += lane.height();
    }
    formations::draw(&mut page, timeline, &axis);
    axis.labels(&mut page.canvas, page.y, style);
    page.y += 40.0;
    let arrows: Vec<&Arrow> = timeline.events.iter().map(|event| &event.arrow).collect();
    page.legend_of(&arrows, Sign::Disc, Vec::new());
    let early = axis.early_words(timeline);
    let notes: Vec<String> = timeline.frame.notes.iter().cloned().chain(early).collect();
    page.foot(&notes, &timeline.frame.sources);
    page.finish(&timeline.frame.title, &timeline.frame.desc())
}

/// A lane for each colour of money that occurs, with its deals in their places.
fn lanes<'a>(timeline: &'a Timeline, axis: &Axis) -> Vec<Lane<'a>> {
    let money = |amount: Option<f64>| super::super::scale::drawable(amount);
    let most = timeline.events.iter().filter_map(|event| money(event.arrow.amount)).fold(0.0, f64::max);
    let mut amounts: Vec<f64> = timeline.events.iter().filter_map(|event| money(event.arrow.amount)).collect();
    amounts.sort_by(|one, other| other.total_cmp(one));
    let named = amounts.get(NAMED).copied().unwrap_or(0.0);
    let tints = [Tint::Investment, Tint::Cloud, Tint::Chips, Tint::Other];
    let lanes = tints.into_iter().map(|tint| Lane::of(timeline, axis, (tint, most, named)));
    lanes.filter(|lane| lane.len() > 0).collect()
}

impl Page<'_> {
    /// The heading of a panel, beside its axis, around `middle` px under the foot of what is drawn.
    fn heading(&mut self, heading: &str, words: &str, middle: f64) {
        let lines = wrap_weight(heading, HEADINGS - 16.0, (13.5, Weight::Bold), 3);
        let mut y = self.y + middle - 8.5 * (lines.len() as f64 + 1.0) + 12.0;
        for line in &lines {
            self.text(line, point(MARGIN, y), (13.5, Weight::Bold, self.style.ink));
            y += 17.0;
        }
        self.text(words, point(MARGIN, y), (12.5, Weight::Regular, self.style.faint));
    }

    /// A thin line between two panels.
    fn between(&mut self) {
        let (x, end, y) = (num(MARGIN), num(self.width - MARGIN), num(self.y));
        self.canvas.leaf("line", &[("x1", &x), ("x2", &end), ("y1", &y), ("y2", &y), ("stroke", self.style.rule)]);
    }
}
