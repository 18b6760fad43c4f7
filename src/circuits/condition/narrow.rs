//! What every loop has that might meet a condition, so that a search looks at no others. The condition is asked of what is
//! left all the same.

use rust_decimal::Decimal;

use super::{Bound, Comparison, Condition, Counted};
use crate::{
    circuits::Limits,
    model::{Range, Status},
};

impl Condition {
    /// The same limits, but for loops that cannot meet it: by their length, their class, or whom they lead through.
    pub(in crate::circuits) fn narrowed(&self, mut limits: Limits) -> Limits {
        match self {
            Self::All(list) => return list.iter().fold(limits, |limits, one| one.narrowed(limits)),
            Self::Count(Counted::Length, Comparison::AtMost | Comparison::Under | Comparison::Is, count) => {
                // No loop is shorter than two hops.
                let own = u32::try_from(*count).unwrap_or(u32::MAX).max(2);
                limits.max_length = Some(limits.max_length.map_or(own, |most| most.min(own)));
            }
            Self::Class(Comparison::Is, class) => limits.class = limits.class.or(Some(*class)),
            Self::Through(named) => limits.through.push(named.party.clone()),
            _ => {}
        }
        limits
    }

    /// Whether a loop with a hop that comes to so much and has this status might meet it: what a loop has least of, no hop
    /// of it has less of.
    pub(in crate::circuits) fn allows(&self, value: Range, status: Status) -> bool {
        let no_less = |how: &Comparison, have: Option<Decimal>, amount: &Decimal| match how {
            Comparison::AtLeast | Comparison::Is => have.is_none_or(|have| have >= *amount),
            Comparison::Over => have.is_none_or(|have| have > *amount),
            Comparison::AtMost | Comparison::Under | Comparison::Not => true,
        };
        match self {
            Self::Any(list) => list.iter().any(|one| one.allows(value, status)),
            Self::All(list) => list.iter().all(|one| one.allows(value, status)),
            Self::Status(Comparison::AtLeast | Comparison::Is, least) => status >= *least,
            Self::Status(Comparison::Over, least) => status > *least,
            // A loop with a hop that states nothing is compared by its limit.
            Self::Amount(Bound::Stated, how, amount) => {
                no_less(how, value.high.map(|high| value.stated.map_or(high, |stated| stated.max(high))), amount)
            }
            Self::Amount(Bound::High, how, amount) => no_less(how, value.high, amount),
            Self::Amount(Bound::Low, how, amount) => no_less(how, Some(value.low), amount),
            Self::Count(Counted::Unpriced, Comparison::AtMost | Comparison::Is, 0)
            | Self::Count(Counted::Unpriced, Comparison::Under, 1) => value.stated.is_some(),
            _ => true,
        }
    }
}
