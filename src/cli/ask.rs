//! From a question to what is printed: the register is read, the view taken, the question asked, the answer written.

use super::{
    args::{Format, OutputArgs, PlainArgs},
    data,
    outcome::{End, Failure},
    output::Output,
    twice, view,
};
use crate::{
    answer::{self, Answer, Refusal, WriteError},
    flow::Scope,
    model::Stop,
    terminal::Terminal,
};

/// A question of a view.
pub(super) type Question<'q> = &'q dyn for<'r> Fn(&Scope<'r>) -> Result<Answer<'r>, Failure>;

/// Reads, asks, writes.
pub(super) fn ask(
    args: &PlainArgs,
    stop: Stop,
    terminal: &mut Terminal,
    question: Question<'_>,
) -> Result<End, Failure> {
    let register = data::read(&args.registers, &args.data, terminal)?;
    let view = view::view(&args.view, &register, terminal)?;
    let scope = Scope::new(&register, view).until(stop);
    let is_shipped = args.registers.is_empty() && args.data.data.is_empty();
    let answer = question(&scope)?;
    // Where time is short, what was asked for comes before what stands beside it.
    let is_short = args.data.deadline.is_given();
    if !is_short {
        twice::warn(is_shipped, &scope, terminal)?;
    }
    let end = put(answer, &args.output, terminal)?;
    let cut = if is_short { twice::warn(is_shipped, &scope, terminal)? } else { None };
    Ok(cut.unwrap_or(end))
}

/// Writes an answer where it is to go. One that is not complete ends with exit code 3.
pub(super) fn put(answer: Answer<'_>, args: &OutputArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let end = if answer.complete { End::Done } else { End::Limited };
    let look = terminal.look(args.output.as_deref());
    let mut out = Output::new(args.output.as_deref(), terminal)?;
    match answer::write(answer, args.format.into(), look, &mut out) {
        Ok(()) => {}
        Err(WriteError::Io(error)) => return Err(out.failure(error)),
        Err(error) => {
            let help = "use --format json, or `loops` and `flows` for CSV";
            return Err(Failure::help(error.to_string(), help));
        }
    }
    out.keep()?;
    Ok(end)
}

impl From<Refusal> for Failure {
    fn from(Refusal { message, help }: Refusal) -> Self {
        Self::Other { message, help }
    }
}

impl From<Format> for answer::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Table => Self::Text,
            Format::Markdown => Self::Markdown,
            Format::Json => Self::Json,
            Format::Ndjson => Self::Ndjson,
            Format::Csv => Self::Csv,
        }
    }
}
