//! Where bytes go: a terminal, a pipe, or a file that is written whole or not at all.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::Serialize;

use super::{Failure, Terminal};

/// Prints a text to standard output, or into a file.
pub(super) fn put(text: &str, file: Option<&Path>, terminal: &mut Terminal<'_>) -> Result<(), Failure> {
    match file {
        None => Ok(terminal.out.write_all(text.as_bytes())?),
        Some(path) => write_file(path, text.as_bytes()),
    }
}

/// Writes a file whole or not at all.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut beside = Beside::new(path)?;
    beside.file.write_all(bytes).map_err(|error| cannot_write(path, &error))?;
    beside.keep()
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot write `{}`: {error}", path.display()))
}

/// How the name of a file begins that is written beside its place.
pub(super) const BESIDE: &str = ".roundtrip-";

/// A file that is written beside its place and then renamed onto it.
struct Beside {
    path: PathBuf,
    file: Target,
}

pub(super) enum Target {
    Temporary(tempfile::NamedTempFile),
    /// A device such as /dev/stdout cannot be renamed onto.
    Device(fs::File),
}

impl Beside {
    fn new(path: &Path) -> Result<Self, Failure> {
        let fail = |error: io::Error| cannot_write(path, &error);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(fail)?;
        if path.is_dir() {
            return Err(Failure::help(format!("`{}` is a folder", path.display()), "name a file in it"));
        }
        let file = if path.exists() && !path.is_file() {
            Target::Device(fs::OpenOptions::new().write(true).open(path).map_err(fail)?)
        } else {
            let file = tempfile::Builder::new().prefix(BESIDE).tempfile_in(folder).map_err(fail)?;
            set_usual_mode(file.as_file(), path).map_err(fail)?;
            Target::Temporary(file)
        };
        Ok(Self { path: path.to_path_buf(), file })
    }

    fn keep(self) -> Result<(), Failure> {
        match self.file {
            Target::Temporary(file) => {
                file.persist(&self.path).map(drop).map_err(|error| cannot_write(&self.path, &error.error))
            }
            Target::Device(_) => Ok(()),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Temporary(file) => file.write(bytes),
            Self::Device(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Temporary(file) => file.flush(),
            Self::Device(file) => file.flush(),
        }
    }
}

/// Where a long text goes while it is made: standard output, or a file.
pub(super) enum Output<'t, 'a> {
    Terminal(&'t mut (dyn Write + 'a)),
    File(io::BufWriter<Target>, PathBuf),
}

impl<'t, 'a> Output<'t, 'a> {
    /// Standard output, or a file if one is named.
    pub(super) fn new(file: Option<&Path>, terminal: &'t mut Terminal<'a>) -> Result<Self, Failure> {
        match file {
            None => Ok(Self::Terminal(&mut *terminal.out)),
            Some(path) => {
                let beside = Beside::new(path)?;
                Ok(Self::File(io::BufWriter::new(beside.file), beside.path))
            }
        }
    }

    /// The text is whole: puts the file in its place.
    pub(super) fn keep(self) -> Result<(), Failure> {
        match self {
            Self::Terminal(out) => Ok(out.flush()?),
            Self::File(file, path) => {
                let file = file.into_inner().map_err(|error| cannot_write(&path, error.error()))?;
                Beside { path, file }.keep()
            }
        }
    }
}

impl Write for Output<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Terminal(out) => out.write(bytes),
            Self::File(file, _) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Terminal(out) => out.flush(),
            Self::File(file, _) => file.flush(),
        }
    }
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
    let mut text = format!("{},\n\"{key}\": [", head.strip_suffix('}').unwrap_or(&head));
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
