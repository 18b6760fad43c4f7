//! Which format a file has, and the layer of a register that it is.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{Sheet, Source, rows, workbook};
use crate::load::{self, Layer, LoadError, Reading, Tables};

impl Source {
    /// The format that a file's name ends in. OpenSanctions publishes `entities.ftm.json`, which is no JSON as a whole.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if ending == "json"
            && path.file_stem().is_some_and(|stem| stem.to_string_lossy().to_lowercase().ends_with(".ftm"))
        {
            return Some(Self::Ftm);
        }
        Some(match ending.as_str() {
            "toml" => Self::Toml,
            "graphml" | "xml" => Self::GraphMl,
            "gexf" => Self::Gexf,
            "json" | "cyjs" | "jgf" | "cytoscape" => Self::Json,
            "csv" | "tsv" | "tab" | "txt" => Self::Csv,
            "xlsx" | "xlsm" => Self::Xlsx,
            "sqlite" | "sqlite3" | "db" => Self::Sqlite,
            "ftm" | "jsonl" | "ndjson" | "ijson" => Self::Ftm,
            _ => return None,
        })
    }
}

/// What a path holds, as a layer of a register: a file of any format that is read, or a folder of TOML and tables. Its
/// format is that of its ending if none is said.
///
/// # Errors
/// [`LoadError`] if it cannot be read. Faults of what is in it are found by [`load::build`].
pub fn layer(path: &Path, said: Option<Source>, reading: &Reading) -> Result<Layer, LoadError> {
    let fail = |source| LoadError::Io { path: path.to_path_buf(), source };
    let meta = path.metadata().map_err(fail)?;
    if meta.is_dir() {
        return folder(path, said, reading);
    }
    let unknown = || LoadError::NoFormat(path.to_path_buf());
    // A device or a pipe has no ending: it is taken for the register's own.
    let other = || (!meta.is_file()).then_some(Source::Toml);
    let source = said.or_else(|| Source::of(path)).or_else(other).ok_or_else(unknown)?;
    let mut layer = Layer::default();
    match source {
        Source::Toml => layer.toml(path)?,
        Source::Csv => layer.sheets(&[path.to_path_buf()], reading)?,
        Source::Xlsx => {
            let book = workbook(&bytes(path)?).map_err(|message| broken(path, message))?;
            layer.rows(load::into_rows(sheets(path, &book, reading)?, reading));
        }
        Source::Sqlite => layer.rows(load::into_rows(sheets(path, &database(path)?, reading)?, reading)),
        source => layer.rows(rows(source, &[text(path)?], reading)),
    }
    Ok(layer)
}

/// The TOML and the tables of a folder; what else could be read stands for itself, and is named.
fn folder(path: &Path, said: Option<Source>, reading: &Reading) -> Result<Layer, LoadError> {
    let is_table = |file: &Path| {
        let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.is_some_and(|ending| ["csv", "tsv", "tab"].contains(&ending.as_str()))
    };
    let mut layer = Layer::default();
    let (mut tables, mut any) = (Vec::new(), false);
    for file in load::files_below(path, |file| Source::of(file).is_some())? {
        let source = if is_table(&file) { Some(Source::Csv) } else { Source::of(&file) };
        let wanted = said.is_none_or(|said| Some(said) == source);
        match source {
            Some(Source::Toml) if wanted => layer.toml(&file)?,
            Some(Source::Csv) if wanted && is_table(&file) => tables.push(file),
            _ => {
                layer.note(format!("{} is not read with its folder: name it itself", file.display()));
                continue;
            }
        }
        any = true;
    }
    if !any {
        return Err(LoadError::NoFiles(path.to_path_buf()));
    }
    layer.sheets(&tables, reading)?;
    Ok(layer)
}

/// Names of tables of nodes.
const NODES: [&str; 11] = [
    "nodes",
    "elements",
    "entities",
    "companies",
    "organizations",
    "organisations",
    "actors",
    "parties",
    "vertices",
    "accounts",
    "people",
];

