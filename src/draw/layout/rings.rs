//! Arrows from a bubble to itself: small rings on the side that is freest of everything else.

use std::f64::consts::TAU;

use super::super::scale;
use super::super::scene::Scene;
use super::edges::Label;
use super::geom::{Arc, Point};
use super::plan::{PlacedArrow, PlacedBubble};
use super::problem::Problem;

/// Sides that are tried.
const SIDES: u8 = 24;

/// Adds the rings, each clear of the ones before it.
pub(super) fn add(scene: &Scene, problem: &Problem, bubbles: &[PlacedBubble], arrows: &mut Vec<PlacedArrow>) {
    for &k in &problem.rings {
        let Some((arrow, bubble)) = scene.arrows.get(k).and_then(|arrow| Some((arrow, bubbles.get(arrow.payer)?)))
        else {
            continue;
        };
        let width = scale::arrow_width(arrow.amount);
        let sides = (0..SIDES).map(|side| TAU * f64::from(side) / f64::from(SIDES));
        let mut best = (f64::NEG_INFINITY, 0.0);
        for angle in sides {
            let room = room(bubble.centre + Point::towards(angle) * (bubble.radius + 18.0), bubbles, arrows);
            if room > best.0 {
                best = (room, angle);
            }
        }
        let arc = ring(bubble, best.1, width);
        let label = Label::of(arrow, width).map(|label| {
            let way = Point::towards(best.1);
            let out = f64::midpoint(way.x.abs() * label.extent.0, way.y.abs() * label.extent.1) + 5.0 + width;
            (label, arc.at(0.5) + way * out)
        });
        arrows.push(PlacedArrow { arrow: k, arc, width, label });
    }
}

/// Distance from `spot` to the nearest arrow, name or amount, or other bubble, px.
fn room(spot: Point, bubbles: &[PlacedBubble], arrows: &[PlacedArrow]) -> f64 {
    let mut room = f64::INFINITY;
    for bubble in bubbles {
        let rim = (bubble.centre - spot).length() - bubble.radius;
        room = room.min(rim).min(-bubble.rect.depth_of_disc(spot, 0.0));
    }
    for placed in arrows {
        for p in placed.arc.points::<17>() {
            room = room.min((p - spot).length() - placed.width / 2.0);
        }
    }
    room
}

/// The small ring off the rim at `angle`.
fn ring(bubble: &PlacedBubble, angle: f64, width: f64) -> Arc {
    let half = ((8.0 + width) / bubble.radius.max(1.0)).min(0.9);
    let end = |angle: f64, gap: f64| bubble.centre + Point::towards(angle) * (bubble.radius + gap);
    Arc { from: end(angle + half, 1.6), to: end(angle - half, scale::TIP_GAP), bow: 1.1 }
}
