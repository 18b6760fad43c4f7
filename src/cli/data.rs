//! Which register: the shipped one, or the files named.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::{
    args::DataArgs,
    diagnostics,
    layers::{SHIPPED, is_shipped, layers},
    misplaced,
    outcome::Failure,
    reading::reading,
};
use crate::{
    load::{self, LoadError, Report},
    model::Register,
    terminal::Terminal,
};

/// Reads the register; warnings go to standard error, faults end the run.
pub(super) fn read(positional: &[PathBuf], data: &DataArgs, terminal: &mut Terminal) -> Result<Register, Failure> {
    let (register, report) = load(positional, data)?;
    diagnostics::problems(&report, terminal);
    Ok(register)
}

/// The same, with the report of it.
pub(super) fn load(positional: &[PathBuf], data: &DataArgs) -> Result<(Register, Report), Failure> {
    let paths: Vec<PathBuf> = positional.iter().chain(&data.data).cloned().collect();
    if paths.is_empty() {
        return load::embedded().map_err(Failure::Data);
    }
    let reading = reading(&data.tables)?;
    let layers = layers(&paths, &reading);
    let read = layers.and_then(|layers| load::build(layers, &reading).map_err(LoadError::Faults));
    let mut read = read.map_err(|error| misplaced::of_registers(positional, data).unwrap_or_else(|| failure(error)))?;
    if paths.iter().any(|path| is_shipped(path)) && Path::new(SHIPPED).exists() {
        let note = format!(
            "`{SHIPPED}` is the register that comes with the program; what is here of that name is ./{SHIPPED}"
        );
        read.1.notes.insert(note, 1);
    }
    Ok(read)
}

/// The bytes of a file that is read whole; the help is for one that is too large.
pub(super) fn bytes(path: &Path, help: &str) -> Result<Vec<u8>, Failure> {
    load::read(path).map_err(|error| {
        let message = format!("cannot read `{}`: {error}", path.display());
        match error.kind() {
            ErrorKind::FileTooLarge => Failure::help(message, help),
            _ => Failure::new(message),
        }
    })
}

/// Why nothing was read.
pub(super) fn failure(error: LoadError) -> Failure {
    match error {
        LoadError::Faults(report) => Failure::Data(report),
        LoadError::Io { ref source, .. } => Failure::new(format!("{error}: {source}")),
        LoadError::NoFormat(_) => Failure::help(
            error.to_string(),
            "rename it, such as `deals.csv`, or convert it: `roundtrip import FILE --format graphml -o REGISTER`",
        ),
        LoadError::NoFiles(_) => {
            Failure::help(error.to_string(), "name a folder of TOML files, or a spreadsheet saved as CSV")
        }
    }
}
