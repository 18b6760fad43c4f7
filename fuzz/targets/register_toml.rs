//! A register in TOML: it is read, or every fault is said, at a place that is in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| roundtrip_fuzz::register_toml(text));
