//! `roundtrip measure NAME`: the figures of a view, each beside what it is and what it must not be read as.

mod annual;
mod assets;
mod backlog;
mod breakers;
mod circulation;
mod clearing;
mod companies;
mod ladder;
mod loops;
mod page;
mod questions;
mod sheet;
mod sources;
mod sums;

pub(super) use page::circularity;
pub(super) use sheet::{Sheet, maybe, number};

use super::{
    args::{self, ListArgs, MeasureArgs, PlainArgs, What},
    ask, clock, data,
    outcome::{End, Failure},
    output,
    terminal::Terminal,
    view,
};
use crate::{
    answer::{self},
    flow::{FlowGraph, Level, Node, Scope, View},
    model::{EntityId, Register, Stop},
};

/// What is measured.
pub(super) struct Ground<'a> {
    pub(super) register: &'a Register,
    pub(super) view: &'a View,
    pub(super) graph: &'a FlowGraph,
    /// How long a search may take.
    pub(super) clock: &'a Stop,
}

impl Ground<'_> {
    /// What a vertex is called in a text.
    fn name(&self, vertex: usize) -> &str {
        self.register.name(self.graph.id(vertex))
    }

    /// `Payer → Payee` of two vertices.
    fn hop(&self, payer: usize, payee: usize) -> String {
        format!("{} → {}", self.name(payer), self.name(payee))
    }
}

pub(super) fn run(args: &MeasureArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let clock = &clock::start(args.what.bounds())?;
    let mut ask = |plain: &PlainArgs, sheet: &dyn Fn(&Ground<'_>) -> Measured| {
        put(plain, clock, terminal, &|ground| {
            if args.what.is_between_companies() {
                company_level(ground)?;
            }
            sheet(ground)
        })
    };
    match &args.what {
        What::Outside(own) => measured(args, &own.list.plain, terminal, &|scope| {
            Ok(answer::measure::external_inflow(scope, company(scope, own.company.as_deref())?, list(&own.list)))
        }),
        What::Circulation(args) => ask(&args.plain, &|ground| Ok(circulation::sheet(ground, list(args)))),
        What::Ladder(own) => measured(args, &own.plain, terminal, &|scope| questions::ladder(own, scope)),
        What::Companies(args) => ask(&args.plain, &|ground| Ok(companies::sheet(ground, list(args)))),
        What::Breakers(args) => ask(args, &|ground| Ok(breakers::sheet(ground))),
        What::Annual(args) => ask(&args.plain, &|ground| Ok(annual::sheet(ground, args.spread))),
        What::Time(own) => measured(args, &own.list.plain, terminal, &|scope| questions::time(own, scope)),
        What::Clearing(args) => ask(&args.list.plain, &|ground| clearing::sheet(ground, args)),
        What::Loops(own) => measured(args, &own.list.plain, terminal, &|scope| questions::loops(own, scope)),
        What::Ownership(own) => measured(args, &own.list.plain, terminal, &|scope| questions::ownership(own, scope)),
        What::Levels(own) => {
            measured(args, &own.plain, terminal, &|scope| Ok(answer::measure::trophic_levels(scope, list(own))))
        }
        What::Exposure(own) => measured(args, &own.list.plain, terminal, &|scope| questions::exposure(own, scope)),
        What::Backlog(args) => ask(&args.list.plain, &|ground| backlog::sheet(ground, args)),
        What::Firmness(own) => measured(args, &own.list.plain, terminal, &|scope| {
            Ok(answer::measure::firmness(scope, company(scope, own.company.as_deref())?, list(&own.list)))
        }),
        What::Touch(own) => measured(args, &own.list.plain, terminal, &|scope| questions::touch(own, scope)),
        What::Assets(args) => ask(&args.list.plain, &|ground| assets::sheet(ground, args)),
        What::Sources(own) => measured(args, &own.list.plain, terminal, &|scope| {
            Ok(answer::measure::sources(scope, company(scope, own.company.as_deref())?, list(&own.list)))
        }),
        What::Null(own) => measured(args, &own.plain, terminal, &|scope| Ok(questions::null(own, scope))),
    }
}

/// How many rows of a list are shown.
pub(super) fn list(args: &ListArgs) -> usize {
    args.shown()
}

/// What goes round goes from company to company: money that is paid to a cloud and spent by its owner does not stop there.
fn company_level(ground: &Ground<'_>) -> Result<(), Failure> {
    match ground.view.level {
        Level::Company => Ok(()),
        Level::Asset => Err(assets_apart()),
    }
}

fn assets_apart() -> Failure {
    let help = "take --level company, or leave --level out: what leads from a cloud to its owner carries any amount";
    Failure::help("this is measured between companies", help)
}

/// The node of an entity, or of its owner.
fn node(ground: &Ground<'_>, id: &EntityId) -> Result<Node, Failure> {
    let owner = ground.register.owner_on(id, ground.view.as_of);
    let node = ground.graph.node(id.as_str()).or_else(|| ground.graph.node(owner.as_str()));
    node.ok_or_else(|| {
        let name = ground.register.name(id);
        Failure::help(
            format!("{name} pays nobody and is paid nothing in this view"),
            format!("see `roundtrip show {id}`"),
        )
    })
}

/// A sheet, and whether it is of all there is.
pub(super) type Measured = Result<(Sheet, End), Failure>;

/// Reads, measures, prints.
pub(super) fn put(
    args: &PlainArgs,
    clock: &Stop,
    terminal: &mut Terminal,
    measure: &dyn Fn(&Ground<'_>) -> Measured,
) -> Result<End, Failure> {
    let register = data::read(&args.registers, &args.data, terminal)?;
    let view = view::view(&args.view, &register, terminal)?;
    let graph = view.flow(&register);
    let ground = Ground { register: &register, view: &view, graph: &graph, clock };
    let (sheet, end) = measure(&ground)?;
    let text = sheet.text(&ground, &args.output, terminal.width)?;
    output::put(&text, args.output.output.as_deref(), terminal)?;
    Ok(end)
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
