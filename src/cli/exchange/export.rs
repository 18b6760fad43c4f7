//! `roundtrip export`: a view of the register for other programs.

use std::{error::Error as _, io::Write as _};

use crate::cli::args::ExportArgs;
use crate::{
    cli::{
        data,
        outcome::{End, Failure},
        output,
        terminal::Terminal,
        view,
    },
    exchange::{ExportError, ExportTables, Format, Shape, Written, export},
};

pub(in crate::cli) fn run(args: &ExportArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let register = data::read(&args.registers, &args.data, terminal)?;
    let view = view::view(&args.view, &register, terminal)?;
    let format = args.format;
    if args.output.is_none() {
        if format.shape() == Shape::Folder {
            return Err(Failure::help(format!("{format} is several files"), "name a folder for them: -o FOLDER"));
        }
        if format.shape() == Shape::Binary && terminal.width.is_some() {
            return Err(Failure::help(format!("{format} is no text for a terminal"), "name a file for it: -o FILE"));
        }
    }
    let tables = ExportTables::of(&register, &view);
    let written = export(&tables, format).map_err(failure)?;
    for (name, bytes) in &written.files {
        match &args.output {
            None => terminal.out.write_all(bytes)?,
            Some(path) if format.shape() == Shape::Folder => output::write_file(&path.join(name), bytes)?,
            Some(path) => output::write_file(path, bytes)?,
        }
    }
    say(&tables, format, &written, terminal)?;
    Ok(End::Done)
}

fn failure(error: ExportError) -> Failure {
    match error {
        ExportError::TooMuch { message, help } => Failure::help(message, help),
        error => {
            let why = error.source().map(|source| format!(": {source}")).unwrap_or_default();
            Failure::new(format!("{error}{why}"))
        }
    }
}

/// What was written, and what stays behind.
fn say(tables: &ExportTables<'_>, format: Format, written: &Written, terminal: &mut Terminal) -> Result<(), Failure> {
    writeln!(terminal.err, "note: {format}: {} entities, {} edges", written.nodes, written.edges)?;
    let left: Vec<String> = tables.left().map(|(reason, count)| format!("{count} {reason}")).collect();
    if !left.is_empty() {
        writeln!(terminal.err, "note: deals that are no edge in this view: {}", left.join("; "))?;
    }
    if !format.loses().is_empty() {
        writeln!(terminal.err, "note: {format} has no place for {}", format.loses())?;
    }
    Ok(())
}
