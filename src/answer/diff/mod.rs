//! What changed between two days, two registers, a register and a scenario, or two scenarios.

mod compared;
mod page;
mod records;

use compared::Compared;

use super::Answer;
use crate::{circuits::Limits, flow::Scope, measure::ABOUT_CHANGE};

/// What changed from one scope to the other: the loops that formed, went and changed, and the deals behind them. Lists
/// show their first `top`.
pub fn diff<'r>(before: &Scope<'r>, after: &Scope<'r>, limits: &Limits, top: usize) -> Answer<'r> {
    let compared = Compared::new(before, after, limits, top);
    let mut answer = Answer::new("diff", after.register);
    answer.about(&[&ABOUT_CHANGE]);
    answer.complete = compared.complete();
    page::put(&mut answer, &compared);
    records::put(&mut answer, &compared);
    answer
}
