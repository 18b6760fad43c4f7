//! The axis of time. What is much older than all the rest stands in a column of its own before it.

use jiff::{ToSpan, civil::Date};

use super::super::super::charts::Timeline;
use super::super::super::layout::geom::point;
use super::super::super::metrics::Weight;
use super::super::super::style::Style;
use super::super::super::text::count;
use super::super::{Anchor, Canvas, Line, num};

/// Share of the deals that may stand before the axis.
const EARLY: f64 = 0.1;
/// Room for them, px.
const COLUMN: f64 = 104.0;
/// Least distance of two labels, px.
const APART: f64 = 44.0;

/// Days to px.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    left: f64,
    pub(super) right: f64,
    first: Date,
    last: Date,
    /// The middle of the column of what came before `first`, if anything did.
    early: Option<f64>,
}

impl Axis {
    pub(super) fn of(timeline: &Timeline, (left, right): (f64, f64)) -> Self {
        let deals: Vec<Date> = timeline.events.iter().map(|event| event.on).collect();
        let others = timeline.formed.iter().chain(timeline.moments.iter().map(|moment| &moment.on));
        let oldest = deals.iter().chain(others).min().copied().unwrap_or(timeline.until);
        let last = timeline.until.max(deals.last().copied().unwrap_or(timeline.until));
        // The first of the rest, if the few before it stretch the axis by much.
        let few = (0..deals.len()).map(|at| at as f64 <= EARLY * deals.len() as f64).filter(|few| *few).count();
        let rest = few.checked_sub(1).and_then(|at| deals.get(at)).copied().unwrap_or(oldest);
        let whole = days(oldest, last);
        if days(rest, last) < 0.6 * whole && whole > 400.0 {
            let first = rest.first_of_month();
            return Self { left: left + COLUMN, right, first, last, early: Some(left + COLUMN * 0.4) };
        }
        Self { left, right, first: oldest.first_of_month(), last, early: None }
    }

    /// Where a day is.
    pub(super) fn x(&self, day: Date) -> f64 {
        match self.early {
            Some(middle) if day < self.first => middle,
            _ => {
                let whole = days(self.first, self.last).max(1.0);
                self.left + (self.right - self.left) * (days(self.first, day) / whole).clamp(0.0, 1.0)
            }
        }
    }

    /// Where the axis itself begins.
    pub(super) fn start(&self) -> (Date, f64) {
        (self.first, self.left)
    }

    /// Where everything begins, with the column before the axis.
    pub(super) fn edge(&self) -> f64 {
        self.early.map_or(self.left, |middle| middle - COLUMN * 0.4)
    }

    pub(super) fn is_early(&self, day: Date) -> bool {
        day < self.first
    }

    /// Spans of so many months from the start on, the fewest of 1, 3, 12 or 60 that are at least `least` px wide.
    pub(super) fn spans(&self, least: f64) -> Vec<Date> {
        let month = (self.right - self.left) * 30.4 / days(self.first, self.last).max(1.0);
        let step: i8 = [1, 3, 12].into_iter().find(|step| f64::from(*step) * month >= least).unwrap_or(60);
        // A span begins with a month, a quarter, a year, or a year that five divides.
        let mut day = self.first;
        while (day.month() - 1) % step.min(12) != 0 || (step == 60 && day.year() % 5 != 0) {
            day = day.saturating_sub(1.month());
        }
        let mut spans = Vec::new();
        while day <= self.last {
            spans.push(day);
            day = day.saturating_add(step.months());
            if spans.len() > 2_000 {
                break;
            }
        }
        spans
    }

    /// Lines down at the labelled days.
    pub(super) fn grid(&self, canvas: &mut Canvas, (top, foot): (f64, f64), style: &Style) {
        for x in self.spans(APART).into_iter().filter(|day| *day >= self.first).map(|day| self.x(day)) {
            let d = format!("M{} {}V{}", num(x), num(top), num(foot));
            canvas.leaf("path", &[("d", &d), ("stroke", style.track), ("stroke-width", "1")]);
        }
    }

    pub(super) fn labels(&self, canvas: &mut Canvas, y: f64, style: &Style) {
        let mut said = None;
        let mut write = |text: &str, x: f64, weight: Weight| {
            canvas.line(&Line {
                text,
                at: point(x, y + 20.0),
                size: 12.5,
                weight,
                fill: if weight == Weight::Bold { style.ink } else { style.faint },
                anchor: Anchor::Middle,
                halo: None,
                turn: 0.0,
            });
        };
        for day in self.spans(APART).into_iter().filter(|day| *day >= self.first) {
            let (year, first) = (day.year().to_string(), said != Some(day.year()));
            said = Some(day.year());
            let month = day.strftime("%b").to_string();
            let text = match (first, day.month()) {
                (true, 1) => year,
                (true, _) => format!("{month} {year}"),
                (false, _) => month,
            };
            write(&text, self.x(day), if first { Weight::Bold } else { Weight::Regular });
        }
        if let Some(middle) = self.early {
            write("earlier", middle, Weight::Regular);
        }
    }

    /// How much stands before the axis.
    pub(super) fn early_words(&self, timeline: &Timeline) -> Option<String> {
        let early: Vec<Date> = timeline.events.iter().map(|event| event.on).filter(|day| self.is_early(*day)).collect();
        let stand = if early.len() == 1 { "stands" } else { "stand" };
        early.first().filter(|_| self.early.is_some()).map(|oldest| {
            let deals = count(early.len(), "deal");
            format!(
                "{deals}, the oldest of {oldest}, {stand} in a column before the axis, which begins on {}.",
                self.first
            )
        })
    }
}

/// Days from one to another.
fn days(from: Date, to: Date) -> f64 {
    (to.duration_since(from).as_hours() / 24) as f64
}
