//! When a command has to end: at its deadline, or when somebody presses Ctrl-C.

use std::time::{Duration, Instant};

use super::{Failure, args::BoundArgs, stopped, view};

/// The clock of a command. It starts once: whatever is looked for later gets what is left.
pub(super) struct Clock {
    start: Instant,
    deadline: Option<Duration>,
}

impl Clock {
    /// Starts now; of a command that has no bounds it ends with Ctrl-C only.
    pub(super) fn start(bounds: Option<&BoundArgs>) -> Result<Self, Failure> {
        let deadline = bounds.and_then(|bounds| bounds.deadline.as_deref()).map(view::duration).transpose()?;
        Ok(Self { start: Instant::now(), deadline })
    }

    /// The same for a search before a drawing, which gets half of the time, so that some is left to lay out what is found.
    pub(super) fn half(&self) -> Self {
        Self { start: self.start, deadline: self.deadline.map(|deadline| deadline / 2) }
    }

    pub(super) fn over(&self) -> bool {
        stopped() || self.deadline.is_some_and(|deadline| self.start.elapsed() >= deadline)
    }
}
