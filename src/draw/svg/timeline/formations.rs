//! How many loops formed in each span of time.

use super::super::super::charts::Timeline;
use super::super::super::layout::geom::point;
use super::super::super::metrics::Weight;
use super::super::super::text::{count, thousands};
use super::super::page::Page;
use super::super::{Anchor, Line, num};
use super::axis::Axis;

/// Height of the highest bar, px.
const HIGH: f64 = 92.0;
/// Narrowest bar, px.
const NARROWEST: f64 = 22.0;

/// Height of the panel, px; none without loops.
pub(super) fn height(timeline: &Timeline) -> f64 {
    if timeline.formed.is_empty() { 0.0 } else { HIGH + 34.0 }
}

pub(super) fn draw(page: &mut Page<'_>, timeline: &Timeline, axis: &Axis) {
    if timeline.formed.is_empty() {
        return;
    }
    page.between();
    page.heading("Loops, by the day on which they formed", &count(timeline.formed.len(), "loop"), 76.0);
    page.y += height(timeline);
    let bars = bars(timeline, axis);
    let most = bars.iter().map(|bar| bar.2).max().unwrap_or(1).max(1) as f64;
    for (x, wide, loops) in bars.into_iter().filter(|bar| bar.2 > 0) {
        let high = (HIGH * loops as f64 / most).max(1.5);
        let (left, top, w, h) = (num(x + 1.0), num(page.y - high), num((wide - 2.0).max(2.0)), num(high));
        page.canvas
            .leaf("rect", &[("x", &left), ("y", &top), ("width", &w), ("height", &h), ("fill", page.style.soft)]);
        page.canvas.line(&Line {
            text: &thousands(loops),
            at: point(x + wide / 2.0, page.y - high - 6.0),
            size: 11.5,
            weight: Weight::Bold,
            fill: page.style.ink,
            anchor: Anchor::Middle,
            halo: None,
            turn: 0.0,
        });
    }
    page.between();
}

/// Left edge, width and number of each bar.
fn bars(timeline: &Timeline, axis: &Axis) -> Vec<(f64, f64, usize)> {
    let spans = axis.spans(NARROWEST);
    let early = timeline.formed.iter().filter(|day| axis.is_early(**day)).count();
    let mut bars = Vec::new();
    if early > 0 {
        let middle = timeline.formed.first().map_or(0.0, |day| axis.x(*day));
        bars.push((middle - NARROWEST / 2.0, NARROWEST, early));
    }
    for (at, &first) in spans.iter().enumerate() {
        let next = spans.get(at + 1).copied();
        let within =
            |day: &&jiff::civil::Date| !axis.is_early(**day) && **day >= first && next.is_none_or(|next| **day < next);
        let left = axis.x(first.max(axis.start().0));
        let right = next.map_or(axis.right, |next| axis.x(next));
        bars.push((left, (right - left).max(4.0), timeline.formed.iter().filter(within).count()));
    }
    bars
}
