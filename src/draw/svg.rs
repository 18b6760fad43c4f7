//! Scenes as SVG: text stays text, colours are presentation attributes, nothing runs and nothing is fetched.

pub(super) mod arrow_states;
mod gallery;
mod ladder;
pub(super) mod legend;
mod map;
mod marks;
mod matrix;
mod page;
mod ring;
mod timeline;

#[cfg(test)]
#[path = "svg/tests.rs"]
mod readable;

use std::fmt::{self, Display, Formatter, Write};

use super::charts::{Gallery, Ladder, Timeline};
use super::layout::{Plan, geom::Point};
use super::metrics::Weight;
use super::places::Places;
use super::scene::{Arrow, Ring, Scene};
use super::style::Style;
use crate::model::Stop;

/// Fonts in the order in which they are tried; widths are those of the first.
const FONTS: &str = "Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";

/// A finished picture; `Display` gives the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Svg(String);

impl Display for Svg {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A map that is laid out: where its bubbles, arrows and words lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrangement(pub(super) Plan);

impl Arrangement {
    /// Lays out a map for a page of the style's size. Bubbles with a place keep it; the others are placed by our own
    /// search: the same for the same scene, on every machine.
    #[must_use]
    pub fn of(scene: &Scene, places: &Places, style: &Style) -> Self {
        Self::within(scene, places, style, &Stop::never())
    }

    /// The same, as well as can be until `over` says `true`: it is asked now and then. What is laid out by then is less tidy,
    /// and differs from run to run.
    #[must_use]
    pub fn within(scene: &Scene, places: &Places, style: &Style, stop: &Stop) -> Self {
        Self(map::arrange(scene, places, style, stop))
    }

    /// Where its bubbles lie.
    #[must_use]
    pub fn places(&self) -> Places {
        Places { at: self.0.bubbles.iter().map(|bubble| Some(bubble.centre)).collect(), exact: true }
    }
}

/// Draws a map.
#[must_use]
pub fn map(scene: &Scene, style: &Style) -> Svg {
    map_of(scene, &Arrangement::of(scene, &Places::default(), style), style)
}

/// Draws a map that is laid out already.
#[must_use]
pub fn map_of(scene: &Scene, arrangement: &Arrangement, style: &Style) -> Svg {
    map::draw(scene, &arrangement.0, style)
}

/// Draws one loop as a ring of numbered steps.
#[must_use]
pub fn ring(ring: &Ring, style: &Style) -> Svg {
    ring::draw(ring, style)
}

/// Draws loops side by side.
#[must_use]
pub fn gallery(gallery: &Gallery, style: &Style) -> Svg {
    gallery::draw(gallery, style)
}

/// Draws a scene as a table of who pays whom, its bubbles in their order as rows and as columns.
#[must_use]
pub fn matrix(scene: &Scene, style: &Style) -> Svg {
    matrix::draw(scene, style)
}

/// Draws deals and loops over time.
#[must_use]
pub fn timeline(timeline: &Timeline, style: &Style) -> Svg {
    timeline::draw(timeline, style)
}

/// Draws how much can go round as softer deals are let in.
#[must_use]
pub fn ladder(ladder: &Ladder, style: &Style) -> Svg {
    ladder::draw(ladder, style)
}

/// Attributes of one element.
pub(super) type Attrs<'a> = [(&'a str, &'a str)];

/// Elements written so far. Whatever reaches the file passes through [`escape`], but for names that we chose.
#[derive(Debug, Default)]
pub(super) struct Canvas(String);

/// A line of text and how it is set.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    at: Point,
    size: f64,
    weight: Weight,
    fill: &'a str,
    anchor: Anchor,
    /// Colour of the halo around it, if any.
    halo: Option<&'a str>,
    /// How far it is turned around its place, degrees, clockwise.
    turn: f64,
}

/// Which end of a line of text its place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    Start,
    Middle,
    End,
}

impl Canvas {
    pub(super) fn open(&mut self, name: &str, attrs: &Attrs<'_>) {
        self.tag(name, attrs, ">");
    }

