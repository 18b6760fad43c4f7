//! `roundtrip import`: another program's file as a register to keep.

use std::{io::Write as _, path::Path};

use crate::cli::args::ImportArgs;
use crate::{
    answer::words::counted,
    cli::{
        clock, data, diagnostics,
        outcome::{End, Failure},
        output,
        reading::reading,
    },
    exchange::{layer, toml},
    load,
    model::Register,
    terminal::{Terminal, endings},
};

pub(in crate::cli) fn run(args: &ImportArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    clock::start(&args.deadline)?;
    // A folder may have any name but that of a file of another kind.
    endings::format(Some(("toml", ())), args.output.as_deref(), &[("toml", ())])?;
    let mut reading = reading(&args.tables)?;
    for (said, own) in
        [(&args.kind, &mut reading.kind), (&args.status, &mut reading.status), (&args.date, &mut reading.date)]
    {
        if said.is_some() {
            own.clone_from(said);
        }
    }
    let layer =
        layer(&args.file, args.format.map(super::super::args::From::source), &reading).map_err(data::failure)?;
    let (register, report) = load::build(vec![layer], &reading).map_err(Failure::Data)?;
    diagnostics::problems(&report, terminal);
    put(&register, args.output.as_deref(), terminal)?;
    let (entities, deals, sources) = (register.entities.len(), register.deals.len(), register.sources.len());
    let counts = [(entities, "entity"), (deals, "deal"), (sources, "source")].map(|(count, noun)| counted(count, noun));
    writeln!(terminal.err, "note: {}", counts.join(", "))?;
    Ok(End::Done)
}

/// Writes the register: files into a folder, or all in one file or on standard output.
fn put(register: &Register, to: Option<&Path>, terminal: &mut Terminal) -> Result<(), Failure> {
    let files = toml(register);
    match to {
        Some(path) if !is_one_file(path) => {
            files.iter().try_for_each(|(name, text)| output::put(text, Some(&path.join(name)), terminal))
        }
        _ => {
            let whole: Vec<&str> = files.iter().map(|(_, text)| text.as_str()).collect();
            output::put(&whole.join("\n"), to, terminal)
        }
    }
}

/// Whether a register goes into one file of that name, or to standard output.
fn is_one_file(path: &Path) -> bool {
    endings::is_standard_output(path) || path.extension().is_some_and(|ending| ending == "toml")
}
