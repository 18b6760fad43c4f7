//! Where bytes go: a terminal, a pipe, or a file that is written whole or not at all.

use std::{fs, io::Write, path::Path};

use serde::Serialize;

use super::{Failure, Terminal};

/// Prints a text to standard output, or into a file.
pub(super) fn put(text: &str, file: Option<&Path>, terminal: &mut Terminal<'_>) -> Result<(), Failure> {
    match file {
        None => Ok(terminal.out.write_all(text.as_bytes())?),
        Some(path) => write_file(path, text.as_bytes()),
    }
}

/// Writes a file whole or not at all: beside its place first, then renamed onto it.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fail = |error: std::io::Error| Failure::new(format!("cannot write `{}`: {error}", path.display()));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(fail)?;
    if path.is_dir() {
        return Err(Failure::help(format!("`{}` is a folder", path.display()), "name a file in it"));
    }
    // A device such as /dev/stdout cannot be renamed onto.
    if path.exists() && !path.is_file() {
        return fs::write(path, bytes).map_err(fail);
    }
    let mut beside = tempfile::Builder::new().prefix(".roundtrip-").tempfile_in(folder).map_err(fail)?;
    beside.write_all(bytes).map_err(fail)?;
    set_usual_mode(beside.as_file(), path).map_err(fail)?;
    beside.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

/// A temporary file is its owner's alone; a result is readable as any new file, or as the one that it replaces.
#[cfg(unix)]
fn set_usual_mode(file: &fs::File, path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(path).map_or(0o644, |old| old.permissions().mode());
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_usual_mode(_: &fs::File, _: &Path) -> std::io::Result<()> {
    Ok(())
}

/// A value as one JSON document, ending in a line end.
pub(super) fn json(value: &impl Serialize) -> Result<String, Failure> {
    let mut text = serde_json::to_string_pretty(value).map_err(|error| Failure::new(error.to_string()))?;
    text.push('\n');
    Ok(text)
}

/// One JSON document whose last key holds a list, one element a line: as small as JSON gets while a diff stays readable.
pub(super) fn json_list<T: Serialize>(
    head: &impl Serialize,
    key: &str,
    list: impl IntoIterator<Item = T>,
) -> Result<String, Failure> {
    let fail = |error: serde_json::Error| Failure::new(error.to_string());
    let head = serde_json::to_string(head).map_err(fail)?;
    let mut text = format!("{},\n\"{key}\": [", head.trim_end_matches('}'));
    for (at, value) in list.into_iter().enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        text.push_str(&serde_json::to_string(&value).map_err(fail)?);
    }
    text.push_str("\n]}\n");
    Ok(text)
}

/// Values as JSON, one a line.
pub(super) fn ndjson<T: Serialize>(values: impl IntoIterator<Item = T>) -> Result<String, Failure> {
    let mut text = String::new();
    for value in values {
        text.push_str(&serde_json::to_string(&value).map_err(|error| Failure::new(error.to_string()))?);
        text.push('\n');
    }
    Ok(text)
}
