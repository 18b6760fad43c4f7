//! JSON Graph Format and Cytoscape JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;
use roundtrip::exchange::Source;
use roundtrip_fuzz::exchanged;

fuzz_target!(|text: &str| exchanged(Source::Json, "a.json", text));
