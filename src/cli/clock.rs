//! When a command has to end: at its deadline, or when somebody presses Ctrl-C.

use std::{
    io::Write as _,
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

use super::{
    args::DeadlineArgs,
    outcome::{End, Failure},
    view,
};
use crate::model::Stop;
use crate::terminal::{atomic, interrupt};

/// This part of the time is for the work; the rest is for writing what was found.
const FOR_WORK: f64 = 0.9;

/// This part of the time a run may be late, and never less than [`LEAST_LATE`], before it is cut off.
const LATE: f64 = 0.05;

/// So much later than its deadline a run may always be.
const LEAST_LATE: Duration = Duration::from_millis(100);

/// What is missing if the run is cut off now.
static MISSING: Mutex<Option<String>> = Mutex::new(None);

/// From now on this is missing if the run is cut off: for a run that has already done something of what it was asked for.
pub(super) fn missing(what: impl Into<String>) {
    *MISSING.lock().unwrap_or_else(PoisonError::into_inner) = Some(what.into());
}

/// Starts now, before anything is read; without a deadline a command ends with Ctrl-C only.
pub(super) fn start(args: &DeadlineArgs) -> Result<Stop, Failure> {
    args.deadline.as_deref().map_or_else(|| Ok(Stop::never().or_when(interrupt::flag())), within)
}

/// The same with a deadline for those who name none.
pub(super) fn start_within(args: &DeadlineArgs, usually: &str) -> Result<Stop, Failure> {
    within(args.deadline.as_deref().unwrap_or(usually))
}

/// For a search that prints what it finds while it goes on: it ends when it is told to, and is never cut off.
pub(super) fn until(deadline: Option<&str>) -> Result<Stop, Failure> {
    let stop = deadline.map(view::duration).transpose()?.map_or_else(Stop::never, Stop::after);
    Ok(stop.or_when(interrupt::flag()))
}

/// What asks the clock ends in time by itself, with what it has; a run that does not, is cut off.
fn within(text: &str) -> Result<Stop, Failure> {
    let time = view::duration(text)?;
    let late = Duration::try_from_secs_f64(time.as_secs_f64() * LATE).unwrap_or_default().max(LEAST_LATE);
    let text = text.to_owned();
    thread::spawn(move || {
        thread::sleep(time.saturating_add(late));
        cut_off(&text);
    });
    Ok(Stop::after(time).share(FOR_WORK).or_when(interrupt::flag()))
}

/// Ends a run that is late, and says what is missing: nothing that is half done may look like a whole.
fn cut_off(deadline: &str) {
    // Whoever reads in a pager has time.
    if interrupt::is_paging() {
        return;
    }
    let missing = MISSING.lock().unwrap_or_else(PoisonError::into_inner).take();
    let missing = missing.unwrap_or_else(|| "what was asked for takes longer, and nothing of it is printed".to_owned());
    // Where this cannot be said, the exit code still says it.
    let _ = writeln!(
        std::io::stderr(),
        "error: stopped at --deadline {deadline}: {missing}\nhelp: give it more time, or a view with less in it"
    );
    atomic::abandon(End::Limited as i32)
}
