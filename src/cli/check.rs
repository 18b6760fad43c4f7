//! `roundtrip check`: what to look at before printing anything from a register.

use super::{
    args::CheckArgs,
    ask::put,
    clock, data, diagnostics,
    outcome::{End, Failure},
    view,
};
use crate::{
    answer,
    flow::{Scope, View},
    load::nearest,
    measure::Finding,
    terminal::Terminal,
};

pub(super) fn run(args: &CheckArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let stop = clock::start(&args.data.deadline)?;
    let (register, report) = data::load(&args.registers, &args.data)?;
    diagnostics::all_problems(&report, terminal);
    let day = args.as_of.as_deref().map_or(Ok(register.as_of), view::day)?;
    let scope = Scope::new(&register, View::on(&register, day)).until(stop);
    if args.double_counting {
        return put(answer::double_counting(&scope), &args.output, terminal);
    }
    if let Some(limit) = args.stale {
        return put(answer::stale(&scope, limit), &args.output, terminal);
    }
    let wanted = args.doubt.iter().map(|text| finding(text)).collect::<Result<Vec<_>, _>>()?;
    put(answer::doubts(&scope, &wanted), &args.output, terminal)
}

fn finding(text: &str) -> Result<Finding, Failure> {
    let names = || Finding::ALL.iter().map(|finding| finding.name());
    let found = Finding::ALL.iter().copied().find(|finding| finding.name() == text);
    found.ok_or_else(|| {
        let help = nearest(text, names()).map_or_else(
            || format!("use one of: {}", names().collect::<Vec<_>>().join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        Failure::help(format!("`{text}` is no doubt"), help)
    })
}
