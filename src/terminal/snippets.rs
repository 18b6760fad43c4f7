//! A flaw with its place: the text around it, underlined, and how to mend it.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::{
    circuits::ConditionError,
    load::{Problem, Report, Severity},
};

/// One flaw: what, where with the text underlined, and the mend.
pub(crate) fn render(report: &Report, problem: &Problem, colour: bool) -> String {
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
    let again = again(report, problem);
    if let Some(again) = &again {
        group = group.element(Level::NOTE.message(again.as_str()));
    }
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer(colour).render(&[group])
}

/// Where else the same is wrong: the first lines.
fn again(report: &Report, problem: &Problem) -> Option<String> {
    const MOST: usize = 8;
    let count = problem.again.len();
    let lines: Vec<String> = problem.again.iter().take(MOST).map(|label| report.line_of(label).to_string()).collect();
    let more = if count > MOST { " and so on" } else { "" };
    (count > 0).then(|| format!("the same in {count} more lines: {}{more}", lines.join(", ")))
}

/// One error of a phrase of the command line, underlined in it.
pub(crate) fn phrase(flag: &str, text: &str, error: &ConditionError, colour: bool) -> String {
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
