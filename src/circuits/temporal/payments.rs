//! A ledger as a graph, and what is said of its circuits.

use rust_decimal::Decimal;

use super::graph::TemporalGraph;
use crate::ledger::Ledger;

/// The payments of a ledger as timed edges. Without times, all are of time 0.
#[derive(Debug)]
pub struct Payments<'l> {
    ledger: &'l Ledger,
    graph: TemporalGraph,
    /// For each edge that was given to the graph, its row; empty if every row was given.
    rows: Vec<u32>,
}

impl<'l> Payments<'l> {
    /// Every payment of at least `least`, if the ledger has amounts. O(rows · log rows), or O(rows) if they come in
    /// order of time.
    pub fn new(ledger: &'l Ledger, least: Option<Decimal>) -> Self {
        let len = u32::try_from(ledger.accounts().len()).unwrap_or(u32::MAX);
        let none = Vec::new();
        let times = ledger.times().unwrap_or_else(|| &none);
        let (Some(least), Some(amounts)) = (least, ledger.amounts()) else {
            let zeros = if times.is_empty() { vec![0; ledger.rows()] } else { Vec::new() };
            let times = if times.is_empty() { &zeros } else { times };
            let graph = TemporalGraph::from_columns(len, ledger.payers(), ledger.payees(), times);
            return Self { ledger, graph, rows: Vec::new() };
        };
        let enough = |&row: &u32| Decimal::new(amounts[row as usize], ledger.scale()) >= least;
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

    /// A circuit of edges as a loop of payments, from its earliest on.
    pub fn circuit(&self, edges: &[u32]) -> Loop {
        let mut edges = edges.to_vec();
        let first = (0..edges.len()).min_by_key(|&at| edges[at]).unwrap_or(0);
        edges.rotate_left(first);
        let row = |&edge: &u32| {
            let given = self.graph.row(edge);
            self.rows.get(given as usize).copied().unwrap_or(given)
        };
        let rows: Vec<u32> = edges.iter().map(row).collect();
        let of = |column: &[i64]| rows.iter().map(|&row| column[row as usize]).collect();
        Loop {
            vertices: edges.iter().map(|&edge| self.graph.tail(edge)).collect(),
            times: self.ledger.times().map(of),
            amounts: self.ledger.amounts().map(of),
            rows,
        }
    }
}

/// Payments that lead back to where they began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loop {
    /// Who pays in each step: ids of the ledger's accounts.
    pub vertices: Vec<u32>,
    /// The row of each step, from 0.
    pub rows: Vec<u32>,
    /// When, in the ledger's units; none if it has no times.
    pub times: Option<Vec<i64>>,
    /// How much, in the ledger's units; none if it has no amounts.
    pub amounts: Option<Vec<i64>>,
}

impl Loop {
    /// How many payments.
    pub fn length(&self) -> usize {
        self.rows.len()
    }

    /// The least amount: no more can have gone all the way round.
    pub fn bottleneck(&self) -> Option<i64> {
        self.amounts.as_ref()?.iter().min().copied()
    }

    /// From the earliest payment to the latest.
    pub fn span(&self) -> Option<i64> {
        let times = self.times.as_ref()?;
        Some(times.iter().max()? - times.iter().min()?)
    }

    /// Whether each payment is at least this share of the one before it.
    pub fn keeps(&self, share: Decimal) -> bool {
        let amounts = self.amounts.as_deref().unwrap_or_default();
        // In whole numbers, so that 90 % of 0.1 is 0.09.
        let (above, below) = (share.mantissa(), 10_i128.checked_pow(share.scale()));
        amounts.windows(2).all(|pair| {
            let [before, after] = [i128::from(pair[0]), i128::from(pair[1])];
            match (before.checked_mul(above), below.and_then(|below| after.checked_mul(below))) {
                (Some(least), Some(own)) => own >= least,
                _ => false,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_kept_exactly() {
        let of = |amounts: &[i64]| Loop {
            vertices: vec![0; amounts.len()],
            rows: vec![0; amounts.len()],
            times: Some(vec![3, 9]),
            amounts: Some(amounts.to_vec()),
        };
        assert!(of(&[10, 9]).keeps(Decimal::new(9, 1)));
        assert!(!of(&[100, 89]).keeps(Decimal::new(9, 1)));
        assert!(of(&[10, 500, 450]).keeps(Decimal::new(90, 2)));
        assert_eq!((of(&[10, 9]).bottleneck(), of(&[10, 9]).span()), (Some(9), Some(6)));
    }
}
