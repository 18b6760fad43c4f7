//! Points, boxes and arcs of constant curvature. x grows to the right and y downwards, as on the canvas; all in px.

use std::ops::{Add, Mul, Sub};

/// A place, or a way to go.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::draw) struct Point {
    pub(in crate::draw) x: f64,
    pub(in crate::draw) y: f64,
}

pub(in crate::draw) const fn point(x: f64, y: f64) -> Point {
    Point { x, y }
}

impl Add for Point {
    type Output = Self;
    #[inline]
    fn add(self, other: Self) -> Self {
        point(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Self;
    #[inline]
    fn sub(self, other: Self) -> Self {
        point(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Self;
    #[inline]
    fn mul(self, by: f64) -> Self {
        point(self.x * by, self.y * by)
    }
}

impl Point {
    /// The point at `angle` radians (clockwise from east) and distance 1.
    pub(in crate::draw) fn towards(angle: f64) -> Self {
        point(libm::cos(angle), libm::sin(angle))
    }

    pub(in crate::draw) fn angle(self) -> f64 {
        libm::atan2(self.y, self.x)
    }

    #[inline]
    pub(in crate::draw) fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    #[inline]
    pub(in crate::draw) fn cross(self, other: Self) -> f64 {
        self.x * other.y - self.y * other.x
    }

    #[inline]
    pub(in crate::draw) fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// Same direction, length 1; east when there is no direction.
    pub(in crate::draw) fn unit(self) -> Self {
        let length = self.length();
        if length > 1e-9 { self * (1.0 / length) } else { point(1.0, 0.0) }
    }

    /// A quarter turn to the right of travel.
    pub(in crate::draw) fn right(self) -> Self {
        point(-self.y, self.x)
    }

    /// Distance from here to the nearest point of the segment from `a` to `b`.
    #[inline]
    pub(in crate::draw) fn to_segment(self, a: Self, b: Self) -> f64 {
        let (along, way) = (b - a, self - a);
        let square = along.dot(along);
        let t = if square > 0.0 { (way.dot(along) / square).clamp(0.0, 1.0) } else { 0.0 };
        (way - along * t).length()
    }
}

/// An upright box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::draw) struct Rect {
    pub(in crate::draw) min: Point,
    pub(in crate::draw) max: Point,
}

impl Rect {
    /// Nothing: unites with anything to that thing.
    pub(in crate::draw) const EMPTY: Self =
        Self { min: point(f64::INFINITY, f64::INFINITY), max: point(f64::NEG_INFINITY, f64::NEG_INFINITY) };

    /// The box of width `w` and height `h` around `centre`.
    pub(in crate::draw) fn around(centre: Point, w: f64, h: f64) -> Self {
        let half = point(w / 2.0, h / 2.0);
        Self { min: centre - half, max: centre + half }
    }

    pub(in crate::draw) fn is_empty(&self) -> bool {
        self.min.x >= self.max.x || self.min.y >= self.max.y
    }

    pub(in crate::draw) fn with(self, p: Point) -> Self {
        self.union(Self { min: p, max: p })
    }

    pub(in crate::draw) fn union(self, other: Self) -> Self {
        Self {
            min: point(self.min.x.min(other.min.x), self.min.y.min(other.min.y)),
            max: point(self.max.x.max(other.max.x), self.max.y.max(other.max.y)),
        }
    }

    pub(in crate::draw) fn grown(self, by: f64) -> Self {
        Self { min: self.min - point(by, by), max: self.max + point(by, by) }
    }

    pub(in crate::draw) fn centre(&self) -> Point {
        (self.min + self.max) * 0.5
    }

    #[inline]
    pub(in crate::draw) fn meets(&self, other: &Self) -> bool {
        self.min.x < other.max.x && other.min.x < self.max.x && self.min.y < other.max.y && other.min.y < self.max.y
    }

    /// Area shared with `other`, px².
    pub(in crate::draw) fn shared(&self, other: &Self) -> f64 {
        let w = self.max.x.min(other.max.x) - self.min.x.max(other.min.x);
        let h = self.max.y.min(other.max.y) - self.min.y.max(other.min.y);
        w.max(0.0) * h.max(0.0)
    }

    /// How far inside this box, at least, or outside (below zero) the disc of `radius` around `p` reaches.
    #[inline]
    pub(in crate::draw) fn depth_of_disc(&self, p: Point, radius: f64) -> f64 {
        let dx = (self.min.x - p.x).max(p.x - self.max.x).max(0.0);
        let dy = (self.min.y - p.y).max(p.y - self.max.y).max(0.0);
        radius - point(dx, dy).length()
    }

    /// Length of the part of the segment from `a` to `b` that lies inside.
    pub(in crate::draw) fn cut(&self, a: Point, b: Point) -> f64 {
        if (a.x < self.min.x && b.x < self.min.x)
            || (a.x > self.max.x && b.x > self.max.x)
            || (a.y < self.min.y && b.y < self.min.y)
            || (a.y > self.max.y && b.y > self.max.y)
        {
            return 0.0;
        }
        let way = b - a;
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (from, step, low, high) in [(a.x, way.x, self.min.x, self.max.x), (a.y, way.y, self.min.y, self.max.y)] {
            if step.abs() < 1e-12 {
                if from < low || from > high {
                    return 0.0;
                }
            } else {
                let (t, u) = ((low - from) / step, (high - from) / step);
                enter = enter.max(t.min(u));
                leave = leave.min(t.max(u));
            }
        }
        (leave - enter).max(0.0) * way.length()
    }
}

/// A piece of a circle from one point to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::draw) struct Arc {
    pub(in crate::draw) from: Point,
    pub(in crate::draw) to: Point,
    /// Height of the arc over its chord, by the chord's length; above zero it bulges to the right of travel, above a
    /// half it is more than half a circle.
    pub(in crate::draw) bow: f64,
}

impl Arc {
    /// Half the angle swept, radians.
    fn half(&self) -> f64 {
        2.0 * libm::atan(2.0 * self.bow)
    }

    fn is_straight(&self) -> bool {
        self.bow.abs() < 1e-3
    }

    /// Radius in px, above zero; meaningless on a straight line.
    pub(in crate::draw) fn radius(&self) -> f64 {
        ((self.to - self.from).length() / (2.0 * libm::sin(self.half()))).abs()
    }

    pub(in crate::draw) fn at(&self, t: f64) -> Point {
        let way = self.to - self.from;
        if self.is_straight() {
            return self.from + way * t;
        }
        let (along, side) = (way.unit(), way.unit().right());
        let radius = way.length() / (2.0 * libm::sin(self.half()));
        let centre = (self.from + self.to) * 0.5 + side * (self.bow * way.length() - radius);
        let angle = self.half() * (2.0 * t - 1.0);
        centre + (side * libm::cos(angle) + along * libm::sin(angle)) * radius
    }

    /// Direction of travel at `t`, length 1.
    pub(in crate::draw) fn tangent(&self, t: f64) -> Point {
        let along = (self.to - self.from).unit();
        let angle = self.half() * (2.0 * t - 1.0);
        along * libm::cos(angle) - along.right() * libm::sin(angle)
    }

    /// Length along the curve, px.
    pub(in crate::draw) fn length(&self) -> f64 {
        let chord = (self.to - self.from).length();
        if self.is_straight() { chord } else { 2.0 * self.half().abs() * self.radius() }
    }

    /// The part from `t` to `u`.
    pub(in crate::draw) fn part(&self, t: f64, u: f64) -> Self {
        let bow = if self.is_straight() { 0.0 } else { libm::tan(self.half() * (u - t) / 2.0) / 2.0 };
        Self { from: self.at(t), to: self.at(u), bow }
    }

    /// `N` points along it, both ends among them.
    pub(in crate::draw) fn points<const N: usize>(&self) -> [Point; N] {
        self.points_between(0.0, 1.0)
    }

    /// `N` points evenly from `t` to `u`, both among them. One turn leads from each to the next: few sines to compute.
    pub(in crate::draw) fn points_between<const N: usize>(&self, t: f64, u: f64) -> [Point; N] {
        let way = self.to - self.from;
        let step = (u - t) / (N.max(2) - 1) as f64;
        let mut points = [Point::default(); N];
        if self.is_straight() {
            for (k, point) in points.iter_mut().enumerate() {
                *point = self.from + way * (t + step * k as f64);
            }
            return points;
        }
        let half = self.half();
        let (along, side) = (way.unit(), way.unit().right());
        let radius = way.length() / (2.0 * libm::sin(half));
        let centre = (self.from + self.to) * 0.5 + side * (self.bow * way.length() - radius);
        let (mut here, turn) = (Point::towards(half * (2.0 * t - 1.0)), Point::towards(half * 2.0 * step));
        for slot in &mut points {
            *slot = centre + (side * here.x + along * here.y) * radius;
            here = point(here.x * turn.x - here.y * turn.y, here.x * turn.y + here.y * turn.x);
        }
        points
    }

    /// How far along, from 0 to 1, an arc leaves the disc of `reach` px around its start.
    pub(in crate::draw) fn leaves(&self, reach: f64) -> f64 {
        if self.is_straight() {
            return reach / (self.to - self.from).length().max(1e-9);
        }
        libm::asin((reach / (2.0 * self.radius()).max(1e-9)).min(1.0)) / self.half().abs()
    }
}

/// `x` kept at least `r` from 0 and from `end`; the middle when there is no such place.
pub(in crate::draw) fn inside(x: f64, r: f64, end: f64) -> f64 {
    if end <= 2.0 * r { end / 2.0 } else { x.clamp(r, end - r) }
}

/// A straight piece of a line.
pub(in crate::draw) type Segment = (Point, Point);

/// The sine of the angle at which two segments cross, if they do.
#[inline]
pub(in crate::draw) fn crossing(one: Segment, two: Segment) -> Option<f64> {
    let (along, across) = (one.1 - one.0, two.1 - two.0);
    let sides = across.cross(one.0 - two.0) * across.cross(one.1 - two.0);
    if sides >= 0.0 || along.cross(two.0 - one.0) * along.cross(two.1 - one.0) >= 0.0 {
        return None;
    }
    Some((along.cross(across) / (along.length() * across.length()).max(1e-9)).abs())
}

#[cfg(test)]
mod tests {
    use super::{Arc, Rect, point};

    #[test]
    fn an_arc_to_the_east_bows_south() {
        let arc = Arc { from: point(0.0, 0.0), to: point(100.0, 0.0), bow: 0.2 };
        assert!((arc.at(0.5) - point(50.0, 20.0)).length() < 1e-9);
        assert!((arc.at(1.0) - arc.to).length() < 1e-9);
        assert!(arc.tangent(0.0).y > 0.0 && arc.tangent(1.0).y < 0.0);
        let part = arc.part(0.2, 0.7);
        assert!((part.at(0.5) - arc.at(0.45)).length() < 1e-6);
        assert!((part.length() - arc.length() / 2.0).abs() < 1e-6);
    }

    #[test]
    fn a_box_cuts_a_line() {
        let rect = Rect::around(point(0.0, 0.0), 10.0, 4.0);
        assert!((rect.cut(point(-20.0, 0.0), point(20.0, 0.0)) - 10.0).abs() < 1e-9);
        assert!(rect.cut(point(-20.0, 3.0), point(20.0, 3.0)) < 1e-12);
    }
}
