//! `roundtrip export`: a view of the register for other programs.

use std::{error::Error as _, io::Write as _};

use crate::cli::args::ExportArgs;
use crate::{
    answer::words::counted,
    cli::{
        clock, data,
        outcome::{End, Failure},
        output, view,
    },
    exchange::{ExportError, ExportTables, Format, Shape, Written, export},
    terminal::{Terminal, endings},
};

pub(in crate::cli) fn run(args: &ExportArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let format = args.format;
    let file = args.output.as_deref().filter(|file| !endings::is_standard_output(file));
    let own: Vec<(&str, Format)> = endings_of(format).iter().map(|ending| (*ending, format)).collect();
    endings::format(Some((format.name(), format)), file, &own)?;
    clock::start(&args.data.deadline)?;
    let register = data::read(&args.registers, &args.data, terminal)?;
    let view = view::view(&args.view, &register, terminal)?;
    if file.is_none() {
        if format.shape() == Shape::Folder {
            return Err(Failure::help(format!("{format} is several files"), "name a folder for them: -o FOLDER"));
        }
        if format.shape() == Shape::Binary && terminal.width.is_some() {
            return Err(Failure::help(
                format!("{format} cannot be shown in a terminal"),
                "name a file for it: -o FILE",
            ));
        }
    }
    let tables = ExportTables::of(&register, &view);
    let written = export(&tables, format).map_err(failure)?;
    for (name, bytes) in &written.files {
        let file = file.map(|file| if format.shape() == Shape::Folder { file.join(name) } else { file.to_path_buf() });
        output::put_bytes(bytes, file.as_deref(), terminal)?;
    }
    say(&tables, format, &written, terminal)?;
    Ok(End::Done)
}

/// What the names of files of a format end in; a folder may have any name.
fn endings_of(format: Format) -> &'static [&'static str] {
    match format {
        Format::GraphMl => &["graphml", "xml"],
        Format::Gexf => &["gexf", "xml"],
        Format::Cytoscape => &["json", "cyjs"],
        Format::Jgf => &["json", "jgf"],
        Format::Neo4j | Format::Csv => &[],
        Format::Xlsx => &["xlsx"],
        #[cfg(feature = "sqlite")]
        Format::Sqlite => &["sqlite", "sqlite3", "db"],
        Format::Ftm => &["json", "jsonl", "ndjson", "ijson", "ftm"],
        Format::Bods => &["json"],
        Format::Mermaid => &["mmd", "md", "markdown"],
        Format::D2 => &["d2"],
    }
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
    writeln!(terminal.err, "note: {format}: {}, {}", counted(written.nodes, "entity"), counted(written.edges, "edge"))?;
    let left: Vec<String> = tables.left().map(|(reason, count)| format!("{count} {reason}")).collect();
    if !left.is_empty() {
        writeln!(terminal.err, "note: deals that are not edges in this view: {}", left.join("; "))?;
    }
    if !format.loses().is_empty() {
        writeln!(terminal.err, "note: {format} has no place for {}", format.loses())?;
    }
    match tables.without_column() {
        0 => {}
        count => writeln!(
            terminal.err,
            "note: the notes and sources of {} beside the deals stay behind; the columns have the facts themselves",
            counted(count, "fact")
        )?,
    }
    Ok(())
}
