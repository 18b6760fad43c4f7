//! Circuits in time.

mod cone;
mod graph;
mod index;
mod search;
mod strict;

pub use graph::TemporalGraph;
pub use search::{TemporalSearch, TimeOrder};
