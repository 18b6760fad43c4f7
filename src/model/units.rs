//! Thousands, millions and so on, as they are written.

/// How much a unit is, its letter in the register, and its letters in a sentence; the largest first.
pub(super) const UNITS: [(i64, &str, &str); 4] =
    [(1_000_000_000_000, "T", "tn"), (1_000_000_000, "B", "bn"), (1_000_000, "M", "m"), (1_000, "K", "k")];
