//! FollowTheMoney entities.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| roundtrip_fuzz::exchange_ftm(text));
