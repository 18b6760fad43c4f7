//! `roundtrip explain`: what a problem means, and how to fix it.

use std::io::{self, Write as _};

use super::{
    args::ExplainArgs,
    outcome::{End, Failure},
};
use crate::{
    answer::wrapped,
    load::{self, Code, Example, Explanation, Severity},
    terminal::Terminal,
};

/// The longest line of an explanation.
const MOST_COLUMNS: usize = 100;

pub(super) fn run(args: &ExplainArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let Some(name) = &args.code else {
        for one in Code::ALL.iter().filter_map(|code| code.explanation()) {
            writeln!(terminal.out, "{:<18}{}", one.code.name(), one.title)?;
        }
        return Ok(End::Done);
    };
    let plain = name.trim_matches(['[', ']']);
    let Some(one) = Code::ALL.iter().find(|code| code.name() == plain).and_then(|code| code.explanation()) else {
        let help = load::nearest(plain, Code::ALL.iter().map(|code| code.name()))
            .map_or_else(|| "`roundtrip explain` lists the codes".to_owned(), |near| format!("did you mean `{near}`?"));
        return Err(Failure::help(format!("there is no problem `{plain}`"), help));
    };
    explain(one, terminal).map_err(Failure::from)?;
    Ok(End::Done)
}

fn explain(one: &Explanation, terminal: &mut Terminal) -> io::Result<()> {
    let severity = match one.code.severity() {
        Severity::Fault => "error",
        Severity::Warning => "warning",
    };
    let width = terminal.width.map_or(MOST_COLUMNS, |width| width.min(MOST_COLUMNS));
    writeln!(terminal.out, "{severity}[{}]: {}\n", one.code.name(), one.title)?;
    write!(terminal.out, "{}", wrapped(one.meaning, "", "", width))?;
    example("Wrong", one.bad, terminal)?;
    example("Right", one.good, terminal)
}

fn example(heading: &str, example: Example, terminal: &mut Terminal) -> io::Result<()> {
    let place = match example {
        Example::Deal(_) => ", in a deal",
        Example::Spreadsheet(_) => ", as a spreadsheet",
        Example::Tables(_) | Example::Top(_) | Example::Words(_) => "",
    };
    writeln!(terminal.out, "\n{heading}{place}:\n")?;
    for line in example.text().lines() {
        writeln!(terminal.out, "{}", format!("  {line}").trim_end())?;
    }
    Ok(())
}
