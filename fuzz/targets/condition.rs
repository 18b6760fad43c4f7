//! Conditions on loops: one is read, or every error is said, at a place that is in the text.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use roundtrip::{circuits::Condition, load, model::Register};

static REGISTER: LazyLock<Register> = LazyLock::new(|| load::embedded().expect("sound").0);

fuzz_target!(|text: &str| {
    if let Err(errors) = Condition::parse(text, &REGISTER) {
        assert!(!errors.is_empty(), "{text:?}");
        for error in errors {
            assert!(text.get(error.span.clone()).is_some(), "{text:?}: {error:?}");
        }
    }
});
