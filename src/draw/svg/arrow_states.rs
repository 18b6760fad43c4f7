//! The map of the page: every state of every arrow, of which one at most is seen.

use super::super::explorer::{Explorer, Flow};
use super::super::layout::{Label, PlacedArrow, Plan};
use super::super::scale::{self, Pen};
use super::super::style::Style;
use super::{Attrs, Canvas, marks};

/// Writes arrows, bubbles and amounts. A state is a group with the places of its flow and of itself as `data-f` and
/// `data-l`.
pub(in crate::draw) fn write(canvas: &mut Canvas, explorer: &Explorer, plan: &Plan, style: &Style) {
    let scene = &explorer.scene;
    let mut order: Vec<(usize, &PlacedArrow)> = Vec::new();
    for (at, flow) in explorer.flows.iter().enumerate() {
        let placed = plan.arrows.iter().find(|placed| Some(placed.arrow) == flow.arrow);
        order.extend(placed.map(|placed| (at, placed)));
    }
    // As on the map: thick ones first.
    order.sort_by(|(_, a), (_, b)| b.width.total_cmp(&a.width).then(a.arrow.cmp(&b.arrow)));
    canvas.open("g", &[("class", "arrows")]);
    for (flow, placed) in &order {
        let id = |at: usize| scene.bubbles.get(at).map_or("", |bubble| bubble.id.as_str());
        let ends = scene.arrows.get(placed.arrow).map_or(("", ""), |arrow| (id(arrow.payer), id(arrow.payee)));
        each(canvas, explorer, (*flow, placed), |canvas, arrow| {
            let pen = Pen::map(scale::arrow_width(arrow.amount));
            marks::arrow(canvas, arrow, &marks::Stroke { arc: placed.arc, pen, payer: ends.0, payee: ends.1 }, style);
        });
    }
    canvas.close("g");
    canvas.open("g", &[("class", "bubbles")]);
    for (bubble, placed) in scene.bubbles.iter().zip(&plan.bubbles) {
        // Where no script runs, whoever has no part in what the page opens with is not seen.
        let party = explorer.parties.iter().position(|party| party.id == bubble.id);
        let part = |flow: &Flow| opens(explorer, flow) && [Some(flow.payer), Some(flow.payee)].contains(&party);
        canvas.open("g", &[("class", if explorer.flows.iter().any(part) { "now" } else { "past" })]);
        marks::bubble(canvas, bubble, (placed.centre, placed.radius), style);
        marks::name(canvas, &placed.name, (placed.rect, placed.align), style);
        canvas.close("g");
        canvas.close("g");
    }
    canvas.close("g");
    canvas.open("g", &[("class", "amounts"), ("aria-hidden", "true")]);
    for (flow, placed) in order.iter().rev() {
        let middle = placed.label.as_ref().map_or_else(|| placed.arc.at(0.5), |(_, middle)| *middle);
        each(canvas, explorer, (*flow, placed), |canvas, arrow| {
            if let Some(label) = Label::of(arrow, scale::arrow_width(arrow.amount)) {
                marks::label(canvas, &label, middle, (marks::family(arrow, style).text, style));
            }
        });
    }
    canvas.close("g");
}

/// Whether a flow is part of what the page opens with.
fn opens(explorer: &Explorer, flow: &Flow) -> bool {
    let folded = |at: usize| explorer.parties.get(at).is_some_and(|party| party.folded);
    flow.today.is_some() && !folded(flow.payer) && !folded(flow.payee)
}

/// A group for each state of a flow.
fn each(
    canvas: &mut Canvas,
    explorer: &Explorer,
    (at, placed): (usize, &PlacedArrow),
    mut draw: impl FnMut(&mut Canvas, &super::Arrow),
) {
    let Some(flow) = explorer.flows.get(at) else { return };
    let coloured = explorer.scene.arrows.get(placed.arrow).is_some_and(|arrow| arrow.coloured);
    for (number, state) in flow.states.iter().enumerate() {
        let (flow_at, look_at) = (at.to_string(), number.to_string());
        let class = if coloured { "look" } else { "look off" };
        let mut attrs: Vec<(&str, &str)> = vec![("class", class), ("data-f", &flow_at), ("data-l", &look_at)];
        if flow.today != Some(number) || !opens(explorer, flow) {
            attrs.push(("display", "none"));
        }
        let attrs: &Attrs<'_> = &attrs;
        canvas.open("g", attrs);
        draw(canvas, &state.arrow);
        canvas.close("g");
    }
}
