//! Counts of what disturbs the reader of a map, to compare our layouts with others.

use super::layout::geom::{Point, Rect, crossing, point};
use super::layout::{LayoutOptions, Plan, lay_out};
use super::metrics::{Weight, width};
use super::places::Places;
use super::scene::Scene;
use crate::model::Stop;

/// Points along an arrow of ours, as it is looked at.
const POINTS: usize = 25;
/// Steps along each curve of Graphviz.
const STEPS: u32 = 8;

/// Counts over a whole drawing; lower is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quality {
    /// How often arrows cross.
    pub crossings: usize,
    /// How often an arrow runs over a bubble that is not its own.
    pub over_bubbles: usize,
    /// How often an amount or a name covers another one, or a bubble that is not its own.
    pub overlaps: usize,
}

/// Our own drawing of a scene, bubbles anywhere or where they are told to be.
#[must_use]
pub fn ours(scene: &Scene, places: Option<&Places>) -> Quality {
    let options = LayoutOptions { places: places.cloned().unwrap_or_default(), ..LayoutOptions::default() };
    Drawing::of(scene, &lay_out(scene, &options, &Stop::never())).quality()
}

/// The drawing that Graphviz itself makes of what [`super::dot::request`] asks for, from its answer in the format
/// `plain`; none if the answer is another one.
#[must_use]
pub fn graphviz(scene: &Scene, answer: &str) -> Option<Quality> {
    Drawing::of_plain(scene, answer).map(|drawing| drawing.quality())
}

/// A drawing reduced to what can be counted.
struct Drawing {
    discs: Vec<(Point, f64)>,
    lines: Vec<Line>,
    boxes: Vec<Words>,
}

struct Line {
    ends: [usize; 2],
    points: Vec<Point>,
    hull: Rect,
}

/// A name or an amount.
struct Words {
    rect: Rect,
    /// The bubble whose name it is.
    bubble: Option<usize>,
}

impl Line {
    fn new(ends: [usize; 2], points: Vec<Point>) -> Self {
        let hull = points.iter().fold(Rect::EMPTY, |hull, &p| hull.with(p)).grown(1.0);
        Self { ends, points, hull }
    }
}

impl Drawing {
    fn of(scene: &Scene, plan: &Plan) -> Self {
        let names = plan.bubbles.iter().enumerate();
        let mut boxes: Vec<Words> = names.map(|(i, placed)| Words { rect: placed.rect, bubble: Some(i) }).collect();
        let mut lines = Vec::new();
        for placed in &plan.arrows {
            let Some(arrow) = scene.arrows.get(placed.arrow) else { continue };
            if arrow.payer != arrow.payee {
                lines.push(Line::new([arrow.payer, arrow.payee], placed.arc.points::<POINTS>().to_vec()));
            }
            if let Some((label, middle)) = &placed.label {
                boxes.push(Words { rect: Rect::around(*middle, label.extent.0, label.extent.1), bubble: None });
            }
        }
        let discs = plan.bubbles.iter().map(|placed| (placed.centre, placed.radius)).collect();
        Self { discs, lines, boxes }
    }

