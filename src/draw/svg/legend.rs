//! The legend: a key to each thing that occurs, and to nothing else.

use super::super::layout::geom::point;
use super::super::metrics::{Weight, width};
use super::super::scale;
use super::super::scene::{Arrow, Bubble, Scene, Shape, Tint};
use super::super::style::Style;
use super::marks::Ink;
use super::page::{MARGIN, Page};
use super::{Anchor, Canvas, Line, marks, num};

/// Amounts for the printed scale, in billions.
const SCALE: [f64; 4] = [10.0, 50.0, 100.0, 300.0];

/// Thing whose colours a legend explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// Arrows, as wide as their amounts.
    Arrow,
    /// Discs, as large as their amounts.
    Disc,
}

/// One entry of the legend.
pub(super) enum Key {
    Family(Tint),
    OffLoop,
    /// Grey beside a loop that is in colour.
    OffThisLoop,
    NotFinal,
    Undisclosed,
    Structural,
    Shape(Shape),
    UnknownWorth,
    /// A frame around two that pay each other.
    Pair,
    Scale(Vec<(f64, String)>),
}

impl Page<'_> {
    /// A rule, then a key to each thing that occurs in the scene.
    pub(super) fn legend(&mut self, scene: &Scene) {
        self.rule();
        self.keys(&keys(scene), Sign::Arrow);
    }

    /// A rule, then a key to each kind of money among `arrows`, and `more` keys.
    pub(super) fn legend_of(&mut self, arrows: &[&Arrow], sign: Sign, more: Vec<Key>) {
        self.rule();
        let mut keys = families(arrows);
        keys.extend(more);
        self.keys(&keys, sign);
    }

    pub(super) fn rule(&mut self) {
        let (x, end, y) = (num(MARGIN), num(self.width - MARGIN), num(self.y));
        self.canvas.leaf("line", &[("x1", &x), ("x2", &end), ("y1", &y), ("y2", &y), ("stroke", self.style.rule)]);
    }

    fn keys(&mut self, keys: &[Key], sign: Sign) {
        if keys.is_empty() {
            return;
        }
        self.y += 24.0;
        let mut x = MARGIN;
        for key in keys {
            let wide = key.width(sign);
            if x + wide > self.width - MARGIN && x > MARGIN {
                x = MARGIN;
                self.y += 27.0;
            }
            self.key((key, sign), x);
            x += wide + 28.0;
        }
        if keys.iter().any(|key| matches!(key, Key::Scale(_))) {
            self.y += 22.0;
        }
        self.y += 8.0;
    }

    fn key(&mut self, (key, sign): (&Key, Sign), x: f64) {
        let (style, y) = (self.style, self.y);
        let disc = point(x + 9.0, y - 4.5);
        match (key, sign) {
            (Key::Family(tint), Sign::Disc) => {
                marks::disc(&mut self.canvas, (disc, 7.5), Ink::Full(style.family(*tint).line));
            }
            (Key::OffLoop | Key::OffThisLoop, Sign::Disc) => {
                marks::disc(&mut self.canvas, (disc, 7.5), Ink::Full(style.off_loop.line));
            }
            (Key::NotFinal, Sign::Disc) => marks::disc(&mut self.canvas, (disc, 7.5), Ink::Dashed(style.faint)),
            (Key::Undisclosed, Sign::Disc) => marks::disc(&mut self.canvas, (disc, 3.5), Ink::Hollow(style.faint)),
            (Key::Structural, Sign::Disc) => marks::disc(&mut self.canvas, (disc, 3.5), Ink::Dotted(style.faint)),
            (key, _) => self.arrow_key(key, x),
        }
        if !matches!(key, Key::Scale(_)) {
            self.text(key.words(), point(x + key.sample_width(sign) + 8.0, y), (13.0, Weight::Regular, style.ink));
        }
    }

    fn arrow_key(&mut self, key: &Key, x: f64) {
        let (style, y) = (self.style, self.y);
        match key {
            Key::Pair => {
                let (x, y) = (num(x), num(y - 14.0));
                let at = [("x", x.as_str()), ("y", &y), ("width", "19"), ("height", "19"), ("rx", "4")];
                let paint = [("fill", "none"), ("stroke", style.ink), ("stroke-width", "1.6")];
                self.canvas.leaf("rect", &[at.as_slice(), &paint].concat());
            }
            Key::Family(tint) => self.sample(x, style.family(*tint).line),
            Key::OffLoop | Key::OffThisLoop => self.sample(x, style.off_loop.line),
            Key::NotFinal => self.stroke((x, 42.0), (style.faint, 3.0), Some("6 5")),
            Key::Undisclosed => self.stroke((x, 42.0), (style.faint, scale::THINNEST), None),
            Key::Structural => self.stroke((x, 42.0), (style.faint, 1.2), Some("1.5 4")),
            Key::Shape(shape) => {
                let other = style.family(Tint::Other);
                marks::outline(&mut self.canvas, *shape, (point(x + 10.0, y - 4.0), 11.0), (other.fill, other.line));
            }
            Key::UnknownWorth => {
                let other = style.family(Tint::Other);
                let place = (point(x + 9.0, y - 4.0), scale::SMALLEST);
                marks::outline(&mut self.canvas, Shape::Company, place, (style.paper, other.line));
            }
            Key::Scale(amounts) => {
                for (n, (billions, label)) in (0u8..).zip(amounts) {
                    let left = x + 54.0 * f64::from(n);
                    self.stroke((left, 34.0), (style.faint, scale::arrow_width(Some(billions * 1e9))), None);
                    let line = Line {
                        text: label,
                        at: point(left + 17.0, y + 20.0),
                        size: 12.0,
                        weight: Weight::Regular,
                        fill: style.faint,
                        anchor: Anchor::Middle,
                        halo: None,
                        turn: 0.0,
                    };
                    self.canvas.line(&line);
                }
            }
        }
    }

    fn stroke(&mut self, (x, wide): (f64, f64), (colour, thick): (&str, f64), dashes: Option<&str>) {
        let d = format!("M{} {}h{}", num(x), num(self.y - 4.0), num(wide));
        let thick = format!("{thick:.2}");
        let mut attrs = vec![("d", d.as_str()), ("fill", "none"), ("stroke", colour), ("stroke-width", &thick)];
        attrs.extend(dashes.map(|dashes| ("stroke-dasharray", dashes)));
        self.canvas.leaf("path", &attrs);
    }

    /// A short arrow.
    fn sample(&mut self, x: f64, colour: &str) {
        self.stroke((x, 31.0), (colour, 4.5), None);
        let d = format!("M{} {}l-13 -7.2v14.4z", num(x + 42.0), num(self.y - 4.0));
        self.canvas.leaf("path", &[("d", &d), ("fill", colour)]);
    }
}

