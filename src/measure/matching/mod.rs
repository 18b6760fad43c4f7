//! Which company and which deal of one register is which of another: by what the records say, whatever their ids.
//!
//! ```text
//! two Registers ─companies→ who is who ─legs, evidence→ candidates ─assign→ pairs ─deals→ five lists
//! ```

mod align;
mod assign;
mod candidates;
mod companies;
mod deals;
mod duplicates;
mod evidence;
mod legs;

pub use align::Renaming;
pub use align::{Aligned, aligned};
pub use companies::{Companies, Company as SameCompany, Doubtful};
pub use deals::{Alone, Difference, How, Matched, Reconciliation, Unclear, Why as WhyUnclear, reconcile};
pub use duplicates::{Duplicate, duplicates};

/// One of the two registers that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// The first.
    Ours,
    /// The second.
    Theirs,
}

impl Whose {
    /// Both, in order.
    pub const BOTH: [Self; 2] = [Self::Ours, Self::Theirs];

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }
}
