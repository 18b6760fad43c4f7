//! What a default costs.

/// What is left to creditors when somebody fails: these parts, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Costs {
    /// Of its cash: α.
    pub cash: f64,
    /// Of what it is paid: β.
    pub claims: f64,
}

impl Costs {
    /// To fail costs nothing.
    pub const NONE: Self = Self { cash: 1.0, claims: 1.0 };

    pub(super) fn left(self, cash: f64, claims: f64) -> f64 {
        self.cash * cash + self.claims * claims
    }

    pub(super) fn held(self) -> Self {
        let hold = |part: f64| if part.is_nan() { 1.0 } else { part.clamp(0.0, 1.0) };
        Self { cash: hold(self.cash), claims: hold(self.claims) }
    }
}
