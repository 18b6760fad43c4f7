//! Values with names.

use std::borrow::Cow;

use super::cell::Cell;

/// Values with names, in the order in which they were given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    fields: Vec<(Cow<'static, str>, Cell)>,
}

impl Record {
    /// Without a field yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// With one field more.
    #[must_use]
    pub fn with(mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Cell>) -> Self {
        self.put(key, value);
        self
    }

    /// Adds a field.
    pub fn put(&mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Cell>) {
        self.fields.push((key.into(), value.into()));
    }

    /// With the fields of another record after its own.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.fields.extend(other.fields);
        self
    }

    /// Every field.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Cell)> {
        self.fields.iter().map(|(key, cell)| (key.as_ref(), cell))
    }

    /// For a reader: the values one after the other.
    pub fn words(&self) -> String {
        self.fields.iter().map(|(_, cell)| cell.words()).collect::<Vec<_>>().join(" ")
    }
}
