//! A ledger of payments is searched on a thread of its own, for at most ten seconds.
use roundtrip::{
    circuits::{Payments, TemporalSearch, TimeOrder},
    ledger::{Reading, from_bytes},
    model::Stop,
};
use std::{ops::ControlFlow, thread, time::Duration};

const LEDGER: &[u8] = b"payer,payee,date,amount\na,b,2025-01-02,900\nb,c,2025-01-03,880\nc,a,2025-01-05,870\n";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ledger = from_bytes(LEDGER, &Reading::default())?;
    let search = thread::spawn(move || {
        let (payments, mut found) = (Payments::new(&ledger, &[]), Vec::new());
        let search = TemporalSearch::new(payments.graph(), TimeOrder::Strict);
        let end = search.visit(&Stop::after(Duration::from_secs(10)), &mut |edges| {
            found.push(payments.circuit(edges));
            ControlFlow::Continue(())
        });
        (found, end)
    });
    let (found, end) = search.join().map_err(|_| "the thread panicked")?;
    println!("{} in all, the first: {:?}", found.len(), found.first());
    Ok(end?)
}
