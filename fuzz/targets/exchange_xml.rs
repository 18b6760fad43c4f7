//! GraphML and GEXF: read, or every fault is said, at a place that is in the text; no document type, no entity.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| roundtrip_fuzz::exchange_xml(text));
