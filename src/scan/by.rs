//! What loops are ranked by.

/// What makes one loop larger than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Its smallest payment. Those of different currencies are not compared: each currency has its own largest.
    Amount,
    /// From its first payment to its last.
    Span,
    /// How many payments.
    Length,
}

impl By {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Span => "span",
            Self::Length => "length",
        }
    }
}
