//! Loops: which there are, and what each is.
//!
//! The engine ([`visit`]) sees integers and lists elementary circuits; [`find`] runs it on a [`FlowGraph`] and makes a
//! [`Circuit`] of each, with its class, its bottleneck, its weakest deal and its dates.
//!
//! ```
//! use std::ops::ControlFlow;
//! use roundtrip::circuits::{Digraph, visit};
//! let graph = Digraph::from_edges(3, [(0, 1), (1, 2), (2, 0), (1, 0)]);
//! let mut loops = Vec::new();
//! let _ = visit(&graph, None, &mut || false, &mut |path| {
//!     loops.push(path.to_vec());
//!     ControlFlow::Continue(())
//! });
//! assert_eq!(loops, [vec![0, 1], vec![0, 1, 2]]);
//! ```
//!
//! [`FlowGraph`]: crate::flow::FlowGraph

mod circuit;
mod digraph;
mod engine;
mod find;
mod rank;

pub use circuit::{Circuit, Class, Step};
pub(crate) use circuit::{arcs_of, kinds};
pub use digraph::Digraph;
pub use engine::{Stop, visit};
pub use find::{Circuits, Limits, find};
pub use rank::{Order, rank};
