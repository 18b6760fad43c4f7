//! Who pays whom, as a table of discs.

use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::{FRAC_1_SQRT_2, FRAC_PI_2, TAU};

use super::super::layout::geom::{Point, point};
use super::super::metrics::{Weight, width};
use super::super::scale::drawable;
use super::super::scene::{Arrow, Scene};
use super::super::style::Style;
use super::super::text::shorten;
use super::legend::{Key, Sign};
use super::marks::{self, Ink};
use super::page::{MARGIN, Page};
use super::{Anchor, Canvas, Line, Svg, num};

/// Side of a cell, px.
const CELL: f64 = 56.0;
/// Radius of the largest disc, px.
const LARGEST: f64 = 21.0;
/// Radius of a disc whose amount is not disclosed, px.
const UNKNOWN: f64 = 4.0;
/// Size of names, and room for the longest, px.
const NAME: f64 = 14.5;
const WIDEST: f64 = 170.0;
/// Size of an amount, px.
const AMOUNT: f64 = 11.0;

/// Payer and payee.
type Pair = (usize, usize);

/// The table and its measures.
struct Table<'a> {
    scene: &'a Scene,
    style: &'a Style,
    /// Top left corner of the first cell.
    corner: Point,
    /// The largest sum of a cell, US dollars.
    most: f64,
    cells: BTreeMap<Pair, Vec<&'a Arrow>>,
}

pub(super) fn draw(scene: &Scene, style: &Style) -> Svg {
    let n = scene.bubbles.len();
    let names: Vec<String> =
        scene.bubbles.iter().map(|bubble| shorten(&bubble.name, WIDEST, NAME, Weight::Regular)).collect();
    let longest = names.iter().map(|name| width(name, NAME, Weight::Regular)).fold(0.0, f64::max);
    let side = CELL * n as f64;
    let wide = (2.0 * MARGIN + longest + 14.0 + side + (longest * FRAC_1_SQRT_2 - CELL / 2.0).max(0.0)).max(760.0);
    let mut page = Page::new(wide, style);
    page.header(&scene.title, &scene.subtitle);
    let corner = point(MARGIN + longest + 14.0, page.y + 34.0 + longest * FRAC_1_SQRT_2);
    let table = Table::new(scene, style, corner);
    table.grid(&mut page.canvas, n);
    for (at, name) in names.iter().enumerate() {
        table.heading(&mut page.canvas, at, name);
    }
    let pairs = table.draw(&mut page.canvas);
    page.y = corner.y + side + 30.0;
    let arrows: Vec<&Arrow> = table.cells.values().flatten().copied().collect();
    page.legend_of(&arrows, Sign::Disc, if pairs > 0 { vec![Key::Pair] } else { Vec::new() });
    page.foot(&scene.foot(), &scene.sources);
    page.finish(&scene.title, &scene.desc)
}

impl<'a> Table<'a> {
    fn new(scene: &'a Scene, style: &'a Style, corner: Point) -> Self {
        let n = scene.bubbles.len();
        let mut cells: BTreeMap<Pair, Vec<&Arrow>> = BTreeMap::new();
        for arrow in scene.arrows.iter().filter(|arrow| arrow.payer < n && arrow.payee < n) {
            cells.entry((arrow.payer, arrow.payee)).or_default().push(arrow);
        }
        let most = cells.values().map(|arrows| sum(arrows)).fold(0.0, f64::max);
        Self { scene, style, corner, most, cells }
    }

    fn cell(&self, (row, column): Pair) -> Point {
        self.corner + point(CELL * (column as f64 + 0.5), CELL * (row as f64 + 0.5))
    }

    /// Lines between the cells, and the diagonal, on which nobody pays anybody.
    fn grid(&self, canvas: &mut Canvas, n: usize) {
        let cell = num(CELL);
        canvas.open("g", &[("class", "grid")]);
        for at in 0..n {
            let middle = self.cell((at, at));
            let (x, y) = (num(middle.x - CELL / 2.0), num(middle.y - CELL / 2.0));
            canvas
                .leaf("rect", &[("x", &x), ("y", &y), ("width", &cell), ("height", &cell), ("fill", self.style.track)]);
        }
        let (left, top) = (num(self.corner.x), num(self.corner.y));
        let side = num(CELL * n as f64);
        for at in 0..=n {
            let off = CELL * at as f64;
            let down = format!("M{} {top}v{side}M{left} {}h{side}", num(self.corner.x + off), num(self.corner.y + off));
            canvas.leaf("path", &[("d", &down), ("stroke", self.style.rule), ("stroke-width", "0.8")]);
        }
        canvas.close("g");
    }

    /// The name of row and column `at`.
    fn heading(&self, canvas: &mut Canvas, at: usize, name: &str) {
        let middle = self.cell((at, at));
        let id = self.scene.bubbles.get(at).map_or("", |bubble| bubble.id.as_str());
        canvas.open("g", &[("class", "name"), ("data-id", id)]);
        let line = Line {
            text: name,
            at: point(self.corner.x - 10.0, middle.y + 0.36 * NAME),
            size: NAME,
            weight: Weight::Regular,
            fill: self.style.ink,
            anchor: Anchor::End,
            halo: None,
            turn: 0.0,
        };
        canvas.line(&line);
        let at = point(middle.x + 2.0, self.corner.y - 9.0);
        canvas.line(&Line { at, anchor: Anchor::Start, turn: -45.0, ..line });
        canvas.close("g");
    }

