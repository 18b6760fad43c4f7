//! What the whole of a column tells: the sign before decimals, and whether the day comes before the month.

use super::{
    amount::Signs, columns::Layout, doubt::Doubt, error::LedgerError, noted::Orders, reading::DecimalSign, role::Role,
};

/// Which sign stands before the decimals, by what the whole column says.
pub(super) fn decimal(
    signs: Signs,
    layout: &Layout,
    separator: Option<char>,
    doubts: &mut Vec<Doubt>,
) -> Result<DecimalSign, LedgerError> {
    let column = || layout.name(Role::Amount).unwrap_or_default();
    if let Some(decimal) = layout.how.asked.decimal {
        return Ok(decimal);
    }
    let Signs { point, comma, point_or_group, comma_or_group } = signs;
    Ok(match (point, comma) {
        (true, false) => DecimalSign::Point,
        (false, true) => DecimalSign::Comma,
        (false, false) if point_or_group && comma_or_group => {
            return Err(LedgerError::EitherDecimal { column: column() });
        }
        (false, false) if point_or_group => {
            // Where cells are parted by semicolons, it is because the comma is taken: it stands before decimals.
            let parts_thousands = separator == Some(';');
            doubts.push(Doubt::Thousands { sign: DecimalSign::Point, parts_thousands });
            if parts_thousands { DecimalSign::Comma } else { DecimalSign::Point }
        }
        (false, false) if comma_or_group => {
            let parts_thousands = separator != Some(';');
            doubts.push(Doubt::Thousands { sign: DecimalSign::Comma, parts_thousands });
            if parts_thousands { DecimalSign::Point } else { DecimalSign::Comma }
        }
        // Where both are, those with the other sign are told as faults, each with its row.
        (true, true) | (false, false) => layout.how.decimal,
    })
}

/// Whether dates begin with the day, by what the whole column says; none if no date says it.
pub(super) fn day_first(orders: Orders, layout: &Layout) -> Result<Option<bool>, LedgerError> {
    if layout.how.day_first.is_some() {
        return Ok(layout.how.day_first);
    }
    let column = || layout.name(Role::Time).unwrap_or_default();
    match (orders.day_first, orders.month_first) {
        (true, true) => Err(LedgerError::EitherOrder { column: column(), both: true }),
        (true, false) => Ok(Some(true)),
        (false, true) => Ok(Some(false)),
        (false, false) if orders.either => Err(LedgerError::EitherOrder { column: column(), both: false }),
        (false, false) => Ok(None),
    }
}
