//! The questions of `roundtrip measure`, one file each, and the list of them.
//!
//! A measure is computed in [`crate::measure`]; here it is put into words and rows.

mod annual;
mod assets;
mod backlog;
mod circulation;
mod clearing;
mod companies;
mod deals;
mod exposure;
mod external_inflow;
mod extremes;
mod feedback_set;
mod firmness;
mod forwarding;
mod ladder;
mod null_model;
mod ownership;
mod removal_impact;
mod sources;
mod time_order;
mod trophic;

pub use annual::annual;
pub use assets::assets;
pub use backlog::backlog;
pub use circulation::circulation;
pub use clearing::{default, defaults};
pub use companies::companies;
pub use exposure::exposure;
pub use external_inflow::external_inflow;
pub use feedback_set::feedback_set;
pub use firmness::firmness;
pub use forwarding::forwarding;
pub use ladder::{ladder, ladder_over_time};
pub use null_model::null_model;
pub use ownership::ownership;
pub use removal_impact::removal_impact;
pub use sources::sources;
pub use time_order::time_order;
pub use trophic::trophic_levels;
