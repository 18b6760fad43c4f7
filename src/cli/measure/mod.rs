//! `roundtrip measure NAME`: the figures of a view, each beside what it is and what it must not be read as.

mod annual;
mod args;
mod breakers;
mod circulation;
mod clearing;
mod companies;
mod ladder;
mod levels;
mod loops;
mod null;
mod ownership;
mod page;
mod sheet;
mod time;

pub(super) use args::MeasureArgs;
use args::{PlainArgs, What};
pub(super) use page::circularity;
use sheet::Sheet;
pub(super) use sheet::{maybe, number, percent, ratio};

use super::{End, Failure, Terminal, data, output, view};
use crate::{
    flow::{FlowGraph, View},
    model::Register,
};

/// What is measured.
pub(super) struct Ground<'a> {
    pub(super) register: &'a Register,
    pub(super) view: &'a View,
    pub(super) graph: &'a FlowGraph,
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
    match &args.what {
        What::Circulation(args) => put(&args.plain, terminal, &|ground| Ok(circulation::sheet(ground, list(args)))),
        What::Ladder(args) => put(&args.plain, terminal, &|ground| ladder::sheet(ground, args)),
        What::Companies(args) => put(&args.plain, terminal, &|ground| Ok(companies::sheet(ground, list(args)))),
        What::Breakers(args) => put(args, terminal, &|ground| Ok(breakers::sheet(ground))),
        What::Annual(args) => put(&args.plain, terminal, &|ground| Ok(annual::sheet(ground, args.spread))),
        What::Time(args) => put(&args.list.plain, terminal, &|ground| time::sheet(ground, args)),
        What::Clearing(args) => put(&args.list.plain, terminal, &|ground| clearing::sheet(ground, args)),
        What::Loops(args) => put(&args.plain, terminal, &|ground| loops::sheet(ground, list(args))),
        What::Ownership(args) => put(&args.list.plain, terminal, &|ground| ownership::sheet(ground, args)),
        What::Levels(args) => put(&args.plain, terminal, &|ground| Ok(levels::sheet(ground, list(args)))),
        What::Null(args) => put(&args.plain, terminal, &|ground| Ok(null::sheet(ground, args))),
    }
}

/// How many rows of a list are shown.
fn list(args: &args::ListArgs) -> usize {
    sheet::shown(args.top, &args.plain.output)
}

/// A sheet, and whether it is of all there is.
type Measured = Result<(Sheet, End), Failure>;

/// Reads, measures, prints.
fn put(
    args: &PlainArgs,
    terminal: &mut Terminal<'_>,
    measure: &dyn Fn(&Ground<'_>) -> Measured,
) -> Result<End, Failure> {
    let register = data::read(&args.registers, &args.data, terminal)?;
    let view = view::view(&args.view, &register, terminal)?;
    let graph = view.flow(&register);
    let ground = Ground { register: &register, view: &view, graph: &graph };
    let (sheet, end) = measure(&ground)?;
    let text = sheet.text(&ground, &args.output, terminal.width)?;
    output::put(&text, args.output.output.as_deref(), terminal)?;
    Ok(end)
}
