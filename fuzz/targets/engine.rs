//! The engine: lists and counts agree, on one thread and on two, bounded and not, in every order of time.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| roundtrip_fuzz::engine(bytes));
