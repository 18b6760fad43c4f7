//! Circuits in time.
//!
//! ```text
//! TemporalGraph ─Cones→ what can follow a first edge ─Index→ bundles ─Strict→ paths ─List, Tally, Path→ circuits
//!               ─Within, Untimed→ a graph without time ─→ circuits of vertices ─Choose→ circuits of edges
//!               ─Keeping→ edges that may follow each other by time and size ─→ circuits of edges
//! ```

mod bundled;
mod bundles;
mod choose;
mod cone;
mod gather;
mod graph;
mod index;
mod kept;
mod list;
mod order;
mod payments;
mod repeats;
mod search;
mod strict;
mod suffix;
mod tally;
mod untimed;
mod within;

pub use graph::TemporalGraph;
pub use kept::Kept;
pub use order::TimeOrder;
pub use payments::{Loop, Payments};
pub use repeats::Repeats;
pub use search::TemporalSearch;
