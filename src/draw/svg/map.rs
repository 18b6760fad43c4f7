//! The map: header, arrows, bubbles, words, legend, foot.

use super::super::layout::geom::{Point, Rect, point};
use super::super::layout::{PlacedArrow, Plan, lay_out};
use super::super::scale::Pen;
use super::super::scene::Scene;
use super::super::style::Style;
use super::sheet::{MARGIN, Sheet};
use super::{Canvas, Svg, marks};

/// Narrowest page, px.
const NARROWEST: f64 = 1200.0;

pub(super) fn draw(scene: &Scene, style: &Style) -> Svg {
    let plan = lay_out(scene);
    let mut sheet = Sheet::new((plan.size.x + 2.0 * MARGIN).max(NARROWEST), style);
    sheet.header(&scene.title, &scene.subtitle);
    let room = sheet.width - 2.0 * MARGIN - plan.size.x;
    let origin = point(MARGIN + room.max(0.0) / 2.0, sheet.y + 26.0);
    picture(&mut sheet.canvas, scene, &plan.moved(origin), style);
    sheet.y = origin.y + plan.size.y + 30.0;
    sheet.legend(scene);
    sheet.foot(&scene.notes, &scene.sources);
    sheet.finish(&scene.title, &scene.desc)
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
    fn moved(&self, origin: Point) -> Self {
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
