//! roundtrip
pub mod load;
pub mod measure;
pub mod model;
pub mod circuits;
pub mod flow;
pub mod cli;
