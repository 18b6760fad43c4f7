//! Deals of one colour as discs on a line of time, moved off it until none covers another; the largest are named.

use super::super::super::charts::{Event, Timeline};
use super::super::super::layout::geom::{Point, Rect, crossing, point};
use super::super::super::metrics::{Weight, width};
use super::super::super::scale::drawable;
use super::super::super::scene::Tint;
use super::super::super::style::Style;
use super::super::super::text::shorten;
use super::super::{Anchor, Canvas, Line, marks};
use super::axis::Axis;

/// Radius of the largest deal, and the least radius, px.
const LARGEST: f64 = 25.0;
const SMALLEST: f64 = 3.2;
/// Clear space between two deals, px.
const CLEAR: f64 = 1.6;
/// Size of a name, px.
const NAME: f64 = 12.0;
/// Clear space over and under a lane, px.
const EDGE: f64 = 15.0;

/// A deal in its place, from the middle of its lane.
struct Dot<'a> {
    event: &'a Event,
    at: Point,
    radius: f64,
}

/// The name of a deal, in its place.
struct Tag {
    who: String,
    amount: String,
    rect: Rect,
    /// The middle of the deal it belongs to, if it stands away from it, and the radius of that deal.
    leader: Option<Point>,
    radius: f64,
    tint: Tint,
    coloured: bool,
}

/// The deals of one colour.
pub(super) struct Lane<'a> {
    pub(super) tint: Tint,
    dots: Vec<Dot<'a>>,
    tags: Vec<Tag>,
    /// How far it reaches over and under its middle, px.
    over: f64,
    under: f64,
}

impl<'a> Lane<'a> {
    /// The lane of a colour, when the largest deal of all is worth `most` US dollars; deals of more than `named` get
    /// their names.
    pub(super) fn of(timeline: &'a Timeline, axis: &Axis, (tint, most, named): (Tint, f64, f64)) -> Self {
        let own = timeline.events.iter().filter(|event| event.arrow.tint == tint);
        let size = |event: &Event| match drawable(event.arrow.amount) {
            Some(amount) if most > 0.0 => (LARGEST * (amount / most).sqrt()).max(SMALLEST),
            _ => SMALLEST,
        };
        let mut sized: Vec<(f64, &Event)> = own.map(|event| (size(event), event)).collect();
        // The largest nearest to the middle line.
        sized.sort_by(|one, other| other.0.total_cmp(&one.0));
        let mut lane = Self { tint, dots: Vec::new(), tags: Vec::new(), over: 20.0, under: 20.0 };
        for (radius, event) in sized {
            let x = axis.x(event.on).min(axis.right - radius);
            let at = lane.free(x, radius);
            lane.dots.push(Dot { event, at, radius });
        }
        for at in 0..lane.dots.len() {
            if lane.dots[at].event.arrow.amount.is_some_and(|amount| amount > named) {
                let tag = lane.tag(&lane.dots[at], axis);
                lane.tags.push(tag);
            }
        }
        let dots = lane.dots.iter().map(|dot| Rect::around(dot.at, 2.0 * dot.radius, 2.0 * dot.radius));
        let used = dots.chain(lane.tags.iter().map(|tag| tag.rect)).fold(Rect::EMPTY, Rect::union);
        (lane.over, lane.under) = ((-used.min.y).max(20.0), used.max.y.max(20.0));
        lane
    }

