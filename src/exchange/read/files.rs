//! Which format a file has, and the layer of a register that it is.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{Source, rows, workbook};
use crate::load::{self, Layer, LoadError, Reading, Tables};

impl Source {
    /// The format that a file's name ends in.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        Some(match ending.as_str() {
            "toml" => Self::Toml,
            "graphml" | "xml" => Self::GraphMl,
            "gexf" => Self::Gexf,
            "json" | "cyjs" | "jgf" | "cytoscape" => Self::Json,
            "csv" | "tsv" | "tab" | "txt" => Self::Csv,
            "xlsx" | "xlsm" => Self::Xlsx,
            "ftm" | "jsonl" | "ndjson" => Self::Ftm,
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
        Source::Xlsx => layer.rows(load::into_rows(sheets(path, reading)?, reading)),
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

/// The sheets of nodes, edges and sources of a workbook, or else its first sheet.
fn sheets(path: &Path, reading: &Reading) -> Result<Tables, LoadError> {
    let sheets = workbook(&bytes(path)?).map_err(|message| broken(path, message))?;
    let name = |sheet: &str| format!("{} [{sheet}]", path.display());
    let ours: Vec<&(String, String)> = ["nodes", "edges", "sources", "about"]
        .iter()
        .filter_map(|wanted| sheets.iter().find(|(sheet, _)| sheet.eq_ignore_ascii_case(wanted)))
        .collect();
    let has_edges = sheets.iter().any(|(sheet, _)| sheet.eq_ignore_ascii_case("edges"));
    let mut tables = Tables::default();
    for (sheet, text) in if has_edges { ours } else { sheets.iter().take(1).collect() } {
        load::sheet(&mut tables, &name(sheet), text, reading);
    }
    Ok(tables)
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
