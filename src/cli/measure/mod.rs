//! `roundtrip measure NAME`: the figures of a view, each beside what it is and what it must not be read as.

mod annual;
mod args;
mod assets;
mod backlog;
mod breakers;
mod circulation;
mod clearing;
mod companies;
mod exposure;
mod firmness;
mod ladder;
mod levels;
mod loops;
mod null;
mod outside;
mod ownership;
mod page;
mod sheet;
mod sources;
mod sums;
mod time;
mod touch;

pub(super) use args::{ListArgs, MeasureArgs};
use args::{PlainArgs, What};
pub(super) use page::circularity;
pub(super) use sheet::{Sheet, maybe, number, percent, ratio};

use super::{End, Failure, Terminal, clock::Clock, data, output, view};
use crate::{
    flow::{FlowGraph, Level, Node, View},
    model::{EntityId, Register},
};

/// What is measured.
pub(super) struct Ground<'a> {
    pub(super) register: &'a Register,
    pub(super) view: &'a View,
    pub(super) graph: &'a FlowGraph,
    /// How long a search may take.
    pub(super) clock: &'a Clock,
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

pub(super) fn run(args: &MeasureArgs, terminal: &mut Terminal<'_>) -> Result<End, Failure> {
    let clock = &Clock::start(args.what.bounds())?;
    match &args.what {
        What::Circulation(args) => {
            put(&args.plain, clock, terminal, &|ground| Ok(circulation::sheet(ground, list(args))))
        }
        What::Ladder(args) => put(&args.plain, clock, terminal, &|ground| ladder::sheet(ground, args)),
        What::Companies(args) => put(&args.plain, clock, terminal, &|ground| Ok(companies::sheet(ground, list(args)))),
        What::Breakers(args) => put(args, clock, terminal, &|ground| Ok(breakers::sheet(ground))),
        What::Annual(args) => put(&args.plain, clock, terminal, &|ground| Ok(annual::sheet(ground, args.spread))),
        What::Time(args) => put(&args.list.plain, clock, terminal, &|ground| time::sheet(ground, args)),
        What::Clearing(args) => put(&args.list.plain, clock, terminal, &|ground| clearing::sheet(ground, args)),
        What::Loops(args) => put(&args.list.plain, clock, terminal, &|ground| loops::sheet(ground, args)),
        What::Ownership(args) => put(&args.list.plain, clock, terminal, &|ground| ownership::sheet(ground, args)),
        What::Levels(args) => put(&args.plain, clock, terminal, &|ground| Ok(levels::sheet(ground, list(args)))),
        What::Exposure(args) => put(&args.list.plain, clock, terminal, &|ground| exposure::sheet(ground, args)),
        What::Backlog(args) => put(&args.list.plain, clock, terminal, &|ground| backlog::sheet(ground, args)),
        What::Firmness(args) => put(&args.list.plain, clock, terminal, &|ground| firmness::sheet(ground, args)),
        What::Outside(args) => put(&args.list.plain, clock, terminal, &|ground| outside::sheet(ground, args)),
        What::Touch(args) => put(&args.list.plain, clock, terminal, &|ground| touch::sheet(ground, args)),
        What::Assets(args) => put(&args.list.plain, clock, terminal, &|ground| assets::sheet(ground, args)),
        What::Sources(args) => put(&args.list.plain, clock, terminal, &|ground| sources::sheet(ground, args)),
        What::Null(args) => put(&args.plain, clock, terminal, &|ground| Ok(null::sheet(ground, args))),
    }
}

/// How many rows of a list are shown.
pub(super) fn list(args: &ListArgs) -> usize {
    sheet::shown(args.top, &args.plain.output)
}

/// Deals between companies cannot be summed where clouds and chips stand between them.
fn company_level(ground: &Ground<'_>) -> Result<(), Failure> {
    match ground.view.level {
        Level::Company => Ok(()),
        Level::Asset => {
            Err(Failure::help("this is measured between companies", "take --level company, or leave --level out"))
        }
    }
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
    clock: &Clock,
    terminal: &mut Terminal<'_>,
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
