//! How far a scan is: on a terminal, and nowhere else.

use std::sync::mpsc::RecvTimeoutError;

use indicatif::{ProgressBar, ProgressStyle};

use super::Terminal;

/// A bar at the foot of the terminal, or nothing.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    fn new(terminal: &Terminal, template: &str) -> Self {
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        Self { bar: terminal.bar(style) }
    }

    /// Bytes of a file.
    pub(crate) fn reading(terminal: &Terminal) -> Self {
        Self::new(terminal, "reading {bytes} of {total_bytes} {wide_bar} {bytes_per_sec}, {elapsed} so far")
    }

    /// First payments, and loops found so far.
    pub(crate) fn searching(terminal: &Terminal) -> Self {
        Self::new(terminal, "{msg} {wide_bar} {percent} %, {elapsed} so far")
    }

    pub(crate) fn bytes(&self, done: u64, all: u64) {
        self.bar.set_length(all);
        self.bar.set_position(done);
    }

    /// Does some work on this thread, and meanwhile calls `draw` now and then on another, if anybody sees it.
    pub(crate) fn while_at<T>(&self, draw: &(dyn Fn() + Sync), work: impl FnOnce() -> T) -> T {
        if self.bar.is_hidden() {
            return work();
        }
        let (over, done) = std::sync::mpsc::channel::<()>();
        std::thread::scope(|scope| {
            // Ends when the sender is dropped, which is after the work, even if that panics.
            scope.spawn(move || {
                while done.recv_timeout(std::time::Duration::from_millis(100)) == Err(RecvTimeoutError::Timeout) {
                    draw();
                }
            });
            let result = work();
            drop(over);
            result
        })
    }

    /// So many of all first payments are done, and so many loops found.
    pub(crate) fn at(&self, done: u32, all: u32, found: u128) {
        if !self.bar.is_hidden() {
            self.bar.set_length(u64::from(all));
            self.bar.set_position(u64::from(done));
            self.bar.set_message(format!("{found} loops"));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
