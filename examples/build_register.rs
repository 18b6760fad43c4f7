//! A register made in code, with the checks of one that is read from a file.
use roundtrip::{
    circuits::{Limits, find},
    flow::View,
    load::{Record, RegisterBuilder},
    model::{EntityKind::Company, Kind, SourceKind, Status, Stop},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let deal = |id, kind, payer, payee, amount| {
        let deal = Record::deal(id, kind, payer, payee).text("amount", amount);
        deal.event("2025-06-01", Status::Signed).list("cite", ["filing"])
    };
    let builder = RegisterBuilder::new("2026-01-01".parse()?)
        .extend(["lab", "maker"].map(|id| Record::entity(id, Company)))
        .with(Record::source("filing", SourceKind::Filing).text("title", "Annual report"))
        .with(deal("stake", Kind::Equity, "maker", "lab", "10B"))
        .with(deal("order", Kind::Chips, "lab", "maker", "up to 30B"));
    let (register, _) = builder.register()?;
    let graph = View::of(&register).flow(&register);
    let loops = find(&graph, &register, &Limits::default(), &Stop::never());
    println!("{} with at most {}", loops.list[0].id, loops.list[0].bottleneck.words(register.base));
    Ok(())
}
