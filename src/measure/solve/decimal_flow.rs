//! Maximum flow of decimal amounts, some of them without a limit.

use rust_decimal::Decimal;

use super::{maximum_flow::maximum_flow, scaled_int::Scale};

/// The most that flows from one vertex of `0..len` to another, where each arc lets through so much, or anything; `None` if
/// there is no limit. Exact.
pub(in crate::measure) fn decimal_flow(
    len: usize,
    arcs: &[(usize, usize, Option<Decimal>)],
    from: usize,
    to: usize,
) -> Option<Decimal> {
    let amounts: Vec<Decimal> = arcs.iter().filter_map(|(.., most)| *most).collect();
    let scale = Scale::of(&amounts);
    let sum = amounts.iter().fold(0_u128, |sum, amount| sum.saturating_add(scale.whole(*amount).unsigned_abs()));
    // What has no limit lets through more than all that has one.
    let room = |most: Option<Decimal>| most.map_or(sum + 1, |amount| scale.whole(amount).unsigned_abs());
    let flow = maximum_flow(len, arcs.iter().map(|(tail, head, most)| (*tail, *head, room(*most))), from, to);
    (flow <= sum).then(|| scale.amount(i128::try_from(flow).unwrap_or(i128::MAX)))
}
