//! The largest loops of the register that is shipped with the library.
use roundtrip::{
    circuits::{Class, Limits, Order, find, rank},
    flow::{Scope, View},
    load,
    model::{Status, Stop},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (register, _) = load::embedded()?;
    let scope = Scope::new(&register, View::of(&register).status(Status::Signed));
    let limits = Limits::default().class(Class::CircularFunding).max_length(4);
    let mut loops = find(&scope.graph, &register, &limits, &Stop::never());
    rank(&mut loops.list, Order::Amount, &scope);
    for one in loops.list.iter().take(5) {
        println!("{:32} {:>12} {}", one.id, one.bottleneck.words(register.base), one.status);
    }
    println!("{} loops in all, complete: {}", loops.list.len(), loops.complete);
    Ok(())
}
