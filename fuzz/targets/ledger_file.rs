//! A file of any kind: what is in it is read as a ledger, or it is refused with a reason.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| roundtrip_fuzz::ledger_file(bytes));
