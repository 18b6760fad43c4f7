//! Register → [`FlowGraph`]: who pays whom on a day, as one looks at it.
//!
//! A [`View`] is the question (as of when, from which rung, at which level), a [`FlowGraph`] the answer: arcs, one a
//! deal between two nodes, and hops, one a pair of nodes with all its arcs.

mod arc;
mod formed;
mod graph;
mod group;
mod outcome;
mod parties;
mod precedence;
mod project;
mod scope;
mod split;
mod through;
mod view;
mod with;

pub use arc::{Arc, Node};
pub use formed::Formed;
pub(crate) use formed::Link;
pub use graph::{FlowGraph, Hop};
pub use group::Group;
pub use outcome::Outcome;
pub use project::outcomes;
pub use scope::Scope;
pub use view::{Level, View};
