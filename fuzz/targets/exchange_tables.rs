//! Tables of nodes and edges.
#![no_main]

use libfuzzer_sys::fuzz_target;
use roundtrip::exchange::Source;
use roundtrip_fuzz::exchanged;

fuzz_target!(|text: &str| exchanged(Source::Csv, "edges.csv", text));
