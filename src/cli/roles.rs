//! `roundtrip roles`: which pairs of companies are joined by more than one role.

use clap::Args;

use super::{
    args::ListArgs,
    ask::ask,
    clock,
    measure::list,
    outcome::{End, Failure},
    terminal::Terminal,
    view::entity,
};
use crate::answer;

#[derive(Debug, Args)]
pub(super) struct RolesArgs {
    /// Only the pairs of this entity
    #[arg(long, value_name = "ENTITY")]
    of: Option<String>,
    /// Every pair, even with one role
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    list: ListArgs,
}

pub(super) const HELP: &str = "\
How to read it:
  In the matrix, → says that the first of the pair is this to the second, ← the second to the
  first, ↔ that each is to the other. A customer's other side is its supplier, a landlord's its
  tenant, a creditor's its debtor. Guarantees and stakes are in, although no money moves by
  them. --through NAME keeps the pairs that can lie on a loop with it, --of NAME its own pairs.

Examples:
  roundtrip roles                          pairs with two roles or more, those with most first
  roundtrip roles --of nvidia              its own pairs, with the deals of each role
  roundtrip roles --of openai --format markdown
  roundtrip roles --all --format csv";

pub(super) fn run(args: &RolesArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    ask(&args.list.plain, clock::start(None)?, terminal, &|scope| {
        let of = args.of.as_deref().map(|text| entity(scope.register, text)).transpose()?;
        Ok(answer::roles(scope, of.as_ref(), args.all, list(&args.list)))
    })
}
