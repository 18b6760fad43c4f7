//! The closed sets of words that a register may use.

use crate::model::{
    By, Confirmation, EntityKind, Field, Grant, Kind, Mark, Measure, Per, Read, Return, SourceKind, Status,
};

/// A closed set of words.
pub(super) trait Word {
    /// All of them, in order.
    fn all() -> Vec<&'static str>;
}

macro_rules! words {
    ($($type:ty),+ $(,)?) => {$(
        impl Word for $type {
            fn all() -> Vec<&'static str> {
                Self::ALL.iter().map(|word| word.name()).collect()
            }
        }
    )+};
}

words!(Kind, Status, Mark, Grant, Confirmation, EntityKind, SourceKind, Read, Field, Measure, Per, By, Return);
