//! `roundtrip diff A B`: what changed between two dates, two registers or two scenarios?

use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

use super::{
    args::{DiffArgs, ViewArgs},
    ask, clock, data,
    layers::is_shipped,
    outcome::{End, Failure},
    view,
};
use crate::{
    answer::{self, words::counted},
    flow::{Scope, View},
    measure::{Aligned, aligned},
    model::Register,
    terminal::Terminal,
};

/// One side as it was named, read and looked at.
struct Side {
    register: Register,
    view: View,
}

pub(super) fn run(args: &DiffArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let stop = clock::start(&args.data.deadline)?;
    let [before, after] = match (&args.before, &args.after) {
        (Some(before), Some(after)) => {
            let before = read(before, args, None, terminal)?;
            let after = read(after, args, Some(&before.register), terminal)?;
            [before, after]
        }
        _ => supposed(args, terminal)?,
    };
    let (one, other) = (before.register.base, after.register.base);
    if one != other {
        let help = format!("write `base = \"{one}\"` in both, and a rate for what is in another currency");
        return Err(Failure::help(format!("one register counts in {one}, the other in {other}"), help));
    }
    let limits = view::limits(&args.search, &args.class)?;
    let [before, after] =
        [&before, &after].map(|side| Scope::new(&side.register, side.view.clone()).until(stop.clone()));
    let answer = answer::diff(&before, &after, &limits, args.output.shown(args.top));
    if !answer.complete {
        writeln!(terminal.err, "note: a search was stopped: more may have changed than was found")?;
    }
    ask::put(answer, &args.output, terminal)
}

/// The second register with the ids of the first, for what both have.
fn called_alike(first: &Register, second: &Register, terminal: &mut Terminal) -> Result<Register, Failure> {
    let Aligned { register, companies, deals } = aligned(first, second);
    if companies + deals > 0 {
        let (companies, deals) = (counted(companies, "company"), counted(deals, "deal"));
        writeln!(terminal.err, "note: {companies} and {deals} of B have other ids in A, and are called as in A")?;
    }
    Ok(register)
}

/// The register as it is, and as the scenario supposes it; or as each of two scenarios supposes it.
fn supposed(args: &DiffArgs, terminal: &mut Terminal) -> Result<[Side; 2], Failure> {
    let register = data::read(&[], &args.data, terminal)?;
    let (before, after) = match args.view.scenario.as_slice() {
        [one, other] => (vec![one.clone()], vec![other.clone()]),
        all => (Vec::new(), all.to_vec()),
    };
    let mut side = |scenario: Vec<PathBuf>| {
        let view = view::view(&ViewArgs { scenario, ..args.view.clone() }, &register, terminal)?;
        Ok::<_, Failure>(Side { register: register.clone(), view })
    };
    Ok([side(before)?, side(after)?])
}

/// A day of the register of `--data`, or a register of its own. What the other side has, too, is called as there.
fn read(text: &str, args: &DiffArgs, other: Option<&Register>, terminal: &mut Terminal) -> Result<Side, Failure> {
    if is_shipped(Path::new(text)) || Path::new(text).exists() {
        if !args.data.data.is_empty() {
            let help = "name days to compare within --data, or leave --data out";
            return Err(Failure::help(format!("`{text}` is a register, and so is --data"), help));
        }
        let register = data::read(&[PathBuf::from(text)], &args.data, terminal)?;
        let register = other.map_or(Ok(register.clone()), |other| called_alike(other, &register, terminal))?;
        let view = view::view(&args.view, &register, terminal)?;
        return Ok(Side { register, view });
    }
    let day = view::day(text).map_err(|_| {
        let help = "write a day such as 2025-12-17, or the path of a folder or file that exists";
        Failure::help(format!("`{text}` is neither a day nor a register"), help)
    })?;
    if args.view.as_of.is_some() {
        let help = "leave --as-of out, or compare two registers with it";
        return Err(Failure::help(format!("`{text}` and --as-of are two days for one side"), help));
    }
    let register = data::read(&[], &args.data, terminal)?;
    let on_that_day = ViewArgs { as_of: Some(day.to_string()), ..args.view.clone() };
    let view = view::view(&on_that_day, &register, terminal)?;
    Ok(Side { register, view })
}
