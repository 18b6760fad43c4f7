//! Circuits in which each payment keeps a share of the one before it.
//!
//! What a payment lets follow it depends on its amount, so the search runs over edges and not over bundles:
//!
//! ```text
//! Payments ─Kept→ what may follow each edge ─Walks→ edges on a walk from a first edge back to its tail ─Local→
//!          ─Keeping→ circuits, each from its first edge on
//! ```

mod keeping;
mod local;
mod sizes;
mod walks;

pub(super) use keeping::Keeping;
pub use sizes::Kept;
pub(super) use walks::Rule;
