//! A ledger as a graph, and what is said of its circuits.

use super::{graph::TemporalGraph, kept::Kept};
use crate::{
    circuits::found::Held,
    ledger::{Floor, Ledger, Share, Size},
};

/// The payments of a ledger as timed edges. Without times, all are of time 0.
#[derive(Debug)]
pub struct Payments<'l> {
    ledger: &'l Ledger,
    graph: TemporalGraph,
    /// For each edge that was given to the graph, its row; empty if every row was given.
    rows: Vec<u32>,
}

impl<'l> Payments<'l> {
    /// Every payment that is not below a floor. O(rows · log rows), or O(rows) if they come in order of time.
    pub fn new(ledger: &'l Ledger, floors: &[Floor]) -> Self {
        let len = u32::try_from(ledger.accounts().len()).unwrap_or(u32::MAX);
        let none = Vec::new();
        let times = ledger.times().unwrap_or(&none);
        if floors.is_empty() || ledger.amounts().is_none() {
            let zeros = if times.is_empty() { vec![0; ledger.rows()] } else { Vec::new() };
            let times = if times.is_empty() { &zeros } else { times };
            let graph = TemporalGraph::from_columns(len, ledger.payers(), ledger.payees(), times);
            return Self { ledger, graph, rows: Vec::new() };
        }
        let floors: Vec<(Option<u32>, i64)> =
            floors.iter().filter_map(|floor| Some((floor.unit, ledger.least_key(floor.least)?))).collect();
        let enough = |&row: &u32| {
            let meets = |size: Size| {
                floors.iter().all(|&(unit, least)| unit.is_some_and(|unit| unit != size.unit) || size.key >= least)
            };
            ledger.size(row).is_some_and(meets)
        };
        let rows: Vec<u32> = (0..u32::try_from(ledger.rows()).unwrap_or(u32::MAX)).filter(enough).collect();
        let edges = rows.iter().map(|&row| {
            let row = row as usize;
            (ledger.payers()[row], ledger.payees()[row], times.get(row).copied().unwrap_or(0))
        });
        Self { ledger, graph: TemporalGraph::from_edges(len, edges), rows }
    }

    /// The graph to search.
    pub fn graph(&self) -> &TemporalGraph {
        &self.graph
    }

    /// The ledger.
    pub fn ledger(&self) -> &'l Ledger {
        self.ledger
    }

    /// A circuit of edges as a loop of payments, from its first on: if the times can be read without a step back, from
    /// one payment on, it is that one; else the earliest, and of those the one that was given first. So a loop is written
    /// the same way in whatever order of time it is searched.
    pub fn circuit(&self, edges: &[u32]) -> Loop {
        let mut found = Loop::default();
        self.circuit_into(edges, &mut found);
        found
    }

    /// The same in the memory of another loop, for going through very many.
    pub fn circuit_into(&self, edges: &[u32], found: &mut Loop) {
        let first = self.graph.first(edges);
        let (before, from) = edges.split_at(first);
        let edges = || from.iter().chain(before).copied();
        found.vertices.clear();
        found.vertices.extend(edges().map(|edge| self.graph.tail(edge)));
        found.rows.clear();
        found.rows.extend(edges().map(|edge| self.row(edge)));
    }

    /// The row of an edge.
    pub(super) fn row(&self, edge: u32) -> u32 {
        let given = self.graph.row(edge);
        self.rows.get(given as usize).copied().unwrap_or(given)
    }

    /// What must follow what in a loop that [keeps](Loop::keeps) a share. O(rows), 32 bytes a row.
    pub fn kept(&self, share: Share) -> Kept {
        let rows = (0..self.graph.edges()).map(|edge| self.row(edge));
        Kept::new(rows.map(|row| (self.ledger.size(row), self.ledger.kept(row, share))))
    }
}

/// Payments that lead back to where they began.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Loop {
    /// Who pays in each step: ids of the ledger's accounts.
    pub vertices: Vec<u32>,
    /// The row of each step, from 0.
    pub rows: Vec<u32>,
}

impl Held for Loop {
    fn held(&self) -> usize {
        size_of::<Self>() + size_of::<u32>() * (self.vertices.capacity() + self.rows.capacity())
    }
}

impl Loop {
    /// How many payments.
    pub fn length(&self) -> usize {
        self.rows.len()
    }

    /// The least amount: no more can have gone all the way round. None if the ledger has no amounts, or if those of
    /// the loop are in several currencies.
    pub fn bottleneck(&self, ledger: &Ledger) -> Option<Size> {
        let mut least: Option<Size> = None;
        for &row in &self.rows {
            let size = ledger.size(row)?;
            match least {
                Some(other) if other.unit != size.unit => return None,
                Some(other) if other.key <= size.key => {}
                _ => least = Some(size),
            }
        }
        least
    }

    /// When the earliest payment was, and the latest; none if the ledger has no times.
    pub fn period(&self, ledger: &Ledger) -> Option<(i64, i64)> {
        let times = ledger.times()?;
        let own = || self.rows.iter().map(|&row| times[row as usize]);
        Some((own().min()?, own().max()?))
    }

    /// From the earliest payment to the latest.
    pub fn span(&self, ledger: &Ledger) -> Option<i64> {
        self.period(ledger).map(|(first, last)| last.saturating_sub(first))
    }

    /// Whether each payment keeps this share of the one before it. Payments in different currencies are not compared.
    pub fn keeps(&self, ledger: &Ledger, share: Share) -> bool {
        self.rows.windows(2).all(|pair| {
            let (Some(before), Some(after)) = (ledger.size(pair[0]), ledger.size(pair[1])) else { return false };
            let within = |(least, most): (i64, i64)| (least..=most).contains(&after.key);
            before.unit != after.unit || ledger.kept(pair[0], share).is_some_and(within)
        })
    }
}
