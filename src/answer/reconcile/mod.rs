//! `reconcile`: somebody else's list beside one's own.

mod page;
mod records;
mod told;

pub use told::Beside;
use told::Told;

use super::Answer;
use crate::measure::Reconciliation;

/// What two registers both have, what only one of them has, and what cannot be told. Lists show their first `top`.
pub fn reconcile<'r>(ours: Beside<'r>, theirs: Beside<'r>, found: &Reconciliation, top: usize) -> Answer<'r> {
    let told = Told { ours, theirs, found };
    let mut answer = Answer::new("reconcile", ours.register);
    answer.beside(theirs.register);
    page::put(&mut answer, &told, top);
    records::put(&mut answer, &told);
    answer
}
