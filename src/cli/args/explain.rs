//! What is typed after `roundtrip explain`.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use crate::cli::complete;

#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainArgs {
    /// The code of a problem; without one, all are listed
    #[arg(value_name = "CODE", add = ArgValueCandidates::new(complete::codes))]
    pub(in crate::cli) code: Option<String>,
}
