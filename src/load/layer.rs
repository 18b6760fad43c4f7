//! One `--data`: texts of TOML, and tables and graphs of other programs.

use std::path::{Path, PathBuf};

use super::{
    input::{self, LoadError},
    problem::Report,
    raw::Records,
    reading::Reading,
    rows::Rows,
    tables::{self, Tables},
    toml,
};

/// What one `--data` holds. Each later layer adds to the earlier ones.
#[derive(Debug, Default)]
pub struct Layer {
    texts: Vec<Text>,
    tables: Vec<Rows>,
    notes: Vec<String>,
}

/// A file of TOML.
#[derive(Debug)]
struct Text {
    name: String,
    bytes: Vec<u8>,
}

/// Whether a file is a table by its ending.
fn is_table(path: &Path) -> bool {
    path.extension().is_some_and(|own| ["csv", "tsv"].iter().any(|ending| own.eq_ignore_ascii_case(ending)))
}

impl Layer {
    /// The TOML and CSV files of a path: itself, or all that are below it.
    ///
    /// # Errors
    /// If a path cannot be read, or nothing is there. Faults of the files are found by [`super::build`].
    pub fn of(path: &Path, reading: &Reading) -> Result<Self, LoadError> {
        let is_ours = |path: &Path| is_table(path) || path.extension().is_some_and(|ending| ending == "toml");
        let mut layer = Self::default();
        let mut sheets = Vec::new();
        for file in input::files_below(path, is_ours)? {
            if is_table(&file) { sheets.push(file) } else { layer.toml(&file)? }
        }
        layer.sheets(&sheets, reading)?;
        Ok(layer)
    }

    /// One text; `name` decides by its ending whether it is TOML or a table.
    pub fn text(name: &str, text: &str, reading: &Reading) -> Self {
        let mut layer = Self::default();
        if is_table(Path::new(name)) {
            layer.tables.extend(sheets([(name.to_owned(), text.as_bytes().to_vec())], reading));
        } else {
            layer.texts.push(Text { name: name.to_owned(), bytes: text.as_bytes().to_vec() });
        }
        layer
    }

    /// Records that were taken out of a file elsewhere.
    pub fn of_rows(rows: Rows) -> Self {
        Self { tables: vec![rows], ..Self::default() }
    }

    /// Notes what of the path was not read.
    pub fn note(&mut self, text: String) {
        self.notes.push(text);
    }

    /// Adds such records.
    pub fn rows(&mut self, rows: Rows) {
        self.tables.push(rows);
    }

    /// Adds a file of TOML.
    ///
    /// # Errors
    /// [`LoadError::Io`] if it cannot be read.
    pub fn toml(&mut self, file: &Path) -> Result<(), LoadError> {
        self.texts.push(Text { name: file.display().to_string(), bytes: bytes(file)? });
        Ok(())
    }

    /// Adds a file of TOML as if it held these bytes, in the place of what it holds.
    pub fn toml_as_if(&mut self, name: &str, bytes: &[u8]) {
        self.texts.retain(|text| text.name != name);
        self.texts.push(Text { name: name.to_owned(), bytes: bytes.to_vec() });
    }

    /// Adds tables that belong together: nodes in one, edges in another.
    ///
    /// # Errors
    /// [`LoadError::Io`] if one cannot be read.
    pub fn sheets(&mut self, files: &[PathBuf], reading: &Reading) -> Result<(), LoadError> {
        let read = |file: &PathBuf| Ok((file.display().to_string(), bytes(file)?));
        let named = files.iter().map(read).collect::<Result<Vec<_>, LoadError>>()?;
        self.tables.extend(sheets(named, reading));
        Ok(())
    }

    /// Puts all of it into the records of a register.
    pub(super) fn into_records(self, report: &mut Report, records: &mut Records) {
        for note in self.notes {
            report.note(note, 1);
        }
        for Text { name, bytes } in self.texts {
            if let Some(file) = input::decode(report, name, bytes) {
                toml::read(report, file, records);
            }
        }
        for rows in self.tables {
            rows.into_records(report, records);
        }
    }
}

fn bytes(file: &Path) -> Result<Vec<u8>, LoadError> {
    input::marked(file).map_err(|source| LoadError::Io { path: file.to_path_buf(), source })
}

/// The records of tables that belong together, if there is any.
fn sheets(files: impl IntoIterator<Item = (String, Vec<u8>)>, reading: &Reading) -> Option<Rows> {
    let mut tables = Tables::default();
    let mut any = false;
    for (name, bytes) in files {
        any = true;
        if let Some((file, text)) = tables.rows.decoded(name.clone(), bytes) {
            tables::read(&mut tables, file, &name, &text, reading);
        }
    }
    any.then(|| tables::into_rows(tables, reading))
}
