//! A payment ledger: it is read whole, or refused with a reason; what is read can be searched.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| roundtrip_fuzz::ledger_csv(text));