    /// The place nearest to the middle line at which a disc covers none.
    fn free(&self, x: f64, radius: f64) -> Point {
        // Each disc that is near keeps a stretch of the upright line through x.
        let kept = |dot: &Dot<'_>| {
            let (apart, across) = (dot.radius + radius + CLEAR, (dot.at.x - x).abs());
            let reach = (across < apart).then(|| (apart * apart - across * across).sqrt())?;
            Some((dot.at.y - reach, dot.at.y + reach))
        };
        let mut kept: Vec<(f64, f64)> = self.dots.iter().filter_map(kept).collect();
        kept.sort_by(|one, other| one.0.total_cmp(&other.0));
        // Stretches that overlap are one; only the one around the middle line is in the way.
        let mut around: Option<(f64, f64)> = None;
        for (from, to) in kept {
            around = match around {
                Some((start, end)) if from < end => Some((start, end.max(to))),
                Some((start, end)) if start < 0.0 && end > 0.0 => Some((start, end)),
                _ => Some((from, to)),
            };
        }
        match around {
            Some((from, to)) if from < 0.0 && to > 0.0 => point(x, if to <= -from { to } else { from }),
            _ => point(x, 0.0),
        }
    }

    /// The name of a deal beside, over or under it, where it and the line to it cover least.
    fn tag(&self, dot: &Dot<'_>, axis: &Axis) -> Tag {
        let arrow = &dot.event.arrow;
        let who = shorten(&dot.event.who, 190.0, NAME, Weight::Regular);
        let amount = shorten(&arrow.label, 90.0, NAME, Weight::Bold);
        let wide = width(&who, NAME, Weight::Regular) + 5.0 + width(&amount, NAME, Weight::Bold);
        let (side, over) = (dot.radius + 6.0 + wide / 2.0, dot.radius + 10.0);
        let mut places = vec![point(side, 0.0), point(-side, 0.0), point(0.0, -over), point(0.0, over)];
        for step in 1..30 {
            let further = over + 7.0 * f64::from(step);
            for across in [0.0, 0.4, -0.4, 0.8, -0.8] {
                places.extend([point(across * wide, -further), point(across * wide, further)]);
            }
        }
        let mut best = (
            f64::INFINITY,
            Tag {
                who,
                amount,
                rect: Rect::EMPTY,
                leader: None,
                radius: dot.radius,
                tint: arrow.tint,
                coloured: arrow.coloured,
            },
        );
        for (at, &off) in places.iter().enumerate() {
            let rect = Rect::around(dot.at + off, wide, NAME + 1.0);
            let leader = (at > 3).then_some(dot.at);
            let slant = if leader.is_some() { 0.1 * off.x.abs() } else { 0.0 };
            let cost = 0.15 * off.length() + slant + self.covers(dot, (&rect, leader), axis);
            if cost < best.0 {
                (best.0, best.1.rect, best.1.leader) = (cost, rect, leader);
            }
        }
        best.1
    }

    /// What a name at a place and the line to its deal would cover.
    fn covers(&self, own: &Dot<'_>, (rect, leader): (&Rect, Option<Point>), axis: &Axis) -> f64 {
        let mut cost = if rect.min.x < axis.edge() || rect.max.x > axis.right + 100.0 { 500.0 } else { 0.0 };
        let to = foot(rect, own.at);
        for other in &self.dots {
            cost += if rect.depth_of_disc(other.at, other.radius + 2.0) > 0.0 { 200.0 } else { 0.0 };
            if leader.is_some() && other.at != own.at && other.at.to_segment(own.at, to) < other.radius {
                cost += 12.0 + 4.0 * other.radius;
            }
        }
        for tag in &self.tags {
            cost += if tag.rect.grown(2.5).meets(rect) { 300.0 } else { 0.0 };
            cost += if leader.is_some() && tag.rect.grown(1.0).cut(own.at, to) > 0.0 { 100.0 } else { 0.0 };
            let lines = leader.zip(tag.leader).map(|(one, other)| ((one, to), (other, foot(&tag.rect, other))));
            cost += if lines.is_some_and(|(one, other)| crossing(one, other).is_some()) { 60.0 } else { 0.0 };
            let crossed = |dot| rect.grown(1.0).cut(dot, foot(&tag.rect, dot)) > 0.0;
            cost += if tag.leader.is_some_and(crossed) { 100.0 } else { 0.0 };
        }
        cost
    }

    pub(super) fn len(&self) -> usize {
        self.dots.len()
    }

    pub(super) fn height(&self) -> f64 {
        self.over + self.under + 2.0 * EDGE
    }

    /// The middle line, px from the top of the lane.
    pub(super) fn middle(&self) -> f64 {
        self.over + EDGE
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, top: f64, style: &Style) {
        let down = point(0.0, top + self.middle());
        for tag in &self.tags {
            tag.leader(canvas, down, style);
        }
        for dot in &self.dots {
            marks::open(canvas, &dot.event.arrow, ("", ""));
            marks::disc(canvas, (dot.at + down, dot.radius), marks::ink(&dot.event.arrow, style));
            canvas.close("g");
        }
        for tag in &self.tags {
            tag.draw(canvas, down, style);
        }
    }
}

impl Tag {
    /// A thin line to the deal, if the name stands away from it.
    fn leader(&self, canvas: &mut Canvas, down: Point, style: &Style) {
        if let Some(dot) = self.leader {
            let to = foot(&self.rect, dot);
            let (from, to) = (dot + (to - dot).unit() * self.radius + down, to + down);
            let d = format!("M{} {}L{} {}", super::num(from.x), super::num(from.y), super::num(to.x), super::num(to.y));
            canvas.leaf("path", &[("d", &d), ("stroke", style.faint), ("stroke-width", "0.8")]);
        }
    }

    fn draw(&self, canvas: &mut Canvas, down: Point, style: &Style) {
        let at = point(self.rect.min.x, self.rect.centre().y + 0.36 * NAME) + down;
        let line = Line {
            text: &self.who,
            at,
            size: NAME,
            weight: Weight::Regular,
            fill: style.ink,
            anchor: Anchor::Start,
            halo: Some(style.paper),
            turn: 0.0,
        };
        canvas.line(&line);
        let family = if self.coloured { style.family(self.tint) } else { style.off_loop };
        let at = at + point(width(&self.who, NAME, Weight::Regular) + 5.0, 0.0);
        canvas.line(&Line { text: &self.amount, at, weight: Weight::Bold, fill: family.text, ..line });
    }
}

/// Where the line from a deal to its name ends.
fn foot(rect: &Rect, dot: Point) -> Point {
    point(rect.centre().x, if rect.min.y > dot.y { rect.min.y } else { rect.max.y })
}
