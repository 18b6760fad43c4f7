//! `roundtrip roles`: which pairs of companies are joined by more than one role.

use super::{
    args::RolesArgs,
    ask::ask,
    clock,
    outcome::{End, Failure},
    view::entity,
};
use crate::answer;
use crate::terminal::Terminal;

pub(super) fn run(args: &RolesArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    ask(&args.list.plain, clock::start(None)?, terminal, &|scope| {
        let of = args.of.as_deref().map(|text| entity(scope.register, text)).transpose()?;
        Ok(answer::roles(scope, of.as_ref(), args.all, args.list.shown()))
    })
}
