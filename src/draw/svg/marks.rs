//! Arrows and bubbles as SVG elements.

use super::super::layout::geom::{Arc, Point, Rect, point};
use super::super::layout::{Label, Name};
use super::super::metrics::Weight;
use super::super::scale::{self, Pen};
use super::super::scene::{Arrow, Bubble, Shape};
use super::super::style::{Family, Style};
use super::super::text::one_line;
use super::{Anchor, Attrs, Canvas, Line, num};

/// Longest tooltip, in characters.
const LONGEST_TITLE: usize = 600;

/// What an arrow needs besides its scene value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke<'a> {
    pub(super) arc: Arc,
    pub(super) pen: Pen,
    /// Ids of the bubbles at its ends.
    pub(super) payer: &'a str,
    pub(super) payee: &'a str,
}

/// The family whose colours an arrow takes.
pub(super) fn family(arrow: &Arrow, style: &Style) -> Family {
    if arrow.coloured && !arrow.structural { style.family(arrow.tint) } else { style.off_loop }
}

pub(super) fn arrow(canvas: &mut Canvas, arrow: &Arrow, stroke: &Stroke<'_>, style: &Style) {
    open(canvas, arrow, (stroke.payer, stroke.payee));
    if arrow.structural {
        line(canvas, &stroke.arc, &[("stroke", style.faint), ("stroke-width", "1.2"), ("stroke-dasharray", "1.5 4")]);
    } else {
        body(canvas, arrow, stroke, style);
    }
    canvas.close("g");
}

/// Opens the group of some money, with what it is for a reader's pointer and for a screen reader; the caller closes it.
pub(super) fn open(canvas: &mut Canvas, arrow: &Arrow, (payer, payee): (&str, &str)) {
    let title = arrow.cited(&tooltip(&arrow.title));
    let cites = arrow.cites.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let deals = arrow.deals.join(" ");
    canvas.open(
        "g",
        &[
            ("class", "arrow"),
            ("tabindex", "0"),
            ("role", "graphics-symbol"),
            ("aria-label", &title),
            ("data-payer", payer),
            ("data-payee", payee),
            ("data-deals", &deals),
            ("data-cites", &cites),
        ],
    );
    canvas.words("title", &[], &title);
}

