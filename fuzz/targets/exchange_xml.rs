//! GraphML and GEXF: read, or every fault is said, at a place that is in the text; no document type, no entity.
#![no_main]

use libfuzzer_sys::fuzz_target;
use roundtrip::exchange::Source;
use roundtrip_fuzz::exchanged;

fuzz_target!(|text: &str| {
    exchanged(Source::GraphMl, "a.graphml", text);
    exchanged(Source::Gexf, "a.gexf", text);
});
