//! Circuits in time.

mod cone;
mod gather;
mod graph;
mod index;
mod list;
mod search;
mod strict;
mod suffix;
mod tally;

pub use graph::TemporalGraph;
pub use search::{TemporalSearch, TimeOrder};
