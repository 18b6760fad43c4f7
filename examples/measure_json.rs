//! A figure as JSON: what nobody stated is null, and money is exact.
use roundtrip::{
    flow::View,
    load,
    measure::{Network, Reading, circulation, headline},
    model::Stop,
};
use serde_json::{json, to_string_pretty};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (register, _) = load::embedded()?;
    let view = View::of(&register);
    let graph = view.flow(&register);
    let network = Network::of(&graph, Reading::Stated);
    let document = json!({
        "view": view,
        "figure": circulation(&network).figure(),
        "headline": headline(&register, &view, &Stop::never()),
    });
    println!("{}", to_string_pretty(&document)?);
    Ok(())
}
