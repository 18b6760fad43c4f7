//! Elements, attributes, numbers and text of an SVG or HTML file, and the one way in which text gets into it.

use std::fmt::{self, Display, Formatter, Write};

use super::super::layout::geom::Point;
use super::super::metrics::Weight;

/// Fonts in the order in which they are tried; widths are those of the first.
pub(super) const FONTS: &str = "Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";

/// A finished picture; `Display` gives the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Svg(pub(super) String);

impl Display for Svg {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Attributes of one element.
pub(in crate::draw) type Attrs<'a> = [(&'a str, &'a str)];

/// Elements written so far. Whatever reaches the file passes through [`escape`], but for names that we chose.
#[derive(Debug, Default)]
pub(in crate::draw) struct Canvas(pub(super) String);

/// A line of text and how it is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) at: Point,
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) fill: &'a str,
    pub(super) anchor: Anchor,
    /// Colour of the halo around it, if any.
    pub(super) halo: Option<&'a str>,
    /// How far it is turned around its place, degrees, clockwise.
    pub(super) turn: f64,
}

/// Which end of a line of text its place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Canvas {
    pub(in crate::draw) fn open(&mut self, name: &str, attrs: &Attrs<'_>) {
        self.tag(name, attrs, ">");
    }

    pub(in crate::draw) fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push_str(">\n");
    }

    pub(in crate::draw) fn leaf(&mut self, name: &str, attrs: &Attrs<'_>) {
        self.tag(name, attrs, "/>\n");
    }

    pub(in crate::draw) fn words(&mut self, name: &str, attrs: &Attrs<'_>, text: &str) {
        self.open(name, attrs);
        self.0.push_str(&escape(text));
        self.close(name);
    }

    /// What is written by us, or escaped already.
    pub(in crate::draw) fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }

    pub(in crate::draw) fn text(self) -> String {
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

    pub(super) fn line(&mut self, line: &Line<'_>) {
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
pub(super) fn num(value: f64) -> String {
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
pub(in crate::draw) fn escape(text: &str) -> String {
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
    use super::{escape, num};

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
}
