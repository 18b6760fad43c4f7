//! What a reader takes out of a file: records with the columns they have there, and the faults.

use crate::load::{Code, Row, Rows};

/// The records of an import, under the names of the exported columns (`export_tables.rs`); others are kept as they are.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Holds the texts and the faults; its records are made when all is read.
    pub(super) rows: Rows,
    /// Each has an `id`.
    pub(super) nodes: Vec<Row>,
    /// Each has `payer` and `payee`: the ids of nodes.
    pub(super) edges: Vec<Row>,
    /// Each has an `id`.
    pub(super) sources: Vec<Row>,
    pub(super) currency: Option<String>,
    /// What the register has no place for.
    pub(super) lost: std::collections::BTreeSet<String>,
}

impl Tables {
    /// Notes that a file is not what it should be.
    pub(super) fn syntax(&mut self, message: impl Into<String>, file: usize, at: std::ops::Range<usize>, help: &str) {
        self.rows.fault(Code::Syntax, message, (file, at), help);
    }
}
