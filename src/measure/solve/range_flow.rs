//! Maximum flow where what an arc lets through is a range.

use rust_decimal::Decimal;

use super::{maximum_flow::maximum_flow, scaled_int::Scale};
use crate::model::Range;

/// The most that flows from one vertex of `0..len` to another: of what is stated, at the least, and at the most. Of what an
/// arc does not state nothing counts as stated; `high` is `None` if there is no limit. Exact, by three maximum flows.
pub(in crate::measure) fn range_flow(len: usize, arcs: &[(usize, usize, Range)], from: usize, to: usize) -> Range {
    let flow = |end: fn(&Range) -> Option<Decimal>| {
        let amounts: Vec<Decimal> = arcs.iter().filter_map(|(.., value)| end(value)).collect();
        let scale = Scale::of(&amounts);
        let sum = amounts.iter().fold(0_u128, |sum, amount| sum.saturating_add(scale.whole(*amount).unsigned_abs()));
        // What has no limit lets through more than all that has one.
        let room = |value: &Range| end(value).map_or(sum + 1, |amount| scale.whole(amount).unsigned_abs());
        let arcs = arcs.iter().map(|(tail, head, value)| (*tail, *head, room(value)));
        let flow = maximum_flow(len, arcs, from, to);
        (flow <= sum).then(|| scale.amount(i128::try_from(flow).unwrap_or(i128::MAX)))
    };
    Range {
        stated: flow(|value| Some(value.stated.unwrap_or_default())),
        low: flow(|value| Some(value.low)).unwrap_or_default(),
        high: flow(|value| value.high),
    }
}
