//! The measures of a ring.

use std::f64::consts::{FRAC_PI_2, TAU};

use super::super::super::layout::geom::Point;
use super::super::super::scale;
use super::super::super::scene::{Bubble, Ring, Step};
use super::super::super::style::Style;

/// A ring with its measures.
pub(in crate::draw::svg) struct Wheel<'a> {
    pub(in crate::draw::svg) ring: &'a Ring,
    pub(in crate::draw::svg) style: &'a Style,
    pub(in crate::draw::svg) centre: Point,
    pub(in crate::draw::svg) radius: f64,
    /// Radius of each bubble.
    pub(in crate::draw::svg) sizes: Vec<f64>,
    /// Angle of each bubble, radians clockwise from east.
    pub(in crate::draw::svg) angles: Vec<f64>,
}

impl<'a> Wheel<'a> {
    pub(in crate::draw::svg) fn new(ring: &'a Ring, style: &'a Style, radius: f64) -> Self {
        let share = TAU / ring.bubbles.len().max(1) as f64;
        let chord = 2.0 * radius * libm::sin((share / 2.0).min(FRAC_PI_2));
        let size = |bubble: &Bubble| {
            scale::radius(bubble.worth, 36.4).clamp(46.0_f64.min(0.24 * chord), 0.34 * chord).min(84.0)
        };
        let angles = (0..ring.bubbles.len()).map(|i| share * i as f64 - FRAC_PI_2).collect();
        let sizes = ring.bubbles.iter().map(size).collect();
        Self { ring, style, centre: Point::default(), radius, sizes, angles }
    }

    pub(in crate::draw::svg) fn at(&self, angle: f64, radius: f64) -> Point {
        self.centre + Point::towards(angle) * radius
    }

    pub(in crate::draw::svg) fn steps(&self) -> impl Iterator<Item = (usize, &'a Step)> {
        self.ring.steps.iter().take(self.ring.bubbles.len()).enumerate()
    }

    /// Angles at which the arrow of step `i` leaves and arrives.
    pub(in crate::draw::svg) fn span(&self, i: usize) -> (f64, f64) {
        let next = (i + 1) % self.angles.len();
        let turn = if next == 0 { TAU } else { 0.0 };
        let hidden =
            |i: usize, gap: f64| 2.0 * libm::asin((self.sizes[i] / (2.0 * self.radius)).min(1.0)) + gap / self.radius;
        (self.angles[i] + hidden(i, 3.0), self.angles[next] + turn - hidden(next, 5.0))
    }
}
