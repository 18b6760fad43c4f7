//! Values of JSON as they stand in the text of their file, so that each has its place.

use std::ops::Range;

use serde_json::value::RawValue;

/// A value as it stands.
pub(super) type Raw<'a> = &'a RawValue;

/// Where a value stands: it is a slice of the text.
pub(super) fn place(text: &str, value: Raw<'_>) -> Range<usize> {
    let start = (value.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    start..start + value.get().len()
}