/// Keys to the arrows, families first.
fn families(arrows: &[&Arrow]) -> Vec<Key> {
    let money = arrows.iter().filter(|arrow| !arrow.structural);
    let mut tints: Vec<Tint> = money.clone().filter(|arrow| arrow.coloured).map(|arrow| arrow.tint).collect();
    tints.sort_unstable();
    tints.dedup();
    let mut keys: Vec<Key> = tints.into_iter().map(Key::Family).collect();
    let mut grey = money.clone().filter(|arrow| !arrow.coloured).peekable();
    let occurs = [
        (grey.peek().is_some(), if grey.any(|arrow| arrow.on_loop) { Key::OffThisLoop } else { Key::OffLoop }),
        (money.clone().any(|arrow| !arrow.firm), Key::NotFinal),
        (money.clone().any(|arrow| scale::drawable(arrow.amount).is_none()), Key::Undisclosed),
        (arrows.iter().any(|arrow| arrow.structural), Key::Structural),
    ];
    keys.extend(occurs.into_iter().filter(|(occurs, _)| *occurs).map(|(_, key)| key));
    keys
}

fn keys(scene: &Scene) -> Vec<Key> {
    let mut keys = families(&scene.arrows.iter().collect::<Vec<_>>());
    // Of a ledger, neither what its accounts are worth is known nor what its amounts are counted in.
    let Some(currency) = scene.currency else { return keys };
    for shape in [Shape::Cloud, Shape::Chip] {
        if scene.bubbles.iter().any(|bubble| bubble.shape == shape) {
            keys.push(Key::Shape(shape));
        }
    }
    keys.extend(unknown_worth(&scene.bubbles));
    let largest = scene.arrows.iter().filter_map(|arrow| scale::drawable(arrow.amount)).fold(0.0, f64::max) / 1e9;
    let amounts = SCALE.into_iter().filter(|billions| *billions <= largest.max(10.0)).enumerate();
    // The first says what they are counted in.
    let label = |at, billions: f64| match at {
        0 => scale::money(billions * 1e9, currency),
        _ => billions.to_string(),
    };
    let amounts: Vec<_> = amounts.map(|(at, billions)| (billions, label(at, billions))).collect();
    if largest > 0.0 {
        keys.push(Key::Scale(amounts));
    }
    keys
}

