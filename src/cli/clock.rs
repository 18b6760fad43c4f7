//! When a command has to end: at its deadline, or when somebody presses Ctrl-C.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use super::{Failure, args::BoundArgs, stopped, view};

/// The clock of a command. It starts once: whatever is looked for later gets what is left.
pub(super) struct Clock {
    start: Instant,
    deadline: Option<Duration>,
    rang: Arc<AtomicBool>,
}

impl Clock {
    /// Starts now; of a command that has no bounds it ends with Ctrl-C only.
    pub(super) fn start(bounds: Option<&BoundArgs>) -> Result<Self, Failure> {
        let deadline = bounds.and_then(|bounds| bounds.deadline.as_deref()).map(view::duration).transpose()?;
        Ok(Self { start: Instant::now(), deadline, rang: Arc::default() })
    }

    /// The same for what comes before something else, and so has to end after so many tenths of the whole time.
    pub(super) fn tenths(&self, tenths: u32) -> Self {
        Self { deadline: self.deadline.map(|deadline| deadline * tenths / 10), rang: Arc::clone(&self.rang), ..*self }
    }

    /// Whether a search has to end: at the deadline, or because somebody pressed Ctrl-C.
    pub(super) fn over(&self) -> bool {
        stopped() || self.late()
    }

    /// Whether the deadline has passed. What was found before Ctrl-C is still written.
    pub(super) fn late(&self) -> bool {
        let late = self.deadline.is_some_and(|deadline| self.start.elapsed() >= deadline);
        if late {
            self.rang.store(true, Ordering::Relaxed);
        }
        late
    }

    /// Whether anything was told that it is late, by this clock or one for a part of its time.
    pub(super) fn rang(&self) -> bool {
        self.rang.load(Ordering::Relaxed)
    }
}
