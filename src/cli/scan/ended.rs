//! How a search of payments ended.

use std::io::Write as _;

use crate::{
    answer::visible,
    circuits::Ended,
    cli::outcome::{End, Failure},
    scan::Alarm,
    terminal::{Terminal, interrupt::stopped},
};

/// How a search ended, and how it is said: `at least 20 loops (stopped at --limit)`; then whether that is an alarm.
pub(super) fn ended(
    end: Result<(), Ended>,
    found: u128,
    fail_if: Option<&Alarm>,
    terminal: &mut Terminal,
) -> Result<End, Failure> {
    let loops = if found == 1 { "loop" } else { "loops" };
    let why = match end {
        Ok(()) => None,
        Err(_) if stopped() => Some("interrupted"),
        Err(Ended::Interrupted) => Some("stopped at --deadline"),
        Err(Ended::Visitor) => Some("stopped at --limit"),
    };
    if let Some(why) = why {
        writeln!(terminal.err, "note: at least {found} {loops} ({why})")?;
    }
    let usual = if why.is_none() { End::Done } else { End::Limited };
    let Some(alarm) = fail_if else { return Ok(usual) };
    let (text, count) = (alarm.text(), format!("{found} {loops}"));
    let (said, end) = match alarm.rings(found, why.is_none()) {
        Some(true) => (format!("alarm: `{text}` holds: {count}"), End::Gate),
        Some(false) => (format!("note: `{text}` does not hold: {count}"), usual),
        None => (format!("note: whether `{text}` holds is not known: at least {count}"), usual),
    };
    writeln!(terminal.err, "{}", visible(&said))?;
    Ok(end)
}
