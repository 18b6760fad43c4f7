//! Final bends: with every bubble in its place, each pair of bubbles gets the best of all possible bows.

use super::cost::{Dirty, Objective};
use super::placement::{Forms, LEANS, LENS_BOWS, LONE_BOWS, Placement};
use super::problem::{MANY, Problem};
use crate::model::Stop;

/// Rounds over all pairs; the second already changes little.
const ROUNDS: usize = 3;

/// Gives the arrows of every pair the best bend, given all the others.
pub(super) fn bend(problem: &Problem, placement: &mut Placement, stop: &Stop) {
    let mut forms = Forms::of(problem, placement);
    let mut dirty = Dirty::new(problem);
    let rounds = if problem.edges.len() > MANY { 1 } else { ROUNDS };
    for _ in 0..rounds {
        let mut changed = false;
        for (b, bundle) in problem.bundles.iter().enumerate().filter(|(_, bundle)| !bundle.straight) {
            if stop.should_stop() {
                return;
            }
            dirty.clear();
            for &k in &bundle.edges {
                dirty.edge(k);
            }
            let held = (placement.bow[b], placement.lean[b]);
            let mut best = (f64::INFINITY, held);
            // The current bend comes first, and only a strictly better one replaces it.
            for choice in std::iter::once(held).chain(choices(bundle.lens)) {
                set(problem, (&mut *placement, &mut forms), b, choice);
                let objective = Objective { problem, placement, forms: &forms };
                let points = objective.within(&dirty, best.0);
                if points < best.0 - 1e-6 {
                    best = (points, choice);
                }
            }
            set(problem, (&mut *placement, &mut forms), b, best.1);
            changed |= best.1 != held;
        }
        if !changed {
            return;
        }
    }
}

/// Every bow and lean of a lens, or of a lone arrow.
fn choices(lens: bool) -> Vec<(f64, f64)> {
    if lens {
        LENS_BOWS.iter().flat_map(|&bow| LEANS.iter().map(move |&lean| (bow, lean))).collect()
    } else {
        LONE_BOWS.iter().map(|&bow| (bow, 0.0)).collect()
    }
}

fn set(problem: &Problem, (placement, forms): (&mut Placement, &mut Forms), b: usize, (bow, lean): (f64, f64)) {
    (placement.bow[b], placement.lean[b]) = (bow, lean);
    for &k in &problem.bundles[b].edges {
        forms.set_line(problem, placement, k);
    }
}
