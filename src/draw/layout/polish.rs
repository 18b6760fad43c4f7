//! Last bends: with every bubble in its place, each pair of bubbles takes the best of all bows that it may have.

use super::Over;
use super::cost::{Judge, Touched};
use super::pose::{Forms, LEANS, LENS_BOWS, LONE_BOWS, Pose};
use super::problem::{MANY, Problem};

/// Rounds over all pairs; the second already changes little.
const ROUNDS: usize = 3;

/// Bends the arrows of every pair as well as can be, given all the others.
pub(super) fn bend(problem: &Problem, pose: &mut Pose, over: &Over<'_>) {
    let mut forms = Forms::of(problem, pose);
    let mut touched = Touched::new(problem);
    let rounds = if problem.edges.len() > MANY { 1 } else { ROUNDS };
    for _ in 0..rounds {
        let mut changed = false;
        for (b, bundle) in problem.bundles.iter().enumerate().filter(|(_, bundle)| !bundle.straight) {
            if over() {
                return;
            }
            touched.clear();
            for &k in &bundle.edges {
                touched.edge(k);
            }
            let held = (pose.bow[b], pose.lean[b]);
            let mut best = (f64::INFINITY, held);
            // What is held comes first, and only what is truly better replaces it.
            for choice in std::iter::once(held).chain(choices(bundle.lens)) {
                set(problem, (&mut *pose, &mut forms), b, choice);
                let judge = Judge { problem, pose, forms: &forms };
                let points = judge.within(&touched, best.0);
                if points < best.0 - 1e-6 {
                    best = (points, choice);
                }
            }
            set(problem, (&mut *pose, &mut forms), b, best.1);
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

fn set(problem: &Problem, (pose, forms): (&mut Pose, &mut Forms), b: usize, (bow, lean): (f64, f64)) {
    (pose.bow[b], pose.lean[b]) = (bow, lean);
    for &k in &problem.bundles[b].edges {
        forms.set_line(problem, pose, k);
    }
}
