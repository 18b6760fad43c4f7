//! The questions of `roundtrip measure`, one file each, and the list of them.
//!
//! A measure is computed in [`crate::measure`]; here it is put into words and rows.

mod deals;
mod external_inflow;

pub use external_inflow::external_inflow;
