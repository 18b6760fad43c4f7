//! How many loops there are of each length.

use std::collections::BTreeMap;

use super::format::Format;
use crate::answer::Table;

/// The number of loops by their length.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Of each length that occurs.
    pub by_length: BTreeMap<usize, u128>,
    /// Whether these are all that there are.
    pub complete: bool,
}

impl Counts {
    /// All loops.
    pub fn total(&self) -> u128 {
        self.by_length.values().sum()
    }

    /// For a reader.
    pub fn table(&self) -> Table {
        let mut table = Table::new(&[">length", ">count"]);
        for (length, count) in &self.by_length {
            table.row([length.to_string(), count.to_string()]);
        }
        table
    }

    /// For programs; none in a format that has no counts.
    pub fn text(&self, format: Format) -> Option<String> {
        let each = self.by_length.iter();
        match format {
            Format::Json => {
                let by_length: Vec<String> = each.map(|(length, count)| format!("\"{length}\": {count}")).collect();
                let (complete, total, by_length) = (self.complete, self.total(), by_length.join(", "));
                Some(format!("{{\"complete\": {complete}, \"count\": {total}, \"by_length\": {{{by_length}}}}}\n"))
            }
            Format::Ndjson => {
                let lines = each.map(|(length, count)| format!("{{\"length\": {length}, \"count\": {count}}}\n"));
                Some(lines.collect::<Vec<_>>().concat())
            }
            Format::Csv => {
                let lines = each.map(|(length, count)| format!("{length},{count}\n"));
                Some(std::iter::once("length,count\n".to_owned()).chain(lines).collect())
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => None,
        }
    }
}
