//! A spreadsheet of deals: it is read, or every fault is said, at a place that is in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| roundtrip_fuzz::deals_csv(text));
