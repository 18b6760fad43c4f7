//! What a condition is made of.

use std::{cmp::Ordering, error::Error, fmt, ops::Range};

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::{
    circuits::Class,
    model::{EntityId, Status, When},
};

/// A condition on a loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// One of them.
    Any(Vec<Self>),
    /// All of them.
    All(Vec<Self>),
    /// The contrary.
    Not(Box<Self>),
    /// The status of its weakest hop.
    Status(Comparison, Status),
    /// Its bottleneck, as stated, at the least, or at the most.
    Amount(Bound, Comparison, Decimal),
    /// A count.
    Count(Counted, Comparison, u64),
    /// The day on which it formed, beside a day or all days of a month, quarter or year.
    FormedOn(Comparison, When),
    /// What goes round in it: [`Comparison::Is`] or [`Comparison::Not`].
    Class(Comparison, Class),
    /// It leads through this entity.
    Through(Named),
    /// The money can have gone round in the order of its dates.
    InOrder,
    /// It formed on that day or later: it did not stand on the day before, or not without a break since.
    NewSince(Date),
}

/// An entity that a condition names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Whom it names.
    pub entity: EntityId,
    /// As whom it counts in the view ([`View::party`](crate::flow::View::party)).
    pub party: EntityId,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `>`
    Over,
    /// `<=`
    AtMost,
    /// `<`
    Under,
    /// `=`
    Is,
    /// `!=`
    Not,
}

/// Which figure of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// As stated.
    Stated,
    /// The least it can be.
    Low,
    /// The most it can be.
    High,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Hops.
    Length,
    /// Independent sources of the hop that has fewest.
    Sources,
    /// Hops that state no amount.
    Unpriced,
}

/// What is wrong with a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionError {
    /// What.
    pub message: String,
    /// Where: bytes of the text.
    pub span: Range<usize>,
    /// How to mend it.
    pub help: String,
}

impl fmt::Display for ConditionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message, self.help)
    }
}

impl Error for ConditionError {}

impl Comparison {
    /// Reads `>=`, `>`, `<=`, `<`, `=`, `==` or `!=`.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            ">=" => Self::AtLeast,
            ">" => Self::Over,
            "<=" => Self::AtMost,
            "<" => Self::Under,
            "=" | "==" => Self::Is,
            "!=" => Self::Not,
            _ => return None,
        })
    }

    /// Whether it holds between two values whose order is this.
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Self::AtLeast => order.is_ge(),
            Self::Over => order.is_gt(),
            Self::AtMost => order.is_le(),
            Self::Under => order.is_lt(),
            Self::Is => order.is_eq(),
            Self::Not => order.is_ne(),
        }
    }
}