/// One small picture, words and all, for each thing that occurs in the scene; money of each colour has [`sample`].
pub(in crate::draw) fn samples(scene: &Scene, style: &Style) -> Vec<String> {
    let keys = keys(scene).into_iter().filter(|key| !matches!(key, Key::Family(_)));
    keys.map(|key| picture(&key, style, key.width(Sign::Arrow))).collect()
}

/// A short arrow of that colour.
pub(in crate::draw) fn sample(tint: Tint, style: &Style) -> String {
    picture(&Key::Family(tint), style, 42.0)
}

/// A key by itself, as wide as that.
fn picture(key: &Key, style: &Style, wide: f64) -> String {
    let mut page = Page::new(wide, style);
    page.y = 17.0;
    let high = if matches!(key, Key::Scale(_)) { 44.0 } else { 26.0 };
    match key {
        Key::Family(tint) => page.sample(0.0, style.family(*tint).line),
        _ => page.key((key, Sign::Arrow), 0.0),
    }
    let (wide, high) = (num(wide.ceil() + 2.0), num(high));
    let mut canvas = Canvas::default();
    let frame = format!("-1 0 {wide} {high}");
    canvas.open(
        "svg",
        &[
            ("viewBox", &frame),
            ("width", &wide),
            ("height", &high),
            ("fill", style.ink),
            ("aria-hidden", if matches!(key, Key::Family(_)) { "true" } else { "false" }),
        ],
    );
    canvas.raw(&page.canvas.text());
    canvas.close("svg");
    canvas.text()
}

/// What the money of a colour is.
pub(in crate::draw) fn family_words(tint: Tint) -> &'static str {
    Key::Family(tint).words()
}

/// A key to empty bubbles, if there are any.
pub(super) fn unknown_worth(bubbles: &[Bubble]) -> Option<Key> {
    let unknown = |bubble: &Bubble| bubble.shape == Shape::Company && scale::drawable(bubble.worth).is_none();
    bubbles.iter().any(unknown).then_some(Key::UnknownWorth)
}

impl Key {
    fn words(&self) -> &'static str {
        match self {
            Self::Family(Tint::Investment) => "Investment in a company",
            Self::Family(Tint::Cloud) => "Cloud bill or lease",
            Self::Family(Tint::Chips) => "Chip bill",
            Self::Family(Tint::Other) => "Other money",
            Self::Family(Tint::Payment) => "Payments",
            Self::OffLoop => "On no loop",
            Self::OffThisLoop => "Not on this loop",
            Self::NotFinal => "Not final",
            Self::Undisclosed => "Amount not disclosed",
            Self::Structural => "Belongs to",
            Self::Shape(Shape::Cloud) => "Cloud",
            Self::Shape(Shape::Chip) => "Chip",
            Self::Shape(Shape::Company) => "Company",
            Self::UnknownWorth => "Value not known",
            Self::Pair => "Each pays the other",
            Self::Scale(_) => "",
        }
    }

    fn sample_width(&self, sign: Sign) -> f64 {
        match self {
            Self::Shape(_) | Self::UnknownWorth | Self::Pair => 20.0,
            _ if sign == Sign::Disc => 18.0,
            _ => 42.0,
        }
    }

    fn width(&self, sign: Sign) -> f64 {
        match self {
            Self::Scale(amounts) => 54.0 * amounts.len() as f64 - 20.0,
            _ => self.sample_width(sign) + 8.0 + width(self.words(), 13.0, Weight::Regular),
        }
    }
}
