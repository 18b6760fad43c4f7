//! Circuits in time.
//!
//! ```text
//! TemporalGraph ─Cones→ what can follow a first edge ─Index→ bundles ─Strict→ paths ─List, Tally, Path→ circuits
//!               ─Near→ what lies around an edge ─Within→ circuits of vertices ─Choose→ circuits of edges
//!               ─Untimed→ a graph without time ─→ circuits of vertices ─Choose→ circuits of edges
//!               ─Keeping→ edges that may follow each other by time and size ─→ circuits of edges
//! ```
//!
//! `Bounds` say what a search keeps to, `through` from which edges it need not begin, and `Filter` looks at what it found.

mod bounds;
mod bundled;
mod bundles;
mod choose;
mod cone;
mod filter;
mod gather;
mod graph;
mod index;
mod kept;
mod list;
mod near;
mod order;
mod payments;
mod repeats;
mod search;
mod strict;
mod suffix;
mod tally;
mod through;
mod untimed;
mod within;

pub use graph::TemporalGraph;
pub use kept::Kept;
pub use order::TimeOrder;
pub use payments::{Loop, Payments};
pub use repeats::Repeats;
pub use search::TemporalSearch;
