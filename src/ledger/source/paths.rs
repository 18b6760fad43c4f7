//! The files that are meant by what is named: files, folders and patterns.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

#[cfg(feature = "files")]
use glob::{MatchOptions, glob_with};

use super::refusal::Refusal;
use crate::ledger::LedgerError;

/// The files that a list of files, folders and patterns stands for, in this order, and by their names within each
/// folder and pattern. `-` is standard input.
///
/// # Errors
/// If a pattern fits nothing, a folder is none of payments, or a file would be read twice.
pub(in crate::ledger) fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, LedgerError> {
    let mut files = Vec::new();
    for path in named {
        let found = found(path).map_err(|source| LedgerError::Io { path: Some(path.clone()), source })?;
        files.extend(found);
    }
    let mut seen = BTreeMap::new();
    for path in &files {
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        if seen.insert(real, path).is_some() {
            let source = Refusal::help(
                "it is named twice, and its payments would count twice",
                "name every file once; a pattern or a folder may name it again",
            );
            return Err(LedgerError::Io { path: Some(path.clone()), source: source.into() });
        }
    }
    Ok(files)
}

fn found(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.as_os_str() == "-" {
        return Ok(vec![path.to_path_buf()]);
    }
    if path.is_dir() {
        return folder(path);
    }
    match path.to_str() {
        Some(pattern) if !path.exists() && pattern.contains(['*', '?', '[']) => matching(pattern),
        _ => Ok(vec![path.to_path_buf()]),
    }
}

/// The files that fit a pattern.
#[cfg(feature = "files")]
fn matching(pattern: &str) -> io::Result<Vec<PathBuf>> {
    let options =
        MatchOptions { require_literal_leading_dot: true, require_literal_separator: true, ..MatchOptions::new() };
    let paths = glob_with(pattern, options).map_err(|error| Refusal::new(format!("it is no pattern: {error}")))?;
    let mut files = Vec::new();
    for path in paths {
        let path = path.map_err(|error| io::Error::new(error.error().kind(), error.to_string()))?;
        if path.is_dir() {
            files.extend(folder(&path)?);
        } else {
            files.push(path);
        }
    }
    if files.is_empty() { Err(Refusal::new("no file fits the pattern").into()) } else { Ok(files) }
}

#[cfg(not(feature = "files"))]
fn matching(_: &str) -> io::Result<Vec<PathBuf>> {
    Err(Refusal::without("patterns that stand for files").into())
}

/// The files of a folder, as Spark, DuckDB and others write a table in parts.
fn folder(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(path)? {
        let own = entry?.path();
        let name = own.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // Notes of the program that wrote the table, as `_SUCCESS` and `.part-0.csv.crc`.
        if name.starts_with(['_', '.']) {
            continue;
        }
        if own.is_dir() {
            return Err(inner(path, &name).into());
        }
        files.push(own);
    }
    files.sort();
    let Some(first) = files.first() else {
        return Err(Refusal::new("there is no file in the folder").into());
    };
    if let Some(other) = files.iter().find(|file| ending(file) != ending(first)) {
        let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let says = format!("the folder holds files of two kinds: `{}` and `{}`", name(first), name(other));
        let pattern = path.join(format!("*.{}", ending(first)));
        return Err(Refusal::help(says, format!("name those with payments: `{}`", pattern.display())).into());
    }
    Ok(files)
}

/// Why a folder with a folder in it is not read.
fn inner(path: &Path, name: &str) -> Refusal {
    let all = path.join("*").join("*");
    match name.split_once('=') {
        Some((column, _)) => Refusal::help(
            format!("the folder is parted by `{column}`, a column that its files do not hold"),
            format!("to read them without that column, type '{}'", all.display()),
        ),
        None => Refusal::help(
            format!("the folder holds a folder, `{name}`"),
            format!("name the files with payments, for example '{}'", all.display()),
        ),
    }
}

/// How a file's name ends, apart from how it is compressed.
fn ending(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let packings = [".gz", ".zst", ".bz2", ".xz"];
    let name = packings.iter().find_map(|packing| name.strip_suffix(packing)).unwrap_or(&name);
    name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_owned())
}