    /// Reads `node`, `edge` and their places, in inches of 72 points.
    fn of_plain(scene: &Scene, answer: &str) -> Option<Self> {
        let mut drawing =
            Self { discs: vec![(Point::default(), 0.0); scene.bubbles.len()], lines: Vec::new(), boxes: Vec::new() };
        let index = |word: &str| word.strip_prefix('n')?.parse::<usize>().ok();
        for line in answer.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let number = |at: usize| Some(words.get(at)?.parse::<f64>().ok()? * 72.0);
            match words.first() {
                Some(&"node") => {
                    let (i, at, wide) = (index(words.get(1)?)?, point(number(2)?, number(3)?), number(4)?);
                    *drawing.discs.get_mut(i)? = (at, wide / 2.0);
                    let name = width(&scene.bubbles.get(i)?.name, 14.0, Weight::Bold);
                    drawing.boxes.push(Words { rect: Rect::around(at, name, 14.0), bubble: Some(i) });
                }
                Some(&"edge") => {
                    let ends = [index(words.get(1)?)?, index(words.get(2)?)?];
                    let count: usize = words.get(3)?.parse().ok()?;
                    let place = |k: usize| Some(point(number(4 + 2 * k)?, number(5 + 2 * k)?));
                    let controls: Option<Vec<Point>> = (0..count).map(place).collect();
                    drawing.lines.push(Line::new(ends, curve(&controls?)));
                    // A label, if there is one, comes before its place; style and colour come last.
                    let after = 4 + 2 * count;
                    if let (Some(x), Some(y)) = (number(after + 1), number(after + 2)) {
                        let label = words.get(after).map_or("", |label| label.trim_matches('"'));
                        let rect = Rect::around(point(x, y), width(label, 13.0, Weight::Bold), 13.0);
                        drawing.boxes.push(Words { rect, bubble: None });
                    }
                }
                _ => {}
            }
        }
        (!drawing.discs.is_empty()).then_some(drawing)
    }

    fn quality(&self) -> Quality {
        let mut crossings = 0;
        let mut over_bubbles = 0;
        for (at, line) in self.lines.iter().enumerate() {
            crossings += self.lines.iter().take(at).map(|other| times_crossed(line, other)).sum::<usize>();
            let runs_over = |(i, disc): &(usize, &(Point, f64))| {
                let near = |pair: &[Point]| disc.0.to_segment(pair[0], pair[1]) < disc.1;
                !line.ends.contains(i) && line.points.windows(2).any(near)
            };
            over_bubbles += self.discs.iter().enumerate().filter(runs_over).count();
        }
        let mut overlaps = 0;
        let words: Vec<&Words> = self.boxes.iter().filter(|words| !words.rect.is_empty()).collect();
        for (at, one) in words.iter().enumerate() {
            overlaps += words.iter().take(at).filter(|other| other.rect.meets(&one.rect)).count();
            let covers = |(i, disc): &(usize, &(Point, f64))| {
                one.bubble != Some(*i) && one.rect.depth_of_disc(disc.0, disc.1) > 0.5
            };
            overlaps += self.discs.iter().enumerate().filter(covers).count();
        }
        Quality { crossings, over_bubbles, overlaps }
    }
}

fn times_crossed(one: &Line, other: &Line) -> usize {
    if !one.hull.meets(&other.hull) {
        return 0;
    }
    let pairs = one.points.windows(2).flat_map(|a| other.points.windows(2).map(move |b| (a, b)));
    pairs.filter(|(a, b)| crossing((a[0], a[1]), (b[0], b[1])).is_some()).count()
}

/// Points along curves of Bézier, each of which shares an end with the next.
fn curve(controls: &[Point]) -> Vec<Point> {
    let mut points: Vec<Point> = controls.first().copied().into_iter().collect();
    let mut at = 0;
    while let Some(&[a, b, c, d]) = controls.get(at..at + 4) {
        for step in 1..=STEPS {
            let t = f64::from(step) / f64::from(STEPS);
            let u = 1.0 - t;
            points.push(a * (u * u * u) + b * (3.0 * u * u * t) + c * (3.0 * u * t * t) + d * (t * t * t));
        }
        at += 3;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::super::scene::{Arrow, Bubble, Scene, Shape, Tint};
    use super::graphviz;

    fn scene() -> Scene {
        let bubble = |name: &str| Bubble {
            id: name.to_owned(),
            name: name.to_owned(),
            shape: Shape::Company,
            worth: None,
            worth_label: None,
            worth_on: None,
            tint: Tint::Other,
            title: name.to_owned(),
        };
        Scene {
            title: String::new(),
            subtitle: Vec::new(),
            currency: Some(crate::model::Currency::USD),
            bubbles: ["A", "B", "C", "D"].map(bubble).to_vec(),
            arrows: Vec::<Arrow>::new(),
            notes: Vec::new(),
            left_out: None,
            sources: Vec::new(),
            desc: String::new(),
        }
    }

    #[test]
    fn a_cross_over_a_bubble_is_counted() {
        // A in the lower left pays C in the upper right; B pays D across it; D's arrow to B runs over A.
        let answer = "graph 1 4 4\n\
            node n0 0 0 0.5 0.5 A solid circle black white\nnode n1 4 0 0.5 0.5 B solid circle black white\n\
            node n2 4 4 0.5 0.5 C solid circle black white\nnode n3 0 4 0.5 0.5 D solid circle black white\n\
            edge n0 n2 4 0 0 1 1 3 3 4 4 \"$5bn\" 3.9 3.9 solid black\nedge n1 n3 4 4 0 3 1.3 1 3.1 0 4 solid black\n\
            edge n3 n1 7 0 4 0 3 0 1 0 0 1 0 3 0 4 0 solid black\nstop\n";
        // The amount lies over bubble C and its name; three lines share corners without a crossing but the one.
        let quality = graphviz(&scene(), answer).unwrap();
        assert_eq!((quality.over_bubbles, quality.overlaps), (1, 2));
        assert!(quality.crossings >= 1, "{quality:?}");
        assert_eq!(graphviz(&scene(), "node x"), None);
        let empty = graphviz(&scene(), "graph 1 0 0\nstop\n");
        assert_eq!(empty.map(|q| q.crossings), Some(0));
    }
}
