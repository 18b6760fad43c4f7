//! The layout of a map: our own, deterministic, and without a system package.
//!
//! [`stress`] gives initial positions and [`crossing_reduction`] removes crossings from them. [`search`] runs
//! [`anneal`] from several of these and keeps the arrangement of least [`cost`]. [`overlap_removal`] separates bubbles,
//! [`edge_bending`] gives every arrow its best bend, [`ports`] spreads the ends of arrows along the rims, and
//! [`labels`] moves words to where they cover least. `O(moves · (bubbles + arrows))`, with a bounded number of moves.

mod anneal;
mod boxes;
mod cost;
mod crossing_reduction;
mod edge_bending;
mod edges;
pub(super) mod geom;
mod insert_nodes;
mod labels;
mod loops;
mod names;
mod overlap_removal;
mod placement;
mod plan;
mod ports;
mod problem;
mod rings;
mod search;
mod stress;

pub(super) use edges::Label;
use geom::{Arc, Point, Rect};
pub(super) use names::Name;
use placement::{Forms, Placement};
pub(super) use plan::{Kept, PlacedArrow, PlacedBubble, Plan};
use problem::Problem;
pub(super) use problem::canvas_size;

use super::places::Places;
use super::scene::Scene;
use crate::model::Stop;

/// What a layout has to respect.
#[derive(Default)]
pub(super) struct LayoutOptions {
    /// The canvas to fill, px; else the one that [`canvas_size`] proposes.
    pub(super) canvas_size: Option<Point>,
    /// The centre of each bubble that has a place already: places are then looked for only for the others, and bends
    /// and labels for all.
    pub(super) places: Places,
    /// What lies exactly where an earlier plan has it; the words of all else keep clear of it.
    pub(super) kept: Kept,
}

/// The radius of each bubble on the usual canvas, px.
pub(super) fn radii(scene: &Scene) -> Vec<f64> {
    Problem::of(scene, canvas_size(scene)).radius
}

/// Lays out a scene. The same scene and options give the same plan, if there is time; when it is over, takes what there
/// is.
pub(super) fn lay_out(scene: &Scene, options: &LayoutOptions, stop: &Stop) -> Plan {
    let mut problem = Problem::of(scene, options.canvas_size.unwrap_or_else(|| canvas_size(scene)));
    problem.keep(&options.kept);
    let Places { at, exact } = &options.places;
    let told = at.len() == problem.len() && at.iter().any(Option::is_some);
    let mut placement = if told {
        search::around(&problem, Placement::new(&problem, insert_nodes::insert_nodes(&problem, at)), stop)
    } else {
        search::best(&problem, stop)
    };
    overlap_removal::separate(&mut placement.at, &problem.radius);
    for (at, bubble) in placement.at.iter_mut().zip(&options.kept.bubbles) {
        *at = bubble.centre;
    }
    if !(told && *exact) {
        let used = extent(&problem, &placement);
        overlap_removal::fill(&mut placement.at, used, problem.canvas_size);
    }
    edge_bending::bend(&problem, &mut placement, stop);
    let mut arcs = ports::arcs(&problem, &placement, &Forms::of(&problem, &placement));
    for (arc, edge) in arcs.iter_mut().zip(&problem.edges) {
        if let Some(arrow) = options.kept.arrows.get(&edge.arrow) {
            *arc = arrow.arc;
        }
    }
    let names = (0..problem.len()).map(|i| options.kept.name_box(i));
    let fixed: Vec<_> = names.chain(problem.edges.iter().map(|edge| options.kept.label_box(edge.arrow))).collect();
    let chosen = labels::choose((&problem, &fixed), &placement.at, &arcs, stop);
    let mut plan = plan(scene, &problem, &placement, (arcs, chosen));
    plan.keep(&options.kept);
    plan.trim();
    plan
}

/// The box of all bubbles, names and arrows.
fn extent(problem: &Problem, placement: &Placement) -> Rect {
    let forms = Forms::of(problem, placement);
    let bubbles = placement.at.iter().zip(&problem.radius).map(|(&p, &r)| Rect::around(p, 2.0 * r, 2.0 * r));
    let lines = forms.lines.iter().map(|line| line.hull);
    bubbles.chain(lines).chain(forms.boxes.iter().copied()).fold(Rect::EMPTY, Rect::union)
}

fn plan(scene: &Scene, problem: &Problem, placement: &Placement, (arcs, chosen): (Vec<Arc>, labels::Chosen)) -> Plan {
    let n = problem.len();
    let mut bubbles = Vec::with_capacity(n);
    for i in 0..n {
        let (name, centre) = (problem.names[i].clone(), placement.at[i]);
        let (w, h) = name.extent();
        let rect = if name.inside { Rect::around(centre, w, h) } else { chosen.boxes[i] };
        let align = if name.inside { 0 } else { names::alignment(chosen.places[i]) };
        bubbles.push(PlacedBubble { centre, radius: problem.radius[i], name, rect, align });
    }
    let mut arrows: Vec<PlacedArrow> = problem
        .edges
        .iter()
        .zip(arcs)
        .enumerate()
        .map(|(k, (edge, arc))| {
            let label = edge.label.clone().map(|label| (label, chosen.boxes[n + k].centre()));
            PlacedArrow { arrow: edge.arrow, arc, width: edge.width, label }
        })
        .collect();
    rings::add(scene, problem, &bubbles, &mut arrows);
    arrows.sort_by_key(|placed| placed.arrow);
    Plan { size: Point::default(), corner: Point::default(), bubbles, arrows }
}

#[cfg(test)]
mod tests;
