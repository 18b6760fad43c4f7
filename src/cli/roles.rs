//! `roundtrip roles`: which pairs of companies are joined by more than one role.

use super::{
    args::RolesArgs,
    ask::ask,
    clock,
    outcome::{End, Failure},
    view::{entity, refuse_unheeded},
};
use crate::answer::{self, measure::Unheeded};
use crate::terminal::Terminal;

/// The flags that would change nothing.
const UNHEEDED: [Unheeded; 2] = [
    Unheeded { flag: "--min-amount", why: "a role is one whatever is paid", instead: "leave --min-amount out" },
    Unheeded { flag: "--priced", why: "a role is one whatever is paid", instead: "leave --priced out" },
];

pub(super) fn run(args: &RolesArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    refuse_unheeded("roles", &args.list.plain.view, &UNHEEDED)?;
    ask(&args.list.plain, clock::start(&args.list.plain.data.deadline)?, terminal, &|scope| {
        let of = args.of.as_deref().map(|text| entity(scope.register, text)).transpose()?;
        Ok(answer::roles(scope, of.as_ref(), args.all, args.list.shown()))
    })
}
