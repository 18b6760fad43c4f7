//! Objects of JSON: rows of a ledger, or refused with a reason.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| roundtrip_fuzz::ledger_json(bytes));
