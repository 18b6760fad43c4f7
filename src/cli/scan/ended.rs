//! How a search of payments ended.

use std::io::Write as _;

use crate::{
    circuits::Ended,
    cli::outcome::{End, Failure},
    terminal::{Terminal, interrupt::stopped},
};

/// How a search ended, and how it is said: `at least 20 loops (stopped at --limit)`.
pub(super) fn ended(end: Result<(), Ended>, found: u128, terminal: &mut Terminal) -> Result<End, Failure> {
    let Err(stop) = end else { return Ok(End::Done) };
    let why = match stop {
        _ if stopped() => "interrupted",
        Ended::Interrupted => "stopped at --deadline",
        Ended::Visitor => "stopped at --limit",
    };
    let loops = if found == 1 { "loop" } else { "loops" };
    writeln!(terminal.err, "note: at least {found} {loops} ({why})")?;
    Ok(End::Limited)
}
