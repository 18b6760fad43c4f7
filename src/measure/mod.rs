//! Figures and findings: one file each, from a register or a graph of money.

mod doubts;

pub use doubts::{Doubt, Finding, doubts};
