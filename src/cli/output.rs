//! Where bytes go: a terminal, a pipe, or a file that is written whole or not at all.

mod beside;

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{outcome::Failure, terminal::Terminal};
use beside::{Beside, Target, cannot_write};
pub(super) use beside::{abandon, clear};

/// Prints a text to standard output, or into a file.
pub(super) fn put(text: &str, file: Option<&Path>, terminal: &mut Terminal) -> Result<(), Failure> {
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

/// Where a long text goes while it is made: standard output, or a file.
pub(super) enum Output<'t> {
    Terminal(&'t mut dyn Write),
    File(io::BufWriter<Target>, PathBuf),
}

impl<'t> Output<'t> {
    /// Standard output, or a file if one is named.
    pub(super) fn new(file: Option<&Path>, terminal: &'t mut Terminal) -> Result<Self, Failure> {
        match file {
            None => Ok(Self::Terminal(&mut terminal.out)),
            Some(path) => {
                let beside = Beside::new(path)?;
                Ok(Self::File(io::BufWriter::new(beside.file), beside.path))
            }
        }
    }

    /// Why a part of the text could not be written.
    pub(super) fn failure(&self, error: io::Error) -> Failure {
        match self {
            Self::Terminal(_) => error.into(),
            Self::File(_, path) => cannot_write(path, &error),
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

impl Write for Output<'_> {
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
