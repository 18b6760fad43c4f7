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
mod paths;
mod removal_impact;
mod sources;
mod time_order;
mod trophic;

pub use annual::annual;
pub use assets::assets;
pub use backlog::backlog;
pub use circulation::circulation;
pub use clearing::{default_of, defaults};
pub use companies::companies;
pub use exposure::exposure;
pub use external_inflow::external_inflow;
pub use feedback_set::feedback_set;
pub use firmness::firmness;
pub use forwarding::forwarding;
pub use ladder::{ladder, ladder_over_time};
pub use null_model::null_model;
pub use ownership::ownership;
pub use paths::paths;
pub use removal_impact::removal_impact;
pub use sources::sources;
pub use time_order::time_order;
pub use trophic::trophic_levels;

/// One question of `roundtrip measure`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Its name on the command line.
    pub name: &'static str,
    /// What has to be typed after the name, for an example.
    pub example: &'static [&'static str],
    /// Whether clouds and chips that stand apart from their owners would break what is measured: then it is refused at the
    /// level of assets. The others look at loops as such, or at deals one by one.
    pub between_companies: bool,
    /// Whether it looks for loops or paths, so that it can be stopped: --limit, --deadline.
    pub searches: bool,
}

/// Every question. Tests, documents and the shell's proposals walk this list.
pub const QUESTIONS: [Question; 19] = [
    Question { name: "circulation", example: &[], between_companies: true, searches: false },
    Question { name: "ladder", example: &[], between_companies: true, searches: true },
    Question { name: "companies", example: &[], between_companies: true, searches: false },
    Question { name: "breakers", example: &[], between_companies: true, searches: false },
    Question { name: "annual", example: &[], between_companies: true, searches: false },
    Question { name: "time", example: &[], between_companies: false, searches: true },
    Question { name: "clearing", example: &[], between_companies: true, searches: false },
    Question { name: "loops", example: &[], between_companies: true, searches: true },
    Question { name: "ownership", example: &[], between_companies: false, searches: false },
    Question { name: "exposure", example: &[], between_companies: true, searches: false },
    Question { name: "backlog", example: &[], between_companies: true, searches: false },
    Question { name: "firmness", example: &[], between_companies: false, searches: false },
    Question { name: "outside", example: &[], between_companies: true, searches: false },
    Question { name: "touch", example: &[], between_companies: true, searches: true },
    Question { name: "assets", example: &[], between_companies: false, searches: true },
    Question { name: "sources", example: &[], between_companies: false, searches: false },
    Question { name: "null", example: &[], between_companies: true, searches: false },
    Question { name: "levels", example: &[], between_companies: true, searches: false },
    Question { name: "paths", example: &["nvidia", "oracle"], between_companies: true, searches: true },
];
