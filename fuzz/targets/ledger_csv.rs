//! A payment ledger: it is read whole, or refused with a reason; what is read can be searched.
#![no_main]

use libfuzzer_sys::fuzz_target;
use roundtrip::{
    circuits::{Payments, TemporalSearch, TimeOrder},
    ledger::{Columns, from_bytes},
};

fuzz_target!(|text: &[u8]| {
    let Ok(ledger) = from_bytes(text, &Columns::default()) else { return };
    assert_eq!((ledger.payers().len(), ledger.payees().len()), (ledger.rows(), ledger.rows()));
    let known = |id: &u32| (*id as usize) < ledger.accounts().len();
    assert!(ledger.payers().iter().chain(ledger.payees()).all(known));
    assert!(ledger.times().is_none_or(|times| times.len() == ledger.rows()));
    let payments = Payments::new(&ledger, None);
    let search = TemporalSearch::new(payments.graph(), TimeOrder::Strict).max_length(Some(3));
    for edges in search.iter().take(100) {
        let found = payments.circuit(&edges);
        assert!(found.rows.iter().all(|&row| (row as usize) < ledger.rows()));
    }
});
