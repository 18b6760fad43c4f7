//! What is typed after `roundtrip roles`.

use clap::Args;

use super::shared::ListArgs;

#[derive(Debug, Args)]
pub(in crate::cli) struct RolesArgs {
    /// Only the pairs of this entity
    #[arg(long, value_name = "ENTITY")]
    pub(in crate::cli) of: Option<String>,
    /// Every pair, even with one role
    #[arg(long)]
    pub(in crate::cli) all: bool,
    #[command(flatten)]
    pub(in crate::cli) list: ListArgs,
}
