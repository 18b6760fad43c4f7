//! The map of everybody within one hop of Nvidia, as SVG.
use roundtrip::{
    circuits::{Limits, Order, find, rank},
    draw::{
        Style,
        scenes::{self, MapOptions, Subject},
        svg,
    },
    flow::{Scope, View},
    load,
    model::{EntityId, Stop},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (register, _) = load::embedded()?;
    let scope = Scope::new(&register, View::of(&register));
    let mut loops = find(&scope.graph, &register, &Limits::default().max_length(4), &Stop::never());
    rank(&mut loops.list, Order::Amount, &scope);
    let (circuits, complete) = (&loops.list[..], loops.complete);
    let subject = Subject { scope: &scope, circuits, found: circuits.len(), complete };
    let options = MapOptions { focus: Some((EntityId::new("nvidia")?, 1)), ..MapOptions::default() };
    println!("{}", svg::map(&scenes::map(&subject, &options), &Style::light()));
    Ok(())
}
