//! Ctrl-C: a search ends with what it has; a second one ends the program.

use std::{
    sync::{
        Arc, LazyLock,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// So long may a run take to print what it has after Ctrl-C.
const GRACE: Duration = Duration::from_secs(3);

/// Set by Ctrl-C: searches end at once with what they have.
static STOPPED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Set while a question waits for its answer.
static ASKING: AtomicBool = AtomicBool::new(false);

/// Set while a pager has the keyboard.
static PAGING: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C ends searches; what goes on after that, or a second Ctrl-C, is cut off by `abandon`.
pub(crate) fn listen(abandon: fn() -> !) {
    // Where no handler can be set, Ctrl-C ends the program as it does any other.
    let _ = ctrlc::set_handler(move || {
        let again = STOPPED.swap(true, Ordering::Relaxed);
        if PAGING.load(Ordering::Relaxed) {
            return;
        }
        if again || ASKING.load(Ordering::Relaxed) {
            abandon();
        }
        thread::spawn(move || {
            thread::sleep(GRACE);
            abandon();
        });
    });
}

/// Ends searches as Ctrl-C does.
pub(crate) fn stop() {
    STOPPED.store(true, Ordering::Relaxed);
}

/// From now on Ctrl-C ends searches only: what else it does is up to the pager that has the keyboard.
pub(crate) fn leave_to_pager() {
    PAGING.store(true, Ordering::Relaxed);
}

/// Whether a pager has the keyboard.
pub(crate) fn is_paging() -> bool {
    PAGING.load(Ordering::Relaxed)
}

/// The flag that Ctrl-C raises, for whatever asks it now and then.
pub(crate) fn flag() -> Arc<AtomicBool> {
    Arc::clone(&STOPPED)
}

/// Whether somebody pressed Ctrl-C.
pub(crate) fn stopped() -> bool {
    STOPPED.load(Ordering::Relaxed)
}

/// Waits for an answer. Nothing is half done while somebody thinks: Ctrl-C ends the program at once.
pub(crate) fn asking<T>(wait: impl FnOnce() -> T) -> T {
    ASKING.store(true, Ordering::Relaxed);
    let answer = wait();
    ASKING.store(false, Ordering::Relaxed);
    answer
}
