//! The map: header, arrows, bubbles, words, legend, foot.

use super::super::layout::geom::{Point, Rect, point};
use super::super::layout::{self, LayoutOptions, PlacedArrow, Plan, lay_out};
use super::super::places::Places;
use super::super::scale::Pen;
use super::super::scene::Scene;
use super::super::style::Style;
use super::page::{MARGIN, Page};
use super::{Canvas, Svg, marks};
use crate::model::Stop;

/// Narrowest page, px.
const NARROWEST: f64 = 1200.0;
/// Clear space over and under what is laid out, px.
const OVER: f64 = 26.0;
const UNDER: f64 = 30.0;

/// Lays out a scene, its bubbles at the places that are given, if any are.
pub(super) fn arrange(scene: &Scene, places: &Places, style: &Style, stop: &Stop) -> Plan {
    let canvas_size =
        asked_page(scene, style).map(|asked| point(asked.x - 2.0 * MARGIN, asked.y - furniture(scene, style, asked.x)));
    lay_out(scene, &LayoutOptions { canvas_size, places: places.clone(), ..LayoutOptions::default() }, stop)
}

/// Draws a scene that is laid out.
pub(super) fn draw(scene: &Scene, plan: &Plan, style: &Style) -> Svg {
    let narrowest = asked_page(scene, style).map_or(NARROWEST, |asked| asked.x);
    let mut page = Page::new((plan.size.x + 2.0 * MARGIN).max(narrowest), style);
    // A page of the asked shape may have height to spare: half of it over the picture, half under it.
    let spare = style
        .page()
        .map_or(0.0, |asked| page.width * asked.y / asked.x - furniture(scene, style, page.width) - plan.size.y);
    let spare = spare.max(0.0) / 2.0;
    page.header(&scene.title, &scene.subtitle);
    let room = page.width - 2.0 * MARGIN - plan.size.x;
    let origin = point(MARGIN + room.max(0.0) / 2.0, page.y + OVER + spare);
    picture(&mut page.canvas, scene, &plan.moved(origin), style);
    page.y = origin.y + plan.size.y + UNDER + spare;
    page.legend(scene);
    page.foot(&scene.foot(), &scene.sources);
    page.finish(&scene.title, &scene.desc)
}

/// A page of the asked shape on which the picture has its usual area, px.
fn asked_page(scene: &Scene, style: &Style) -> Option<Point> {
    let asked = style.page()?;
    let usual = layout::canvas_size(scene);
    let (mut low, mut high) = (600.0, 6000.0);
    for _ in 0..24 {
        let wide = f64::midpoint(low, high);
        let left = wide * asked.y / asked.x - furniture(scene, style, wide);
        if (wide - 2.0 * MARGIN) * left < usual.x * usual.y {
            low = wide;
        } else {
            high = wide;
        }
    }
    Some(point(high, high * asked.y / asked.x))
}

/// Height of all but the picture on a page of that width, px.
fn furniture(scene: &Scene, style: &Style, wide: f64) -> f64 {
    let mut page = Page::new(wide, style);
    page.header(&scene.title, &scene.subtitle);
    page.legend(scene);
    page.foot(&scene.foot(), &scene.sources);
    page.y + OVER + UNDER
}

fn picture(canvas: &mut Canvas, scene: &Scene, plan: &Plan, style: &Style) {
    // Thick arrows first: a thin one over a thick one is seen, the other way round it is not.
    let mut order: Vec<&PlacedArrow> = plan.arrows.iter().collect();
    order.sort_by(|a, b| b.width.total_cmp(&a.width).then(a.arrow.cmp(&b.arrow)));
    let id = |i: usize| scene.bubbles.get(i).map_or("", |bubble| bubble.id.as_str());
    canvas.open("g", &[("class", "arrows")]);
    for placed in &order {
        if let Some(arrow) = scene.arrows.get(placed.arrow) {
            let stroke = marks::Stroke {
                arc: placed.arc,
                pen: Pen::map(placed.width),
                payer: id(arrow.payer),
                payee: id(arrow.payee),
            };
            marks::arrow(canvas, arrow, &stroke, style);
        }
    }
    canvas.close("g");
    canvas.open("g", &[("class", "bubbles")]);
    for (bubble, placed) in scene.bubbles.iter().zip(&plan.bubbles) {
        marks::bubble(canvas, bubble, (placed.centre, placed.radius), style);
        marks::name(canvas, &placed.name, (placed.rect, placed.align), style);
        canvas.close("g");
    }
    canvas.close("g");
    // The arrows say the same to a screen reader.
    canvas.open("g", &[("class", "amounts"), ("aria-hidden", "true")]);
    for placed in order.iter().rev() {
        if let (Some(arrow), Some((label, middle))) = (scene.arrows.get(placed.arrow), &placed.label) {
            marks::label(canvas, label, *middle, (marks::family(arrow, style).text, style));
        }
    }
    canvas.close("g");
}

impl Plan {
    /// The same plan with its top left corner at `origin`.
    pub(in crate::draw) fn moved(&self, origin: Point) -> Self {
        let mut plan = self.clone();
        for bubble in &mut plan.bubbles {
            bubble.centre = bubble.centre + origin;
            bubble.rect = Rect { min: bubble.rect.min + origin, max: bubble.rect.max + origin };
        }
        for placed in &mut plan.arrows {
            placed.arc.from = placed.arc.from + origin;
            placed.arc.to = placed.arc.to + origin;
            if let Some((_, middle)) = &mut placed.label {
                *middle = *middle + origin;
            }
        }
        plan
    }
}
