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
mod through;
mod time_order;
mod trophic;

pub use annual::annual;
pub use assets::assets;
pub use backlog::backlog;
pub use circulation::circulation;
pub use clearing::{DefaultCase, default_grid, default_of, defaults};
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
    /// Whether it looks for loops or paths, so that their number can be limited: --limit.
    pub searches: bool,
    /// The flags of a view that would change nothing of the answer: they are refused.
    pub unheeded: &'static [Unheeded],
}

/// A flag of a view that a question cannot honour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unheeded {
    /// As it is typed: `--status`.
    pub flag: &'static str,
    /// Why it would change nothing, in a clause.
    pub why: &'static str,
    /// What to type instead.
    pub instead: &'static str,
}

impl Unheeded {
    const fn new(flag: &'static str, why: &'static str, instead: &'static str) -> Self {
        Self { flag, why, instead }
    }
}

const OF_LADDER: &[Unheeded] = &[Unheeded::new(
    "--status",
    "it has a line for every status",
    "leave --status out, or take `roundtrip measure circulation`, which has the same figures from one status on",
)];
const OF_CLEARING: &[Unheeded] = &[Unheeded::new(
    "--include",
    "a guarantee is owed only once it is called, and nothing says when",
    "leave --include out; `roundtrip measure backlog` and `roundtrip roles` list guarantees",
)];
const OF_EXPOSURE: &[Unheeded] = &[Unheeded::new(
    "--include",
    "a guarantee puts in no money",
    "leave --include out; `roundtrip measure backlog` and `roundtrip roles` list guarantees",
)];
const OF_ASSETS: &[Unheeded] = &[Unheeded::new(
    "--level",
    "it counts sellers between companies, and chips and clouds at the level of assets",
    "leave --level out",
)];
const OF_OWNERSHIP: &[Unheeded] = &[
    Unheeded::new("--kind", "it reads records of the kind `ownership` only", "leave --kind out"),
    Unheeded::new("--through", "a stake is no payment and lies on no loop", "take --of for the owners of one company"),
    Unheeded::new("--include", "a guarantee is no stake", "leave --include out"),
    Unheeded::new("--min-amount", "a stake is a share and no amount", "leave --min-amount out"),
    Unheeded::new("--priced", "a stake is a share and no amount", "leave --priced out"),
];

/// Every question. Tests, documents and the shell's proposals walk this list.
pub const QUESTIONS: [Question; 19] = [
    Question { name: "circulation", example: &[], between_companies: true, searches: false, unheeded: &[] },
    Question { name: "ladder", example: &[], between_companies: true, searches: true, unheeded: OF_LADDER },
    Question { name: "companies", example: &[], between_companies: true, searches: false, unheeded: &[] },
    Question { name: "breakers", example: &[], between_companies: true, searches: false, unheeded: &[] },
    Question { name: "annual", example: &[], between_companies: true, searches: false, unheeded: &[] },
    Question { name: "time", example: &[], between_companies: false, searches: true, unheeded: &[] },
    Question { name: "clearing", example: &[], between_companies: true, searches: false, unheeded: OF_CLEARING },
    Question { name: "loops", example: &[], between_companies: true, searches: true, unheeded: &[] },
    Question { name: "ownership", example: &[], between_companies: false, searches: false, unheeded: OF_OWNERSHIP },
    Question { name: "exposure", example: &[], between_companies: true, searches: false, unheeded: OF_EXPOSURE },
    Question { name: "backlog", example: &[], between_companies: true, searches: false, unheeded: &[] },
    Question { name: "firmness", example: &[], between_companies: false, searches: false, unheeded: &[] },
    Question { name: "outside", example: &[], between_companies: true, searches: false, unheeded: &[] },
    Question { name: "touch", example: &[], between_companies: true, searches: true, unheeded: &[] },
    Question { name: "assets", example: &[], between_companies: false, searches: true, unheeded: OF_ASSETS },
    Question { name: "sources", example: &[], between_companies: false, searches: false, unheeded: &[] },
    Question { name: "null", example: &[], between_companies: true, searches: false, unheeded: &[] },
    Question { name: "levels", example: &[], between_companies: true, searches: false, unheeded: &[] },
    Question { name: "paths", example: &["nvidia", "oracle"], between_companies: true, searches: true, unheeded: &[] },
];