/// How a disc is painted, and its colour.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ink<'a> {
    /// Filled: firm money.
    Full(&'a str),
    /// A line of dashes: money that is not final.
    Dashed(&'a str),
    /// A line: money of unknown amount.
    Hollow(&'a str),
    /// Dots: a tie of ownership.
    Dotted(&'a str),
}

/// A disc that stands for money.
pub(super) fn disc(canvas: &mut Canvas, (centre, radius): (Point, f64), ink: Ink<'_>) {
    let (x, y, r) = (num(centre.x), num(centre.y), format!("{radius:.2}"));
    let mut attrs = vec![("cx", x.as_str()), ("cy", &y), ("r", &r)];
    let dash = if radius < 6.0 { "2.2 1.8" } else { "3.6 2.6" };
    match ink {
        Ink::Full(colour) => attrs.push(("fill", colour)),
        Ink::Dashed(colour) => {
            attrs.extend([("fill", "none"), ("stroke", colour), ("stroke-width", "1.7"), ("stroke-dasharray", dash)]);
        }
        Ink::Hollow(colour) => attrs.extend([("fill", "none"), ("stroke", colour), ("stroke-width", "1.7")]),
        Ink::Dotted(colour) => {
            attrs.extend([
                ("fill", "none"),
                ("stroke", colour),
                ("stroke-width", "1.2"),
                ("stroke-dasharray", "1.5 2.5"),
            ]);
        }
    }
    canvas.leaf("circle", &attrs);
}

/// The ink of some money.
pub(super) fn ink(arrow: &Arrow, style: &Style) -> Ink<'static> {
    let colour = family(arrow, style).line;
    match (arrow.structural, arrow.firm, scale::drawable(arrow.amount)) {
        (true, ..) => Ink::Dotted(style.faint),
        (_, false, _) => Ink::Dashed(colour),
        (_, true, None) => Ink::Hollow(colour),
        (_, true, Some(_)) => Ink::Full(colour),
    }
}

fn body(canvas: &mut Canvas, arrow: &Arrow, stroke: &Stroke<'_>, style: &Style) {
    let (arc, pen) = (stroke.arc, stroke.pen);
    let length = arc.length().max(1.0);
    // An arrow shorter than its head would have no line at all.
    let head = pen.head.min(0.6 * length);
    let half = pen.half * head / pen.head;
    if pen.casing > 0.0 {
        // The casing leaves the ends alone: there it would cut into neighbours on the rim.
        let (near, far) = ((10.0 / length).min(0.25), 1.0 - ((head + 2.0) / length).min(0.6));
        let casing = num(pen.width + 2.0 * pen.casing);
        line(canvas, &arc.part(near, far), &[("class", "casing"), ("stroke", style.paper), ("stroke-width", &casing)]);
    }
    let colour = family(arrow, style).line;
    let width = format!("{:.2}", pen.width);
    let dashes = format!("{} {}", num(pen.dashes.0), num(pen.dashes.1));
    let mut attrs = vec![("class", "line"), ("stroke", colour), ("stroke-width", width.as_str())];
    if !arrow.firm {
        attrs.push(("stroke-dasharray", &dashes));
    }
    line(canvas, &arc.part(0.0, 1.0 - 0.72 * head / length), &attrs);
    // The head points along its own chord, so that it lies on the curve.
    let tip = arc.to;
    let back = arc.at(1.0 - head / length);
    let ahead = (tip - back).unit();
    let corner = |side: f64| tip - ahead * head + ahead.right() * (side * half);
    let d = format!("M{}L{}L{}L{}Z", xy(tip), xy(corner(1.0)), xy(tip - ahead * (0.76 * head)), xy(corner(-1.0)));
    canvas.leaf("path", &[("class", "head"), ("d", &d), ("fill", colour)]);
}

/// The arc as a path, unfilled.
fn line(canvas: &mut Canvas, arc: &Arc, attrs: &Attrs<'_>) {
    let d = path(arc);
    let mut all = vec![("d", d.as_str()), ("fill", "none")];
    all.extend_from_slice(attrs);
    canvas.leaf("path", &all);
}

pub(super) fn path(arc: &Arc) -> String {
    if arc.bow.abs() < 1e-3 {
        return format!("M{}L{}", xy(arc.from), xy(arc.to));
    }
    let radius = num(arc.radius());
    let (large, sweep) = (u8::from(arc.bow.abs() > 0.5), u8::from(arc.bow < 0.0));
    format!("M{}A{radius} {radius} 0 {large} {sweep} {}", xy(arc.from), xy(arc.to))
}

fn xy(p: Point) -> String {
    format!("{} {}", num(p.x), num(p.y))
}

/// The amount on an arrow and the words under it, around `middle`.
pub(super) fn label(canvas: &mut Canvas, label: &Label, middle: Point, (fill, style): (&str, &Style)) {
    let mut line = Line {
        text: &label.text,
        at: middle,
        size: label.size,
        weight: Weight::Bold,
        fill,
        anchor: Anchor::Middle,
        halo: Some(style.paper),
        turn: 0.0,
    };
    let top = middle.y - label.extent.1 / 2.0;
    let mut foot = top;
    if !label.text.is_empty() {
        foot += label.size;
        line.at.y = foot - 0.14 * label.size;
        canvas.line(&line);
    }
    if let Some(sub) = &label.sub {
        line.at.y = foot + label.sub_size;
        canvas.line(&Line { text: sub, size: label.sub_size, weight: Weight::Regular, fill: style.faint, ..line });
    }
}

/// Opens the group of a bubble and draws its outline; the caller adds the name and closes it.
pub(super) fn bubble(canvas: &mut Canvas, bubble: &Bubble, place: (Point, f64), style: &Style) {
    let family = style.family(bubble.tint);
    // A bubble of unknown worth has no area to speak of: it is left empty.
    let known = bubble.shape != Shape::Company || scale::drawable(bubble.worth).is_some();
    open_bubble(canvas, bubble, Some(place.0));
    outline(canvas, bubble.shape, place, (if known { family.fill } else { style.paper }, family.line));
}

/// As [`bubble`], where size does not speak of worth.
pub(super) fn plain_bubble(canvas: &mut Canvas, bubble: &Bubble, place: (Point, f64), style: &Style) {
    let family = style.family(bubble.tint);
    open_bubble(canvas, bubble, None);
    outline(canvas, bubble.shape, place, (family.fill, family.line));
}

/// Opens the group of a bubble; on a map it says where it lies, so that a later map can keep it there.
fn open_bubble(canvas: &mut Canvas, bubble: &Bubble, at: Option<Point>) {
    let title = tooltip(if bubble.title.is_empty() { &bubble.name } else { &bubble.title });
    let mut attrs = vec![
        ("class", "bubble"),
        ("tabindex", "0"),
        ("role", "graphics-symbol"),
        ("aria-label", title.as_str()),
        ("data-id", &bubble.id),
    ];
    let place = at.map(xy);
    attrs.extend(place.as_deref().map(|place| ("data-at", place)));
    canvas.open("g", &attrs);
    canvas.words("title", &[], &title);
}

/// The outline of a shape, within `radius` of `centre`.
pub(super) fn outline(canvas: &mut Canvas, shape: Shape, (centre, radius): (Point, f64), (fill, stroke): (&str, &str)) {
    let paint = [("fill", fill), ("stroke", stroke), ("stroke-width", "1.8")];
    match shape {
        Shape::Company => {
            let (x, y, r) = (num(centre.x), num(centre.y), num(radius));
            let mut attrs = vec![("cx", x.as_str()), ("cy", &y), ("r", &r)];
            attrs.extend(paint);
            canvas.leaf("circle", &attrs);
        }
        Shape::Cloud => {
            let d = cloud(centre, radius);
            let mut attrs = vec![("d", d.as_str())];
            attrs.extend(paint);
            canvas.leaf("path", &attrs);
        }
        Shape::Chip => chip(canvas, (centre, radius), &paint),
    }
}

/// Nine lobes around an oval.
fn cloud(centre: Point, radius: f64) -> String {
    let lobes: Vec<Point> = (0..9)
        .map(|k| {
            let way = Point::towards(f64::from(k) * std::f64::consts::TAU / 9.0 + 0.35);
            centre + point(way.x * 0.86 * radius, way.y * 0.72 * radius)
        })
        .collect();
    let mut d = String::new();
    let next = lobes.iter().cycle().skip(1);
    for (from, to) in lobes.iter().zip(next) {
        let bow = num((*to - *from).length() * 0.54);
        let start = if d.is_empty() { format!("M{}", xy(*from)) } else { String::new() };
        d = format!("{d}{start}A{bow} {bow} 0 0 1 {}", xy(*to));
    }
    d + "Z"
}

/// A square package with three pins a side.
fn chip(canvas: &mut Canvas, (centre, radius): (Point, f64), paint: &Attrs<'_>) {
    let half = 0.74 * radius;
    let mut d = String::new();
    for k in -1..=1 {
        let (off, pin) = (f64::from(k) * half * 0.55, 0.92 * radius);
        for (from, to) in [
            ((off, -half), (off, -pin)),
            ((off, half), (off, pin)),
            ((-half, off), (-pin, off)),
            ((half, off), (pin, off)),
        ] {
            let (a, b) = (centre + point(from.0, from.1), centre + point(to.0, to.1));
            d = format!("{d}M{}L{}", xy(a), xy(b));
        }
    }
    let mut pins = vec![("d", d.as_str())];
    pins.extend_from_slice(paint);
    canvas.leaf("path", &pins);
    let (x, y, side) = (num(centre.x - half), num(centre.y - half), num(2.0 * half));
    let mut body = vec![("x", x.as_str()), ("y", &y), ("width", &side), ("height", &side), ("rx", "3")];
    body.extend_from_slice(paint);
    canvas.leaf("rect", &body);
}

/// The rows of a name in its box.
pub(super) fn name(canvas: &mut Canvas, name: &Name, (rect, align): (Rect, i8), style: &Style) {
    let (anchor, x) = match align {
        -1 => (Anchor::Start, rect.min.x),
        0 => (Anchor::Middle, rect.centre().x),
        _ => (Anchor::End, rect.max.x),
    };
    for row in name.rows() {
        canvas.line(&Line {
            text: row.text,
            at: point(x, rect.min.y + row.baseline),
            size: row.size,
            weight: if row.bold { Weight::Bold } else { Weight::Regular },
            fill: if row.bold { style.ink } else { style.faint },
            anchor,
            halo: (!name.inside).then_some(style.paper),
            turn: 0.0,
        });
    }
}

/// A tooltip on one line, shortened visibly when nobody would read all of it.
fn tooltip(text: &str) -> String {
    let line = one_line(text);
    if line.chars().count() <= LONGEST_TITLE {
        return line;
    }
    let mut short: String = line.chars().take(LONGEST_TITLE).collect();
    short.push('…');
    short
}
