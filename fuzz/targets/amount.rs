//! The grammar of amounts: nothing panics, and what was read is written and read again the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use roundtrip::model::Amount;

fuzz_target!(|text: &str| {
    if let Ok(amount) = text.parse::<Amount>() {
        let again: Amount = amount.to_string().parse().expect("what we write we read");
        assert_eq!(amount, again, "{text:?}");
        let range = amount.range();
        assert!(range.high.is_none_or(|high| range.low <= high), "{text:?}");
    }
});