    /// Draws all cells and returns how many pairs pay each other.
    fn draw(&self, canvas: &mut Canvas) -> usize {
        let money = self.cells.iter().filter(|(_, arrows)| arrows.iter().any(|arrow| !arrow.structural));
        let pays: BTreeSet<Pair> = money.map(|(pair, _)| *pair).collect();
        let mutual: Vec<Pair> = pays.iter().copied().filter(|&(a, b)| a != b && pays.contains(&(b, a))).collect();
        let side = num(CELL - 5.0);
        for &pair in &mutual {
            let corner = self.cell(pair) - point(CELL / 2.0 - 2.5, CELL / 2.0 - 2.5);
            let (x, y) = (num(corner.x), num(corner.y));
            canvas.leaf(
                "rect",
                &[
                    ("class", "pair"),
                    ("x", &x),
                    ("y", &y),
                    ("width", &side),
                    ("height", &side),
                    ("rx", "6"),
                    ("fill", "none"),
                    ("stroke", self.style.ink),
                    ("stroke-width", "1.5"),
                ],
            );
        }
        for (&pair, arrows) in &self.cells {
            self.discs(canvas, pair, arrows);
        }
        mutual.len() / 2
    }

    /// What one pays another: a disc for the sum, in as many pieces as there are kinds of money, and a small ring for
    /// each kind of which no amount is known.
    fn discs(&self, canvas: &mut Canvas, pair: Pair, arrows: &[&Arrow]) {
        let sum = sum(arrows);
        let middle = self.cell(pair);
        let (known, unknown): (Vec<&Arrow>, Vec<&Arrow>) =
            arrows.iter().partition(|arrow| drawable(arrow.amount).is_some());
        let place = if sum > 0.0 { middle - point(0.0, 6.0) } else { middle };
        let radius = LARGEST * (sum / self.most.max(1.0)).sqrt();
        let id = |at: usize| self.scene.bubbles.get(at).map_or("", |bubble| bubble.id.as_str());
        let mut turned = 0.0;
        for arrow in &known {
            let share = drawable(arrow.amount).unwrap_or(0.0) / sum;
            marks::open(canvas, arrow, (id(pair.0), id(pair.1)));
            piece(canvas, (place, radius.max(2.4)), (turned, share), marks::ink(arrow, self.style));
            canvas.close("g");
            turned += share;
        }
        let first = if sum > 0.0 {
            middle + point(UNKNOWN + 6.0 - CELL / 2.0, UNKNOWN + 6.0 - CELL / 2.0)
        } else {
            middle - point(6.5 * (unknown.len().max(1) - 1) as f64, 0.0)
        };
        for (at, arrow) in unknown.iter().enumerate() {
            marks::open(canvas, arrow, (id(pair.0), id(pair.1)));
            let size = if arrow.structural { 3.0 } else { UNKNOWN };
            marks::disc(canvas, (first + point(13.0 * at as f64, 0.0), size), marks::ink(arrow, self.style));
            canvas.close("g");
        }
        let largest =
            known.iter().max_by(|one, other| one.amount.unwrap_or(0.0).total_cmp(&other.amount.unwrap_or(0.0)));
        if let Some(largest) = largest {
            self.amount(canvas, pair, (sum, largest));
        }
    }

    /// The sum under its disc, in the colour of its largest part.
    fn amount(&self, canvas: &mut Canvas, pair: Pair, (sum, largest): (f64, &Arrow)) {
        let middle = self.cell(pair);
        let words = self.scene.currency.map_or_else(String::new, |currency| super::super::scale::money(sum, currency));
        let text = shorten(&words, CELL - 4.0, AMOUNT, Weight::Bold);
        canvas.line(&Line {
            text: &text,
            at: middle + point(0.0, CELL / 2.0 - 7.0),
            size: AMOUNT,
            weight: Weight::Bold,
            fill: marks::family(largest, self.style).text,
            anchor: Anchor::Middle,
            halo: Some(self.style.paper),
            turn: 0.0,
        });
    }
}

fn sum(arrows: &[&Arrow]) -> f64 {
    arrows.iter().filter_map(|arrow| drawable(arrow.amount)).sum()
}

/// A piece of a disc: `share` of it, clockwise from where `turned` of it ends, which begins at the top.
fn piece(canvas: &mut Canvas, (centre, radius): (Point, f64), (turned, share): (f64, f64), ink: Ink<'_>) {
    if share > 0.999 {
        return marks::disc(canvas, (centre, radius), ink);
    }
    let at = |share: f64| centre + Point::towards(share * TAU - FRAC_PI_2) * radius;
    let (from, to) = (at(turned), at(turned + share));
    let large = u8::from(share > 0.5);
    let r = num(radius);
    let d = format!(
        "M{} {}L{} {}A{r} {r} 0 {large} 1 {} {}Z",
        num(centre.x),
        num(centre.y),
        num(from.x),
        num(from.y),
        num(to.x),
        num(to.y)
    );
    let mut attrs = vec![("d", d.as_str())];
    match ink {
        Ink::Full(colour) => attrs.push(("fill", colour)),
        Ink::Dashed(colour) | Ink::Hollow(colour) | Ink::Dotted(colour) => {
            attrs.extend([
                ("fill", "none"),
                ("stroke", colour),
                ("stroke-width", "1.5"),
                ("stroke-dasharray", "2.6 2"),
            ]);
        }
    }
    canvas.leaf("path", &attrs);
}
