//! `roundtrip map`: the diagram.

use super::{
    End, Failure, Terminal,
    args::{MapArgs, Picture},
    data, output, stopped, view,
};
use crate::{
    circuits::{Class, Limits, Order, find, rank},
    draw::{
        Style, dot,
        scenes::{self, MapOptions, Subject},
        svg,
    },
    flow::FlowGraph,
    model::Register,
};

pub(super) fn run(args: &MapArgs, terminal: &mut Terminal<'_>) -> Result<End, Failure> {
    let register = data::read(&args.registers, &args.data, terminal)?;
    let view = view::view(&args.view, &register, terminal)?;
    let graph = view.flow(&register);
    let limits = Limits { class: Some(Class::CircularFunding), through: view.through.clone(), ..Limits::default() };
    let mut circuits = find(&graph, &register, &limits, &mut stopped);
    rank(&mut circuits.list, Order::Amount);
    let options = MapOptions {
        focus: args.focus.as_deref().map(|text| view::entity(&register, text).map(|id| (id, args.hops))).transpose()?,
        highlight: args.highlight.as_deref().map(|path| nodes(&graph, &register, path)).transpose()?,
        all: args.all,
        title: args.title.clone(),
    };
    let subject = Subject { register: &register, view: &view, graph: &graph, circuits: &circuits.list };
    let scene = scenes::map(&subject, &options);
    if scene.bubbles.is_empty() {
        return Err(Failure::help("there is no loop to draw in this view", "--all draws every entity"));
    }
    let text = match args.format {
        Picture::Svg => svg::map(&scene, &Style::light()).to_string(),
        Picture::Dot => dot::map(&scene).to_string(),
    };
    output::put(&text, args.output.as_deref(), terminal)?;
    Ok(view::end(&circuits))
}

/// The nodes of a loop, in order.
fn nodes(graph: &FlowGraph, register: &Register, path: &str) -> Result<Vec<usize>, Failure> {
    let node = |part: &str| {
        let id = view::entity(register, part)?;
        graph
            .node(id.as_str())
            .ok_or_else(|| Failure::new(format!("`{id}` pays nothing and is paid nothing in this view")))
    };
    path.split('/').map(node).collect()
}
