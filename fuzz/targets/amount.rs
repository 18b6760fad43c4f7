//! The grammar of amounts: nothing panics, and what was read is written and read again the same.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| roundtrip_fuzz::amount(text));
