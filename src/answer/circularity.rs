//! The page of figures that an editor would lift: the ladder first, then who, what, when, and the caveats.

use super::{Answer, claims, measure};
use crate::{
    circuits::Limits,
    flow::Scope,
    measure::{Spreading, disagreements},
};

/// How many rows each list has.
const ROWS: usize = 15;

/// All measures of a view on one page. `limits` bound the loops that are counted.
pub fn circularity<'r>(scope: &Scope<'r>, limits: &Limits) -> Answer<'r> {
    let limits = Limits { class: None, by_deal: false, ..limits.clone() };
    let mut page = Answer::of("circularity", scope);
    page.title("How much of this money goes round");
    page.subject(format!(
        "{} Amounts are what the deals state, rounded; every figure can be recomputed from the rows of flows.csv.",
        scope.words()
    ));
    // Each leaves some of the time to those that come after it.
    let part = |part: f64| scope.clone().until(scope.stop.rest(part));
    page.section(measure::ladder(&part(0.3), &limits), 1);
    page.section(measure::circulation(&part(0.4), ROWS), 3);
    page.section(measure::companies(&part(0.4), ROWS), 1);
    let unsplit = measure::forwarding(&part(0.5), &limits, ROWS).map(|loops| page.section(loops, 1)).err();
    page.section(measure::feedback_set(&part(0.8)), 2);
    page.section(measure::annual(scope, None, Spreading::Straight), 1);
    page.section(measure::sources(scope, None, ROWS), 2);
    claims::side_by_side(&mut page, scope.register, &disagreements(scope.register, scope.view.as_of));
    if let Some(refusal) = unsplit {
        page.text(format!("The loops are not told apart by amount: {refusal}."));
    }
    page
}
