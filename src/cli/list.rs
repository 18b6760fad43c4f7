//! `roundtrip list entities|deals|sources|kinds|figures|customers`: what a register holds, and what can be typed.

use super::{
    args::{Catalogue, CatalogueArgs},
    ask::put,
    clock, data,
    outcome::{End, Failure},
    view,
};
use crate::{
    answer::catalogue,
    flow::{Scope, View},
    terminal::Terminal,
};

pub(super) fn run(args: &CatalogueArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let stop = clock::start(&args.data.deadline)?;
    let register = data::read(&args.registers, &args.data, terminal)?;
    let day = args.as_of.as_deref().map_or(Ok(register.as_of), view::day)?;
    let scope = Scope::new(&register, View::on(&register, day)).until(stop);
    let top = args.output.shown(Some(args.top));
    let answer = match args.what {
        Catalogue::Entities => catalogue::entities(&scope, top),
        Catalogue::Deals => catalogue::deals(&scope, top),
        Catalogue::Sources => catalogue::sources(&scope, top),
        Catalogue::Kinds => catalogue::kinds(&scope, top),
        Catalogue::Figures => catalogue::figures(&scope, top),
        Catalogue::Customers => catalogue::customers(&scope, top),
    };
    put(answer, &args.output, terminal)
}
