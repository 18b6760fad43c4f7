//! Loops: which there are, and what each is.
//!
//! The engine ([`Search`]) sees integers and lists elementary circuits; [`find`] runs it on a [`FlowGraph`] and makes a
//! [`Circuit`] of each, with its class, its bottleneck, its weakest deal and its dates.
//!
//! ```
//! use roundtrip::circuits::{Digraph, Search};
//! let graph = Digraph::from_edges(3, [(0, 1), (1, 2), (2, 0), (1, 0)]);
//! for circuit in &Search::all(&graph) {
//!     println!("{circuit:?}");
//! }
//! ```
//!
//! [`FlowGraph`]: crate::flow::FlowGraph

mod all;
mod bounded;
mod circuit;
mod components;
mod condition;
mod digraph;
mod find;
mod found;
mod frames;
mod hops;
mod largest;
mod limits;
mod part;
mod rank;
mod reach;
mod roots;
mod run;
mod search;
mod shortlist;
mod tasks;
mod temporal;
#[cfg(test)]
mod tests;
mod wanted;
mod ways;

pub(crate) use circuit::arcs_of;
pub use circuit::{Circuit, Class, Step, kinds};
pub(crate) use components::{PartComponents, components};
pub use condition::{Bound, Comparison, Condition, ConditionError, Counted, InvalidCondition, Named};
pub use digraph::Digraph;
pub use find::{Circuits, find, find_for};
pub use found::{Batch, Held, Histogram};
pub(crate) use hops::Hops;
pub use hops::along;
pub use largest::{Largest, largest};
pub use limits::{Limits, MOST_HOPS};
pub use rank::{Order, rank};
pub use run::Ended;
pub use search::Search;
pub use temporal::{Kept, Loop, Payments, Repeats, TemporalGraph, TemporalSearch, TimeOrder};
