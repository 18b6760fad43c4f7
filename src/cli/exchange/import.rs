//! `roundtrip import`: another program's file as a register to keep.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

use crate::cli::args::{From, ImportArgs};
use crate::{
    cli::{
        data, diagnostics,
        outcome::{End, Failure},
        output,
    },
    exchange::{Defaults, Imported, Source, import, toml, workbook},
    load::{self, LoadError},
    model::Register,
    terminal::{Terminal, endings},
};

pub(in crate::cli) fn run(args: &ImportArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let defaults = Defaults {
        kind: args.kind.clone(),
        status: args.status.clone(),
        date: args.date.clone(),
        rename: args.rename.iter().map(|pair| rename(pair)).collect::<Result<_, _>>()?,
    };
    // A folder may have any name but that of a file of another kind.
    endings::format(Some(("toml", ())), args.output.as_deref(), &[("toml", ())])?;
    let imported = read(args, &defaults)?;
    diagnostics::problems(&imported.report, terminal);
    put(&imported.register, args.output.as_deref(), terminal)?;
    let register = &imported.register;
    let (entities, deals, sources) = (register.entities.len(), register.deals.len(), register.sources.len());
    writeln!(terminal.err, "note: {entities} entities, {deals} deals, {sources} sources")?;
    for lost in &imported.lost {
        writeln!(terminal.err, "note: lost: {lost}")?;
    }
    Ok(End::Done)
}

/// `THEIRS=OURS`.
fn rename(pair: &str) -> Result<(String, String), Failure> {
    let (theirs, ours) = pair
        .split_once('=')
        .ok_or_else(|| Failure::help(format!("`{pair}` renames nothing"), "write THEIRS=OURS, such as type=kind"))?;
    Ok((theirs.to_owned(), ours.to_owned()))
}

fn read(args: &ImportArgs, defaults: &Defaults) -> Result<Imported, Failure> {
    let path = args.file.as_path();
    let format = match args.format {
        Some(format) => format,
        None => guess(path)?,
    };
    let source = match format {
        From::Graphml => Source::GraphMl,
        From::Gexf => Source::Gexf,
        From::Json => Source::Json,
        From::Ftm => Source::Ftm,
        From::Xlsx => return sheets(path, defaults),
        From::Csv if path.is_dir() => Source::Csv,
        From::Toml | From::Csv => return whole(path),
    };
    let files = if path.is_dir() { tables(path)? } else { vec![path.to_path_buf()] };
    let texts = files.iter().map(|path| text(path)).collect::<Result<Vec<_>, _>>()?;
    import(source, &texts, defaults).map_err(Failure::Data)
}

/// What the register's own loader reads: TOML, and spreadsheets of deals.
fn whole(path: &Path) -> Result<Imported, Failure> {
    let (register, report) = load::from_paths(&[path.to_path_buf()]).map_err(|error| match error {
        LoadError::Faults(report) => Failure::Data(report),
        LoadError::Io { ref source, .. } => Failure::new(format!("{error}: {source}")),
        LoadError::NoFiles(_) => Failure::new(error.to_string()),
    })?;
    Ok(Imported { register, report, lost: Vec::new() })
}

/// The sheets of nodes, edges and sources of a workbook, or else its first sheet, as a spreadsheet of deals.
fn sheets(path: &Path, defaults: &Defaults) -> Result<Imported, Failure> {
    let sheets = workbook(&bytes(path)?).map_err(|message| {
        Failure::help(format!("`{}`: {message}", path.display()), "save it again as .xlsx, or as CSV")
    })?;
    let name = |sheet: &str| format!("{} [{sheet}]", path.display());
    let ours: Vec<(String, String)> = ["nodes", "edges", "sources", "about"]
        .iter()
        .filter_map(|wanted| sheets.iter().find(|(sheet, _)| sheet.eq_ignore_ascii_case(wanted)))
        .map(|(sheet, text)| (name(sheet), text.clone()))
        .collect();
    if sheets.iter().any(|(sheet, _)| sheet.eq_ignore_ascii_case("edges")) {
        return import(Source::Csv, &ours, defaults).map_err(Failure::Data);
    }
    let Some((sheet, text)) = sheets.first() else {
        return Err(Failure::new(format!("there is nothing in `{}`", path.display())));
    };
    let (register, report) = load::from_text(&format!("{}.csv", name(sheet)), text).map_err(Failure::Data)?;
    Ok(Imported { register, report, lost: Vec::new() })
}

/// The format that a name ends in.
fn guess(path: &Path) -> Result<From, Failure> {
    if path.is_dir() {
        return Ok(if path.join("edges.csv").exists() { From::Csv } else { From::Toml });
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "toml" => Ok(From::Toml),
        "graphml" | "xml" => Ok(From::Graphml),
        "gexf" => Ok(From::Gexf),
        "json" | "cyjs" | "jgf" | "cytoscape" => Ok(From::Json),
        "csv" | "tsv" => Ok(From::Csv),
        "xlsx" => Ok(From::Xlsx),
        "ftm" | "jsonl" | "ndjson" => Ok(From::Ftm),
        _ => {
            let message = format!("`{}` does not say what it is by its ending", path.display());
            Err(Failure::help(message, "say it: --format graphml"))
        }
    }
}

/// The tables of a folder, nodes first.
fn tables(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let all: Vec<PathBuf> =
        ["nodes.csv", "edges.csv", "sources.csv", "about.csv"].iter().map(|name| folder.join(name)).collect();
    let there: Vec<PathBuf> = all.into_iter().filter(|path| path.exists()).collect();
    if there.is_empty() {
        let message = format!("neither nodes.csv nor edges.csv is in `{}`", folder.display());
        return Err(Failure::new(message));
    }
    Ok(there)
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    data::bytes(path, "a register holds deals one by one; take the rows you need")
}

fn text(path: &Path) -> Result<(String, String), Failure> {
    let text = String::from_utf8(bytes(path)?)
        .map_err(|_| Failure::help(format!("`{}` is not UTF-8", path.display()), "save it as UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok((path.display().to_string(), text))
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