/// The tables of a workbook or a database that hold deals, with those of their nodes and sources; the others are named.
/// With `--sheet` those that are said.
fn sheets(path: &Path, sheets: &[Sheet], reading: &Reading) -> Result<Tables, LoadError> {
    // However the file parts its cells, a sheet has commas.
    let reading = &Reading { separator: Some(b','), ..reading.clone() };
    let quoted = |sheets: &[&Sheet]| sheets.iter().map(|own| format!("`{}`", own.name)).collect::<Vec<_>>().join(", ");
    let is = |sheet: &Sheet, name: &str| sheet.name.trim().eq_ignore_ascii_case(name.trim());
    for wanted in &reading.sheets {
        if !sheets.iter().any(|sheet| is(sheet, wanted)) {
            let all: Vec<&Sheet> = sheets.iter().collect();
            return Err(broken(path, format!("it has no sheet `{wanted}`; there are {}", quoted(&all))));
        }
    }
    let holds_deals = |sheet: &Sheet| load::is_table_of_deals(&sheet.text, reading);
    let any_deals = sheets.iter().any(holds_deals);
    let is_read = |sheet: &Sheet| {
        if !reading.sheets.is_empty() {
            return reading.sheets.iter().any(|wanted| is(sheet, wanted));
        }
        let named =
            NODES.iter().chain(&["sources", "valuations", "figures", "customers", "about"]).any(|name| is(sheet, name));
        holds_deals(sheet) || any_deals && named
    };
    let (mut read, mut left): (Vec<&Sheet>, Vec<&Sheet>) = sheets.iter().partition(|sheet| is_read(sheet));
    // What is wrong with the first says what a table of deals needs.
    if read.is_empty() && !left.is_empty() {
        read.push(left.remove(0));
    }
    let mut tables = Tables::default();
    for sheet in read {
        let name = format!("{} [{}]", path.display(), sheet.name);
        let file = load::sheet(&mut tables, &name, &sheet.text, reading);
        let lines = if sheet.flaws.is_empty() { Vec::new() } else { sheet.lines() };
        for flaw in &sheet.flaws {
            let at = lines.get(flaw.row).cloned().unwrap_or_default();
            tables.syntax(flaw.message.clone(), file, at, flaw.help);
        }
    }
    if !left.is_empty() && reading.sheets.is_empty() {
        let first = left.first().map_or("", |sheet| sheet.name.as_str());
        let first = if first.contains(' ') { format!("\"{first}\"") } else { first.to_owned() };
        let note = format!("not read, for no deals are in them: {}; --sheet {first} reads one", quoted(&left));
        tables.rows.note(note, 1);
    }
    Ok(tables)
}

/// The tables of an SQLite database.
#[cfg(feature = "sqlite")]
fn database(path: &Path) -> Result<Vec<Sheet>, LoadError> {
    super::sqlite::tables(&bytes(path)?).map_err(|message| broken(path, message))
}

/// Says how databases are read.
#[cfg(not(feature = "sqlite"))]
fn database(path: &Path) -> Result<Vec<Sheet>, LoadError> {
    let message = "this build reads no SQLite: `cargo install roundtrip --features sqlite` makes one that does, or save the \
        table of deals as CSV: `sqlite3 -header -csv FILE 'SELECT * FROM edges' > deals.csv`";
    Err(broken(path, message.to_owned()))
}

fn bytes(path: &Path) -> Result<Vec<u8>, LoadError> {
    load::read(path).map_err(|source| LoadError::Io { path: path.to_path_buf(), source })
}

fn text(path: &Path) -> Result<(String, String), LoadError> {
    let text = String::from_utf8(bytes(path)?).map_err(|_| broken(path, "it is not UTF-8".to_owned()))?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok((path.display().to_string(), text))
}

fn broken(path: &Path, message: String) -> LoadError {
    let path: PathBuf = path.to_path_buf();
    LoadError::Io { path, source: io::Error::new(io::ErrorKind::InvalidData, message) }
}
