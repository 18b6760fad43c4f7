//! Bytes: which files there are, and whether they are text.

use std::{
    fmt, fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use super::problem::{Code, File, Place, Report};

/// The largest file read, in bytes. A register is made by hand; the largest known is under one megabyte.
pub const MAX_FILE: u64 = 64 << 20;

/// Why nothing was loaded.
#[derive(Debug)]
#[non_exhaustive]
pub enum LoadError {
    /// A path could not be read.
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A folder with no `.toml` or `.csv` in it.
    NoFiles(PathBuf),
    /// A file whose name does not say what it is.
    NoFormat(PathBuf),
    /// The files were read and are flawed.
    Faults(Report),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, .. } => write!(f, "cannot read `{}`", path.display()),
            Self::NoFormat(path) => write!(f, "`{}` does not say what it is by its ending", path.display()),
            Self::NoFiles(path) => write!(f, "there is no `.toml` and no `.csv` in `{}`", path.display()),
            Self::Faults(_) => f.write_str("the register is flawed"),
        }
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Faults(report) => Some(report),
            Self::NoFiles(_) | Self::NoFormat(_) => None,
        }
    }
}

/// The files of one `--data`: itself, or every file below it that `wanted` takes, in the order of their names.
///
/// # Errors
/// [`LoadError::Io`] if a path cannot be read, [`LoadError::NoFiles`] if a folder has no such file.
pub fn files_below(path: &Path, wanted: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>, LoadError> {
    let fail = |path: &Path| {
        let path = path.to_path_buf();
        move |source| LoadError::Io { path, source }
    };
    let mut files = Vec::new();
    let mut waiting = vec![path.to_path_buf()];
    while let Some(next) = waiting.pop() {
        let meta = fs::metadata(&next).map_err(fail(&next))?;
        if meta.is_dir() {
            for entry in fs::read_dir(&next).map_err(fail(&next))? {
                let path = entry.map_err(fail(&next))?.path();
                let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
                if !hidden && (path.is_dir() || wanted(&path)) {
                    waiting.push(path);
                }
            }
        } else {
            files.push(next);
        }
    }
    if files.is_empty() {
        return Err(LoadError::NoFiles(path.to_path_buf()));
    }
    files.sort();
    Ok(files)
}

/// The bytes of a file of at most [`MAX_FILE`].
///
/// # Errors
/// If it cannot be read, or is larger.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let bytes = marked(path)?;
    if bytes.starts_with(TOO_LARGE) {
        let message = format!("it has more than {} MB, the most that is read", MAX_FILE >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// The bytes of a file, or the mark of one that is too large and was not read: `decode` says so. A device or a pipe has
/// no length, and a file may grow while it is read: both are read up to the limit.
pub(super) fn marked(path: &Path) -> io::Result<Vec<u8>> {
    let file = fs::File::open(path)?;
    let len = file.metadata()?.len();
    if len > MAX_FILE {
        return Ok(too_large(len));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or_default());
    file.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    let len = bytes.len() as u64;
    Ok(if len > MAX_FILE { too_large(len) } else { bytes })
}

/// Stands for the bytes of a file too large to read; no text begins so.
const TOO_LARGE: &[u8] = b"\xff\xfe\xfdtoo large: ";

fn too_large(len: u64) -> Vec<u8> {
    [TOO_LARGE, len.to_string().as_bytes()].concat()
}

/// Takes a file into the report and gives its index, if it is text with something in it.
pub(super) fn decode(report: &mut Report, name: String, bytes: Vec<u8>) -> Option<usize> {
    let file = report.files.len();
    let at = |span| Place { file, span };
    if let Some(len) = bytes.strip_prefix(TOO_LARGE) {
        let megabytes = String::from_utf8_lossy(len).parse::<u64>().unwrap_or(MAX_FILE) >> 20;
        report.files.push(File { name, text: String::new() });
        report
            .push(
                Code::TooLarge,
                if megabytes > MAX_FILE >> 20 {
                    format!("the file has {megabytes} MB, a register at most {} MB", MAX_FILE >> 20)
                } else {
                    format!("the file has more than the {megabytes} MB that a register may have")
                },
                &at(0..0),
            )
            .help("a register holds deals one by one; split it, or take the rows you need");
        return None;
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            report.files.push(File { name, text });
            report
                .push(Code::Encoding, "this is not UTF-8", &at(good..good + '\u{fffd}'.len_utf8()))
                .help("save the file as UTF-8; spreadsheets call it \"CSV UTF-8\"");
            return None;
        }
    };
    let empty = text.trim().is_empty();
    report.files.push(File { name, text });
    if empty {
        report.push(Code::Empty, "the file is empty", &at(0..0)).help("take it away, or write a deal into it");
        return None;
    }
    Some(file)
}