    pub(super) fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push_str(">\n");
    }

    pub(super) fn leaf(&mut self, name: &str, attrs: &Attrs<'_>) {
        self.tag(name, attrs, "/>\n");
    }

    pub(super) fn words(&mut self, name: &str, attrs: &Attrs<'_>, text: &str) {
        self.open(name, attrs);
        self.0.push_str(&escape(text));
        self.close(name);
    }

    /// What is written by us, or escaped already.
    pub(super) fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }

    pub(super) fn text(self) -> String {
        self.0
    }

    fn tag(&mut self, name: &str, attrs: &Attrs<'_>, end: &str) {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attrs {
            // Writing to a string cannot fail.
            let _ = write!(self.0, " {key}=\"{}\"", escape(value));
        }
        self.0.push_str(end);
    }

    fn line(&mut self, line: &Line<'_>) {
        let (x, y, size) = (num(line.at.x), num(line.at.y), num(line.size));
        let mut attrs = vec![("x", x.as_str()), ("y", &y), ("font-size", &size), ("fill", line.fill)];
        if line.weight == Weight::Bold {
            attrs.push(("font-weight", "700"));
        }
        match line.anchor {
            Anchor::Start => {}
            Anchor::Middle => attrs.push(("text-anchor", "middle")),
            Anchor::End => attrs.push(("text-anchor", "end")),
        }
        if let Some(halo) = line.halo {
            attrs.extend([
                ("stroke", halo),
                ("stroke-width", "4.5"),
                ("stroke-linejoin", "round"),
                ("paint-order", "stroke"),
            ]);
        }
        let turn = format!("rotate({} {x} {y})", num(line.turn));
        if line.turn.abs() > 1e-9 {
            attrs.push(("transform", &turn));
        }
        self.words("text", &attrs, line.text);
    }
}

/// A number with one decimal at most: the same bytes on every machine.
fn num(value: f64) -> String {
    let tenths = (value * 10.0).round();
    if !tenths.is_finite() || tenths == 0.0 {
        return "0".to_owned();
    }
    let text = format!("{:.1}", tenths / 10.0);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Makes text safe as element text and as a quoted attribute: the only way into the file.
///
/// What XML forbids, and characters that make text look like what it is not, are replaced visibly by U+FFFD.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fdd0}'..='\u{fdef}' => {
                out.push('\u{fffd}');
            }
            c if c.is_control() || u32::from(c) & 0xfffe == 0xfffe => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::scene::{Arrow, Bubble, Centre, Ring, Shape, Step, Tint};
    use super::super::style::Style;
    use super::{escape, num, ring};

    #[test]
    fn nothing_hostile_survives() {
        assert_eq!(escape("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
        assert_eq!(escape("gnp\u{202e}exe\0\u{200b}\u{ffff}\u{1}"), "gnp\u{fffd}exe\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
        assert_eq!(escape("a\nb"), "a b");
    }

    #[test]
    fn numbers_are_short_and_finite() {
        assert_eq!([num(1.0), num(-0.04), num(2.25), num(f64::NAN)], ["1", "0", "2.3", "0"]);
    }

    /// A ring of `bubbles` companies with `steps` steps.
    fn wheel(bubbles: usize, steps: usize) -> Ring {
        let hostile = "</text><script>\0\u{202e} & a long \u{1f600} name".repeat(20);
        let bubble = Bubble {
            id: hostile.clone(),
            name: hostile.clone(),
            shape: Shape::Company,
            worth: Some(f64::NAN),
            worth_label: None,
            tint: Tint::Cloud,
            title: hostile.clone(),
        };
        let arrow = Arrow {
            payer: 9,
            payee: 9,
            tint: Tint::Chips,
            amount: Some(1e300),
            label: hostile.clone(),
            sublabel: Some(hostile.clone()),
            firm: false,
            on_loop: true,
            structural: false,
            title: hostile.clone(),
            deals: vec![hostile.clone()],
            cites: vec![1],
        };
        let step = Step { arrow, heading: hostile.clone(), text: hostile.clone() };
        let centre = Centre { small: hostile.clone(), big: hostile.clone(), lines: vec![hostile.clone()] };
        Ring {
            title: hostile.clone(),
            subtitle: vec![hostile.clone()],
            bubbles: vec![bubble; bubbles],
            steps: vec![step; steps],
            centre,
            notes: vec![hostile.clone()],
            sources: vec![hostile.clone()],
            desc: hostile,
        }
    }

    #[test]
    fn rings_of_every_size_are_well_formed() {
        for bubbles in 0..14 {
            for steps in [0, bubbles, bubbles + 2] {
                let text = ring(&wheel(bubbles, steps), &Style::light()).to_string();
                let document = roxmltree::Document::parse(&text).unwrap();
                let drawn = document.descendants().filter(|node| node.attribute("class") == Some("arrow"));
                assert_eq!(drawn.count(), steps.min(bubbles));
                assert!(!text.contains("NaN"), "{bubbles} bubbles, {steps} steps");
            }
        }
    }
}
