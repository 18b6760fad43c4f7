//! What stands inside a ring: the smallest step in the middle, and the amount of each step at its arrow.

use super::super::super::layout::geom::{Point, Rect, point};
use super::super::super::metrics::{Weight, width};
use super::super::super::scale::Pen;
use super::super::super::scene::Step;
use super::super::super::text::{shorten, wrap};
use super::super::{Anchor, Canvas, Line, marks};
use super::Wheel;

/// Widest amount, and the words under it, px.
const WIDEST: f64 = 150.0;
/// Size of the words under an amount, px.
const SUB: f64 = 13.0;
/// Height of a line of these words, px.
const LEADING: f64 = 16.0;
/// Clear space around the words in the middle, px.
const CLEAR: f64 = 14.0;

/// The words in the middle, set.
struct Middle {
    small: String,
    big: String,
    lines: Vec<String>,
    rect: Rect,
}

/// An amount and the words under it, set.
struct Amount<'a> {
    step: &'a Step,
    text: String,
    size: f64,
    sub: Vec<String>,
    rect: Rect,
}

/// Writes the middle, then every amount where it touches neither the middle nor a bubble nor another amount.
pub(super) fn draw(wheel: &Wheel<'_>, canvas: &mut Canvas) {
    let middle = middle(wheel);
    write_middle(wheel, canvas, &middle);
    let mut taken = vec![middle.rect.grown(CLEAR)];
    for (i, step) in wheel.steps() {
        if let Some(amount) = amount(wheel, (i, step), &taken) {
            write_amount(wheel, canvas, &amount);
            taken.push(amount.rect.grown(3.0));
        }
    }
}

fn middle(wheel: &Wheel<'_>) -> Middle {
    let (words, room) = (&wheel.ring.centre, 1.1 * wheel.radius);
    let small = shorten(&words.small, room, 15.0, Weight::Regular);
    let big = shorten(&words.big, room, 40.0, Weight::Bold);
    let lines: Vec<String> =
        words.lines.iter().flat_map(|line| wrap(line, 0.8 * wheel.radius, 15.0, 3)).take(4).collect();
    let plain = lines.iter().chain([&small]).map(|line| width(line, 15.0, Weight::Regular));
    let wide = plain.fold(width(&big, 40.0, Weight::Bold), f64::max);
    let high = 52.0 + 20.0 * lines.len() as f64;
    Middle { small, big, lines, rect: Rect::around(wheel.centre, wide, high) }
}

fn write_middle(wheel: &Wheel<'_>, canvas: &mut Canvas, middle: &Middle) {
    let style = wheel.style;
    let mut at = point(wheel.centre.x, middle.rect.min.y + 6.0);
    let line = Line {
        text: &middle.small,
        at,
        size: 15.0,
        weight: Weight::Regular,
        fill: style.faint,
        anchor: Anchor::Middle,
        halo: None,
        turn: 0.0,
    };
    canvas.line(&line);
    at.y += 40.0;
    canvas.line(&Line { text: &middle.big, at, size: 40.0, weight: Weight::Bold, fill: style.ink, ..line });
    at.y += 6.0;
    for text in &middle.lines {
        at.y += 20.0;
        canvas.line(&Line { text, at, ..line });
    }
}

/// The amount of step `i`, at the place along its arrow that is nearest to the best one and free.
fn amount<'a>(wheel: &Wheel<'_>, (i, step): (usize, &'a Step), taken: &[Rect]) -> Option<Amount<'a>> {
    let (arrow, few) = (&step.arrow, wheel.angles.len() <= 4);
    let size = if few { 26.0 } else { 19.0 };
    let text = shorten(&arrow.label, WIDEST, size, Weight::Bold);
    let sub = arrow.sublabel.as_deref().map_or_else(Vec::new, |words| wrap(words, WIDEST, SUB, 2));
    if text.is_empty() && sub.is_empty() {
        return None;
    }
    let plain = sub.iter().map(|line| width(line, SUB, Weight::Regular));
    let wide = plain.fold(width(&text, size, Weight::Bold), f64::max);
    let high = 0.74 * size + LEADING * sub.len() as f64 + if sub.is_empty() { 0.0 } else { 2.0 };
    let clear = Pen::ring(arrow.amount).width.max(26.0) / 2.0 + 11.0;
    let (start, end) = wheel.span(i);
    let place = |t: f64| {
        let angle = start + (end - start) * t;
        let way = Point::towards(angle);
        let inward = clear + f64::midpoint(way.x.abs() * wide, way.y.abs() * high);
        Rect::around(wheel.at(angle, wheel.radius - inward), wide, high)
    };
    let free = |rect: &Rect| {
        let bubbles = wheel.angles.iter().zip(&wheel.sizes);
        taken.iter().all(|other| !other.meets(rect))
            && bubbles
                .into_iter()
                .all(|(&angle, &size)| rect.depth_of_disc(wheel.at(angle, wheel.radius), size + 4.0) < 0.0)
    };
    // Half-way; but beside the middle of a ring of two, three figures in a row would be read as one.
    let best = if wheel.angles.len() == 2 { 0.5 + if i == 0 { -0.25 } else { 0.25 } } else { 0.5 };
    let near = (0..16).flat_map(|step| [0.02, -0.02].map(|by| best + by * f64::from(step)));
    let rect = near.map(place).find(free).unwrap_or_else(|| place(best));
    Some(Amount { step, text, size, sub, rect })
}

fn write_amount(wheel: &Wheel<'_>, canvas: &mut Canvas, amount: &Amount<'_>) {
    let mut at = point(amount.rect.centre().x, amount.rect.min.y + 0.74 * amount.size);
    let line = Line {
        text: &amount.text,
        at,
        size: amount.size,
        weight: Weight::Bold,
        fill: marks::family(&amount.step.arrow, wheel.style).text,
        anchor: Anchor::Middle,
        halo: None,
        turn: 0.0,
    };
    canvas.line(&line);
    at.y += 2.0;
    for text in &amount.sub {
        at.y += LEADING;
        canvas.line(&Line { text, at, size: SUB, weight: Weight::Regular, fill: wheel.style.faint, ..line });
    }
}
