//! `roundtrip flows`: the deals behind every number.

use std::io::Write as _;

use super::{
    args::FlowsArgs,
    ask::put,
    clock, data,
    outcome::{End, Failure},
    view,
};
use crate::{
    answer::{self, Ends, would_bring_flows},
    flow::Scope,
    terminal::Terminal,
};

pub(super) fn run(args: &FlowsArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let stop = clock::start(&args.plain.data.deadline)?;
    let register = data::read(&args.plain.registers, &args.plain.data, terminal)?;
    let view = view::view(&args.plain.view, &register, terminal)?;
    let mut end = |text: &Option<String>| {
        let id = text.as_deref().map(|text| view::entity(&register, text)).transpose()?;
        id.map(|id| view::at_level(&view, &register, &id, terminal)).transpose()
    };
    let (from, to) = (end(&args.from)?, end(&args.to)?);
    let scope = Scope::new(&register, view).until(stop);
    let ends = Ends { from: from.as_ref(), to: to.as_ref() };
    let end = put(answer::flows(&scope, ends), &args.plain.output, terminal)?;
    if ends.are_empty(&scope)
        && let Some(words) = would_bring_flows(&scope, ends)
    {
        writeln!(terminal.err, "note: {words}")?;
    }
    Ok(end)
}
