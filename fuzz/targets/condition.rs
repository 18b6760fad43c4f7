//! Conditions on loops: one is read, or every error is said, at a place that is in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| roundtrip_fuzz::condition(text));
