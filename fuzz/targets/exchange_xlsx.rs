//! Workbooks: their sheets are taken out as CSV, or the workbook is refused; nothing small unpacks to much.
#![no_main]

use libfuzzer_sys::fuzz_target;
use roundtrip::exchange::{Source, workbook};
use roundtrip_fuzz::exchanged;

fuzz_target!(|bytes: &[u8]| {
    for (name, text) in workbook(bytes).unwrap_or_default() {
        exchanged(Source::Csv, &format!("a.xlsx [{name}]"), &text);
    }
});
