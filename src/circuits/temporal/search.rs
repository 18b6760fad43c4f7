//! The question: which circuits in time.

use std::ops::ControlFlow;

use super::{TemporalGraph, list::List, strict::Strict, tally::Tally};
use crate::circuits::{
    Stop,
    Histogram, search::{visit, count},
};

/// How the times of a circuit's edges must lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeOrder {
    /// Strictly increasing along the circuit, all within the window.
    Strict,
}

/// A search for circuits in time.
#[derive(Debug, Clone, Copy)]
pub struct TemporalSearch<'g> {
    graph: &'g TemporalGraph,
    window: Option<i64>,
    most: Option<u32>,
    threads: usize,
}

impl<'g> TemporalSearch<'g> {
    /// x
    pub fn strict(graph: &'g TemporalGraph, window: Option<i64>) -> Self {
        Self { graph, window, most: None, threads: 1 }
    }
    /// x
    #[must_use]
    pub fn threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }
    /// x
    pub fn visit(&self, interrupted: &mut dyn FnMut() -> bool, visitor: &mut dyn FnMut(&[u32]) -> ControlFlow<()>) -> Result<(), Stop> {
        visit(&Strict::<List>::new(self.graph, self.window, self.most), self.threads, interrupted, visitor)
    }
    /// x
    pub fn count(&self) -> Histogram {
        count(&Strict::<Tally>::new(self.graph, self.window, self.most), self.threads, &mut || false).0
    }
}
