//! What a reader takes out of files: records with the columns they have there, and the faults.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::load::{Code, Row, Rows};

/// Nodes, edges and sources as some files have them, under the names of the exported columns; others are kept as they
/// are.
#[derive(Debug, Default)]
pub struct Tables {
    /// Holds the texts and the faults; its records are made when all is read.
    pub rows: Rows,
    /// Each has an `id`. Without any, `payer` and `payee` of edges are names.
    pub nodes: Vec<Row>,
    /// Each has `payer` and `payee`: the ids of nodes.
    pub edges: Vec<Row>,
    /// Each has an `id`.
    pub sources: Vec<Row>,
    /// What entities were worth: each has an `entity`, its `worth`, and the day `on` which it was that.
    pub valuations: Vec<Row>,
    /// Figures of companies: each has an `entity`, `what` it is, its `period` and its `amount`.
    pub figures: Vec<Row>,
    /// Shares of customers in the revenue of companies: each has an `entity`, a `share` and its `period`.
    pub customers: Vec<Row>,
    /// The currency of amounts that name none.
    pub currency: Option<String>,
    /// Where the headings of a table stand, by its file.
    pub(super) headers: BTreeMap<usize, Range<usize>>,
    /// Columns that a file lacks, of which that was said.
    pub(super) told: BTreeSet<(usize, String)>,
    /// What the register has no place for, and how many times it was met.
    pub lost: BTreeMap<String, usize>,
}

impl Tables {
    /// Notes that a file is not what it should be.
    pub fn syntax(&mut self, message: impl Into<String>, file: usize, at: Range<usize>, help: &str) {
        self.rows.fault(Code::Syntax, message, (file, at), help);
    }

    /// Notes that something has no place in a register.
    pub fn lose(&mut self, what: impl Into<String>) {
        *self.lost.entry(what.into()).or_default() += 1;
    }
}
