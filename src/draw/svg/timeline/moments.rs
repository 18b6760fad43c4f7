//! The money stated by each day, and as much of it as could go round.

use super::super::super::charts::{Moment, Timeline};
use super::super::super::layout::geom::point;
use super::super::super::metrics::Weight;
use super::super::super::scale;
use super::super::page::Page;
use super::super::{Anchor, Line, num};
use super::axis::Axis;

/// Height of the curves, px.
const HIGH: f64 = 150.0;

/// Height of the panel, px; none without a series.
pub(super) fn height(timeline: &Timeline) -> f64 {
    if timeline.moments.len() < 2 { 0.0 } else { HIGH + 30.0 }
}

pub(super) fn draw(page: &mut Page<'_>, timeline: &Timeline, axis: &Axis) {
    if timeline.moments.len() < 2 {
        return;
    }
    let foot = page.y + HIGH + 12.0;
    let most = timeline.moments.iter().map(|moment| moment.total.max(moment.circulating)).fold(1.0, f64::max);
    let y = |amount: f64| foot - HIGH * (amount / most).clamp(0.0, 1.0);
    let style = page.style;
    page.heading("Money that deals of the day stated", "and what could go round", HIGH / 2.0);
    for (fill, amount) in
        [(style.rule, (|moment: &Moment| moment.total) as fn(&Moment) -> f64), (style.ink, |m| m.circulating)]
    {
        let d = area(timeline, axis, (foot, &|moment| y(amount(moment))));
        page.canvas.leaf("path", &[("d", &d), ("fill", fill)]);
    }
    if let Some(last) = timeline.moments.last() {
        let (total, round) = (y(last.total), y(last.circulating));
        // Both lines of words take some room: the lower one gives way.
        let round = round.max(total + 36.0);
        for (at, amount, words) in [(total, last.total, "stated"), (round, last.circulating, "can go round")] {
            let line = Line {
                text: &scale::money(amount, timeline.currency),
                at: point(axis.right + 8.0, at + 6.0),
                size: 15.0,
                weight: Weight::Bold,
                fill: style.ink,
                anchor: Anchor::Start,
                halo: None,
                turn: 0.0,
            };
            page.canvas.line(&line);
            let at = point(axis.right + 8.0, at + 21.0);
            page.canvas.line(&Line { text: words, at, size: 12.5, weight: Weight::Regular, fill: style.faint, ..line });
        }
    }
    page.y = foot + 18.0;
    page.between();
}

/// The area under a figure that holds from each day to the next, as a path.
fn area(timeline: &Timeline, axis: &Axis, (foot, y): (f64, &dyn Fn(&Moment) -> f64)) -> String {
    let (first, left) = axis.start();
    let mut d = String::new();
    let mut height = foot;
    for moment in &timeline.moments {
        if moment.on <= first {
            height = y(moment);
            continue;
        }
        if d.is_empty() {
            d = format!("M{} {}V{}", num(left), num(foot), num(height));
        }
        height = y(moment);
        d += &format!("H{}V{}", num(axis.x(moment.on)), num(height));
    }
    if d.is_empty() {
        d = format!("M{} {}V{}", num(left), num(foot), num(height));
    }
    d + &format!("H{}V{}Z", num(axis.x(timeline.until)), num(foot))
}
