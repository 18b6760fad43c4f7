//! `roundtrip flows`: the deals behind every number.

use super::{
    args::PlainArgs,
    ask::ask,
    clock,
    outcome::{End, Failure},
};
use crate::answer;
use crate::terminal::Terminal;

pub(super) fn run(args: &PlainArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    ask(args, clock::start(None)?, terminal, &|scope| Ok(answer::flows(scope)))
}
