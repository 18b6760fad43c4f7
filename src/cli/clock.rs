//! When a search has to end: at the deadline, or when somebody presses Ctrl-C.

use std::time::{Duration, Instant};

use super::{Failure, args::BoundArgs, stopped, view};

/// The clock of a command. It starts once, whatever the command then looks for.
pub(super) struct Clock {
    start: Instant,
    deadline: Option<Duration>,
}

impl Clock {
    pub(super) fn start(bounds: &BoundArgs) -> Result<Self, Failure> {
        let deadline = bounds.deadline.as_deref().map(view::duration).transpose()?;
        Ok(Self { start: Instant::now(), deadline })
    }

    pub(super) fn over(&self) -> bool {
        stopped() || self.deadline.is_some_and(|deadline| self.start.elapsed() >= deadline)
    }
}
