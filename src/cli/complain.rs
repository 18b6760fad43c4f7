//! Flaws and failures, as a person reads them.

use std::{collections::BTreeSet, io::Write as _};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{outcome::Failure, terminal::Terminal};
use crate::{
    answer::visible,
    circuits::ConditionError,
    load::{Code, Problem, Report, Severity},
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
    let count = faults().count();
    let many = if count == 1 { "1 fault".to_owned() } else { format!("{count} faults") };
    let kinds: BTreeSet<Code> = faults().map(|problem| problem.code).collect();
    let more = match kinds.first() {
        Some(only) if kinds.len() == 1 => format!("`roundtrip explain {}` says more", only.name()),
        _ => "`roundtrip explain CODE` says more of each code in brackets".to_owned(),
    };
    format!("error: {many} in the register; nothing was loaded\nhelp: {more}")
}

/// Prints every flaw with its place.
pub(super) fn problems(report: &Report, terminal: &mut Terminal) {
    for problem in report.problems.iter().take(MOST) {
        let _ = writeln!(terminal.err, "{}\n", render(report, problem, terminal.colour));
    }
    if let Some(more) = report.problems.len().checked_sub(MOST).filter(|more| *more > 0) {
        let _ = writeln!(terminal.err, "note: {more} more flaws are not printed; mend these first\n");
    }
}

/// One flaw: what, where with the text underlined, and the mend.
pub(super) fn render(report: &Report, problem: &Problem, colour: bool) -> String {
    let level = match problem.code.severity() {
        Severity::Fault => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(problem.message.as_str()).id(problem.code.name()));
    for (number, label) in problem.labels.iter().enumerate() {
        let Some(file) = report.files.get(label.file) else {
            continue;
        };
        let kind = if number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let span = on_boundaries(&file.text, label.span.clone());
        let annotation = kind.span(span).label((!label.text.is_empty()).then_some(label.text.as_str()));
        group = group.element(Snippet::source(file.text.as_str()).path(file.name.as_str()).annotation(annotation));
    }
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer(colour).render(&[group])
}

/// One error of a phrase of the command line, underlined in it.
fn phrase(flag: &str, text: &str, error: &ConditionError, colour: bool) -> String {
    let annotation = AnnotationKind::Primary.span(on_boundaries(text, error.span.clone()));
    let group = Group::with_title(Level::ERROR.primary_title(error.message.as_str()))
        .element(Snippet::source(text).path(flag).annotation(annotation))
        .element(Level::HELP.message(error.help.as_str()));
    renderer(colour).render(&[group])
}

fn renderer(colour: bool) -> Renderer {
    if colour { Renderer::styled() } else { Renderer::plain() }
}

/// A span within the text, on whole characters, and of a record only its first line: a fault of a whole deal need not
/// print the whole deal.
fn on_boundaries(text: &str, span: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let down = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (down(span.start), down(span.end.max(span.start)));
    let first_line = text.get(start..end).and_then(|inside| inside.find(['\n', '\r'])).map_or(end, |len| start + len);
    start..first_line
}
