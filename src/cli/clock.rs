//! When a command has to end: at its deadline, or when somebody presses Ctrl-C.

use super::{args::BoundArgs, outcome::Failure, view};
use crate::model::Stop;
use crate::terminal::interrupt;

/// Starts now; a command that has no bounds ends with Ctrl-C only.
pub(super) fn start(bounds: Option<&BoundArgs>) -> Result<Stop, Failure> {
    until(bounds.and_then(|bounds| bounds.deadline.as_deref()))
}

/// The same with a deadline in words.
pub(super) fn until(deadline: Option<&str>) -> Result<Stop, Failure> {
    let stop = deadline.map(view::duration).transpose()?.map_or_else(Stop::never, Stop::after);
    Ok(stop.or_when(interrupt::flag()))
}
