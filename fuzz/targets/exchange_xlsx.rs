//! Workbooks: their sheets are taken out as CSV, or the workbook is refused; nothing small unpacks to much.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| roundtrip_fuzz::exchange_xlsx(bytes));
