//! `roundtrip rights`: what is exclusive to whom, in what scope, until when.

use super::{
    args::RightsArgs,
    ask::put,
    clock, data,
    outcome::{End, Failure},
    view::{self, entity},
};
use crate::{
    answer,
    flow::{Scope, View},
    terminal::Terminal,
};

pub(super) fn run(args: &RightsArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let stop = clock::start(&args.data.deadline)?;
    let register = data::read(&args.registers, &args.data, terminal)?;
    let day = args.as_of.as_deref().map_or(Ok(register.as_of), view::day)?;
    let of = args.of.as_deref().map(|text| entity(&register, text)).transpose()?;
    let scope = Scope::new(&register, View::on(&register, day)).until(stop);
    put(answer::rights(&scope, of.as_ref()), &args.output, terminal)
}
