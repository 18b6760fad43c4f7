//! What every figure says about itself.

use serde::Serialize;

/// What a reader must know of a figure, in plain words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct About {
    /// Its name.
    pub title: &'static str,
    /// What it is, in one line.
    pub definition: &'static str,
    /// How it is computed, and where the method comes from.
    pub method: &'static str,
    /// What it must not be taken for.
    pub caution: &'static str,
}
