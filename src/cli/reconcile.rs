//! `roundtrip reconcile OURS THEIRS`: what do both have, and what does only one?

use std::path::PathBuf;

use super::{
    args::{DataArgs, ReconcileArgs},
    ask::put,
    clock, data,
    outcome::{End, Failure},
    output,
};
use crate::{
    answer::{self, Beside},
    exchange::proposals,
    measure::reconcile,
    terminal::Terminal,
};

pub(super) fn run(args: &ReconcileArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    clock::start(&args.deadline)?;
    let flags = DataArgs { data: Vec::new(), tables: args.tables.clone(), deadline: args.deadline.clone() };
    let mut read = |path: &PathBuf| data::read(std::slice::from_ref(path), &flags, terminal);
    let (ours, theirs) = (read(&args.ours)?, read(&args.theirs)?);
    if ours.base != theirs.base {
        let message = format!(
            "`{}` counts in {}, and `{}` in {}",
            args.ours.display(),
            ours.base,
            args.theirs.display(),
            theirs.base
        );
        return Err(Failure::help(message, "give both one `base`, with a rate: --rate CODE=RATE@DAY"));
    }
    let found = reconcile(&ours, &theirs);
    if let Some(file) = &args.proposals {
        output::put(&proposals(&ours, &theirs, &found), Some(file), terminal)?;
    }
    let [our_name, their_name] = [&args.ours, &args.theirs].map(|path| path.display().to_string());
    let ours = Beside { register: &ours, name: &our_name };
    let theirs = Beside { register: &theirs, name: &their_name };
    put(answer::reconcile(ours, theirs, &found, args.output.shown(args.top)), &args.output, terminal)
}
