//! Flaws and failures, as a person reads them.

use std::{collections::BTreeSet, io::Write as _};

use super::outcome::Failure;
use crate::{
    answer::{visible, wrapped},
    load::{Code, Report, Severity},
    terminal::{
        Terminal,
        snippets::{phrase, render},
    },
};

/// The most flaws printed one by one; how many more there are is said.
const MOST: usize = 100;

/// Prints why a run failed. What cannot be printed is lost: there is nowhere left to say so.
pub(super) fn failure(failure: &Failure, terminal: &mut Terminal) {
    match failure {
        Failure::Data(report) => {
            problems(report, terminal);
            let _ = writeln!(terminal.err, "{}", refused(report));
        }
        Failure::Other { message, help } => {
            let _ = writeln!(terminal.err, "error: {}", visible(message));
            if let Some(help) = help {
                let _ = writeln!(terminal.err, "help: {}", visible(help));
            }
        }
        Failure::Phrase { flag, text, errors } => {
            for error in errors {
                let _ = writeln!(terminal.err, "{}\n", phrase(flag, text, error, terminal.colour));
            }
            let _ = writeln!(terminal.err, "error: invalid condition in {flag}");
        }
        Failure::BrokenPipe | Failure::Interrupted => {}
    }
}

/// How many faults there are, and where more is said of them.
fn refused(report: &Report) -> String {
    let faults = || report.problems.iter().filter(|problem| problem.code.severity() == Severity::Fault);
    let count: usize = faults().map(|problem| 1 + problem.again.len()).sum();
    let many = if count == 1 { "1 fault".to_owned() } else { format!("{count} faults") };
    let kinds: BTreeSet<Code> = faults().map(|problem| problem.code).collect();
    let more = match kinds.first() {
        Some(only) if kinds.len() == 1 => format!("`roundtrip explain {}` says more", only.name()),
        _ => "`roundtrip explain CODE` says more of each code in brackets".to_owned(),
    };
    format!("error: {many} in the register; nothing was loaded\nhelp: {more}")
}

/// The most records printed of which a later layer overrides something.
const CORRECTIONS: usize = 3;

/// Prints what later layers override, a line for each record, and how many more there are.
fn corrections(report: &Report, most: usize, terminal: &mut Terminal) {
    for one in report.corrections.iter().take(most) {
        let _ = writeln!(terminal.err, "note: {}", visible(&one.words(report)));
    }
    if let Some(more) = report.corrections.len().checked_sub(most).filter(|more| *more > 0) {
        let records = if more == 1 { "1 more record is" } else { &format!("{more} more records are") };
        let _ = writeln!(terminal.err, "note: {records} overridden by a later register; `roundtrip check` lists all");
    }
}

/// Prints every flaw with its place, and every record that a later layer overrides.
pub(super) fn all_problems(report: &Report, terminal: &mut Terminal) {
    flaws(report, terminal);
    corrections(report, usize::MAX, terminal);
}

/// Prints every flaw with its place, and the first records that a later layer overrides.
pub(super) fn problems(report: &Report, terminal: &mut Terminal) {
    flaws(report, terminal);
    corrections(report, CORRECTIONS, terminal);
}

/// Prints every flaw with its place.
fn flaws(report: &Report, terminal: &mut Terminal) {
    for problem in report.problems.iter().take(MOST) {
        let _ = writeln!(terminal.err, "{}\n", render(report, problem, terminal.colour));
    }
    for (note, count) in &report.notes {
        let many = if *count > 1 { format!(" ({count} times)") } else { String::new() };
        let note = format!("{}{many}", visible(note));
        // At a terminal no word is broken.
        let note = match terminal.width {
            Some(width) => wrapped(&note, "note: ", "  ", width),
            None => format!("note: {note}\n"),
        };
        let _ = write!(terminal.err, "{note}");
    }
    if let Some(more) = report.problems.len().checked_sub(MOST).filter(|more| *more > 0) {
        let _ = writeln!(terminal.err, "note: {more} more flaws are not printed; mend these first\n");
    }
}
