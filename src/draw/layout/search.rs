//! Short searches from several first positions, side by side, then a long one from the best of them.

use std::thread;

use super::anneal::{Search, Stage};
use super::crossing_reduction::reduce_crossings;
use super::placement::Placement;
use super::problem::{MANY, Problem};
use super::stress;
use crate::model::Stop;

/// First positions that are tried: more where one search leaves many crossings, and time.
fn starts(load: usize) -> u64 {
    if (250..600).contains(&load) { 4 } else { 2 }
}

/// The best arrangement found: the same on every machine, however many threads it has.
pub(super) fn best(problem: &Problem, stop: &Stop) -> Placement {
    let long = long(problem);
    let short = Stage { cold: 5.0, moves: long.moves / 10, ..long };
    let found = thread::scope(|scope| {
        let start = |seed| scope.spawn(move || begin(problem, seed, short, stop));
        let running: Vec<_> = (1..=starts(problem.len() + problem.edges.len())).map(start).collect();
        // Of equals, the earliest start.
        let ended = running.into_iter().filter_map(|search| search.join().ok());
        ended.min_by(|one, other| one.0.total_cmp(&other.0))
    });
    // Only a failed search leaves nothing: then the initial positions are used.
    let placement =
        found.map_or_else(|| Placement::new(problem, stress::positions(problem, 1)), |(_, placement)| placement);
    let mut search = Search::new(problem, placement, 77);
    search.run(long, stop);
    search.placement()
}

/// The best bends, names and labels found, with every bubble where it is.
pub(super) fn around(problem: &Problem, placement: Placement, stop: &Stop) -> Placement {
    let mut search = Search::new(problem, placement, 77).still();
    search.run(long(problem), stop);
    search.placement()
}

/// Fewer moves when each costs more: a bubble with many arrows among many.
fn long(problem: &Problem) -> Stage {
    let (bubbles, arrows) = (problem.len(), problem.edges.len());
    let each = (bubbles + arrows) * (1 + 2 * arrows / bubbles.max(1));
    let moves = (3_300_000 / (bubbles + arrows).max(20)).clamp(3_000, 40_000).min(60_000_000 / each.max(1)).max(200);
    Stage { warm: 12.0, cold: 0.5, moves }
}

/// A short search from positions that only `seed` decides, and its points.
fn begin(problem: &Problem, seed: u64, stage: Stage, stop: &Stop) -> (f64, Placement) {
    let at = stress::positions(problem, seed);
    let moves = (420 * (problem.len() + problem.edges.len())).clamp(75_000, 144_000);
    // With more arrows than that, crossings cannot be counted in reasonable time.
    let uncrossed = if problem.edges.len() > MANY {
        at.clone()
    } else {
        reduce_crossings(problem, at.clone(), (seed, moves), stop)
    };
    let mut search = Search::new(problem, Placement::new(problem, uncrossed), seed);
    search.run(stage, stop);
    let found = (search.total(), search.placement());
    if !stop.should_stop() {
        return found;
    }
    // A search that was cut while it was warm may have made it worse.
    let mut first = Search::new(problem, Placement::new(problem, at), seed);
    let first = (first.total(), first.placement());
    if first.0 < found.0 { first } else { found }
}
