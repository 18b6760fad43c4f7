//! JSON Graph Format and Cytoscape JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| roundtrip_fuzz::exchange_json(text));
