//! The numerics under the measures: they see vertices, edges and numbers, and nothing of deals or companies.
//!
//! | file | what it solves |
//! |---|---|
//! | `simplex.rs`, `tree.rs` | the circulation of the largest gain, in whole numbers: network simplex on a spanning tree |
//! | `optima.rs` | from one such circulation, the range of each edge and vertex over all of them |
//! | `maximum_flow.rs` | the largest flows from vertices to others, one after the other in one graph |
//! | `decimal_flow.rs` | the same for decimal amounts, of which some have no limit |
//! | `lp.rs` | the linear programme that covers loops, and its dual; the only file that knows the solver |
//! | `bareiss.rs` | linear systems and determinants in whole numbers of any size |
//! | `state_reduction.rs` | Markov chains in floats without subtraction |
//! | `scaled_int.rs` | decimal amounts as whole numbers of one small unit |
//! | `fraction.rs` | fractions of any size, and figures that are known exactly or nearly |
//! | `rng.rs` | random numbers that are the same on every machine |

pub(super) mod bareiss;
mod decimal_flow;
pub(super) mod fraction;
pub(super) mod lp;
pub(super) mod maximum_flow;
pub(super) mod optima;
mod rng;
pub(super) mod scaled_int;
pub(super) mod simplex;
pub(super) mod state_reduction;
mod tree;

pub(super) use decimal_flow::decimal_flow;
pub(crate) use rng::Rng;
