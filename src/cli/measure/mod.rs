//! `roundtrip measure NAME`: the figures of a view, each beside what it is and what it must not be read as.

mod questions;

use super::{
    args::{MeasureArgs, PlainArgs, What},
    ask, clock,
    outcome::{End, Failure},
    terminal::Terminal,
    view,
};
use crate::{
    answer,
    flow::{Level, Node, Scope},
};

pub(super) fn run(args: &MeasureArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    match &args.what {
        What::Outside(own) => measured(args, &own.list.plain, terminal, &|scope| {
            Ok(answer::measure::external_inflow(scope, company(scope, own.company.as_deref())?, own.list.shown()))
        }),
        What::Circulation(own) => {
            measured(args, &own.plain, terminal, &|scope| Ok(answer::measure::circulation(scope, own.shown())))
        }
        What::Ladder(own) => measured(args, &own.plain, terminal, &|scope| questions::ladder(own, scope)),
        What::Companies(own) => {
            measured(args, &own.plain, terminal, &|scope| Ok(answer::measure::companies(scope, own.shown())))
        }
        What::Breakers(own) => measured(args, own, terminal, &|scope| Ok(answer::measure::feedback_set(scope))),
        What::Annual(own) => {
            measured(args, &own.plain, terminal, &|scope| Ok(answer::measure::annual(scope, own.spread.into())))
        }
        What::Time(own) => measured(args, &own.list.plain, terminal, &|scope| questions::time(own, scope)),
        What::Clearing(own) => measured(args, &own.list.plain, terminal, &|scope| questions::clearing(own, scope)),
        What::Loops(own) => measured(args, &own.list.plain, terminal, &|scope| questions::loops(own, scope)),
        What::Ownership(own) => measured(args, &own.list.plain, terminal, &|scope| questions::ownership(own, scope)),
        What::Levels(own) => {
            measured(args, &own.plain, terminal, &|scope| Ok(answer::measure::trophic_levels(scope, own.shown())))
        }
        What::Exposure(own) => measured(args, &own.list.plain, terminal, &|scope| questions::exposure(own, scope)),
        What::Backlog(own) => measured(args, &own.list.plain, terminal, &|scope| {
            Ok(answer::measure::backlog(scope, company(scope, own.supplier.as_deref())?, own.list.shown()))
        }),
        What::Firmness(own) => measured(args, &own.list.plain, terminal, &|scope| {
            Ok(answer::measure::firmness(scope, company(scope, own.company.as_deref())?, own.list.shown()))
        }),
        What::Touch(own) => measured(args, &own.list.plain, terminal, &|scope| questions::touch(own, scope)),
        What::Assets(own) => measured(args, &own.list.plain, terminal, &|scope| questions::assets(own, scope)),
        What::Sources(own) => measured(args, &own.list.plain, terminal, &|scope| {
            Ok(answer::measure::sources(scope, company(scope, own.company.as_deref())?, own.list.shown()))
        }),
        What::Null(own) => measured(args, &own.plain, terminal, &|scope| Ok(questions::null(own, scope))),
    }
}

/// What goes round goes from company to company: money that is paid to a cloud and spent by its owner does not stop there.
fn assets_apart() -> Failure {
    let help = "take --level company, or leave --level out: what leads from a cloud to its owner carries any amount";
    Failure::help("this is measured between companies", help)
}

/// Reads, asks one measure, writes.
fn measured(
    args: &MeasureArgs,
    plain: &PlainArgs,
    terminal: &mut Terminal,
    question: ask::Question<'_>,
) -> Result<End, Failure> {
    let stop = clock::start(args.what.bounds())?;
    ask::ask(plain, stop, terminal, &|scope| {
        if args.what.is_between_companies() && scope.view.level == Level::Asset {
            return Err(assets_apart());
        }
        question(scope)
    })
}

/// The node of a company that is named, if one is.
fn company(scope: &Scope<'_>, text: Option<&str>) -> Result<Option<Node>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let id = view::entity(scope.register, text)?;
    let missing = || {
        let message = format!("{} pays nobody and is paid nothing in this view", scope.register.name(&id));
        Failure::help(message, format!("see `roundtrip show {id}`"))
    };
    scope.node(&id).map(Some).ok_or_else(missing)
}
