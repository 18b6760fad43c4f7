//! Where bytes go: a terminal, a pipe, or a file that is written whole or not at all.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{clock, outcome::Failure};
use crate::terminal::Terminal;
use crate::{
    answer::visible,
    terminal::{
        atomic::{AtomicFile, Target, cannot_write},
        endings::is_standard_output,
    },
};

/// Prints a text to standard output, or into a file.
pub(super) fn put(text: &str, file: Option<&Path>, terminal: &mut Terminal) -> Result<(), Failure> {
    put_bytes(text.as_bytes(), file, terminal)
}

/// The same for what need not be text.
pub(super) fn put_bytes(bytes: &[u8], file: Option<&Path>, terminal: &mut Terminal) -> Result<(), Failure> {
    let mut output = Output::new(file, terminal)?;
    output.write_all(bytes).map_err(|error| output.failure(error))?;
    output.keep()
}

/// Writes a file whole or not at all.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut file = AtomicFile::new(path)?;
    file.file.write_all(bytes).map_err(|error| cannot_write(path, &error))?;
    Ok(file.keep()?)
}

/// Says what was written where, on standard error.
pub(super) fn say_written(path: &Path, bytes: u64, terminal: &mut Terminal) -> Result<(), Failure> {
    let size = match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    };
    Ok(writeln!(terminal.err, "wrote {} ({size})", visible(&path.display().to_string()))?)
}

/// Where a long text goes while it is made: standard output, or a file.
pub(super) struct Output<'t> {
    terminal: &'t mut Terminal,
    file: Option<(io::BufWriter<Target>, PathBuf)>,
    written: u64,
}

impl<'t> Output<'t> {
    /// Standard output, or a file if one is named; `-` names none.
    pub(super) fn new(file: Option<&Path>, terminal: &'t mut Terminal) -> Result<Self, Failure> {
        let named = file.filter(|file| !is_standard_output(file)).map(AtomicFile::new).transpose()?;
        let file = named.map(|file| (io::BufWriter::new(file.file), file.path));
        Ok(Self { terminal, file, written: 0 })
    }

    /// Why a part of the text could not be written.
    pub(super) fn failure(&self, error: io::Error) -> Failure {
        match &self.file {
            None => error.into(),
            Some((_, path)) => cannot_write(path, &error).into(),
        }
    }

    /// The text is whole: puts the file in its place, and says so.
    pub(super) fn keep(self) -> Result<(), Failure> {
        let Some((file, path)) = self.file else { return Ok(self.terminal.out.flush()?) };
        let file = file.into_inner().map_err(|error| cannot_write(&path, error.error()))?;
        AtomicFile { path: path.clone(), file }.keep()?;
        say_written(&path, self.written, self.terminal)
    }
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = match &mut self.file {
            None => {
                if self.written == 0 {
                    clock::missing("what is printed is cut off: there was no time to write all of it");
                }
                self.terminal.out.write(bytes)
            }
            Some((file, _)) => file.write(bytes),
        }?;
        self.written += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.file {
            None => self.terminal.out.flush(),
            Some((file, _)) => file.flush(),
        }
    }
}
