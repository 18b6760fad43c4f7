//! Names of bubbles: inside when the bubble holds them, else beside it in one of eight places.

use super::super::metrics::{Weight, width};
use super::super::scene::{Bubble, Shape};
use super::super::text::{one_line, shorten, wrap_weight};
use super::geom::{Point, Rect, point};

/// Size of a name that stands beside its bubble, px.
const BESIDE: f64 = 14.0;
/// Size of the value under it, px.
const BESIDE_WORTH: f64 = 12.0;
/// Least size of a name inside, px.
const INSIDE: f64 = 13.0;
/// Widest name, px: longer ones take a second line, then an ellipsis.
const WIDEST: f64 = 150.0;
/// Number of places beside a bubble.
pub(super) const PLACES: usize = 8;

/// A name as it is set: its lines and sizes, and whether it stands inside its bubble.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::draw) struct Name {
    pub(in crate::draw) lines: Vec<String>,
    pub(in crate::draw) size: f64,
    pub(in crate::draw) worth: Option<String>,
    pub(in crate::draw) worth_size: f64,
    pub(in crate::draw) inside: bool,
}

impl Name {
    /// Chooses lines and sizes for a bubble of `radius` px.
    pub(in crate::draw) fn of(bubble: &Bubble, radius: f64) -> Self {
        let worth = bubble.worth_label.as_deref().map(one_line).filter(|label| !label.is_empty());
        Self::within(bubble, worth.as_ref(), radius).unwrap_or_else(|| Self {
            lines: wrap_weight(&bubble.name, WIDEST, (BESIDE, Weight::Bold), 2),
            size: BESIDE,
            worth: worth.map(|label| shorten(&label, WIDEST, BESIDE_WORTH, Weight::Regular)),
            worth_size: BESIDE_WORTH,
            inside: false,
        })
    }

    /// The name alone, inside a bubble of `radius` px if that holds it at a size that can be read.
    pub(in crate::draw) fn alone(bubble: &Bubble, radius: f64) -> Self {
        let sizes = [14.0, 13.0, 12.0, 11.0];
        Self::set(bubble, None, radius, &sizes).unwrap_or_else(|| Self {
            lines: wrap_weight(&bubble.name, 0.6 * WIDEST, (12.0, Weight::Bold), 3),
            size: 12.0,
            worth: None,
            worth_size: BESIDE_WORTH,
            inside: false,
        })
    }

    fn within(bubble: &Bubble, worth: Option<&String>, radius: f64) -> Option<Self> {
        let largest = (10.0 + radius * 0.135).clamp(INSIDE, 22.0);
        Self::set(bubble, worth, radius, &[largest, f64::midpoint(largest, INSIDE), INSIDE])
    }

    /// The name inside, at the first of some sizes at which it fits, on one line or on a line for each word.
    fn set(bubble: &Bubble, worth: Option<&String>, radius: f64, sizes: &[f64]) -> Option<Self> {
        let name = one_line(&bubble.name);
        // A cloud or a chip holds less than the circle around it.
        let inner = if bubble.shape == Shape::Company { radius - 2.0 } else { 0.8 * radius };
        let mut lines = vec![vec![name.clone()]];
        if (1..=2).contains(&name.matches(' ').count()) {
            lines.push(name.split(' ').map(str::to_owned).collect());
        }
        for &size in sizes {
            for lines in &lines {
                let worth_size = (size * 0.62).clamp(11.0, 13.0);
                let tried = Self { lines: lines.clone(), size, worth: worth.cloned(), worth_size, inside: true };
                if tried.fits(inner) {
                    return Some(tried);
                }
            }
        }
        None
    }

    /// Whether the corners of every line lie within a circle of `radius` px.
    fn fits(&self, radius: f64) -> bool {
        let height = self.height();
        self.rows().iter().all(|row| {
            // Corners of the ink: a capital's height above the baseline.
            let (top, foot) = (row.baseline - 0.72 * row.size - height / 2.0, row.baseline - height / 2.0);
            point(row.width / 2.0, top.abs().max(foot.abs())).length() <= radius
        })
    }

    fn height(&self) -> f64 {
        self.rows().last().map_or(0.0, |row| row.baseline + 0.22 * row.size)
    }

    /// Width and height of the whole, px.
    pub(in crate::draw) fn extent(&self) -> (f64, f64) {
        (self.rows().iter().fold(0.0, |widest, row| row.width.max(widest)), self.height())
    }

    /// The rows of the name, the value last, with baselines measured from the top.
    pub(in crate::draw) fn rows(&self) -> Vec<Row<'_>> {
        let mut baseline = 0.0;
        let mut rows = Vec::new();
        for line in &self.lines {
            baseline += if rows.is_empty() { 0.80 * self.size } else { 1.08 * self.size };
            rows.push(Row {
                text: line,
                size: self.size,
                bold: true,
                baseline,
                width: width(line, self.size, Weight::Bold),
            });
        }
        if let Some(worth) = &self.worth {
            let size = self.worth_size;
            baseline += if rows.is_empty() { 0.80 * size } else { size + 0.22 * self.size };
            rows.push(Row { text: worth, size, bold: false, baseline, width: width(worth, size, Weight::Regular) });
        }
        rows
    }

    /// The box of the name in a place from 0 to 7 (below, above, right, left, then the corners) beside the bubble.
    pub(super) fn beside(extent: (f64, f64), (centre, radius): (Point, f64), place: usize) -> Rect {
        let (w, h) = extent;
        let side = radius + 7.0 + w / 2.0;
        let over = radius + 5.0 + h / 2.0;
        // At a corner the box touches the rim at about 45 degrees.
        let (cx, cy) = (radius * 0.72 + 4.0 + w / 2.0, radius * 0.72 + 3.0 + h / 2.0);
        let offset = match place % PLACES {
            0 => point(0.0, over),
            1 => point(0.0, -over),
            2 => point(side, 0.0),
            3 => point(-side, 0.0),
            4 => point(cx, cy),
            5 => point(-cx, cy),
            6 => point(cx, -cy),
            _ => point(-cx, -cy),
        };
        Rect::around(centre + offset, w, h)
    }
}

/// Where the rows of a name in a given place align: -1 at their left end, 0 in the middle, 1 at their right end.
pub(super) fn alignment(place: usize) -> i8 {
    match place % PLACES {
        0 | 1 => 0,
        2 | 4 | 6 => -1,
        _ => 1,
    }
}

/// One row of a [`Name`].
#[derive(Debug, Clone, PartialEq)]
pub(in crate::draw) struct Row<'a> {
    pub(in crate::draw) text: &'a str,
    pub(in crate::draw) size: f64,
    pub(in crate::draw) bold: bool,
    /// Distance of the baseline from the top of the name, px.
    pub(in crate::draw) baseline: f64,
    pub(in crate::draw) width: f64,
}
